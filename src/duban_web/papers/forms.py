"""What a person says of a paper, and of a figure in it."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from duban.calendar.written import written_period
from duban.facts.model import Measure
from duban_web.campaigns.forms import DateInput
from duban_web.common.language import later, say
from duban_web.papers.decisions import Values, values_of
from duban_web.papers.models import PaperFact

PERIOD = re.compile(r"(?:19|20)\d\d(?:-(?:Q[1-4]|H[12]|(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?))?")
MOST_PASTED = 2_000_000  # characters
KINDS = ".txt,.html,.htm,.docx,.xlsx,.pdf,.xls,.doc,.wps,.et,.zip"


class SeveralFilesInput(forms.FileInput):
    """Any number of files at once."""

    allow_multiple_selected = True


class SeveralFilesField(forms.FileField):
    """Any number of files."""

    def clean(self, data: Any, initial: Any = None) -> list["UploadedFile[bytes]"]:
        """Each as a file field would check it."""
        files = data if isinstance(data, list) else [data]
        return [super(SeveralFilesField, self).clean(one, initial) for one in files if one]


class PaperForm(forms.Form):
    """Files, or a table or text that is pasted; its date if it does not say one, and whose figures it gives."""

    file = SeveralFilesField(
        required=False,
        label=later("paper.file"),
        help_text=later("paper.file_help"),
        widget=SeveralFilesInput(attrs={"accept": KINDS}),
    )
    words = forms.CharField(
        required=False, max_length=MOST_PASTED, label=later("paper.words"), help_text=later("paper.words_help"), strip=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    published = forms.DateField(required=False, label=later("paper.published"), widget=DateInput())
    region = forms.CharField(required=False, max_length=40, label=later("paper.region"))

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        data = super().clean() or {}
        if not data.get("file") and not (data.get("words") or "").strip() and not self.errors:
            self.add_error("file", say("paper.nothing_given"))
        return data


def measures() -> list[tuple[str, str]]:
    """Every measure and its name, in the reader's language."""
    return [(measure.value, say(f"measure.{measure.value}")) for measure in Measure]


class FactForm(forms.Form):
    """A figure as the person wants it accepted."""

    indicator = forms.CharField(max_length=120, label=later("paper.indicator"))
    value = forms.DecimalField(max_digits=24, decimal_places=6, label=later("paper.value"))
    unit = forms.CharField(max_length=20, required=False, label=later("paper.unit"))
    measure = forms.ChoiceField(choices=measures, label=later("paper.measure"))
    base = forms.CharField(max_length=40, required=False, label=later("paper.base"))
    scope = forms.CharField(max_length=40, required=False, label=later("paper.scope"))
    region = forms.CharField(max_length=60, required=False, label=later("paper.region"))
    period = forms.CharField(
        max_length=40, required=False, label=later("paper.period"), help_text=later("paper.period_help")
    )
    replace = forms.BooleanField(required=False, label=later("paper.replace"))

    def __init__(self, *args: Any, fact: PaperFact, **kwargs: Any) -> None:
        was = values_of(fact)
        initial = {name: getattr(was, name) for name in Values.__dataclass_fields__}
        kwargs["initial"] = initial
        kwargs["auto_id"] = f"id_{fact.pk}_%s"  # htmx would put the cursor back into a field of the same name
        super().__init__(*args, **kwargs)
        self.fields["period"].widget.attrs["placeholder"] = "2022-Q1"

    def clean_period(self) -> str:
        """A year, a quarter, a month, a day, or a span of them."""
        words = str(self.cleaned_data["period"]).strip()
        period = written_period(words)
        if words and period is None and not is_period(words):
            raise forms.ValidationError(say("paper.period_wrong", period=words))
        return period.iso if period else words

    def values(self) -> Values:
        """The figure as typed."""
        data = self.cleaned_data
        value = Decimal(data["value"]).normalize() + 0
        return Values(
            data["indicator"].strip(), data["measure"], value, data["unit"].strip(), data["base"].strip(), data["scope"].strip(),
            data["region"].strip(), data["period"],
        )  # fmt: skip


def is_period(words: str) -> bool:
    """Whether the words are a period as figures bear it: 2022, 2022-Q1, 2022-H1, 2022-03, 2022-03-31, 2022-01/2022-08."""
    parts = words.split("/")
    return len(parts) <= 2 and all(PERIOD.fullmatch(part) for part in parts)  # noqa: PLR2004 from and to
