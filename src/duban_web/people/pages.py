"""Address book and accounts."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth import views as auth_views
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from duban_web.common.access import Right, demand, needs, person
from duban_web.common.errors import NotYours, Refused
from duban_web.common.language import language, say
from duban_web.people import accounts, keys, operations, queries
from duban_web.people.address_book import Entry, Made, read_book, take_in
from duban_web.people.forms import (
    BookForm,
    DeputyForm,
    LeaderForm,
    OwnPasswordForm,
    SignInForm,
    UnitForm,
    UserForm,
)
from duban_web.people.models import User

sign_in = auth_views.LoginView.as_view(
    template_name="people/sign_in.html", authentication_form=SignInForm, redirect_authenticated_user=True
)
sign_out = auth_views.LogoutView.as_view()


@needs(Right.BOOK, Right.ACCOUNTS, Right.GRANT)
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
            if isinstance(problem, NotYours):
                raise
            form.add_error(None, problem.sentence(language()))
        else:
            messages.success(request, say("saved"))
            return redirect("book")
    status = 400 if request.method == "POST" else 200
    return render(request, "form.html", {"form": form, "title": title, "back": "book"}, status=status)


@needs(Right.BOOK)
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


@needs(Right.BOOK)
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


@needs(Right.BOOK, Right.ACCOUNTS, Right.GRANT)
def user(request: HttpRequest, key: int | None = None) -> HttpResponse:
    actor = person(request)
    one = get_object_or_404(queries.users(), pk=key) if key else None
    form = UserForm(request.POST or None, instance=one, actor=actor)

    def save(data: dict[str, Any]) -> None:
        password = data.pop("password") or None
        target = get_object_or_404(queries.users(), pk=key) if key else User()
        accounts.save_user(actor, target, data, password=password)

    if key is None:
        demand(actor, Right.BOOK, Right.ACCOUNTS)
    return _saved(request, form, save, say("people.user.one"))


@needs(Right.BOOK, Right.ACCOUNTS)
@require_POST
def passwords(request: HttpRequest) -> HttpResponse:
    """New one-time passwords for the ticked accounts, shown once as a list to print."""
    chosen = queries.users().filter(pk__in=[k for k in request.POST.getlist("user") if k.isdecimal()])
    made = [Made(one, accounts.reset(person(request), one)) for one in chosen]
    return render(request, "people/passwords.html", {"made": made})


@needs(Right.BOOK)
def book_import(request: HttpRequest) -> HttpResponse:
    form = BookForm(request.POST or None, request.FILES or None)
    entries: list[Entry] = []
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            entries = read_book(file.read(), name=file.name)
            if not any(entry.problems for entry in entries) or "anyway" in request.POST:
                taken = take_in(person(request), entries)
                return render(request, "people/passwords.html", {"made": taken.accounts, "taken": taken})
        except Refused as problem:
            form.add_error("file", problem.sentence(language()))
    wrong = [entry for entry in entries if entry.problems]
    context = {"form": form, "wrong": wrong, "right": len(entries) - len(wrong)}
    return render(request, "people/import.html", context, status=400 if wrong or form.errors else 200)


def own(request: HttpRequest) -> HttpResponse:
    """One's own password, and who stands in while on leave."""
    me = person(request)
    which = request.POST.get("form", "")
    forms_ = {
        "password": OwnPasswordForm(request.POST if which == "password" else None),
        "deputy": DeputyForm(request.POST if which == "deputy" else None, person=me),
    }
    if request.method == "POST":
        answer = _own_saved(request, me, which, forms_)
        if answer is not None:
            return answer
    context = {
        "password_form": forms_["password"],
        "deputy_form": forms_["deputy"],
        "deputies": me.deputies.select_related("deputy"),
        "postings": me.postings.select_related("unit"),
        "keys": me.keys.filter(revoked_on=None),
    }
    is_wrong = any(form.errors for form in forms_.values())
    return render(request, "people/own.html", context, status=400 if is_wrong else 200)


def _own_saved(
    request: HttpRequest, me: User, which: str, forms_: Mapping[str, forms.Form]
) -> HttpResponse | None:
    if which == "end":
        accounts.end_deputy(me, get_object_or_404(me.deputies, pk=int(request.POST.get("deputy", "0") or 0)))
        return redirect("own")
    if which == "key":
        made, words = keys.make_key(me, request.POST.get("name", ""))
        messages.success(request, say("people.key_made", name=made.name, words=words))
        return redirect("own")
    if which == "revoke":
        keys.revoke_key(me, get_object_or_404(me.keys, pk=int(request.POST.get("key", "0") or 0)))
        return redirect("own")
    form = forms_.get(which)
    if form is None or not form.is_valid():
        return None
    try:
        if which == "password":
            accounts.change_own(me, **form.cleaned_data)
            update_session_auth_hash(request, me)
        else:
            accounts.name_deputy(me, **form.cleaned_data)
    except Refused as problem:
        form.add_error(None, problem.sentence(language()))
        return None
    messages.success(request, say("saved"))
    return redirect("own")
