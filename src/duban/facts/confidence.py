"""How sure a fact is, and why not quite: what a person should look at first."""

from decimal import Decimal
from functools import cache

from duban.facts.names import exact_name
from duban.text.repair import Repaired

# the heaviest first, which is the order of the reasons of a fact
WEIGHTS = {
    "guessed": Decimal("0.4"), "spun": Decimal("0.2"), "long": Decimal("0.15"), "unlisted": Decimal("0.1"), "no-period": Decimal("0.1"),
    "carried": Decimal("0.05"),
}  # fmt: skip
LEAST = Decimal("0.1")
LONG = 16
NEAR = 30


class Judge:
    """Knows the whole paper: where its repair had to guess, and whether its wording can be trusted."""

    def __init__(self, clean: Repaired, *, spun: bool) -> None:
        self._always = ("spun",) if spun else ()
        self._guesses = [edit for edit in clean.edits if edit.kind.endswith("guessed")]
        self._clean = clean

    def doubts(self, name: str, quote: str, start: int, end: int, *, dated: bool) -> tuple[str, ...]:
        """Why a figure of this name, quotation and place is not quite sure; `dated`: its period is known."""
        reasons = (
            *(("guessed",) if self._guesses and self._is_near_a_guess(start, end) else ()),
            *self._always,
            *(("long",) if len(name) > LONG else ()),
            *(("unlisted",) if exact_name(name) is None else ()),
            *(() if dated else ("no-period",)),
        )
        return _kept(reasons if _is_said(name, quote) else (*reasons, "carried"))

    @staticmethod
    @cache
    def confidence(reasons: tuple[str, ...]) -> Decimal:
        """From 0 to 1: what the reasons leave."""
        return max(LEAST, 1 - sum((WEIGHTS[reason] for reason in reasons), Decimal(0)))

    def _is_near_a_guess(self, start: int, end: int) -> bool:
        first, last = self._clean.place(start, end)
        return any(edit.start - NEAR <= last and first <= edit.end + NEAR for edit in self._guesses)


@cache
def _kept(reasons: tuple[str, ...]) -> tuple[str, ...]:
    """The few combinations there are, each once."""
    return reasons


def _is_said(name: str, quote: str) -> bool:
    """Whether any two characters of the name stand side by side in the quotation."""
    return any(name[at : at + 2] in quote for at in range(len(name) - 1))
