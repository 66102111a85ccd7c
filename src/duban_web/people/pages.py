"""Address book and accounts."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth import views as auth_views
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from duban_web.common.access import office_only, person
from duban_web.common.errors import Refused
from duban_web.common.language import language, say
from duban_web.people import operations, queries
from duban_web.people.forms import LeaderForm, SignInForm, UnitForm, UserForm

sign_in = auth_views.LoginView.as_view(
    template_name="people/sign_in.html", authentication_form=SignInForm, redirect_authenticated_user=True
)
sign_out = auth_views.LogoutView.as_view()


@office_only
def book(request: HttpRequest) -> HttpResponse:
    return render(
        request,
        "people/book.html",
        {"units": queries.units(), "leaders": queries.leaders(), "users": queries.users()},
    )


def _saved(request: HttpRequest, form: forms.ModelForm[Any], save: Any, title: str) -> HttpResponse:
    """One form page for all three: shown, refused with its sentence, or saved."""
    if request.method == "POST" and form.is_valid():
        try:
            save(form.cleaned_data)
        except Refused as problem:
            form.add_error(None, problem.sentence(language()))
        else:
            messages.success(request, say("saved"))
            return redirect("book")
    status = 400 if request.method == "POST" else 200
    return render(request, "form.html", {"form": form, "title": title, "back": "book"}, status=status)


@office_only
def unit(request: HttpRequest, key: int | None = None) -> HttpResponse:
    one = get_object_or_404(queries.units(), pk=key) if key else None
    form = UnitForm(request.POST or None, instance=one)
    target = get_object_or_404(queries.units(), pk=key) if key else None
    return _saved(
        request,
        form,
        lambda data: operations.save_unit(person(request), target or form.instance.__class__(), data),
        say("people.unit.one"),
    )


@office_only
def leader(request: HttpRequest, key: int | None = None) -> HttpResponse:
    one = get_object_or_404(queries.leaders(), pk=key) if key else None
    form = LeaderForm(request.POST or None, instance=one)
    target = get_object_or_404(queries.leaders(), pk=key) if key else None
    return _saved(
        request,
        form,
        lambda data: operations.save_leader(person(request), target or form.instance.__class__(), data),
        say("people.leader.one"),
    )


@office_only
def user(request: HttpRequest, key: int | None = None) -> HttpResponse:
    one = get_object_or_404(queries.users(), pk=key) if key else None
    form = UserForm(request.POST or None, instance=one)

    def save(data: dict[str, Any]) -> None:
        password = data.pop("password") or None
        target = get_object_or_404(queries.users(), pk=key) if key else form.instance.__class__()
        operations.save_user(person(request), target, data, password=password)

    return _saved(request, form, save, say("people.user.one"))
