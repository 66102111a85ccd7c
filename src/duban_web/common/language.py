"""The catalogue in the language of the request."""

from typing import TYPE_CHECKING

from django.utils.functional import lazystr
from django.utils.translation import get_language

from duban import messages

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


def language() -> str:
    """`zh` or `en`."""
    return "en" if (get_language() or "").startswith("en") else "zh"


def say(key: str, **fields: object) -> str:
    """The sentence now."""
    return messages.text(key, language=language(), **fields)


class _Later:
    def __init__(self, key: str) -> None:
        self.key = key

    def __str__(self) -> str:
        return say(self.key)


def later(key: str) -> "StrOrPromise":
    """The sentence when it is shown, for labels of forms."""
    return lazystr(_Later(key))
