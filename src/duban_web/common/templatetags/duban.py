"""Tags that every template may use: `{% t "ledger.title" %}`, `{{ light|colour_word }}`."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from html import escape
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from duban.calendar.written import period_words
from duban.messages import keys
from duban_web.common.language import language, say
from duban_web.common.reasons import reason_words

register = template.Library()


@register.simple_tag
def t(key: str, **fields: object) -> str:
    """A sentence of the catalogue."""
    return say(key, **fields)


@register.simple_tag
def lamp(light: str | None, override: str = "", state: str = "none") -> SafeString:
    """A light as colour and word; a person's with a star; without either the word for the state."""
    if override:
        colour, word, title = override, say(f"light.{override}") + "*", f' title="{say("override.shown")}"'
    else:
        colour, word, title = (
            light or "none",
            say(f"light.{light}") if light else say(f"state.{state or 'none'}"),
            "",
        )
    dot = "" if colour == "none" else '<i aria-hidden="true"></i>'
    return mark_safe(f'<span class="light {colour}"{title}>{dot}{word}</span>')  # noqa: S308 codes and sentences of our own


@register.simple_tag
def options(choices: Iterable[Any], chosen: object = "") -> SafeString:
    """The options of a select for units, leaders or plain words, in one go: a loop in a template takes 20 ms for 200."""
    picked = str("" if chosen is None else chosen)
    pairs = ((str(getattr(one, "pk", one)), str(one)) for one in choices)
    written = (
        f'<option value="{escape(key)}"{" selected" if key == picked else ""}>{escape(words)}</option>'
        for key, words in pairs
    )
    return mark_safe("".join(written))  # noqa: S308 every word is escaped


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


TEN_THOUSAND = 10000


@register.filter
def yi(value: Decimal | None) -> str:
    """An amount in 万元 as a person reads it: 亿元 from ten thousand on."""
    if value is None:
        return "—"
    if abs(value) < TEN_THOUSAND:
        return say("amount.wan", amount=plain(value))
    return say("amount.yi", amount=plain((Decimal(value) / TEN_THOUSAND).quantize(Decimal("0.01"))))


@register.filter
def reasons(kept: Any) -> list[str]:
    """The reasons of a stored light, from their list."""
    return reason_words(kept)


@register.filter
def register_word(value: str) -> str:
    """A value of a register's field: yes and no as words, the rest as it is."""
    return say(f"register.{value}") if value in {"yes", "no"} else value


@register.filter
def at(things: Any, place: int) -> Any:
    """The thing at a place of a list; a field by its name."""
    found = things[place]
    return getattr(found, "name", found)


@register.filter
def item(counts: Mapping[str, int], key: str) -> int:
    """A count by its key, 0 where there is none."""
    return counts.get(key, 0)


@register.filter
def words_of(text: str) -> list[str]:
    """A list written as words."""
    return text.split()


@register.filter
def why(span: Any) -> list[str]:
    """The reasons of a stored light."""
    return reason_words(span.reasons)


@register.filter
def finding_words(finding: Any) -> str:
    """The arithmetic of a stored finding."""
    return say(f"check.{finding.code}.{finding.verdict}", **finding.fields)


@register.filter
def worded_name(code: str) -> str:
    """The name of a check."""
    return say(f"check.{code}.name")


WIDE = 1000


@register.filter
def page_height(ratio: float) -> str:
    """The height of a page that is shown 1000 wide."""
    return f"{WIDE / ratio:.0f}"


@register.simple_tag
def box_on_page(box: Any, ratio: float) -> str:
    """A box over a page that is shown 1000 wide."""
    high = WIDE / ratio
    return format_html(
        '<rect x="{}" y="{}" width="{}" height="{}"/>',
        *(
            f"{n:.1f}"
            for n in (box.left * WIDE - 3, box.top * high - 3, box.width * WIDE + 6, box.height * high + 6)
        ),
    )


@register.filter
def people(task: Any, part: str) -> str:
    """Leaders or units of a task, by their part."""
    return "、".join(str(a.leader or a.unit) for a in task.assignments.all() if a.part == part)


LONGEST = 60
EMPTY: tuple[object, ...] = (None, "", [])
PEOPLE = {"leaders", "lead_units", "units"}


@register.filter
def differences(entry: Any) -> Iterator[tuple[str, str, str]]:
    """Which columns an entry changed, before and after. Of people and units it says only that they changed."""
    before, after = entry.before or {}, entry.after or {}
    if not entry.before:
        return
    for name in after:
        old, new = (None if one in EMPTY else one for one in (before.get(name), after.get(name)))
        if old != new:
            yield (
                (_word(name), "…", say("audit.others"))
                if name in PEOPLE
                else (_word(name), _short(old), _short(new))
            )


def _word(name: str) -> str:
    """The word for a column, or its code where it has none."""
    found = [key for key in (f"task.{name}", f"report.{name}", f"project.{name}") if key in keys("zh")]
    return say(found[0]) if found else name


def _short(value: object) -> str:
    if isinstance(value, list) and value and isinstance(value[0], dict):
        value = "、".join(f"{one.get('name', '')}{'✓' if one.get('done_on') else ''}" for one in value)
    elif isinstance(value, list):
        value = "、".join(_short(one) for one in value)
    words = "—" if value in EMPTY else str(value)
    codes = (f"state.{words}", f"report.states.{words}", f"project.stages.{words}", f"project.needs.{words}")
    coded = [key for key in codes if key in keys("zh")]
    if coded:
        return say(coded[0])
    return words if len(words) <= LONGEST else words[:LONGEST] + "…"


PENDING = {
    "requests": "/tasks/?sort=light", "claims": "/tasks/?state=closing", "returned": "/tasks/?state=returned",
    "explanations": "/explanations/?state=handed", "late": "/explanations/?state=due", "proposed": "/notices/?state=proposed",
    "answered": "/notices/?state=answered", "problems": "/problems/?state=received", "problems_late": "/problems/?late=1",
    "feedback": "/matters/?owed=1",
}  # fmt: skip


@register.filter
def pending_link(name: str) -> str:
    """The list that a number on the first page leads to."""
    return PENDING[name]


@register.filter
def method_name(code: str) -> str:
    """The name of a scoring method."""
    return say(f"method.{code}.name")


@register.filter
def get(table: Mapping[str, Any], key: str) -> Any:
    """A value by its key, nothing where there is none."""
    return table.get(key)


@register.filter
def share(part: float) -> str:
    """A part of one in percent."""
    return f"{part * 100:.0f}%"


@register.filter
def period(iso: str) -> str:
    """A period as people say it, 2020年1—10月; in English as it is kept."""
    return iso if language() == "en" else period_words(iso)
