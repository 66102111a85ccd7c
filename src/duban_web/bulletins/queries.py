"""Reading issues."""

from django.db.models import QuerySet

from duban_web.bulletins.models import Bulletin


def issues() -> QuerySet[Bulletin]:
    """All issues, newest first."""
    return Bulletin.objects.filter(removed_on=None).select_related(
        "campaign", "made_by", "checked_by", "signed_by"
    )
