"""Ranks: `全市排名第一`, `增速居全省首位`, `绝对额全市第4`, `从第25位跃升第11位`.

The scope is the last place named before the number; what was ranked is the growth if the words say 增速, 增幅 or if the fact
before is a growth rate, else the value.
"""

import re

from duban.facts.model import Measure
from duban.facts.readers.words import SCOPE
from duban.facts.seen import Claim, Seen
from duban.text.quantities import Shape

PRIORITY = 10
PLAIN_RANK = re.compile(r"(?:排名?|位列|位居|居|名列|列|位次)[^，,]{0,6}$")
GROWTH = re.compile(r"增速|增幅|增长率|增量|涨幅")
LEVEL = re.compile(r"总量|绝对额|总额|规模")
NO_NAME = re.compile(r"^(?:全[市省国区县州]|增速|增幅|总量|绝对额|位居|均|居)*(?:排名|位次)?$")
OWN_NAME = re.compile(
    r"([\u4e00-\u9fff“”]{2,20}?(?:综合排名|综合实力排名|考核排名|竞争力排名|考核))(?:中)?(?:位列|从|由|上升|提升|居)*[^，,]{0,8}$"
)


def read(seen: Seen) -> Claim | None:
    """Claim a rank."""
    quantity = seen.quantity
    listed = (
        quantity.unit in {"名", "位"} and not seen.after.strip("，,。、") and PLAIN_RANK.search(seen.before)
    )
    if quantity.shape is not Shape.RANK and not listed:
        return None
    words = seen.sentence_before[-30:] if not SCOPE.search(seen.before) else seen.before
    scopes = [m[0] for m in SCOPE.finditer(words)]
    own = OWN_NAME.search(seen.before)
    name = _tidy(own[1]) if own else ""
    names = (name,) if name and not NO_NAME.match(name) else ()
    return Claim(
        Measure.RANK, quantity.value, "", names, scope=scopes[-1] if scopes else None, of=_ranked(seen)
    )


def _tidy(name: str) -> str:
    return re.sub(r"^.*?(?=全[省市国])|在|中$", "", name)


def _ranked(seen: Seen) -> str:
    if GROWTH.search(seen.between):
        return "growth"
    if LEVEL.search(seen.between):
        return "value"
    last = seen.earlier[-1] if seen.earlier else None
    return "growth" if last is not None and last.measure is Measure.GROWTH else "value"
