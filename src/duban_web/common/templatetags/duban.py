"""Tags that every template may use: `{% t "ledger.title" %}`, `{{ light|colour_word }}`."""

import datetime as dt
from decimal import Decimal

from django import template

from duban_web.common.language import say

register = template.Library()


@register.simple_tag
def t(key: str, **fields: object) -> str:
    """A sentence of the catalogue."""
    return say(key, **fields)


@register.filter
def worded(value: object, prefix: str) -> str:
    """The word for a code: `{{ task.state|worded:"state" }}`."""
    return say(f"{prefix}.{value or 'none'}")


@register.filter
def day(value: dt.date | None) -> str:
    """A date as offices write it, 2020-11-23."""
    return value.isoformat() if value else "—"


@register.filter
def percent(value: Decimal | float | None) -> str:
    """At most one decimal."""
    return "—" if value is None else f"{float(value):.1f}".removesuffix(".0") + "%"


@register.filter
def plain(value: Decimal | None) -> str:
    """A number without trailing zeros."""
    return "" if value is None else format(Decimal(value).normalize(), "f")
