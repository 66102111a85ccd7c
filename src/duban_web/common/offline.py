"""Pages that open without a network: the service worker that keeps them sees only what lies below the address from which it is served."""

from pathlib import Path

from django.contrib.staticfiles import finders
from django.http import Http404, HttpResponse

WORKER = "duban/offline-worker.js"


def offline_worker() -> HttpResponse:
    """The worker, for a view at the address below which it is to work."""
    found = finders.find(WORKER)
    if not isinstance(found, str):
        raise Http404
    return HttpResponse(Path(found).read_text(encoding="utf-8"), content_type="text/javascript")
