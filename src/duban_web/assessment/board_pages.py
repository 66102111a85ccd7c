"""The board of a round as files, and as a page for everybody who has its address."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from duban_web.assessment import letters, queries
from duban_web.assessment.charts import board
from duban_web.assessment.models import Follow, Round
from duban_web.assessment.pages import round_of
from duban_web.assessment.sheets import template
from duban_web.common.access import office_only, working
from duban_web.common.language import say
from duban_web.supervision.answers import excel_file, word_file


@office_only
def readings_file(request: HttpRequest, key: int) -> HttpResponse:
    one = round_of(request, key)
    return excel_file(template(one), say("assess.readings_name", name=one.name))


@working
def board_file(request: HttpRequest, key: int, kind: str) -> HttpResponse:
    one = round_of(request, key)
    if kind not in {"png", "docx", "xlsx"} or not one.standings.exists():
        raise Http404
    if kind == "png":
        return HttpResponse(board(one), content_type="image/png")
    if kind == "docx":
        return word_file(letters.board_word(one), one.name)
    return excel_file(letters.board_excel(one), one.name)


@office_only
def certificate(request: HttpRequest, key: int) -> HttpResponse:
    del request
    one = get_object_or_404(
        Follow.objects.select_related("round__version", "round__scheme", "round__campaign", "unit"),
        pk=key,
        kind=Follow.Kind.REWARD,
    )
    return word_file(letters.certificate(one), say("assess.certificate.file", unit=one.unit))


@login_not_required
def shown(request: HttpRequest, token: str) -> HttpResponse:
    """What was released, and nothing else: places, units, points, grades, with date and source."""
    found = (
        Round.objects.filter(removed_on=None, token=token)
        .exclude(released_on=None)
        .select_related("scheme", "version")
    )
    one = get_object_or_404(found)
    view = queries.View(one)
    rows = [(s, queries.moved(s), view.tree.rounded(s.total)) for s in queries.standings(one)]
    groups = [
        (view.group_name(code), [row for row in rows if row[0].group == code])
        for code in dict.fromkeys(s.group for s, _, _ in rows)
    ]
    return render(request, "assessment/shown.html", {"one": one, "groups": groups})
