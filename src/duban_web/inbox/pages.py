"""The inbox, one's wishes, and the robots of group chats."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from duban_web.common.access import office_only, person, working
from duban_web.common.language import say
from duban_web.inbox import operations, queries, sending
from duban_web.inbox.forms import PreferenceForm, RobotForm

PAGE = 30


@working
def inbox(request: HttpRequest) -> HttpResponse:
    user = person(request)
    wish = queries.preference(user)
    form = PreferenceForm(request.POST or None, initial={"address": user.email, "mail": wish.mail})
    if request.method == "POST" and form.is_valid():
        operations.prefer(user, mail=form.cleaned_data["mail"], address=form.cleaned_data["address"])
        messages.success(request, say("saved"))
        return redirect("messages")
    page = Paginator(queries.inbox(user), PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "form": form, "unread": queries.unread(user)}
    return render(request, "inbox/inbox.html", context, status=400 if form.errors else 200)


@working
@require_POST
def read(request: HttpRequest, key: int) -> HttpResponse:
    message = get_object_or_404(queries.inbox(person(request)), pk=key)
    operations.read(person(request), message, confirm="confirm" in request.POST)
    is_ours = url_has_allowed_host_and_scheme(message.link, allowed_hosts={request.get_host()})
    return redirect(message.link if is_ours and "open" in request.POST else "messages")


@working
@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    operations.read_all(person(request))
    return redirect("messages")


@office_only
def robots(request: HttpRequest, key: int | None = None) -> HttpResponse:
    one = get_object_or_404(queries.robots(), pk=key) if key else None
    form = RobotForm(request.POST or None, instance=one, initial=None if one else {"is_active": True})
    if request.method == "POST" and form.is_valid():
        robot = sending.save_robot(person(request), form.save(commit=False))
        if "try" in request.POST:
            is_sent = sending.post(robot, say("app.name"), say("inbox.robot_trial"))
            (messages.success if is_sent else messages.error)(request, say(f"inbox.trial.{is_sent}".lower()))
        else:
            messages.success(request, say("saved"))
        return redirect("robots")
    context = {"form": form, "robots": queries.robots(), "one": one}
    return render(request, "inbox/robots.html", context, status=400 if form.errors else 200)
