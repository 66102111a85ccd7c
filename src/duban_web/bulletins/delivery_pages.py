"""Issues as units get them."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from duban_web.bulletins import delivering, queries
from duban_web.bulletins.models import Delivery
from duban_web.common.access import Right, needs, person
from duban_web.common.errors import NotYours, Refused
from duban_web.common.language import language, say

ON_A_PAGE = 50
receiving = needs(Right.REPORT)


@receiving
def delivery_list(request: HttpRequest) -> HttpResponse:
    found = queries.deliveries(person(request))
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    rows = [(one, queries.name_of(one.bulletin)) for one in page]
    return render(request, "bulletins/deliveries.html", {"page": page, "rows": rows})


def _delivery(request: HttpRequest, key: int) -> Delivery:
    found = Delivery.objects.select_related("bulletin__campaign", "unit", "signed_by")
    one = get_object_or_404(found, pk=key)
    if not delivering.may_receive(person(request), one):
        raise NotYours("not-your-unit")
    return one


@receiving
def delivery(request: HttpRequest, key: int) -> HttpResponse:
    """Sign for an issue, and say what was done."""
    one, user, trouble = _delivery(request, key), person(request), ""
    if request.method == "POST":
        try:
            if request.POST.get("step") == "feedback":
                delivering.feed_back(user, one, words=request.POST.get("words", ""))
            else:
                delivering.sign_for(user, one)
        except Refused as problem:
            trouble = problem.sentence(language())
        else:
            messages.success(request, say("saved"))
            return redirect("delivery", key=key)
    context = {"one": one, "name": queries.name_of(one.bulletin), "trouble": trouble}
    return render(request, "bulletins/delivery.html", context, status=400 if trouble else 200)


@receiving
def delivery_file(request: HttpRequest, key: int) -> FileResponse:
    one = _delivery(request, key)
    name = f"{queries.name_of(one.bulletin)}.docx"
    return FileResponse(one.bulletin.file.open("rb"), as_attachment=True, filename=name)
