"""What a person says of a paper."""

from django import forms

from duban_web.campaigns.forms import DateInput
from duban_web.common.language import later


class PaperForm(forms.Form):
    """A file, its date if it does not say one, and whose figures it gives."""

    file = forms.FileField(
        label=later("paper.file"),
        widget=forms.FileInput(attrs={"accept": ".txt,.html,.htm,.docx,.xlsx,.pdf,.xls,.doc,.wps"}),
    )
    published = forms.DateField(required=False, label=later("paper.published"), widget=DateInput())
    region = forms.CharField(required=False, max_length=40, label=later("paper.region"))
