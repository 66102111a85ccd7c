"""What a person types of projects."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms

from duban.projects import kinds
from duban.projects.bonds import READINESS
from duban_web.campaigns.forms import DateInput
from duban_web.common.language import later, say
from duban_web.people.models import Leader, Unit
from duban_web.projects.cycle_models import Bond, Event
from duban_web.projects.models import Agreement, Contact, Phase, Procedure, Project
from duban_web.projects.operations import FIELDS, FIRST_YEAR, LAST_YEAR
from duban_web.projects.queries import MONTHS

DATES = (
    "expected_signing", "planned_start", "planned_end", "expected_output", "started_on", "listed_on", "output_on",
)  # fmt: skip


def _labels(*names: str) -> dict[str, Any]:
    return {name: later(f"project.{name}") for name in names}


class ProjectForm(forms.ModelForm[Project]):
    """A project."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Project
        fields = FIELDS
        labels = _labels(*FIELDS)
        widgets = {name: DateInput() for name in DATES} | {"content": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known: dict[str, Any] = self.fields
        for name in ("unit", "town"):
            known[name].queryset = Unit.objects.filter(removed_on=None)
        known["town"].queryset = known["town"].queryset.filter(kind=Unit.Kind.TOWN)
        known["leader"].queryset = Leader.objects.filter(removed_on=None)
        known["kind"].choices = [(k.code, later(f"project.kinds.{k.code}")) for k in kinds()]
        known["level"].choices = [
            (level, later(f"project.levels.{level or 'none'}")) for level in Project.Level.values
        ]
        for name in ("total", "land", "energy", "output", "tax", "probability", "jobs"):
            known[name].min_value = 0
            known[name].widget.attrs["min"] = 0
        known["probability"].max_value = 100
        known["total"].help_text = later("project.in_wan")

    def clean_probability(self) -> int | None:
        """Between 0 and 100."""
        value: int | None = self.cleaned_data["probability"]
        if value is not None and not 0 <= value <= 100:  # noqa: PLR2004 percent
            raise forms.ValidationError(say("project.percent_range"))
        return value

    def clean_total(self) -> Decimal | None:
        """Not below 0."""
        value: Decimal | None = self.cleaned_data["total"]
        if value is not None and value < 0:
            raise forms.ValidationError(say("project.below_zero"))
        return value


class ReportForm(forms.Form):
    """A month of a project."""

    month = forms.RegexField(r"^\d{4}-\d{2}$", label=later("project.month"))
    done = forms.DecimalField(max_digits=14, decimal_places=2, label=later("project.done_month"))
    image = forms.DecimalField(
        required=False,
        min_value=0,
        max_value=100,
        max_digits=5,
        decimal_places=2,
        label=later("project.image"),
    )
    note = forms.CharField(required=False, max_length=500, label=later("project.note"))
    blocked = forms.BooleanField(required=False, label=later("project.is_blocked"))
    difficulty = forms.CharField(required=False, max_length=300, label=later("project.difficulty"))

    def clean_month(self) -> tuple[int, int]:
        """Year and month."""
        year, month = (int(part) for part in str(self.cleaned_data["month"]).split("-"))
        if not FIRST_YEAR <= year <= LAST_YEAR or month not in MONTHS:
            raise forms.ValidationError(say("project.no_month"))
        return year, month


class PlanForm(forms.Form):
    """The plan of a year; its months if they are planned one by one."""

    year = forms.IntegerField(min_value=FIRST_YEAR, max_value=LAST_YEAR, label=later("project.year"))
    plan = forms.DecimalField(
        max_digits=14,
        decimal_places=2,
        min_value=0,
        label=later("project.plan"),
        help_text=later("project.in_wan"),
    )
    is_new = forms.BooleanField(required=False, initial=True, label=later("project.is_new"))
    aim = forms.CharField(required=False, max_length=300, label=later("project.aim"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in MONTHS:
            self.fields[f"m{number}"] = forms.DecimalField(
                required=False,
                min_value=0,
                max_digits=14,
                decimal_places=2,
                label=later(f"project.months.m{number}"),
            )

    def months(self) -> dict[int, Decimal] | None:
        """By number; None if no month is planned."""
        data = self.cleaned_data
        found = {n: data[f"m{n}"] for n in MONTHS if data.get(f"m{n}") is not None}
        return found or None


class PhaseForm(forms.ModelForm[Phase]):
    """A phase."""

    class Meta:
        model = Phase
        fields = ("name", "content", "total", "first", "last", "done_on")
        labels = _labels(*fields)
        widgets = {name: DateInput() for name in ("first", "last", "done_on")}


class AgreementForm(forms.ModelForm[Agreement]):
    """An agreement."""

    class Meta:
        model = Agreement
        fields = ("title", "number", "parties", "amount", "signed_on", "obligation", "due", "met_on")
        labels = _labels(*fields)
        widgets = {name: DateInput() for name in ("signed_on", "due", "met_on")}


class ContactForm(forms.ModelForm[Contact]):
    """A talk."""

    class Meta:
        model = Contact
        fields = ("on", "channel", "who", "words", "next_step", "next_on")
        labels = _labels(*fields)
        widgets = {name: DateInput() for name in ("on", "next_on")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known: dict[str, Any] = self.fields
        known["channel"].choices = [(c, later(f"project.channels.{c}")) for c in Contact.Channel.values]


class ProcedureForm(forms.ModelForm[Procedure]):
    """What an approval needs, as it is for this project; dates are set by its steps."""

    class Meta:
        model = Procedure
        fields = (
            "name", "authority", "unit", "law", "legal", "promised", "is_deferrable", "is_promisable",
        )  # fmt: skip
        labels = _labels(*fields)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known: dict[str, Any] = self.fields
        known["unit"].queryset = Unit.objects.filter(removed_on=None)


class PictureForm(forms.Form):
    """A photo of the works."""

    spot = forms.CharField(max_length=40, label=later("project.spot"))
    on = forms.DateField(label=later("project.taken_on"), widget=DateInput())
    caption = forms.CharField(required=False, max_length=120, label=later("project.caption"))
    file = forms.FileField(
        label=later("project.picture"),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )


class EventForm(forms.ModelForm[Event]):
    """An event of the cycle or of investment promotion."""

    class Meta:
        model = Event
        fields = ("kind", "title", "on", "place", "branches", "guests", "note")
        labels = {name: later(f"event.{name}") for name in fields}
        widgets = {"on": DateInput(), "note": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known: dict[str, Any] = self.fields
        known["kind"].choices = [(k, later(f"event.kinds.{k}")) for k in Event.Kind.values]


class BondForm(forms.ModelForm[Bond]):
    """A special bond."""

    there = forms.MultipleChoiceField(
        required=False,
        label=later("bond.there"),
        widget=forms.CheckboxSelectMultiple,
        choices=[(name, later(f"bond.ready.{name}")) for name in READINESS],
    )

    class Meta:
        model = Bond
        fields = ("project", "year", "field", "asked", "rate", "years", "income", "there")
        labels = {name: later(f"bond.{name}") for name in fields}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known: dict[str, Any] = self.fields
        known["project"].queryset = Project.objects.filter(removed_on=None).order_by("id")


class ListForm(forms.Form):
    """A project list as Excel, and what a row that says nothing gets."""

    file = forms.FileField(
        label=later("project.file"),
        help_text=later("project.file_help"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.et,.csv"}),
    )
    unit = forms.ModelChoiceField(
        Unit.objects.none(), label=later("project.default_unit"), help_text=later("project.default_unit_help")
    )
    kind = forms.ChoiceField(
        label=later("project.default_kind"),
        choices=[(k.code, later(f"project.kinds.{k.code}")) for k in kinds()],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known: dict[str, Any] = self.fields
        known["unit"].queryset = Unit.objects.filter(removed_on=None)
