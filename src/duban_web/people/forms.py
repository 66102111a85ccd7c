"""What a person types about units, leaders and accounts."""

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm

from duban_web.common.language import later
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
        fields = ["name", "short_name", "kind", "aliases"]
        labels = {name: later(f"people.unit.{name}") for name in fields}
        help_texts = {"aliases": later("people.unit.aliases_help")}
        widgets = {"aliases": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        known: dict[str, Any] = self.fields
        known["kind"].choices = [(k, later(f"people.kind.{k}")) for k in Unit.Kind.values]


class LeaderForm(forms.ModelForm[Leader]):
    """A leader."""

    class Meta:
        model = Leader
        fields = ["name", "post"]
        labels = {name: later(f"people.leader.{name}") for name in fields}


class UserForm(forms.ModelForm[User]):
    """An account; an empty password leaves the old one."""

    password = forms.CharField(
        required=False,
        label=later("people.password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    class Meta:
        model = User
        fields = ["username", "display_name", "role", "unit", "is_active"]
        labels = {name: later(f"people.user.{name}") for name in fields}
        help_texts = {"username": "", "is_active": ""}

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        known: dict[str, Any] = self.fields
        known["role"].choices = [(r, later(f"people.role.{r}")) for r in User.Role.values]
        known["unit"].queryset = Unit.objects.filter(removed_on=None)
        if self.instance.pk is None:
            self.fields["password"].required = True
