"""Reading messages."""

from django.db.models import QuerySet

from duban_web.inbox.models import Message, Preference, Robot
from duban_web.people.models import User


def inbox(user: User) -> QuerySet[Message]:
    """A person's messages, those to confirm and the unread first."""
    return Message.objects.filter(to=user)


def unread(user: User) -> int:
    """How many wait to be read or confirmed."""
    mine = Message.objects.filter(to=user)
    return (mine.filter(read_at=None) | mine.filter(needs_confirmation=True, confirmed_at=None)).count()


def receipts(kind: str, link: str) -> QuerySet[Message]:
    """Who got a message about something, and who has read and confirmed it."""
    return Message.objects.filter(kind=kind, link=link).select_related("to", "to__unit")


def preference(user: User) -> Preference:
    """How the person wants e-mail; a digest if nothing was said."""
    return Preference.objects.filter(user=user).first() or Preference(user=user)


def robots() -> QuerySet[Robot]:
    """All robots."""
    return Robot.objects.all()
