"""What a person types about units, leaders and accounts."""

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm

from duban_web.common.access import ADMINISTRATORS, BY_THE_OFFICE, Right, Role
from duban_web.common.language import later, say
from duban_web.people.models import Leader, Unit, User


class SignInForm(AuthenticationForm):
    """Name and password."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["username"].label = later("people.username")
        self.fields["password"].label = later("people.password")


class UnitForm(forms.ModelForm[Unit]):
    """A unit."""

    class Meta:
        model = Unit
        fields = ["name", "short_name", "kind", "parent", "aliases"]
        labels = {name: later(f"people.unit.{name}") for name in fields}
        help_texts = {"aliases": later("people.unit.aliases_help")}
        widgets = {"aliases": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        known: dict[str, Any] = self.fields
        known["kind"].choices = [(k, later(f"people.kind.{k}")) for k in Unit.Kind.values]
        known["parent"].queryset = Unit.objects.filter(removed_on=None).exclude(pk=self.instance.pk)
        known["parent"].required = False

    def clean_parent(self) -> Unit | None:
        """No unit stands below itself."""
        parent: Unit | None = self.cleaned_data["parent"]
        above = parent
        while above is not None:
            if above.pk == self.instance.pk:
                raise forms.ValidationError(say("people.unit.circle"))
            above = above.parent
        return parent


class LeaderForm(forms.ModelForm[Leader]):
    """A leader."""

    class Meta:
        model = Leader
        fields = ["name", "post"]
        labels = {name: later(f"people.leader.{name}") for name in fields}


class UserForm(forms.ModelForm[User]):
    """An account, with the roles that the person at the desk may give; an empty password leaves the old one."""

    password = forms.CharField(
        required=False,
        label=later("people.password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    class Meta:
        model = User
        fields = ["username", "display_name", "title", "phone", "role", "unit", "leader", "is_active"]
        labels = {name: later(f"people.user.{name}") for name in fields}
        help_texts = {"username": "", "is_active": ""}

    def __init__(self, *args: object, actor: User, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        known: dict[str, Any] = self.fields
        roles = (
            set(Role)
            if actor.may(Right.GRANT)
            else {Role.NONE}
            if actor.may(Right.ACCOUNTS)
            else set(BY_THE_OFFICE)
        )
        present = {Role(self.instance.role)} if self.instance.pk else set()
        known["role"].choices = [
            (r.value, later(f"people.role.{r or 'none'}")) for r in Role if r in roles | present
        ]
        known["role"].required = False
        known["unit"].queryset = Unit.objects.filter(removed_on=None)
        known["leader"].queryset = Leader.objects.filter(removed_on=None)
        if self.instance.pk is None:
            self.fields["password"].required = True
            self.initial["role"] = known["role"].choices[0][0]


class OwnPasswordForm(forms.Form):
    """The old password and the new one."""

    old = forms.CharField(
        label=later("people.old_password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    new = forms.CharField(
        label=later("people.new_password"), widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )


class DeputyForm(forms.Form):
    """Who stands in, from when to when."""

    deputy = forms.ModelChoiceField(User.objects.none(), label=later("people.deputy"))
    first = forms.DateField(label=later("people.first"), widget=forms.DateInput(attrs={"type": "date"}))
    last = forms.DateField(label=later("people.last"), widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: object, person: User, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        known: dict[str, Any] = self.fields
        known["deputy"].queryset = (
            User.objects.filter(is_active=True).exclude(pk=person.pk).exclude(role__in=[*ADMINISTRATORS, ""])
        )


class BookForm(forms.Form):
    """The address book as a file."""

    file = forms.FileField(
        label=later("book.file"),
        help_text=later("book.file_help"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.et,.csv"}),
    )
