"""What the command line says when something is refused."""

import os
from typing import Any

from duban import messages


class Refusal(Exception):  # noqa: N818 it is no error of the program
    """A refusal of the command line itself, by its key in the catalogue."""

    def __init__(self, code: str, **fields: object) -> None:
        super().__init__(code, fields)
        self.code = code
        self.fields = fields


def language() -> str:
    """Chinese, unless DUBAN_LANGUAGE says en."""
    return "en" if os.environ.get("DUBAN_LANGUAGE", "").startswith("en") else "zh"


def say(key: str, **fields: object) -> str:
    """A sentence of the catalogue."""
    return messages.text(key, language=language(), **fields)


def sentence_of(problem: Exception) -> str | None:
    """The sentence for an expected failure; None for a mistake of the program."""
    code, fields = getattr(problem, "code", None), getattr(problem, "fields", None)
    if not isinstance(code, str) or not isinstance(fields, dict):
        return _of_the_system(problem)
    found: dict[str, Any] = fields
    return say(code if "." in code else f"refused.{code}", **found)


def _of_the_system(problem: Exception) -> str | None:
    if isinstance(problem, OSError) and problem.filename:
        return say("cli.file", name=problem.filename, why=problem.strerror)
    if type(problem).__name__ == "ImproperlyConfigured":
        return str(problem)
    if type(problem).__name__ == "OperationalError":
        return say("cli.database", why=str(problem).strip().partition("\n")[0])
    return None
