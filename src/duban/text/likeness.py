"""How alike two short texts are, by the pairs of neighbouring characters that they share (Sørensen–Dice coefficient)."""


def likeness(a: str, b: str) -> float:
    """From 0 (nothing shared, or less than two characters) to 1 (the same pairs)."""
    x, y = pairs(a), pairs(b)
    return 2 * len(x & y) / (len(x) + len(y)) if x and y else 0.0


def containment(part: str, whole: str) -> float:
    """The share of the pairs of `part` that stand in `whole`: 1 where a title comes back inside a sentence."""
    x = pairs(part)
    return len(x & pairs(whole)) / len(x) if x else 0.0


def pairs(text: str) -> frozenset[str]:
    """The pairs of neighbouring characters, blanks aside."""
    tight = "".join(text.split())
    return frozenset(tight[i : i + 2] for i in range(len(tight) - 1))
