"""How a person wants messages; robots of group chats."""

from typing import Any

from django import forms

from duban_web.common.language import later
from duban_web.inbox.models import Preference, Robot


class PreferenceForm(forms.Form):
    """E-mail: each, a digest, none."""

    address = forms.EmailField(required=False, label=later("inbox.address"))
    mail = forms.ChoiceField(label=later("inbox.mail"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known: dict[str, Any] = self.fields
        known["mail"].choices = [(m, later(f"inbox.mails.{m}")) for m in Preference.Mail.values]


class RobotForm(forms.ModelForm[Robot]):
    """A robot; http and https addresses only."""

    address = forms.URLField(
        assume_scheme="https",
        max_length=300,
        label=later("inbox.robot.address"),
        help_text=later("inbox.robot.address_help"),
    )

    class Meta:
        model = Robot
        fields = ["name", "kind", "address", "secret", "is_active"]
        labels = {name: later(f"inbox.robot.{name}") for name in fields}
        help_texts = {"secret": later("inbox.robot.secret_help")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known: dict[str, Any] = self.fields
        known["kind"].choices = [(k, later(f"inbox.robot.kinds.{k}")) for k in Robot.Kind.values]
