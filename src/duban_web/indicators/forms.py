"""What a person types about figures."""

from __future__ import annotations

import json
from typing import Any

from django import forms

from duban.calendar.written import written_period
from duban.facts.names import exact_name
from duban_web.campaigns.forms import DateInput
from duban_web.common.language import later, say
from duban_web.indicators.series import MEASURES
from duban_web.people.models import Unit

LARGEST_MAP = 5_000_000


class CorrectForm(forms.Form):
    """The right value, and why."""

    value = forms.DecimalField(max_digits=24, decimal_places=6, label=later("paper.value"))
    reason = forms.CharField(max_length=300, label=later("figures.reason"))


class EntryForm(forms.Form):
    """One figure that no paper states: what, of whom, when, how much, and whence."""

    indicator = forms.CharField(max_length=120, label=later("paper.indicator"))
    measure = forms.ChoiceField(label=later("paper.measure"))
    region = forms.CharField(max_length=60, label=later("paper.region"))
    period = forms.CharField(
        max_length=40, label=later("paper.period"), help_text=later("assess.period_help")
    )
    value = forms.DecimalField(max_digits=24, decimal_places=6, label=later("paper.value"))
    unit = forms.CharField(max_length=20, required=False, label=later("paper.unit"))
    is_estimate = forms.BooleanField(required=False, label=later("figures.is_estimate"))
    source = forms.CharField(
        max_length=200, label=later("figures.source"), help_text=later("figures.source_help")
    )
    replace = forms.BooleanField(required=False, label=later("figures.replace"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known: dict[str, Any] = self.fields
        known["measure"].choices = [(measure, later(f"measure.{measure}")) for measure in MEASURES]

    def clean_indicator(self) -> str:
        """By its standard name."""
        name = str(self.cleaned_data["indicator"]).strip()
        return exact_name(name) or name

    def clean_period(self) -> str:
        """As accepted figures write it."""
        period = written_period(self.cleaned_data["period"])
        if period is None:
            raise forms.ValidationError(say("assess.no_period"))
        return period.iso


class PeersForm(forms.Form):
    """A group of regions that are held against each other."""

    name = forms.CharField(max_length=60, label=later("figures.group_name"))


class WeakPointForm(forms.Form):
    """What is done about an indicator that lags."""

    cause = forms.CharField(max_length=300, label=later("figures.cause"))
    remedy = forms.CharField(max_length=300, label=later("figures.remedy"))
    unit = forms.ModelChoiceField(Unit.objects.none(), label=later("figures.answers"))
    due = forms.DateField(label=later("figures.due"), widget=DateInput())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known: dict[str, Any] = self.fields
        known["unit"].queryset = Unit.objects.filter(removed_on=None).exclude(kind=Unit.Kind.COLLECTIVE)


class MapForm(forms.Form):
    """The office's own map."""

    file = forms.FileField(
        label=later("figures.map_file"),
        help_text=later("figures.map_help"),
        widget=forms.FileInput(attrs={"accept": ".json,.geojson"}),
    )

    def clean_file(self) -> Any:
        """Its shapes."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST_MAP:
            raise forms.ValidationError(say("figures.map_large", mb=LARGEST_MAP // 1_000_000))
        try:
            return json.loads(file.read())
        except (ValueError, RecursionError) as problem:  # no JSON, or JSON in JSON without end
            raise forms.ValidationError(say("figures.map_broken")) from problem


class TargetForm(forms.Form):
    """What a region is to reach in a year."""

    region = forms.CharField(max_length=60, label=later("paper.region"))
    indicator = forms.CharField(max_length=120, label=later("paper.indicator"))
    value = forms.DecimalField(max_digits=24, decimal_places=6, label=later("figures.target"))
    unit = forms.CharField(max_length=20, required=False, label=later("paper.unit"))
    source = forms.CharField(max_length=200, required=False, label=later("figures.handed_down"))

    def clean_indicator(self) -> str:
        """By its standard name."""
        name = str(self.cleaned_data["indicator"]).strip()
        return exact_name(name) or name
