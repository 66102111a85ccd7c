"""What a person types of meetings."""

from typing import Any

from django import forms

from duban_web.campaigns.forms import DateInput
from duban_web.common.language import later
from duban_web.meetings.models import Meeting
from duban_web.people.models import Leader, Unit


class MeetingForm(forms.Form):
    """Calling a meeting."""

    kind = forms.ChoiceField(label=later("meeting.kind"))
    title = forms.CharField(
        max_length=80,
        required=False,
        label=later("meeting.title_field"),
        help_text=later("meeting.title_help"),
    )
    on = forms.DateField(label=later("meeting.on"), widget=DateInput())
    place = forms.CharField(max_length=60, required=False, label=later("meeting.place"))
    chair = forms.ModelChoiceField(Leader.objects.none(), required=False, label=later("meeting.chair"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known: dict[str, Any] = self.fields
        known["kind"].choices = [(k, later(f"meeting.kinds.{k}")) for k in Meeting.Kind.values]
        known["chair"].queryset = Leader.objects.filter(removed_on=None)


class ItemForm(forms.Form):
    """A further matter."""

    topic = forms.CharField(max_length=200, label=later("meeting.topic"))
    unit = forms.ModelChoiceField(Unit.objects.none(), required=False, label=later("ledger.unit"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known: dict[str, Any] = self.fields
        known["unit"].queryset = Unit.objects.filter(removed_on=None)


class NoteForm(forms.Form):
    """Question, answer, mark."""

    question = forms.CharField(max_length=500, required=False)
    answer = forms.CharField(max_length=1000, required=False)
    mark = forms.IntegerField(min_value=0, max_value=10, required=False)


class DecisionForm(forms.Form):
    """What was decided."""

    text = forms.CharField(max_length=300, label=later("meeting.decision"))
    unit = forms.ModelChoiceField(Unit.objects.none(), label=later("meeting.by"))
    due = forms.DateField(label=later("meeting.due"), widget=DateInput())
    becomes = forms.ChoiceField(label=later("meeting.becomes"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known: dict[str, Any] = self.fields
        known["unit"].queryset = Unit.objects.filter(removed_on=None)
        known["becomes"].choices = [(b, later(f"meeting.become.{b}")) for b in ("task", "problem")]
