"""The list as Excel, and one page a project for a tour (一项目一页) as Word."""

from __future__ import annotations

from collections.abc import Sequence

from duban_files.letter import Letter, write_letter
from duban_files.official import NewPage, Rows
from duban_files.table_file import TableFile, write_table
from duban_web.common.language import say
from duban_web.common.office import today
from duban_web.projects.cycle_models import Event
from duban_web.projects.models import Project
from duban_web.projects.queries import Line, investment, with_year

COLUMNS = (
    "name", "investor", "kind", "level", "stage", "light", "total", "plan", "done", "percent", "unit", "town", "leader", "planned_start", "planned_end", "content", "difficulty",
)  # fmt: skip
WIDTHS = (3.6, 11.6)


def _amount(value: object) -> str:
    return (
        "" if value is None else f"{value:f}".rstrip("0").rstrip(".") if "." in f"{value:f}" else f"{value:f}"
    )


def _cells(line: Line) -> list[str]:
    one, year = line.project, line.year
    said = {
        "kind": say(f"project.kinds.{one.kind}"), "level": say(f"project.levels.{one.level or 'none'}"), "stage": say(f"project.stages.{one.stage}"),
        "light": say(f"light.{one.light}") if one.light else "", "total": _amount(one.total), "plan": _amount(year.plan or None), "done": _amount(year.done),
        "percent": _amount(year.percent()), "planned_start": one.planned_start.isoformat() if one.planned_start else "",
        "planned_end": one.planned_end.isoformat() if one.planned_end else "",
    }  # fmt: skip
    return [said.get(name, str(getattr(one, name, "") or "")) for name in COLUMNS]


def list_file(lines: Sequence[Line]) -> bytes:
    """The list as .xlsx; it can be taken in again."""
    header = [say(f"project.column.{name}") for name in COLUMNS]
    title = say("project.list.title", on=today())
    return write_table(TableFile(title, say("project.in_wan"), header, [_cells(line) for line in lines]))


def tour_book(event: Event) -> bytes:
    """An event's projects in their order, a table for each, as .docx."""
    keys = list(event.projects.values_list("project_id", flat=True))
    known = with_year(Project.objects.select_related("unit", "town", "leader"), event.year).in_bulk(keys)
    parts: list[str | Rows | NewPage] = [
        say("event.book.intro", on=event.on, place=event.place or "—", n=len(keys))
    ]
    for number, key in enumerate(keys, 1):
        one = known[key]
        line = Line(one, investment(one, event.year), is_new=False)
        cells = dict(zip(COLUMNS, _cells(line), strict=True))
        rows = [[say(f"project.column.{name}"), words] for name, words in cells.items() if words and name != "name"]  # fmt: skip
        header = [say("event.book.item"), say("event.book.words")]
        parts += [NewPage(), Rows(f"{number}. {one.name}", header, rows, WIDTHS)]
    return write_letter(
        Letter(
            title=event.title,
            addressee=say("event.book.to"),
            parts=parts,
            issuer=say("event.book.issuer"),
            date=event.on,
        )
    )
