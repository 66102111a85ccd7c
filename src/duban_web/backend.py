"""Signing in with name and password; the person of a session comes with all that every page asks, in one query instead of four."""

from django.contrib.auth.backends import ModelBackend
from django.db.models import Count, Exists, OuterRef, Subquery
from django.db.models.functions import Coalesce

from duban_web.inbox.models import Message
from duban_web.people.models import Deputy, Unit, User


class Person(ModelBackend):
    """Django's own, with unit, number of unread messages, and whether there are units below or somebody to stand in for."""

    def get_user(self, user_id: int) -> User | None:
        """The person of a session, if the account is not locked."""
        unread = (
            Message.objects.filter(to=OuterRef("pk"), read_at=None)
            .order_by()
            .values("to")
            .annotate(n=Count("pk"))
        )
        found = User.objects.select_related("unit").annotate(
            unread=Coalesce(Subquery(unread.values("n")), 0),
            is_deputy=Exists(Deputy.objects.filter(deputy=OuterRef("pk"))),
            has_below=Exists(Unit.objects.filter(parent=OuterRef("unit"))),
        )
        user = found.filter(pk=user_id).first()
        return user if user is not None and self.user_can_authenticate(user) else None
