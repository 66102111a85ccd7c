"""Who asks: a key in the header `Authorization: Bearer …`, and the person as whom it acts."""

from django.http import HttpRequest
from ninja import Router, Schema
from ninja.security import HttpBearer

from duban_web.common.access import Right, demand, person
from duban_web.people.keys import user_of
from duban_web.people.models import User

router = Router(tags=["people"])


class KeyAuth(HttpBearer):
    """A person's key. Who may not work here at all may not by a key either."""

    def authenticate(self, request: HttpRequest, token: str) -> User | None:
        """The person, who is the request's user from here on."""
        user = user_of(token)
        if user is None:
            return None
        demand(user, Right.WORK)
        request.user = user
        return user


class Me(Schema):
    """The person as whom a key acts."""

    username: str
    role: str
    unit: str | None


@router.get("/me", response=Me, url_name="me")
def me(request: HttpRequest) -> Me:
    """Try a key."""
    user = person(request)
    return Me(username=user.username, role=user.role, unit=user.unit.name if user.unit else None)
