"""The office's own Word templates."""

import io

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from duban_files.word_template import FIELDS, first_template
from duban_web.bulletins import templating
from duban_web.bulletins.forms import TemplateForm
from duban_web.bulletins.models import Bulletin
from duban_web.common.access import office_only, person
from duban_web.common.errors import Refused
from duban_web.common.language import language, say


@office_only
def templates(request: HttpRequest) -> HttpResponse:
    """Which kinds have a template of the office's own; take one in, or go back to our layout."""
    user = person(request)
    dropped = request.POST.get("drop", "")
    if dropped:
        templating.drop_template(user, dropped)
        messages.success(request, say("saved"))
        return redirect("bulletin_templates")
    form = TemplateForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            templating.keep_template(user, form.cleaned_data["kind"], file.read(), name=file.name)
        except Refused as problem:
            form.add_error("file", problem.sentence(language()))
        else:
            messages.success(request, say("saved"))
            return redirect("bulletin_templates")
    fields = "、".join(f"{{{{{name}}}}}" for name in FIELDS)
    context = {
        "form": form,
        "fields": fields,
        "rows": [(kind, templating.template_of(kind)) for kind in Bulletin.Kind.values],
    }
    return render(request, "bulletins/templates.html", context, status=400 if form.errors else 200)


@office_only
def template_file(request: HttpRequest, kind: str) -> FileResponse:
    """The template that holds for a kind; our own layout where there is none."""
    del request
    if kind not in Bulletin.Kind.values:
        raise Http404
    data = templating.newest_template(kind) or first_template()
    return FileResponse(
        io.BytesIO(data), as_attachment=True, filename=f"{say(f'bulletin.kinds.{kind}')}.docx"
    )
