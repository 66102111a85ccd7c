"""What a person types of a matter: the paper once, each slip in its own row."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core import signing

from duban_web.campaigns.forms import DateInput
from duban_web.common.language import later
from duban_web.matters.models import Matter
from duban_web.matters.operations import Slip
from duban_web.matters.reading import ReadSlip
from duban_web.people.models import Leader, Unit


class SourceForm(forms.Form):
    """The paper that the matters came with."""

    kind = forms.ChoiceField(label=later("matter.kind"))
    source = forms.CharField(max_length=60, label=later("matter.source"))
    number = forms.CharField(max_length=40, required=False, label=later("matter.number"))
    received_on = forms.DateField(label=later("matter.received_on"), widget=DateInput())
    feedback_due = forms.DateField(required=False, label=later("matter.feedback_due"), widget=DateInput())
    file = forms.FileField(required=False, label=later("matter.file"), help_text=later("matter.file_help"))
    kept = forms.CharField(required=False, widget=forms.HiddenInput)  # the file that was read before, signed

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known: dict[str, Any] = self.fields
        known["kind"].choices = [(k, later(f"matter.kinds.{k}")) for k in Matter.Kind.values]

    def clean_kept(self) -> str:
        """The path of the kept file; a forged one is as good as none."""
        try:
            return str(signing.loads(self.cleaned_data["kept"])) if self.cleaned_data["kept"] else ""
        except signing.BadSignature:
            return ""


class SlipForm(forms.Form):
    """One matter."""

    title = forms.CharField(max_length=200, required=False, label=later("matter.title"))
    instruction = forms.CharField(
        max_length=4000,
        required=False,
        label=later("matter.instruction"),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    unit = forms.ModelChoiceField(Unit.objects.none(), required=False, label=later("task.lead_units"))
    leader = forms.ModelChoiceField(Leader.objects.none(), required=False, label=later("task.leaders"))
    deadline = forms.DateField(required=False, label=later("task.deadline"), widget=DateInput())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known: dict[str, Any] = self.fields
        known["unit"].queryset = Unit.objects.filter(removed_on=None)
        known["leader"].queryset = Leader.objects.filter(removed_on=None)

    def clean(self) -> dict[str, Any]:
        """A slip with a title needs a unit; a row without a title is no slip."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("title") and not data.get("unit"):
            self.add_error("unit", str(later("matter.needs_unit")))
        return data


SlipForms = forms.formset_factory(SlipForm, extra=0, min_num=1, max_num=60)


def initial_of(slips: Sequence[ReadSlip]) -> list[dict[str, Any]]:
    """What was read, for the rows of the form."""
    return [
        {"title": s.title, "instruction": s.instruction, "unit": s.unit and s.unit.pk, "deadline": s.deadline}
        for s in slips
    ]


def slips_of(formset: Any) -> list[Slip]:
    """The rows that hold a matter."""
    rows = [form.cleaned_data for form in formset if form.cleaned_data.get("title")]
    return [Slip(r["title"], r["instruction"], r["unit"], r["deadline"], r["leader"]) for r in rows]
