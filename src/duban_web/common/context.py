"""What every page shows."""

from django.http import HttpRequest

from duban_web.common import office as office_date
from duban_web.common.access import Right
from duban_web.common.language import language


def office(request: HttpRequest) -> dict[str, object]:
    """The office's date, whether it is set for a rehearsal, the language; what the person may do, and how many messages wait."""
    user = getattr(request, "user", None)
    shown: dict[str, object] = {
        "today": office_date.today(), "is_rehearsal": office_date.is_rehearsal(), "language": language(), "rights": frozenset(),
    }  # fmt: skip
    if user is not None and user.is_authenticated:
        shown["rights"] = frozenset(right.value for right in Right if user.may(right))
        counted = getattr(user, "unread", None)  # comes with the person of a session
        shown["unread"] = user.inbox.filter(read_at=None).count if counted is None else counted
    return shown
