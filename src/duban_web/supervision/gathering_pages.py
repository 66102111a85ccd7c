"""收表: drop the files, look, take in, take back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from duban_files.zips import Sent
from duban_web.campaigns.chosen import campaign_of
from duban_web.common.access import office_only, person
from duban_web.common.errors import Refused
from duban_web.common.language import language, say
from duban_web.supervision import gathering as operations
from duban_web.supervision.forms import GatheringForm
from duban_web.supervision.models import Gathering


@office_only
def gatherings(request: HttpRequest) -> HttpResponse:
    campaign = campaign_of(request)
    form = GatheringForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        files = [Sent(file.name or "", file.read()) for file in form.cleaned_data["sent"]]
        name = files[0].name if len(files) == 1 else say("gather.several", name=files[0].name, n=len(files))
        try:
            one = operations.take(person(request), campaign, files, name=name)
        except Refused as problem:
            form.add_error(None, problem.sentence(language()))
        else:
            return redirect("gathering", key=one.pk)
    found = Gathering.objects.filter(campaign=campaign).select_related("uploaded_by").defer("sheets")
    context = {"form": form, "campaign": campaign, "gatherings": found[:50]}
    return render(request, "supervision/gatherings.html", context, status=400 if form.errors else 200)


@office_only
def gathering(request: HttpRequest, key: int) -> HttpResponse:
    one = get_object_or_404(Gathering.objects.select_related("campaign"), pk=key)
    if request.method == "POST":
        if "undo" in request.POST:
            messages.success(request, say("gather.undone", n=operations.undo(person(request), one)))
        else:
            messages.success(request, say("gather.applied", n=operations.apply(person(request), one)))
        return redirect("gathering", key=key)
    seen = operations.overview(one) if one.state == operations.PREVIEW else None
    return render(request, "supervision/gathering.html", {"one": one, "seen": seen})
