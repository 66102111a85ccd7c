"""What a person types of a problem."""

from typing import Any

from django import forms
from django.core import signing

from duban_web.campaigns.forms import DateInput
from duban_web.common.language import later, say
from duban_web.people.models import Leader, Unit
from duban_web.problems.models import Problem

SOONEST, LATEST = 3, 6 * 3600
SALT = "duban.problem"


class ProblemForm(forms.Form):
    """A problem as the office writes it down."""

    channel = forms.ChoiceField(label=later("problem.channel"))
    content = forms.CharField(
        max_length=4000, label=later("problem.content"), widget=forms.Textarea(attrs={"rows": 4})
    )
    place = forms.CharField(max_length=80, required=False, label=later("problem.place"))
    category = forms.CharField(max_length=40, required=False, label=later("problem.category"))
    raised_by = forms.CharField(max_length=60, required=False, label=later("problem.raised_by"))
    contact = forms.CharField(max_length=60, required=False, label=later("problem.contact"))
    firm = forms.CharField(max_length=60, required=False, label=later("problem.firm"))
    leader = forms.ModelChoiceField(Leader.objects.none(), required=False, label=later("problem.leader"))
    amount = forms.DecimalField(
        min_value=0, max_digits=14, decimal_places=2, required=False, label=later("problem.amount")
    )
    people = forms.IntegerField(
        min_value=0, max_value=10_000_000, required=False, label=later("problem.people")
    )
    received_on = forms.DateField(label=later("problem.received_on"), widget=DateInput())
    is_sensitive = forms.BooleanField(required=False, label=later("problem.sensitive"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known: dict[str, Any] = self.fields
        known["channel"].choices = [(c, later(f"problem.channels.{c}")) for c in Problem.Channel.values]
        known["leader"].queryset = Leader.objects.filter(removed_on=None)


class RouteForm(forms.Form):
    """Where a problem goes."""

    way = forms.ChoiceField(label=later("problem.route"))
    unit = forms.ModelChoiceField(Unit.objects.none(), required=False, label=later("problem.unit"))
    due = forms.DateField(
        required=False, label=later("problem.due"), help_text=later("problem.due_help"), widget=DateInput()
    )
    note = forms.CharField(max_length=300, required=False, label=later("problem.note"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known: dict[str, Any] = self.fields
        known["way"].choices = [(r, later(f"problem.routes.{r}")) for r in Problem.Route.values]
        known["unit"].queryset = Unit.objects.filter(removed_on=None)


class SettleForm(forms.Form):
    """What was settled of what is at stake."""

    amount = forms.DecimalField(
        min_value=0, max_digits=14, decimal_places=2, required=False, label=later("problem.settled_amount")
    )
    people = forms.IntegerField(min_value=0, required=False, label=later("problem.settled_people"))
    note = forms.CharField(max_length=300, required=False, label=later("problem.note"))


class PublicForm(forms.Form):
    """The form without login. Against abuse: a field that only machines fill, and a signed time before which nobody can have typed."""

    content = forms.CharField(
        max_length=2000, label=later("problem.content"), widget=forms.Textarea(attrs={"rows": 5})
    )
    place = forms.CharField(max_length=80, required=False, label=later("problem.place"))
    raised_by = forms.CharField(max_length=60, required=False, label=later("problem.your_name"))
    contact = forms.CharField(
        max_length=60, required=False, label=later("problem.contact"), help_text=later("problem.contact_help")
    )
    website = forms.CharField(
        required=False,
        label=later("problem.leave_empty"),
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )
    opened = forms.CharField(widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """Refuse machines, and a page that stood open for hours."""
        data: dict[str, Any] = super().clean() or {}
        try:
            signing.TimestampSigner(salt=SALT).unsign(data.get("opened", ""), max_age=LATEST)
        except signing.BadSignature as problem:
            raise forms.ValidationError(say("problem.form_old")) from problem
        if data.get("website") or _is_fresh(data["opened"]):
            raise forms.ValidationError(say("problem.form_machine"))
        return data


def _is_fresh(value: str) -> bool:
    """Whether the form was opened so short ago that no person can have typed."""
    try:
        signing.TimestampSigner(salt=SALT).unsign(value, max_age=SOONEST)
    except signing.SignatureExpired:
        return False
    return True


def opened_now() -> str:
    """The signed time at which the form was shown."""
    return signing.TimestampSigner(salt=SALT).sign("problem")
