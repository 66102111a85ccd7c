"""What a person types of draws and visits."""

import datetime as dt
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils import timezone

from duban.flow.grading import MOST
from duban_web.campaigns.forms import DateInput
from duban_web.campaigns.models import Campaign, Task
from duban_web.common.language import later, say
from duban_web.inspections.models import Draw, Finding, Site
from duban_web.inspections.operations import Found, Visit, visitable
from duban_web.inspections.photos import Seen
from duban_web.inspections.queries import inspectors
from duban_web.people.models import Leader, Unit, User

FINDINGS = 5


class DrawForm(forms.Form):
    """How many tasks or places, by whom, when."""

    of = forms.ChoiceField(
        label=later("draw.what"), choices=[(kind, later(f"draw.kinds.{kind}")) for kind in Draw.Of.values]
    )
    count = forms.IntegerField(min_value=1, max_value=100, initial=3, label=later("draw.count"))
    a_visit = forms.IntegerField(min_value=1, max_value=10, initial=2, label=later("draw.a_visit"))
    planned_for = forms.DateField(label=later("inspection.planned_for"), widget=DateInput())
    inspectors = forms.ModelMultipleChoiceField(User.objects.none(), label=later("draw.inspectors"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known: dict[str, Any] = self.fields
        known["inspectors"].queryset = inspectors()


class PlanForm(forms.Form):
    """A visit without a draw."""

    planned_for = forms.DateField(label=later("inspection.planned_for"), widget=DateInput())
    task = forms.ModelChoiceField(Task.objects.none(), required=False, label=later("task.title"))
    site = forms.ModelChoiceField(Site.objects.none(), required=False, label=later("site.one"))
    place = forms.CharField(max_length=80, required=False, label=later("inspection.place"))
    leader = forms.ModelChoiceField(Leader.objects.none(), required=False, label=later("inspection.leader"))
    inspectors = forms.ModelMultipleChoiceField(
        User.objects.none(), required=False, label=later("draw.inspectors")
    )

    def __init__(self, *args: Any, campaign: Campaign, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known: dict[str, Any] = self.fields
        known["task"].queryset = visitable(campaign)
        known["site"].queryset = Site.objects.filter(removed_on=None)
        known["leader"].queryset = Leader.objects.filter(removed_on=None)
        known["inspectors"].queryset = inspectors()


class VisitForm(forms.Form):
    """The form of the phone. Findings are numbered fields, so that it works without scripts."""

    summary = forms.CharField(
        required=False,
        max_length=2000,
        label=later("inspection.summary"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    progress_seen = forms.DecimalField(
        required=False, min_value=0, max_value=100, decimal_places=2, label=later("inspection.progress_seen")
    )
    token = forms.CharField(max_length=40, widget=forms.HiddenInput)
    at = forms.CharField(required=False, widget=forms.HiddenInput)
    latitude = forms.CharField(required=False, widget=forms.HiddenInput)
    longitude = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        outcomes = [(o, later(f"inspection.outcomes.{o}")) for o in Finding.Outcome.values]
        for n in range(1, FINDINGS + 1):
            self.fields[f"text-{n}"] = forms.CharField(
                required=False, max_length=500, label=later("inspection.finding")
            )
            self.fields[f"outcome-{n}"] = forms.ChoiceField(
                required=False, choices=outcomes, label=later("inspection.outcome")
            )
            self.fields[f"measure-{n}"] = forms.CharField(
                required=False, max_length=300, label=later("inspection.measure")
            )

    def findings(self) -> list[list[Any]]:
        """The numbered fields, three by three."""
        return [
            [self[f"{name}-{n}"] for name in ("text", "outcome", "measure")] for n in range(1, FINDINGS + 1)
        ]

    def visit(self, photos: list[Any]) -> Visit:
        """What the operation takes."""
        data = self.cleaned_data
        found = [
            Found(data[f"text-{n}"], data[f"outcome-{n}"] or Finding.Outcome.SOLVED, data[f"measure-{n}"])
            for n in range(1, FINDINGS + 1)
        ]
        said = Seen(_moment(data["at"]), _degrees(data["latitude"]), _degrees(data["longitude"]))
        return Visit(data["summary"], data["token"], data["progress_seen"], found, photos, said)


def _moment(words: str) -> dt.datetime | None:
    try:
        found = dt.datetime.fromisoformat(words)
    except ValueError:
        return None
    return found if found.tzinfo else timezone.make_aware(found)


def _degrees(words: str) -> Decimal | None:
    try:
        value = Decimal(words)
    except InvalidOperation:
        return None
    return value.quantize(Decimal("0.000001")) if abs(value) <= 180 else None  # noqa: PLR2004 degrees


class SiteForm(forms.ModelForm[Site]):
    """A place that is graded by risk."""

    class Meta:
        model = Site
        fields = ("name", "industry", "place", "unit", "person", "score", "factors")
        labels = {name: later(f"site.{name}") for name in fields}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known: dict[str, Any] = self.fields
        known["unit"].queryset = Unit.objects.filter(removed_on=None)
        known["score"].min_value, known["score"].max_value = 0, 100
        known["score"].widget.attrs |= {"min": 0, "max": 100, "step": "0.1"}

    def clean_score(self) -> Decimal:
        """Between 0 and 100."""
        score: Decimal = self.cleaned_data["score"]
        if not 0 <= score <= MOST:
            raise forms.ValidationError(say("site.score_range"))
        return score


class SiteFileForm(forms.Form):
    """The register of an office as Excel."""

    file = forms.FileField(
        label=later("site.file"),
        help_text=later("site.file_help"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.et,.csv"}),
    )
