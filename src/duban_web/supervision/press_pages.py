"""Written explanations and notices: lists for the office and for units, each with its steps."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from duban_web.campaigns.chosen import campaign_of
from duban_web.common.access import Right, needs, office_only, person, working
from duban_web.common.errors import NotYours, Refused
from duban_web.common.form_page import form_page
from duban_web.common.language import language, say
from duban_web.common.office import today
from duban_web.inbox.queries import receipts
from duban_web.supervision import explaining, letters, notices, queries
from duban_web.supervision.answers import word_file
from duban_web.supervision.forms import ExplanationForm, NoticeForm
from duban_web.supervision.models import Explanation, Notice
from duban_web.supervision.pages import task_of, task_page

PAGE = 50


def _explanation(request: HttpRequest, key: int) -> Explanation:
    one = get_object_or_404(Explanation.objects.select_related("task__campaign", "unit"), pk=key)
    if not queries.may_see(person(request), one.task):
        raise NotYours("not-your-task")
    return one


@working
def explanation_list(request: HttpRequest) -> HttpResponse:
    campaign = campaign_of(request)
    state = request.GET.get("state", "")
    found = queries.explanations(person(request), campaign, state="" if state == "all" else state)
    if not state:  # what still wants somebody
        found = found.filter(
            state__in=[Explanation.State.DUE, Explanation.State.HANDED, Explanation.State.RETURNED]
        )
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "campaign": campaign,
        "page": page,
        "state": state,
        "states": Explanation.State.values,
        "asked": f"state={state}",
    }
    return render(request, "supervision/explanations.html", context)


@working
@require_POST
def explain(request: HttpRequest, key: int) -> HttpResponse:
    one = _explanation(request, key)
    form = ExplanationForm(request.POST)
    if form.is_valid():
        try:
            explaining.hand_in(person(request), one, **form.cleaned_data)
        except Refused as problem:
            if isinstance(problem, NotYours):
                raise
            form.add_error(None, problem.sentence(language()))
        else:
            messages.success(request, say("explain.sent"))
            return redirect("task", key=one.task_id)
    return task_page(request, task_of(request, one.task_id), status=400, explanation_form=form)


@office_only
@require_POST
def judge(request: HttpRequest, key: int) -> HttpResponse:
    one = _explanation(request, key)
    explaining.judge(
        person(request), one, accept="accept" in request.POST, answer=request.POST.get("answer", "")
    )
    messages.success(request, say("saved"))
    return redirect("task", key=one.task_id)


@working
def explanation_file(request: HttpRequest, key: int) -> HttpResponse:
    one = _explanation(request, key)
    return word_file(letters.explanation(one), say("letter.explanation.file", title=one.task.title[:40]))


@working
def notice_list(request: HttpRequest) -> HttpResponse:
    user, campaign = person(request), campaign_of(request)
    state = request.GET.get("state", "")
    if request.method == "POST":
        chosen = queries.notices(user, campaign).filter(
            pk__in=[k for k in request.POST.getlist("notice") if k.isdecimal()]
        )
        issued = notices.issue(user, chosen.order_by("id"))
        messages.success(request, say("notice.issued", n=len(issued)))
        return redirect("notices")
    page = Paginator(queries.notices(user, campaign, state=state), PAGE).get_page(request.GET.get("page"))
    context = {
        "campaign": campaign, "page": page, "state": state, "states": Notice.State.values, "asked": f"state={state}",
        "summary": queries.notice_counts(user, campaign),
    }  # fmt: skip
    return render(request, "supervision/notices.html", context)


@needs(Right.KEEP, Right.INSPECT)
def notice_new(request: HttpRequest) -> HttpResponse:
    campaign = campaign_of(request)
    key = request.GET.get("task", "")
    one = task_of(request, int(key)) if key.isdecimal() else None
    lead = next((a.unit_id for a in one.assignments.all() if a.part == "lead"), None) if one else None
    form = NoticeForm(request.POST or None, today=today(), initial={"unit": lead})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            made = notices.propose_notice(
                person(request), campaign, unit=data["unit"], colour=data["colour"], reason=data["reason"], demand_text=data["demand"],
                task=one, answer_by=data["answer_by"],
            )  # fmt: skip
        except Refused as problem:
            form.add_error(None, problem.sentence(language()))
        else:
            messages.success(request, say("notice.issued", n=1))
            return redirect("notice", key=made.pk)
    title = say("notice.new") + (f" · {one.title}" if one else "")
    return form_page(request, {"form": form, "title": title, "back": "notices"})


def _notice(request: HttpRequest, key: int) -> Notice:
    one = get_object_or_404(
        Notice.objects.select_related("campaign", "unit", "task", "raises", "signed_by", "issued_by"), pk=key
    )
    user = person(request)
    if not user.may(Right.SEE_ALL) and one.unit_id not in user.unit_ids:
        raise NotYours
    if one.number is None and not user.is_office:
        raise NotYours
    return one


@working
def notice(request: HttpRequest, key: int) -> HttpResponse:
    one, user = _notice(request, key), person(request)
    if request.method == "POST":
        notices.move_notice(user, one, request.POST.get("step", ""), text=request.POST.get("text", ""))
        messages.success(request, say("saved"))
        return redirect("notice", key=key)
    is_own = user.is_office or (user.may(Right.REPORT) and one.unit_id in user.unit_ids)
    context = {
        "notice": one, "named": notices.named(one), "is_own": is_own, "receipts": receipts("notice", f"/notices/{one.pk}/"),
        "raised_by": Notice.objects.filter(raises=one).first(),
    }  # fmt: skip
    return render(request, "supervision/notice.html", context)


@working
def notice_file(request: HttpRequest, key: int) -> HttpResponse:
    one = _notice(request, key)
    return word_file(letters.notice(one), notices.named(one))
