"""Other weights in the source of a scheme; every other word, remarks included, stays as it was written."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

ITEM = re.compile(r"(?m)^(?=\[\[item\]\])")
TABLE_AFTER = re.compile(r"(?m)^\[(?!\[item\]\])")
CODE = re.compile(r'(?m)^code\s*=\s*"([^"]*)"')
WEIGHT = re.compile(r"(?m)^(weight\s*=\s*)[^#\s]+")


def with_weights(source: str, weights: Mapping[str, Decimal]) -> str:
    """The same scheme with other weights for the items whose codes are named, `weight = 60  # economy` as `weight = 55  # economy`.

    An item without a weight of its own is left alone.
    """
    head, *blocks = ITEM.split(source)
    return head + "".join(_changed(block, weights) for block in blocks)


def _changed(block: str, weights: Mapping[str, Decimal]) -> str:
    after = TABLE_AFTER.search(block)  # what follows the last item: grades, rewards
    end = after.start() if after else len(block)
    item, rest = block[:end], block[end:]
    code = CODE.search(item)
    weight = weights.get(code[1]) if code else None
    if weight is None:
        return block
    plain = f"{weight.normalize():f}"
    return WEIGHT.sub(lambda found: found[1] + plain, item, count=1) + rest
