"""The meeting notice as Word, with the agenda and what became of the decisions before."""

from duban_files.letter import Letter, write_letter
from duban_files.official import Rows
from duban_web.common.language import say
from duban_web.common.office import today
from duban_web.meetings import queries
from duban_web.meetings.models import Meeting
from duban_web.supervision.letters import issuer_of

AGENDA_WIDTHS = (1.2, 5.2, 3.4, 5.8)
FOLLOWED_WIDTHS = (5.6, 3.4, 3.0, 3.6)


def meeting_notice(meeting: Meeting) -> bytes:
    """Time, place, who must answer for what, and the list of open decisions."""
    items = queries.agenda(meeting)
    header = [say(f"meeting.column.{name}") for name in ("no", "topic", "unit", "figures")]
    rows = [[str(n), i.topic, str(i.unit or "—"), i.figures] for n, i in enumerate(items, start=1)]
    parts: list[str | Rows] = [
        say(
            "meeting.letter.when", on=meeting.on, place=meeting.place or "—", chair=str(meeting.chair or "—")
        ),
        say(
            "meeting.letter.who", units="、".join(dict.fromkeys(str(i.unit) for i in items if i.unit)) or "—"
        ),
    ]
    if rows:
        parts.append(Rows(say("meeting.letter.agenda"), header, rows, AGENDA_WIDTHS))
    open_ones = queries.followed(meeting, only_open=True)
    if open_ones:
        columns = [say(f"meeting.column.{name}") for name in ("decision", "unit", "due", "state")]
        lines = [
            [
                f.decision.text,
                str(f.decision.unit),
                f.decision.due.isoformat(),
                say(f"meeting.states.{f.state}"),
            ]
            for f in open_ones
        ]
        parts.append(Rows(say("meeting.letter.open"), columns, lines, FOLLOWED_WIDTHS))
    return write_letter(
        Letter(
            title=say("meeting.letter.title", title=meeting.title), addressee=say("meeting.letter.to"), parts=parts,
            issuer=issuer_of(meeting.campaign), date=today(),
        )
    )  # fmt: skip
