"""Meetings: the list, one meeting with its agenda and decisions, the notice."""

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from duban_web.campaigns.chosen import campaign_of
from duban_web.common.access import Right, needs, office_only, person
from duban_web.common.errors import Refused
from duban_web.common.form_page import form_page
from duban_web.common.language import language, say
from duban_web.common.office import today
from duban_web.meetings import letters, operations, queries
from duban_web.meetings.forms import DecisionForm, ItemForm, MeetingForm, NoteForm
from duban_web.meetings.models import Item, Meeting
from duban_web.supervision.answers import word_file


@needs(Right.SEE_ALL)
def meeting_list(request: HttpRequest) -> HttpResponse:
    campaign = campaign_of(request)
    return render(
        request,
        "meetings/meetings.html",
        {"campaign": campaign, "meetings": queries.meetings(campaign)[:100]},
    )


@office_only
def meeting_new(request: HttpRequest) -> HttpResponse:
    form = MeetingForm(request.POST or None, initial={"on": today()})
    if request.method == "POST" and form.is_valid():
        meeting = operations.plan(person(request), campaign_of(request), **form.cleaned_data)
        return redirect("meeting", key=meeting.pk)
    title = say("meeting.new")
    return form_page(request, {"form": form, "title": title, "back": "meetings"})


def _meeting(key: int) -> Meeting:
    return get_object_or_404(Meeting.objects.select_related("campaign", "chair"), pk=key)


@needs(Right.SEE_ALL)
def meeting(request: HttpRequest, key: int) -> HttpResponse:
    return _page(request, _meeting(key))


def _page(request: HttpRequest, one: Meeting, status: int = 200, **forms: Form) -> HttpResponse:
    context = {
        "meeting": one, "items": queries.agenda(one), "followed": queries.followed(one), "item_form": ItemForm(), "decision_form": DecisionForm(),
        "decisions": one.decisions.select_related("unit", "task", "problem"), **forms,
    }  # fmt: skip
    return render(request, "meetings/meeting.html", context, status=status)


@office_only
@require_POST
def meeting_item(request: HttpRequest, key: int) -> HttpResponse:
    one, form = _meeting(key), ItemForm(request.POST)
    if not form.is_valid():
        return _page(request, one, 400, item_form=form)
    operations.add_item(person(request), one, **form.cleaned_data)
    return redirect("meeting", key=key)


@office_only
@require_POST
def item_note(request: HttpRequest, key: int) -> HttpResponse:
    item = get_object_or_404(Item.objects.select_related("meeting__campaign"), pk=key)
    form = NoteForm(request.POST)
    if not form.is_valid():
        raise Refused("meeting-mark")
    operations.note(person(request), item, **form.cleaned_data)
    if request.htmx:  # type: ignore[attr-defined]
        return HttpResponse(say("meeting.noted"))
    return redirect("meeting", key=item.meeting_id)


@office_only
@require_POST
def meeting_decide(request: HttpRequest, key: int) -> HttpResponse:
    one, form = _meeting(key), DecisionForm(request.POST)
    item = request.POST.get("item", "")
    found = one.items.filter(pk=int(item)).first() if item.isdecimal() else None
    if form.is_valid():
        try:
            operations.decide(person(request), one, item=found, **form.cleaned_data)
        except Refused as problem:
            form.add_error(None, problem.sentence(language()))
        else:
            messages.success(request, say("meeting.decided"))
            return redirect("meeting", key=key)
    return _page(request, one, 400, decision_form=form)


@office_only
@require_POST
def meeting_hold(request: HttpRequest, key: int) -> HttpResponse:
    operations.hold(person(request), _meeting(key), demands=request.POST.get("demands", ""))
    messages.success(request, say("saved"))
    return redirect("meeting", key=key)


@needs(Right.SEE_ALL)
def meeting_file(request: HttpRequest, key: int) -> HttpResponse:
    del request
    one = _meeting(key)
    return word_file(letters.meeting_notice(one), one.title)
