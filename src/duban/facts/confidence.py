"""How sure a fact is, and why not quite: what a person should look at first."""

from dataclasses import replace
from decimal import Decimal

from duban.facts.model import Fact
from duban.facts.names import exact_name
from duban.text.repair import Repaired

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
        self._spun = spun
        self._guesses = [edit for edit in clean.edits if edit.kind.endswith("guessed")]
        self._clean = clean

    def judged(self, fact: Fact) -> Fact:
        """The fact with its confidence and the reasons for less than 1, the heaviest first."""
        reasons = tuple(reason for reason in WEIGHTS if self._holds(reason, fact))
        confidence = max(LEAST, 1 - sum((WEIGHTS[reason] for reason in reasons), Decimal(0)))
        return replace(fact, confidence=confidence, reasons=reasons) if reasons else fact

    def _holds(self, reason: str, fact: Fact) -> bool:
        if reason == "guessed":
            return self._is_near_a_guess(fact)
        if reason == "spun":
            return self._spun
        if reason == "long":
            return len(fact.indicator) > LONG
        if reason == "unlisted":
            return exact_name(fact.indicator) is None
        if reason == "no-period":
            return fact.period is None
        return not any(fact.indicator[i : i + 2] in fact.quote for i in range(len(fact.indicator) - 1))

    def _is_near_a_guess(self, fact: Fact) -> bool:
        if not self._guesses:
            return False
        start, end = self._clean.place(fact.start, fact.end)
        return any(edit.start - NEAR <= end and start <= edit.end + NEAR for edit in self._guesses)
