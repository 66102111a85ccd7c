"""What a person types about schemes and rounds."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms

from duban.calendar.written import written_period
from duban.scoring import Item, parse_scheme
from duban_web.assessment import queries
from duban_web.assessment.models import Scheme
from duban_web.campaigns.forms import DateInput
from duban_web.campaigns.models import Campaign
from duban_web.common.language import later, say
from duban_web.people.models import Unit

CODE = forms.Textarea(attrs={"rows": 26, "class": "code", "spellcheck": "false"})


class SchemeForm(forms.Form):
    """A new scheme."""

    name = forms.CharField(max_length=80, label=later("assess.scheme"))
    begins = forms.DateField(
        label=later("assess.begins"), help_text=later("assess.begins_help"), widget=DateInput()
    )
    source = forms.CharField(label=later("assess.source"), help_text=later("assess.source_help"), widget=CODE)


class SourceForm(forms.Form):
    """Another version of it."""

    source = forms.CharField(label=later("assess.source"), help_text=later("assess.source_help"), widget=CODE)
    reason = forms.CharField(max_length=300, required=False, label=later("assess.reason"))


class WeightsForm(forms.Form):
    """A weight for each item, and why."""

    reason = forms.CharField(max_length=300, required=False, label=later("assess.reason"))

    def __init__(self, *args: Any, items: Sequence[Item], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known: dict[str, Any] = self.fields
        for item in items:
            known[f"w_{item.code}"] = forms.DecimalField(
                min_value=0, max_value=1000, decimal_places=3, initial=f"{item.weight.normalize():f}", label=item.name,
                widget=forms.TextInput(attrs={"inputmode": "decimal", "size": 6, "aria-label": item.name}),
            )  # fmt: skip

    def weights(self) -> dict[str, Decimal]:
        """By the code of the item."""
        given = self.cleaned_data
        return {name.removeprefix("w_"): given[name] for name in given if name.startswith("w_")}


class RoundForm(forms.Form):
    """A round: its period, the last day that counts, the campaign whose tasks count, the units."""

    name = forms.CharField(max_length=80, label=later("assess.round"))
    period = forms.CharField(
        max_length=40, label=later("assess.period"), help_text=later("assess.period_help")
    )
    last_day = forms.DateField(label=later("assess.last_day"), widget=DateInput())
    campaign = forms.ModelChoiceField(Campaign.objects.none(), required=False, label=later("assess.campaign"))

    def __init__(self, *args: Any, scheme: Scheme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known: dict[str, Any] = self.fields
        known["campaign"].queryset = Campaign.objects.filter(removed_on=None)
        units = Unit.objects.filter(removed_on=None).exclude(kind=Unit.Kind.COLLECTIVE)
        groups = parse_scheme(queries.in_force(scheme).source).groups or (("", say("assess.units")),)
        last = scheme.rounds.filter(removed_on=None).first()
        self.groups = [f"units_{code}" for code, _ in groups]
        for code, name in groups:
            known[f"units_{code}"] = forms.ModelMultipleChoiceField(
                units, required=False, label=name, widget=forms.CheckboxSelectMultiple(attrs={"class": "many"}),
                initial=[one.unit_id for one in last.entrants.filter(group=code)] if last else [],
            )  # fmt: skip

    def clean_period(self) -> str:
        """As accepted figures write it."""
        period = written_period(self.cleaned_data["period"])
        if period is None:
            raise forms.ValidationError(say("assess.no_period"))
        return period.iso

    def clean(self) -> dict[str, Any]:
        """No unit stands in two groups."""
        data = super().clean() or {}
        seen: dict[Unit, str] = {}
        for name in self.groups:
            for unit in data.get(name, ()):
                if unit in seen:
                    self.add_error(name, say("assess.unit_in_two", unit=unit))
                seen[unit] = name
        return data

    def entrants(self) -> dict[int, str]:
        """The units with the code of their group."""
        return {
            unit.pk: name.removeprefix("units_") for name in self.groups for unit in self.cleaned_data[name]
        }


class SheetForm(forms.Form):
    """Figures: an Excel file, or what was copied from one."""

    file = forms.FileField(required=False, label=later("assess.file"))
    words = forms.CharField(required=False, label=later("assess.paste"), help_text=later("assess.paste_help"), strip=False,
                            widget=forms.Textarea(attrs={"rows": 6, "class": "code"}))  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        data = super().clean() or {}
        if not data.get("file") and not (data.get("words") or "").strip():
            self.add_error(None, say("assess.nothing_given"))
        return data


class ObjectionForm(forms.Form):
    """What a unit says against its points."""

    item = forms.ChoiceField(label=later("assess.item"))
    words = forms.CharField(
        max_length=2000, label=later("assess.words"), widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, items: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known: dict[str, Any] = self.fields
        known["item"].choices = items


class AnswerForm(forms.Form):
    """The answer to an objection, and the figures as they should be if it is upheld."""

    upheld = forms.BooleanField(required=False, label=later("assess.upheld"))
    value = forms.DecimalField(
        required=False, max_digits=24, decimal_places=6, label=later("assess.field.value")
    )
    target = forms.DecimalField(
        required=False, max_digits=24, decimal_places=6, label=later("assess.field.target")
    )
    past = forms.DecimalField(
        required=False, max_digits=24, decimal_places=6, label=later("assess.field.past")
    )
    answer = forms.CharField(
        max_length=500, label=later("assess.answer"), widget=forms.Textarea(attrs={"rows": 3})
    )


class ProofForm(forms.Form):
    """A file, and the item that it speaks for."""

    item = forms.ChoiceField(label=later("assess.item"))
    file = forms.FileField(label=later("assess.proof"))

    def __init__(self, *args: Any, items: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known: dict[str, Any] = self.fields
        known["item"].choices = items


class CommendationForm(forms.Form):
    """A list of those to be commended."""

    name = forms.CharField(max_length=100, label=later("commend.name"))
    basis = forms.CharField(
        max_length=300, required=False, label=later("commend.basis"), help_text=later("commend.basis_help")
    )


class NomineeForm(forms.Form):
    """One who is to be commended."""

    name = forms.CharField(max_length=100, label=later("commend.nominee"))
    unit = forms.ModelChoiceField(Unit.objects.none(), required=False, label=later("commend.unit"))
    deeds = forms.CharField(max_length=500, label=later("commend.deeds"))
    award = forms.CharField(
        max_length=100, label=later("commend.award"), help_text=later("commend.award_help")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known: dict[str, Any] = self.fields
        known["unit"].queryset = Unit.objects.filter(removed_on=None).exclude(kind=Unit.Kind.COLLECTIVE)
