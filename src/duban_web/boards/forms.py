"""What a trial asks."""

from typing import Any

from django import forms

from duban.lights import parse_rules, shipped_sources
from duban_web.campaigns.forms import DateInput
from duban_web.common.language import later, say
from duban_web.common.office import today


class TrialForm(forms.Form):
    """Other rules, or a later day, or both."""

    rules = forms.ChoiceField(required=False, label=later("trial.rules"))
    source = forms.CharField(
        required=False,
        max_length=5000,
        label=later("trial.source"),
        widget=forms.Textarea(attrs={"rows": 6, "class": "code"}),
    )
    on = forms.DateField(label=later("trial.on"), help_text=later("trial.on_help"), widget=DateInput())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known: dict[str, Any] = self.fields
        known["rules"].choices = [
            ("", later("trial.present")),
            *((name, parse_rules(s).name) for name, s in shipped_sources().items()),
        ]

    def clean_on(self) -> Any:
        """Today or later: the past has its own history."""
        on = self.cleaned_data["on"]
        if on < today():
            raise forms.ValidationError(say("trial.past"))
        return on
