"""What a unit reports, and what the office answers."""

from typing import Any

from django import forms

from duban_web.campaigns.models import Task
from duban_web.common.language import later


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


class ReportForm(forms.Form):
    """A progress report. With a quantity the percentage follows from what was reached."""

    percent = forms.DecimalField(
        required=False, min_value=0, max_value=100, decimal_places=2, label=later("report.percent")
    )
    reached = forms.DecimalField(
        required=False, min_value=0, max_digits=18, decimal_places=4, label=later("report.reached")
    )
    blocked = forms.BooleanField(required=False, label=later("report.blocked"))
    text = forms.CharField(
        required=False, max_length=4000, label=later("report.text"), widget=forms.Textarea(attrs={"rows": 3})
    )
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


class ReturnForm(forms.Form):
    """Why a report goes back."""

    reason = forms.CharField(max_length=300, label=later("report.reason"))
