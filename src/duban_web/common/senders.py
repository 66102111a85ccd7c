"""Who hands something in without login: enough to count, too little to follow anybody."""

import hashlib

from django.conf import settings
from django.http import HttpRequest

from duban_web.common.office import today


def sender_of(request: HttpRequest) -> str:
    """A hash of address and day."""
    words = f"{settings.SECRET_KEY}{request.META.get('REMOTE_ADDR', '')}{today()}"
    return hashlib.sha256(words.encode()).hexdigest()[:16]
