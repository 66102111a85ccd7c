"""Issues: list, make, download."""

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from duban_web.bulletins import operations, queries
from duban_web.bulletins.forms import BulletinForm
from duban_web.campaigns.chosen import campaign_of
from duban_web.common.access import office_only, person
from duban_web.common.errors import Refused
from duban_web.common.language import language, say
from duban_web.common.office import today


@office_only
def bulletin_list(request: HttpRequest) -> HttpResponse:
    campaign = campaign_of(request)
    form = BulletinForm(request.POST or None, initial={"on": today()})
    if request.method == "POST" and form.is_valid():
        try:
            issue = operations.make(person(request), campaign, form.cleaned_data["on"])
        except Refused as problem:
            form.add_error("on", problem.sentence(language()))
        else:
            messages.success(request, say("bulletin.made", number=issue.number))
            return redirect("bulletins")
    context = {"form": form, "campaign": campaign, "issues": queries.issues()[:100]}
    return render(request, "bulletins/bulletins.html", context, status=400 if form.errors else 200)


@office_only
def bulletin_file(request: HttpRequest, key: int) -> HttpResponse | FileResponse:
    del request
    one = get_object_or_404(queries.issues(), pk=key)
    name = say("bulletin.file_name", campaign=one.campaign.name, number=one.number)
    return FileResponse(one.file.open("rb"), as_attachment=True, filename=f"{name}.docx")
