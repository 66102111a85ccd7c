"""What every page shows."""

from django.http import HttpRequest

from duban_web.common import office as office_date
from duban_web.common.language import language


def office(request: HttpRequest) -> dict[str, object]:
    """The office's date, whether it is set for a rehearsal, the language."""
    del request
    return {"today": office_date.today(), "is_rehearsal": office_date.is_rehearsal(), "language": language()}
