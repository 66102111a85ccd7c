"""A verb that says a fall takes no minus sign.

Finds `下降-3.2%`, which says the fall twice: is it a rise, or was the sign copied with the figure?

Why: tables write falls with a minus sign, sentences with a verb; pasting gives both.

Wrong: 限额以上商品零售额下降-3.2%。
Right: 限额以上商品零售额下降3.2%。
"""

import re
from collections.abc import Iterator

from duban.checks.base import Finding, finding
from duban.facts import Reading
from duban.facts.model import Measure

FALLS = re.compile(r"(?:下降|减少|降低|回落|下滑|收窄|下跌|负增长)了?$")
SIGNS = "-－—"


def check(reading: Reading) -> Iterator[Finding]:
    """Look at every rate and change that is printed with a sign."""
    text = reading.clean.text
    for fact in reading.facts:
        if fact.measure not in {Measure.GROWTH, Measure.CHANGE} or text[fact.start] not in SIGNS:
            continue
        holds = not FALLS.search(text[max(0, fact.start - 6) : fact.start])
        yield finding(
            reading, "sign_and_wording", (fact,), holds=holds, computed=text[fact.start + 1 : fact.end], stated=text[fact.start : fact.end],
            name=fact.indicator, printed=text[fact.start : fact.end],
        )  # fmt: skip
