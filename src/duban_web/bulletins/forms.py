"""What a person chooses and writes for an issue."""

from typing import Any

from django import forms

from duban_web.bulletins.models import Bulletin, Contribution
from duban_web.campaigns.forms import DateInput
from duban_web.common.language import later, say
from duban_web.people.models import Unit

WORD = {"accept": ".docx"}


def units_field(label: str, *, required: bool) -> Any:
    """All units, in columns of ticks."""
    widget = forms.CheckboxSelectMultiple(attrs={"class": "many"})
    return forms.ModelMultipleChoiceField(
        Unit.objects.none(), required=required, label=later(label), widget=widget
    )


def known_units() -> Any:
    """Those that can be written to."""
    return Unit.objects.filter(removed_on=None).exclude(kind=Unit.Kind.COLLECTIVE)


class BulletinForm(forms.Form):
    """The day whose ledger the issue tells, and what stands in its head."""

    kind = forms.ChoiceField(label=later("bulletin.kind"))
    on = forms.DateField(label=later("bulletin.on"), widget=DateInput())
    document_number = forms.CharField(
        max_length=40,
        required=False,
        label=later("bulletin.document_number"),
        help_text=later("bulletin.document_number_help"),
    )
    title = forms.CharField(
        max_length=100,
        required=False,
        label=later("bulletin.own_title"),
        help_text=later("bulletin.own_title_help"),
    )
    copies_to = forms.CharField(max_length=200, required=False, label=later("bulletin.copies_to"))

    def __init__(self, *args: Any, following: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known: dict[str, Any] = self.fields
        if following:
            known["document_number"].help_text = say("bulletin.document_number_next", number=following)
        known["kind"].choices = [(kind, later(f"bulletin.kinds.{kind}")) for kind in Bulletin.Kind.values]
        known["kind"].required, known["kind"].initial = False, Bulletin.Kind.REPORT

    def clean_kind(self) -> str:
        """A report, where nothing was chosen."""
        return self.cleaned_data["kind"] or Bulletin.Kind.REPORT


class FileForm(forms.Form):
    """The issue as it was rewritten in Word."""

    file = forms.FileField(label=later("bulletin.rewritten"), widget=forms.FileInput(attrs=WORD))


class TemplateForm(forms.Form):
    """A template that was changed in Word, and the kind of issue that it is for."""

    kind = forms.ChoiceField(label=later("bulletin.kind"))
    file = forms.FileField(label=later("bulletin.template.file"), widget=forms.FileInput(attrs=WORD))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known: dict[str, Any] = self.fields
        known["kind"].choices = [(kind, later(f"bulletin.kinds.{kind}")) for kind in Bulletin.Kind.values]


class IssueForm(forms.Form):
    """To whom an issue goes, and by when they say what they did."""

    units = units_field("bulletin.to", required=False)
    due = forms.DateField(
        required=False,
        label=later("bulletin.feedback_due"),
        help_text=later("bulletin.feedback_due_help"),
        widget=DateInput(),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known: dict[str, Any] = self.fields
        known["units"].queryset = known_units()


class AskForm(forms.Form):
    """Who is asked to write on what by when, for which section."""

    topic = forms.CharField(max_length=100, label=later("bulletin.topic"))
    due = forms.DateField(label=later("bulletin.due"), widget=DateInput())
    place = forms.ChoiceField(label=later("bulletin.place"))
    units = units_field("bulletin.asked", required=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known: dict[str, Any] = self.fields
        known["units"].queryset = known_units()
        known["place"].choices = _places()


class OwnWordsForm(forms.Form):
    """What the office itself writes for a section of the next issue."""

    place = forms.ChoiceField(label=later("bulletin.place"))
    topic = forms.CharField(max_length=100, label=later("bulletin.topic_own"))
    words = forms.CharField(
        max_length=4000, label=later("bulletin.words"), widget=forms.Textarea(attrs={"rows": 8})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known: dict[str, Any] = self.fields
        known["place"].choices = _places()


def _places() -> list[tuple[str, Any]]:
    return [(place, later(f"bulletin.{place}")) for place in Contribution.Place.values]


class WordsForm(forms.Form):
    """What the unit writes."""

    words = forms.CharField(
        max_length=4000, label=later("bulletin.words"), widget=forms.Textarea(attrs={"rows": 10})
    )
