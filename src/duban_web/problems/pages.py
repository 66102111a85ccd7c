"""Problems: list with its accounts, one problem with its steps, the form without login."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from duban_web.campaigns.queries import current
from duban_web.common.access import chosen_campaign, office_only, person, working
from duban_web.common.errors import Refused
from duban_web.common.language import language, say
from duban_web.common.office import today
from duban_web.common.senders import sender_of
from duban_web.people.models import User
from duban_web.people.queries import leaders
from duban_web.problems import operations, queries
from duban_web.problems.forms import ProblemForm, PublicForm, RouteForm, SettleForm, opened_now
from duban_web.problems.models import Problem

PAGE = 50
MOST_A_SENDER, MOST_A_DAY = 5, 200


@working
def problem_list(request: HttpRequest) -> HttpResponse:
    user, campaign = person(request), current(chosen_campaign(request))
    asked = {name: request.GET.get(name, "")[:40] for name in ("state", "way", "words", "leader")}
    late_on = today() if request.GET.get("late") else None
    found = queries.chosen(user, campaign, **asked, late_on=late_on)
    everything = queries.chosen(user, campaign)
    context = {
        "page": Paginator(found, PAGE).get_page(request.GET.get("page")), "chosen": asked, "states": Problem.State.values, "routes": Problem.Route.values,
        "asked": "&".join(f"{k}={v}" for k, v in asked.items() if v), "paragraph": queries.paragraph(queries.balance(everything, today())),
        "months": (months := queries.months(everything, today())), "has_stakes": any(m.stock.amount or m.stock.people for m in months), "leaders": leaders(),
    }  # fmt: skip
    return render(request, "problems/problems.html", context)


@office_only
def problem_new(request: HttpRequest) -> HttpResponse:
    form = ProblemForm(request.POST or None, initial={"received_on": today()})
    alike: list[Problem] = []
    if request.method == "POST" and form.is_valid():
        alike = [] if "anyway" in request.POST else queries.similar(form.cleaned_data["content"])
        if not alike:
            return _write(request, form)
    context = {"form": form, "alike": alike}
    return render(request, "problems/new.html", context, status=409 if alike else 400 if form.errors else 200)


def _write(request: HttpRequest, form: ProblemForm) -> HttpResponse:
    try:
        made = operations.take_in(
            person(request), current(chosen_campaign(request)), operations.Raised(**form.cleaned_data)
        )
    except Refused as problem:
        form.add_error(None, problem.sentence(language()))
        return render(request, "problems/new.html", {"form": form, "alike": []}, status=400)
    messages.success(request, say("problem.added", number=made.number))
    return redirect("problem", key=made.pk)


def _problem(request: HttpRequest, key: int) -> Problem:
    return get_object_or_404(queries.visible(person(request)), pk=key)


@working
def problem(request: HttpRequest, key: int) -> HttpResponse:
    return _page(request, _problem(request, key), RouteForm())


def _page(request: HttpRequest, one: Problem, form: RouteForm, status: int = 200) -> HttpResponse:
    user = person(request)
    context = {
        "problem": one, "form": form, "steps": queries.steps_of(one), "may_answer": operations.may_answer(user, one) and one.state == Problem.State.ROUTED,
        "alike": queries.similar(one.content, but=one.pk) if user.is_office and one.state == Problem.State.RECEIVED else [],
        "is_open": one.state in operations.OPEN, "left": queries.left_of(one) if one.amount or one.people else None, "settle_form": SettleForm(),
        "may_settle": operations.may_answer(user, one) and one.state in operations.OPEN, "may_publish": one.state in {Problem.State.ANSWERED, Problem.State.CLOSED},
    }  # fmt: skip
    return render(request, "problems/problem.html", context, status=status)


@office_only
@require_POST
def problem_route(request: HttpRequest, key: int) -> HttpResponse:
    one = _problem(request, key)
    form = RouteForm(request.POST)
    if form.is_valid():
        try:
            operations.route(person(request), one, **form.cleaned_data)
        except Refused as problem:
            form.add_error(None, problem.sentence(language()))
        else:
            messages.success(request, say("saved"))
            return redirect("problem", key=key)
    return _page(request, one, form, status=400)


@working
@require_POST
def problem_step(request: HttpRequest, key: int) -> HttpResponse:
    """The one-button steps: answer, satisfied, return, reject, reopen, or the same as another."""
    one, user, note = _problem(request, key), person(request), request.POST.get("note", "")
    steps: dict[str, Callable[[], None]] = {
        "answer": lambda: operations.answer(user, one, note),
        "satisfied": lambda: operations.check_back(user, one, satisfied=True, note=note),
        "return": lambda: operations.check_back(user, one, satisfied=False, note=note),
        "reject": lambda: operations.end(user, one, note=note),
        "publish": lambda: operations.publish(user, one, note),
        "settle": lambda: _settle(request, one),
        "reopen": lambda: operations.reopen(user, one, note=note),
        "duplicate": lambda: operations.end(
            user, one, note=note, duplicate_of=_other(user, request.POST.get("other", ""))
        ),
    }
    step = steps.get(request.POST.get("step", ""))
    if step is None:
        raise Refused("problem-moved")
    step()
    messages.success(request, say("saved"))
    return redirect("problem", key=key)


def _settle(request: HttpRequest, one: Problem) -> None:
    form = SettleForm(request.POST)
    if not form.is_valid():
        raise Refused("problem-settle-nothing")
    operations.settle(person(request), one, **form.cleaned_data)


def _other(user: User, key: str) -> Problem:
    return get_object_or_404(queries.visible(user), pk=int(key) if key.isdecimal() else 0)


@login_not_required
def public(request: HttpRequest) -> HttpResponse:
    form = PublicForm(request.POST or None, initial={"opened": opened_now()})
    if request.method == "POST" and form.is_valid():
        sender = sender_of(request)
        mine = Problem.objects.filter(channel=Problem.Channel.WEB, received_on=today())
        if mine.filter(sender=sender).count() >= MOST_A_SENDER or mine.count() >= MOST_A_DAY:
            form.add_error(None, say("problem.form_flood"))
        else:
            data = {name: form.cleaned_data[name] for name in ("content", "place", "raised_by", "contact")}
            made = operations.take_in(
                None, None, operations.Raised(channel=Problem.Channel.WEB, sender=sender, **data)
            )
            return render(request, "problems/thanks.html", {"number": made.number})
    return render(request, "problems/public.html", {"form": form}, status=400 if form.errors else 200)
