"""What a person chooses for an issue."""

from django import forms

from duban_web.campaigns.forms import DateInput
from duban_web.common.language import later


class BulletinForm(forms.Form):
    """The day whose ledger the issue tells."""

    on = forms.DateField(label=later("bulletin.on"), widget=DateInput())
