"""The first page: what to do now."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from duban_web.campaigns.queries import all_campaigns, chosen_of, current
from duban_web.common.access import Right, chosen_campaign, person, working
from duban_web.common.middleware import COOKIE
from duban_web.common.office import today as office_today
from duban_web.today import queries


def today(request: HttpRequest) -> HttpResponse:
    user, campaigns = person(request), list(all_campaigns())
    if not user.may(Right.WORK):
        return redirect(
            "changes"
            if user.may(Right.LOG)
            else "book"
            if user.may(Right.ACCOUNTS) or user.may(Right.GRANT)
            else "own"
        )
    campaign = chosen_of(campaigns, chosen_campaign(request))
    if campaign is None:
        return render(request, "today/empty.html")
    name, page = (
        ("office", queries.office_page) if user.may(Right.SEE_ALL) else ("liaison", queries.liaison_page)
    )
    context = {"campaign": campaign, "campaigns": campaigns, "page": page(user, campaign, office_today())}
    return render(request, f"today/{name}.html", context)


@login_not_required
@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        back = "/"
    response = redirect(back)
    chosen = request.POST.get("language", "")
    if chosen in dict(settings.LANGUAGES):
        response.set_cookie(COOKIE, chosen, max_age=31536000, samesite="Lax", secure=settings.HTTPS)
    return response


@working
@require_POST
def choose_campaign(request: HttpRequest) -> HttpResponse:
    words = request.POST.get("campaign", "")
    found = current(int(words)) if words.isdecimal() else None
    if found is not None:
        request.session["campaign"] = found.pk
    return redirect("today")
