"""What went out (政务公开发布): boards that everybody may open, replies that were published, issues and lists; each with who stands behind it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from duban_web.assessment.models import Commendation, Round
from duban_web.bulletins.queries import issues, name_of
from duban_web.common.language import say
from duban_web.problems.models import Problem

MOST = 200


@dataclass(frozen=True, slots=True)
class Release:
    """Something that was published: when, of what kind, its name and page, who checked it, and whether everybody sees it."""

    on: dt.date
    kind: str
    name: str
    link: str
    by: str
    is_open: bool


def releases() -> list[Release]:
    """The newest two hundred of each kind, the newest first."""
    found = [
        *_boards(), *_replies(), *_lists(),
        *(
            Release(one.issued_on, "issue", name_of(one), one.get_absolute_url(), str(one.signed_by or "—"), is_open=False)
            for one in issues().exclude(issued_on=None)[:MOST] if one.issued_on
        ),
    ]  # fmt: skip
    return sorted(found, key=lambda one: one.on, reverse=True)


def _boards() -> list[Release]:
    rows = (
        Round.objects.filter(removed_on=None)
        .exclude(released_on=None)
        .select_related("scheme", "computed_by")
    )
    return [
        Release(one.released_on, "board", f"{one.scheme} {one.name}", f"/shown/{one.token}/", str(one.computed_by or "—"), is_open=True)
        for one in rows[:MOST] if one.released_on
    ]  # fmt: skip


def _replies() -> list[Release]:
    rows = Problem.objects.exclude(published_on=None).select_related("unit").order_by("-published_on")
    return [
        Release(one.published_on, "reply", say("bulletin.reply_to", number=one.number, words=one.reply[:60]), f"/problems/{one.pk}/", str(one.unit or "—"), is_open=False)
        for one in rows[:MOST] if one.published_on
    ]  # fmt: skip


def _lists() -> list[Release]:
    rows = Commendation.objects.filter(removed_on=None).exclude(shown_from=None)
    return [
        Release(one.shown_from, "list", one.name, one.get_absolute_url(), say("bulletin.by_office"), is_open=False)
        for one in rows[:MOST] if one.shown_from
    ]  # fmt: skip
