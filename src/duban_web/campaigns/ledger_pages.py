"""The ledger: filter, grouping, columns, saved views, edit in the cell, Excel."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from urllib.parse import quote

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_POST

from duban.flow.life import STATES
from duban_web.campaigns import operations, queries, setting_up
from duban_web.campaigns.chosen import campaign_of
from duban_web.campaigns.export import export_ledger
from duban_web.campaigns.models import SavedView, Task
from duban_web.campaigns.queries import LedgerFilter
from duban_web.common.access import Right, chosen_campaign, office_only, person, working
from duban_web.common.errors import Changed, Refused
from duban_web.common.language import language, say
from duban_web.common.office import today
from duban_web.common.templatetags.duban import day, lamp, percent
from duban_web.people import queries as units_and_leaders

PAGE, SHEET = 50, 2000  # rows of a page, and of the sheet that is printed
KINDS = {"progress": ' class="number"'} | dict.fromkeys(("start", "deadline", "reported"), ' class="date"')

Named = Mapping[tuple[int, str], str]


@dataclass(frozen=True, slots=True)
class Row:
    """One row as the page shows it: the heading that begins above it, and its cells as (column, label, words)."""

    task: Task
    heading: str
    cells: tuple[tuple[str, str, str], ...]

    @property
    def written(self) -> SafeString:
        """The row as the table has it, in one go: fifty rows of cells in a template take 20 ms."""
        task, title = self.task, say("ledger.title_column")
        cells = "".join(
            f'<td data-label="{escape(label)}"{KINDS.get(column, "")}>{escape(words)}</td>'
            for column, label, words in self.cells
        )
        return mark_safe(  # noqa: S308 every word is escaped
            f'<tr><td class="number no">{escape(task.no)}</td><td>{lamp(task.light, task.override, task.state)}</td>'
            f'<td data-label="{title}"><a href="/tasks/{task.pk}/">{escape(task.title)}</a></td>{cells}</tr>'
        )


def _filter(request: HttpRequest) -> LedgerFilter:
    asked = request.GET
    columns = tuple(c for c in queries.COLUMNS if c in asked.getlist("col")) or queries.USUAL_COLUMNS
    return LedgerFilter(
        words=asked.get("words", "").strip()[:50], light=asked.get("light", ""), state=asked.get("state", ""), group=asked.get("group", ""),
        unit=_number(asked.get("unit")), leader=_number(asked.get("leader")), sort=asked.get("sort", "no"), descending=asked.get("desc") == "1",
        grouping=asked.get("by", ""), columns=columns,
    )  # fmt: skip


def _number(words: str | None) -> int | None:
    return int(words) if words and words.isdecimal() and len(words) < 10 else None  # noqa: PLR2004 no key is longer


@working
def ledger(request: HttpRequest) -> HttpResponse:
    user, campaign = person(request), queries.current(chosen_campaign(request))
    if campaign is None:
        return render(request, "today/empty.html")
    chosen = _filter(request)
    tasks = queries.ledger(user, campaign, chosen)
    is_whole = request.GET.get("all") == "1"
    page = Paginator(tasks, SHEET if is_whole else PAGE).get_page(request.GET.get("page"))
    sizes = queries.headings(tasks) if chosen.by not in {"none", "ledger"} else {}
    asked = request.GET.copy()
    asked.pop("page", None)
    is_editing = request.GET.get("edit") == "1" and user.may(Right.KEEP)
    columns = [(c, say(f"ledger.columns.{c}")) for c in (operations.CELLS if is_editing else chosen.columns)]
    people = {} if is_editing else queries.named(list(page.object_list))
    context = {
        "campaign": campaign, "page": page, "chosen": chosen, "asked": asked.urlencode(), "is_editing": is_editing, "columns": columns,
        "rows": [
            Row(task, heading, tuple((c, label, raw_words(task, c) if is_editing else CELL_WORDS[c](task, people)) for c, label in columns))
            for task, heading in _headed(page.object_list, chosen.by, sizes, people)
        ],
        "width": len(columns) + (1 if is_editing else 3),
    }  # fmt: skip
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "campaigns/_rows.html", context)
    context |= {
        "groups": queries.groups(campaign), "sorts": list(queries.SORTS), "units": units_and_leaders.units(), "leaders": units_and_leaders.leaders(),
        "views": queries.views(user), "states": STATES, "groupings": queries.GROUPINGS, "all_columns": queries.COLUMNS,
        "plain": _without(asked, "edit", "all"), "is_whole": is_whole,
    }  # fmt: skip
    return render(request, "campaigns/ledger.html", context)


def _without(asked: QueryDict, *names: str) -> str:
    kept = asked.copy()
    for name in names:
        kept.pop(name, None)
    return kept.urlencode()


def _headed(
    tasks: Iterable[Task], by: str, sizes: Mapping[object, int], people: Named
) -> Iterator[tuple[Task, str]]:
    """Tasks with a heading wherever it changes; its size is that of the whole ledger, not of the page."""
    last = ""
    for task in tasks:
        heading = _heading(task, by, people)
        size = sizes.get(getattr(task, "heading", None))
        shown = say("ledger.heading", name=heading, n=size) if size else heading
        yield task, shown if heading != last else ""
        last = heading


def _heading(task: Task, by: str, people: Named) -> str:
    match by:
        case "ledger":
            return task.group
        case "group":
            return task.group or say("ledger.no-group")
        case "unit" | "leader":
            first = people.get((task.pk, "lead" if by == "unit" else "leader"), "").split("、")[0]
            return first or say("ledger.nobody")
        case "state":
            return say(f"state.{task.state}")
        case "light":
            return say(f"light.{task.shown_light}") if task.shown_light else say("ledger.unlit")
    return ""


CELL_WORDS: Mapping[str, Callable[[Task, Named], str]] = {
    "leader": lambda task, people: people.get((task.pk, "leader"), ""),
    "unit": lambda task, people: people.get((task.pk, "lead"), ""),
    "units": lambda task, people: people.get((task.pk, "unit"), ""),
    "coops": lambda task, people: people.get((task.pk, "coop"), ""),
    "state": lambda task, _: say(f"state.{task.state}"),
    "start": lambda task, _: day(task.start),
    "deadline": lambda task, _: day(task.deadline) if task.deadline else task.deadline_text or "—",
    "target": lambda task, _: task.target,
    "progress": lambda task, _: percent(task.progress),
    "reported": lambda task, _: day(task.reported_on),
    "status": lambda task, _: task.status,
    "note": lambda task, _: task.note,
}
"""Each column of the list, by queries.COLUMNS."""


def raw_words(task: Task, column: str) -> str:
    """One cell as it is edited."""
    value = getattr(task, column)
    return "" if value is None else str(value)


@working
def export(request: HttpRequest) -> HttpResponse:
    user, campaign = person(request), campaign_of(request)
    data = export_ledger(campaign, queries.with_people(queries.ledger(user, campaign, _filter(request))))
    response = HttpResponse(
        data, content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    )
    name = quote(f"{campaign.name}台账{today().isoformat()}")
    response["Content-Disposition"] = f"attachment; filename=\"ledger.xlsx\"; filename*=UTF-8''{name}.xlsx"
    return response


@working
@require_POST
def view_save(request: HttpRequest) -> HttpResponse:
    view = setting_up.save_view(
        person(request), name=request.POST.get("name", ""), query=request.POST.get("query", ""), is_shared="shared" in request.POST
    )  # fmt: skip
    messages.success(request, say("saved"))
    return redirect(f"/tasks/?{view.query}")


@working
@require_POST
def view_forget(request: HttpRequest, key: int) -> HttpResponse:
    setting_up.forget_view(person(request), get_object_or_404(SavedView, pk=key))
    return redirect("ledger")


@office_only
@require_POST
def cell(request: HttpRequest, key: int) -> HttpResponse:
    """Edit in the cell: one column of one row. The row comes back as it now is; a value that cannot be, with its sentence beside it."""
    task = get_object_or_404(queries.all_tasks(), pk=key)
    column, words, version = (request.POST.get(name, "") for name in ("column", "value", "version"))
    problem, status = "", 200
    try:
        operations.edit_cell(
            person(request), task, column, words, version=int(version) if version.isdecimal() else None
        )
    except Refused as refused:
        if not request.htmx:  # type: ignore[attr-defined]
            raise
        problem, status = refused.sentence(language()), refused.status
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect("ledger")
    task.refresh_from_db()
    if status == Changed.status:
        problem = say("ledger.cell_changed", now=raw_words(task, column) or "—")
    return render(
        request,
        "campaigns/_cell_state.html",
        {"task": task, "problem": problem, "is_saved": True},
        status=status,
    )
