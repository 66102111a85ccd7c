"""What a unit reports, asks and explains, and what the office and leaders answer."""

import datetime as dt
from typing import Any

from django import forms

from duban.flow.ladder import COLOURS as SLIPS
from duban.lights.rules import COLOURS
from duban_web.campaigns.forms import DateInput, QuickSelect
from duban_web.campaigns.models import Task
from duban_web.common.language import later, say
from duban_web.people.models import Unit
from duban_web.supervision.models import Request


class ManyFilesInput(forms.ClearableFileInput):
    """Several files at once."""

    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """A list of files, perhaps empty."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=ManyFilesInput(), required=False, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Each file by itself."""
        files = data if isinstance(data, list | tuple) else [data] if data else []
        single = super().clean
        return [single(file, initial) for file in files]


def _lines(label: str, *, rows: int = 2, required: bool = True, most: int = 500) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(required=required, max_length=most, label=later(label), widget=widget)


class ReportForm(forms.Form):
    """A progress report. With a quantity the percentage follows from what was reached."""

    percent = forms.DecimalField(
        required=False, min_value=0, max_value=100, decimal_places=2, label=later("report.percent")
    )
    reached = forms.DecimalField(
        required=False, min_value=0, max_digits=18, decimal_places=4, label=later("report.reached")
    )
    blocked = forms.BooleanField(required=False, label=later("report.blocked"))
    text = _lines("report.text", rows=3, required=False, most=4000)
    milestones = forms.MultipleChoiceField(
        required=False, label=later("report.milestones"), widget=forms.CheckboxSelectMultiple()
    )
    evidence = ManyFilesField(label=later("report.files"), help_text=later("report.files_help"))

    def __init__(self, *args: Any, task: Task, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known: dict[str, Any] = self.fields
        known["milestones"].choices = [(m.name, m.name) for m in task.milestones.all() if m.done_on is None]
        if not known["milestones"].choices:
            del self.fields["milestones"]
        if not task.target_value:
            del self.fields["reached"]


class PartForm(forms.Form):
    """One sub-task."""

    title = forms.CharField(max_length=200, label=later("task.title"))
    handler = forms.CharField(max_length=20, required=False, label=later("task.handler"))
    weight = forms.DecimalField(
        min_value=0, max_digits=6, decimal_places=2, initial=1, label=later("task.weight")
    )
    deadline = forms.DateField(required=False, label=later("task.deadline"), widget=DateInput())


class AskForm(forms.Form):
    """A later deadline, another unit, another light."""

    kind = forms.ChoiceField(label=later("ask.kind"))
    deadline = forms.DateField(required=False, label=later("ask.deadline"), widget=DateInput())
    unit = forms.ModelChoiceField(
        Unit.objects.none(), required=False, label=later("ask.unit"), widget=QuickSelect
    )
    reason = _lines("ask.reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known: dict[str, Any] = self.fields
        known["kind"].choices = [(k, later(f"ask.kinds.{k}")) for k in Request.Kind.values]
        known["unit"].queryset = Unit.objects.filter(removed_on=None)


class OverrideForm(forms.Form):
    """A person's light, why, and until when."""

    colour = forms.ChoiceField(label=later("task.light"))
    last = forms.DateField(label=later("override.last"), widget=DateInput())
    reason = _lines("override.reason", most=300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known: dict[str, Any] = self.fields
        known["colour"].choices = [(c, later(f"light.{c}")) for c in COLOURS]


class ExplanationForm(forms.Form):
    """Cause, measures, and the day on which the light will be green again."""

    cause = _lines("explain.cause", most=2000)
    measures = _lines("explain.measures", most=2000)
    promised = forms.DateField(required=False, label=later("explain.promised"), widget=DateInput())


class NoticeForm(forms.Form):
    """A notice by hand: also directly red, with its reason."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label=later("notice.unit"), widget=QuickSelect)
    colour = forms.ChoiceField(label=later("notice.colour"))
    reason = _lines("notice.reason")
    demand = _lines("notice.what", required=False)
    answer_by = forms.DateField(required=False, label=later("notice.answer_by"), widget=DateInput())

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known: dict[str, Any] = self.fields
        known["unit"].queryset = Unit.objects.filter(removed_on=None)
        known["colour"].choices = [(c, later(f"notice.colours.{c}")) for c in SLIPS]
        known["answer_by"].widget.attrs["min"] = today.isoformat()


class GatheringForm(forms.Form):
    """The files that came by message: Excel files, or zips of them."""

    sent = ManyFilesField(label=later("gather.files"), help_text=later("gather.files_help"))

    def clean_sent(self) -> list[Any]:
        """At least one."""
        files: list[Any] = self.cleaned_data["sent"]
        if not files:
            raise forms.ValidationError(say("gather.no_files"))
        return files
