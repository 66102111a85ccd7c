"""What a person types about campaigns and tasks."""

import datetime as dt
import re
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from duban.calendar.periods import last_day
from duban.flow.rhythm import Rhythm
from duban_web.campaigns.models import Assignment, Campaign, Goal, Task, TaskForce
from duban_web.campaigns.operations import TaskValues
from duban_web.common.language import later, say
from duban_web.people.models import Leader, Unit, User

COLUMNS = (
    "no",
    "title",
    "group",
    "state",
    "start",
    "deadline",
    "deadline_text",
    "recurring",
    "target",
    "target_value",
    "target_unit",
    "note",
)
MILESTONE = re.compile(
    r"^(?P<due>\d{4}-\d{2}-\d{2})\s+(?P<name>[^|]+?)(?:\s*\|\s*(?P<weight>[\d.]+))?(?:\s*\|\s*✓\s*(?P<done>\d{4}-\d{2}-\d{2}))?$"
)
POINT = re.compile(r"^(\d{4})-(\d{2})(?:-\d{2})?\s+([\d.]+)\s*%?$")


class DateInput(forms.DateInput):
    """The browser's own calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class QuickSelect(forms.Select):
    """A select whose options are written in one go: Django renders a template for each, which takes 20 ms for 200 units."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """The whole element."""
        del renderer
        chosen = "" if value is None else str(value)
        options = format_html_join(
            "", '<option value="{}"{}>{}</option>', ((k, " selected" if str(k) == chosen else "", label) for k, label in self.choices)
        )  # fmt: skip
        return format_html(
            "<select{}>{}</select>", flatatt(self.build_attrs(self.attrs | {"name": name}, attrs)), options
        )


class TaskForm(forms.ModelForm[Task]):
    """A row of the ledger with its people, milestones and monthly plan, one a line."""

    leaders = forms.ModelMultipleChoiceField(
        Leader.objects.none(), required=False, label=later("task.leaders")
    )
    lead_units = forms.ModelMultipleChoiceField(
        Unit.objects.none(), required=False, label=later("task.lead_units")
    )
    units = forms.ModelMultipleChoiceField(Unit.objects.none(), required=False, label=later("task.units"))
    coops = forms.ModelMultipleChoiceField(Unit.objects.none(), required=False, label=later("task.coops"))
    milestones = forms.CharField(
        required=False,
        label=later("task.milestones"),
        help_text=later("task.milestones_help"),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    monthly = forms.CharField(
        required=False,
        label=later("task.monthly"),
        help_text=later("task.monthly_help"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Task
        fields = list(COLUMNS)
        labels = {name: later(f"task.{name}") for name in COLUMNS}
        widgets = {
            "start": DateInput(),
            "deadline": DateInput(),
            "note": forms.Textarea(attrs={"rows": 2}),
            "title": forms.TextInput(),
        }

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        known: dict[str, Any] = self.fields
        known["leaders"].queryset = Leader.objects.filter(removed_on=None)
        known["lead_units"].queryset = known["units"].queryset = known["coops"].queryset = (
            Unit.objects.filter(removed_on=None)
        )
        if self.instance.pk:
            del known["state"]  # a task moves by its life, never by a form
        else:
            known["state"].choices = [(s, later(f"state.{s}")) for s in (Task.State.DRAFT, Task.State.ACTIVE)]
        known["recurring"].choices = [
            ("", "—"),
            *((r, later(f"recurring.{r}")) for r in Task.Recurring.values),
        ]
        self.fields["recurring"].required = False
        if self.instance.pk and not self.is_bound:
            self.initial = {**self.initial, **_initial(self.instance)}

    def clean_milestones(self) -> list[dict[str, Any]]:
        """`2020-10-30 主体封顶 | 40 | ✓ 2020-10-28`, weight and day of completion as you like."""
        return [_milestone(line) for line in self.cleaned_data["milestones"].splitlines() if line.strip()]

    def clean_monthly(self) -> list[dict[str, object]]:
        """`2020-10 35`: percent at the end of the month."""
        return [_point(line) for line in self.cleaned_data["monthly"].splitlines() if line.strip()]

    def values(self) -> TaskValues:
        """What the operations take."""
        data = self.cleaned_data
        columns = {name: data[name] for name in COLUMNS if name in data} | {"monthly_plan": data["monthly"]}
        people = {
            name: [one.pk for one in data[name]] for name in ("leaders", "lead_units", "units", "coops")
        }
        return TaskValues(columns, milestones=data["milestones"], **people)


def _initial(task: Task) -> dict[str, object]:
    given = list(task.assignments.all())
    lines = []
    for m in task.milestones.all():
        done = f" | ✓ {m.done_on}" if m.done_on else ""
        lines.append(f"{m.due} {m.name} | {m.weight.normalize():f}{done}")
    return {
        "leaders": [a.leader_id for a in given if a.part == Assignment.Part.LEADER],
        "lead_units": [a.unit_id for a in given if a.part == Assignment.Part.LEAD],
        "units": [a.unit_id for a in given if a.part == Assignment.Part.UNIT],
        "coops": [a.unit_id for a in given if a.part == Assignment.Part.COOPERATING],
        "milestones": "\n".join(lines),
        "monthly": "\n".join(f"{p['month_end'][:7]} {p['percent']}" for p in task.monthly_plan),
        "version": task.version,
    }


def _milestone(line: str) -> dict[str, Any]:
    found = MILESTONE.match(line.strip())
    if not found or not (_is_date(found["due"]) and _is_date(found["done"] or found["due"])):
        raise forms.ValidationError(say("task.milestone_wrong", line=line))
    weight = found["weight"] or "1"
    if weight.count(".") > 1:
        raise forms.ValidationError(say("task.milestone_wrong", line=line))
    return {"name": found["name"].strip(), "due": found["due"], "weight": weight, "done_on": found["done"]}


def _is_date(words: str) -> bool:
    try:
        dt.date.fromisoformat(words)
    except ValueError:
        return False
    return True


def _point(line: str) -> dict[str, object]:
    found = POINT.match(line.strip())
    if not found or not 1 <= int(found[2]) <= 12 or not 0 <= float(found[3]) <= 100:  # noqa: PLR2004 months and percent
        raise forms.ValidationError(say("task.monthly_wrong", line=line))
    return {"month_end": last_day(int(found[1]), int(found[2])).isoformat(), "percent": float(found[3])}


class CampaignForm(forms.Form):
    """A campaign; the name stays once it has begun."""

    name = forms.CharField(max_length=60, label=later("campaign.name"))
    office_name = forms.CharField(max_length=60, required=False, label=later("campaign.office_name"))
    leading_group = forms.CharField(max_length=200, required=False, label=later("campaign.leading_group"))
    rhythm = forms.ChoiceField(required=False, label=later("campaign.rhythm"))
    grace = forms.IntegerField(min_value=0, max_value=30, required=False, label=later("campaign.grace"))
    start = forms.DateField(label=later("campaign.start"), widget=DateInput())
    end = forms.DateField(label=later("campaign.end"), widget=DateInput())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known: dict[str, Any] = self.fields
        known["rhythm"].choices = [(r.value, later(f"rhythm.{r.value}")) for r in Rhythm]

    def clean_rhythm(self) -> str:
        """Weekly if nothing is said."""
        return str(self.cleaned_data["rhythm"] or Rhythm.WEEKLY)

    def clean_grace(self) -> int:
        """On the last working day of the period if nothing is said."""
        return int(self.cleaned_data["grace"] or 0)


class NewCampaignForm(CampaignForm):
    """A new campaign may begin as a copy of another."""

    copy_of = forms.ModelChoiceField(Campaign.objects.none(), required=False, label=later("campaign.copy_of"))
    with_tasks = forms.BooleanField(required=False, label=later("campaign.with_tasks"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known: dict[str, Any] = self.fields
        known["copy_of"].queryset = Campaign.objects.filter(removed_on=None)


class LadderForm(forms.Form):
    """An escalation ladder and the date from which it holds."""

    since = forms.DateField(label=later("campaign.since"), widget=DateInput())
    source = forms.CharField(
        label=later("campaign.ladder"), widget=forms.Textarea(attrs={"rows": 14, "class": "code"})
    )


class ForceForm(forms.ModelForm[TaskForce]):
    """A task force."""

    front = forms.ChoiceField(label=later("force.front"))

    class Meta:
        model = TaskForce
        fields = ["name", "front", "head", "lead", "units"]
        labels = {name: later(f"force.{name}") for name in fields}

    def __init__(self, *args: Any, fronts: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known: dict[str, Any] = self.fields
        present = [self.instance.front] if self.instance.pk and self.instance.front not in fronts else []
        known["front"].choices = [(front, front) for front in [*fronts, *present]]
        known["head"].queryset = Leader.objects.filter(removed_on=None)
        known["lead"].queryset = User.objects.filter(is_active=True, role__in=["force", "office"])
        known["units"].queryset = Unit.objects.filter(removed_on=None)


class GoalForm(forms.ModelForm[Goal]):
    """A goal of a campaign."""

    class Meta:
        model = Goal
        fields = ["name", "value", "unit_of_measure", "due", "unit", "reached_value"]
        labels = {name: later(f"goal.{name}") for name in fields}
        widgets = {"due": DateInput()}


class RulesForm(forms.Form):
    """A light rule set and the date from which it holds."""

    since = forms.DateField(label=later("campaign.since"), widget=DateInput())
    source = forms.CharField(
        label=later("campaign.rules"),
        widget=forms.Textarea(attrs={"rows": 16, "class": "code", "spellcheck": "false"}),
    )


class HolidaysForm(forms.Form):
    """A list of days, `2027-01-01 休` or `2027-02-07 班`, one a line."""

    days = forms.CharField(
        label=later("campaign.holidays"),
        help_text=later("campaign.holidays_help"),
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def clean_days(self) -> dict[dt.date, bool]:
        """The days, True for work."""
        found = {}
        for line in self.cleaned_data["days"].splitlines():
            words = line.split()
            if not words:
                continue
            try:
                found[dt.date.fromisoformat(words[0])] = {"休": False, "班": True}[words[1]]
            except (ValueError, KeyError, IndexError) as problem:
                raise forms.ValidationError(say("campaign.holiday_wrong", line=line)) from problem
        return found


class LedgerUploadForm(forms.Form):
    """A ledger file."""

    file = forms.FileField(
        label=later("import.file"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.et,.csv,.docx,.doc,.wps,.pdf,.txt,.html"}),
    )
