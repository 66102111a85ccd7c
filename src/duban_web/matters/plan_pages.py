"""Action plans of units: who has handed in and how much of the tasks they take over; one plan, item by item."""

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from duban_web.campaigns.chosen import campaign_of
from duban_web.common.access import Right, person, working
from duban_web.common.errors import NotYours, Refused
from duban_web.common.language import say
from duban_web.matters import plans
from duban_web.matters.models import UnitPlan


@working
def plan_list(request: HttpRequest) -> HttpResponse:
    user, campaign = person(request), campaign_of(request)
    if request.method == "POST":
        file = request.FILES.get("file")
        if file is None:
            raise Refused("matter-no-file")
        made = plans.hand_in(user, campaign, file.read(), name=file.name or "")
        messages.success(request, say("plan.handed", n=len(made.items)))
        return redirect("plan", key=made.pk)
    found = plans.covers(campaign, None if user.may(Right.SEE_ALL) else user.unit_ids)
    done = [one for one in found if one.plan and one.plan.state == UnitPlan.State.APPROVED]
    context = {
        "campaign": campaign, "covers": found, "may_hand_in": user.may(Right.REPORT) and user.unit_id is not None,
        "words": say("plan.whole", units=len(found), approved=len(done), tasks=sum(c.tasks for c in found), covered=sum(c.covered for c in found)),
    }  # fmt: skip
    return render(request, "matters/plans.html", context)


def _plan(request: HttpRequest, key: int) -> UnitPlan:
    one = get_object_or_404(UnitPlan.objects.select_related("unit", "campaign", "handed_by"), pk=key)
    user = person(request)
    if not user.may(Right.SEE_ALL) and one.unit_id not in user.unit_ids:
        raise NotYours
    return one


@working
def plan(request: HttpRequest, key: int) -> HttpResponse:
    one = _plan(request, key)
    tasks = plans.tasks_of(one.campaign, one.unit)
    if request.method == "POST":
        chosen = {
            n: int(k) if (k := request.POST.get(f"item-{n}", "")).isdecimal() else None
            for n in range(len(one.items))
        }
        approve = "approve" in request.POST
        own = plans.decide(
            person(request),
            one,
            approve=approve,
            reason=request.POST.get("reason", ""),
            tasks=chosen if approve else None,
        )
        messages.success(request, say("plan.approved", n=own) if approve else say("saved"))
        return redirect("plans")
    names = {task.pk: task for task in tasks}
    items = [(n, item, names.get(item["task"])) for n, item in enumerate(one.items)]
    left = [task for task in tasks if task.pk not in {item["task"] for item in one.items}]
    context = {
        "plan": one,
        "items": items,
        "tasks": tasks,
        "left": left,
        "may_decide": person(request).may(Right.KEEP) and one.state == UnitPlan.State.HANDED,
    }
    return render(request, "matters/plan.html", context)


@working
def plan_file(request: HttpRequest, key: int) -> FileResponse:
    one = _plan(request, key)
    return FileResponse(one.file.open("rb"), as_attachment=True, filename=one.file_name)
