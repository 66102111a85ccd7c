"""The form of a record, made from its register's definition; the form of a register."""

from __future__ import annotations

import re
from typing import Any

from django import forms

from duban.registers import FILES, NUMBERS, Definition, Field, Type
from duban.registers.drafting import Column
from duban_web.campaigns.forms import DateInput
from duban_web.common.language import later, say
from duban_web.people.models import Unit

PICTURES = "image/jpeg,image/png,image/webp"


class CodeInput(forms.TextInput):
    """What a QR code says: typed, or scanned where the browser can."""

    class Media:
        """The scanning."""

        js = ("duban/scan.js",)


def _plain(one: Field, units: list[tuple[str, str]]) -> forms.Field:
    """The field of a form; what it may hold is decided by the library alone."""
    return forms.CharField(
        label=one.name,
        required=one.is_needed,
        help_text=one.help or one.unit_word,
        widget=_widget(one, units),
    )


def _widget(one: Field, units: list[tuple[str, str]]) -> forms.Widget:
    choices: list[tuple[str, Any]] = []
    if one.type is Type.CHOICE:
        choices = [(c, c) for c in one.choices]
    elif one.type is Type.TICK:
        choices = [("yes", later("register.yes")), ("no", later("register.no"))]
    elif one.type is Type.UNIT:
        choices = [*units]
    if choices:
        return forms.Select(choices=[("", ""), *choices])
    attrs: dict[str, str] = {"inputmode": "decimal"} if one.type in NUMBERS else {}
    known: dict[Type, forms.Widget] = {
        Type.LONG: forms.Textarea(attrs={"rows": 3}), Type.DATE: DateInput(), Type.QR: CodeInput(attrs={"data-scan": say("register.scan")}),
        Type.MOBILE: forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
    }  # fmt: skip
    return known.get(one.type) or forms.TextInput(attrs=attrs)


class RecordForm(forms.Form):
    """A record: a field for each of the register's."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, definition: Definition, is_public: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.definition = definition
        has_units = any(one.type is Type.UNIT for one in definition.fields)
        rows = Unit.objects.filter(removed_on=None) if has_units else Unit.objects.none()
        units = [(str(one), str(one)) for one in rows]
        for one in definition.fields:
            if one.quotient or (is_public and one.type is Type.LINK):
                continue
            if one.type not in FILES:
                self.fields[one.code] = _plain(one, units)
            elif not is_public:
                widget = forms.FileInput(attrs={"accept": PICTURES} if one.type is Type.PHOTO else {})
                self.fields[one.code] = forms.FileField(label=one.name, required=False, widget=widget)

    def typed(self) -> dict[str, str]:
        """The words by code of the field."""
        return {
            one.code: self.cleaned_data.get(one.code) or ""
            for one in self.definition.fields
            if one.type not in FILES
        }

    def uploaded(self) -> dict[str, Any]:
        """The files by code of the field."""
        return {
            one.code: file
            for one in self.definition.fields
            if one.type in FILES and (file := self.cleaned_data.get(one.code))
        }

    def mistaken(self, by_field: dict[str, str]) -> None:
        """What the library refused, at its fields."""
        for code, words in by_field.items():
            self.add_error(code if code in self.fields else None, words)


TYPES = (Type.TEXT, Type.LONG, Type.NUMBER, Type.MONEY, Type.DATE, Type.CHOICE, Type.TICK, Type.UNIT, Type.PERSON, Type.PLACE, Type.PHOTO, Type.FILE, Type.IDENTITY, Type.CREDIT, Type.MOBILE, Type.PLATE, Type.QR)  # fmt: skip
"""What a clerk chooses from: all but links, which name another register."""
SEPARATORS = re.compile(r"[、,，;；/\s]+")


class DraftForm(forms.Form):
    """A register without TOML: its name and the states through which a record goes."""

    name = forms.CharField(max_length=60, label=later("register.draft_name"))
    states = forms.CharField(
        max_length=120,
        required=False,
        label=later("register.draft_states"),
        help_text=later("register.draft_states_help"),
    )
    purpose = forms.CharField(max_length=120, required=False, label=later("register.draft_purpose"))

    def states_said(self) -> list[str]:
        """The states, as they were separated."""
        return [one for one in SEPARATORS.split(self.cleaned_data["states"]) if one]


class ColumnForm(forms.Form):
    """One field of it; without a name there is none."""

    name = forms.CharField(max_length=40, required=False, label=later("register.column"))
    type = forms.ChoiceField(
        choices=[(kind.value, later(f"register.types.{kind.value}")) for kind in TYPES],
        label=later("register.column_type"),
    )
    more = forms.CharField(max_length=300, required=False, label=later("register.column_more"))
    needed = forms.BooleanField(required=False, label=later("register.column_needed"))
    personal = forms.BooleanField(required=False, label=later("register.column_personal"))

    def clean(self) -> dict[str, Any]:
        """A choice needs what there is to choose from."""
        data = super().clean() or {}
        if data.get("name") and data.get("type") == Type.CHOICE and not data.get("more", "").strip():
            self.add_error("more", say("register.definition.no-choices", name=data["name"]))
        return data

    def column(self) -> Column | None:
        """What was filled in."""
        data = self.cleaned_data
        if not data.get("name"):
            return None
        kind, more = Type(data["type"]), data["more"].strip()
        choices = tuple(one for one in SEPARATORS.split(more) if one) if kind is Type.CHOICE else ()
        return Column(
            data["name"], kind, data["needed"], data["personal"], choices, more if kind in NUMBERS else ""
        )


Columns = forms.formset_factory(ColumnForm, extra=12, max_num=40)


class RegisterForm(forms.Form):
    """A register as TOML."""

    code = forms.SlugField(
        max_length=31, label=later("register.code_label"), help_text=later("register.code_help")
    )
    source = forms.CharField(
        max_length=50_000,
        label=later("register.source"),
        help_text=later("register.source_help"),
        widget=forms.Textarea(attrs={"rows": 26, "class": "code", "spellcheck": "false"}),
    )


class FileForm(forms.Form):
    """Records as Excel."""

    file = forms.FileField(
        label=later("register.file"),
        help_text=later("register.file_help"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.et,.csv"}),
    )
