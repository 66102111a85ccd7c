"""What is wrong with a cell of a ledger, in words."""

from duban.plans import LedgerError
from duban_web.common.language import say


def problem_words(error: LedgerError) -> str:
    """The sentence of an error, with the name that was probably meant."""
    fields = {
        "value": error.value or "",
        "suggest": error.suggest or "",
        "start": error.start,
        "deadline": error.deadline,
        "first_row": error.first_row,
    }
    ending = {True: ".suggest", False: ".plain"}[bool(error.suggest)] if error.code == "unknown-unit" else ""
    return say(f"import.error.{error.code}{ending}", column=error.column, **fields)
