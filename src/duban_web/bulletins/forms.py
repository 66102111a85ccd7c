"""What a person chooses for an issue."""

from typing import Any

from django import forms

from duban_web.bulletins.models import Bulletin
from duban_web.campaigns.forms import DateInput
from duban_web.common.language import later


class BulletinForm(forms.Form):
    """The day whose ledger the issue tells."""

    kind = forms.ChoiceField(label=later("bulletin.kind"))
    on = forms.DateField(label=later("bulletin.on"), widget=DateInput())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known: dict[str, Any] = self.fields
        known["kind"].choices = [(kind, later(f"bulletin.kinds.{kind}")) for kind in Bulletin.Kind.values]
        known["kind"].required, known["kind"].initial = False, Bulletin.Kind.REPORT


class FileForm(forms.Form):
    """The issue as it was rewritten in Word."""

    file = forms.FileField(
        label=later("bulletin.rewritten"), widget=forms.FileInput(attrs={"accept": ".docx"})
    )
