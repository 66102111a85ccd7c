"""Reading the audit trail."""

from django.db.models import QuerySet

from duban_web.audit.models import Entry


def recent(limit: int = 200) -> QuerySet[Entry]:
    """The last changes, newest first."""
    return Entry.objects.select_related("actor")[:limit]


def of(kind: str, key: int) -> QuerySet[Entry]:
    """The history of one thing, newest first."""
    return Entry.objects.filter(kind=kind, object_id=key).select_related("actor")
