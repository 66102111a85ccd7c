"""What a person chooses for an issue."""

from typing import Any

from django import forms

from duban_web.bulletins.models import Bulletin
from duban_web.campaigns.forms import DateInput
from duban_web.common.language import later
from duban_web.people.models import Unit


class BulletinForm(forms.Form):
    """The day whose ledger the issue tells."""

    kind = forms.ChoiceField(label=later("bulletin.kind"))
    on = forms.DateField(label=later("bulletin.on"), widget=DateInput())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known: dict[str, Any] = self.fields
        known["kind"].choices = [(kind, later(f"bulletin.kinds.{kind}")) for kind in Bulletin.Kind.values]
        known["kind"].required, known["kind"].initial = False, Bulletin.Kind.REPORT


class FileForm(forms.Form):
    """The issue as it was rewritten in Word."""

    file = forms.FileField(
        label=later("bulletin.rewritten"), widget=forms.FileInput(attrs={"accept": ".docx"})
    )


class AskForm(forms.Form):
    """Who is asked to write on what by when."""

    topic = forms.CharField(max_length=100, label=later("bulletin.topic"))
    due = forms.DateField(label=later("bulletin.due"), widget=DateInput())
    units_ = forms.ModelMultipleChoiceField(
        Unit.objects.none(), label=later("bulletin.asked"), widget=forms.CheckboxSelectMultiple()
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known: dict[str, Any] = self.fields
        known["units_"].queryset = Unit.objects.filter(removed_on=None).exclude(kind=Unit.Kind.COLLECTIVE)


class WordsForm(forms.Form):
    """What the unit writes."""

    words = forms.CharField(
        max_length=4000, label=later("bulletin.words"), widget=forms.Textarea(attrs={"rows": 10})
    )
