"""Whose figure it is: a place or an enterprise named before the figure, 全市 and the like, else the paper's own place."""

import re

PLACE = re.compile(
    r"^(?P<place>[\u4e00-\u9fff]{1,8}?(?:自治[州县区]|新区|开发区|经开区|高新区|产业园区|工业园区|化工园区|矿区|街道办事处|办事处|街道|[省市县区旗盟州镇乡]|林场|农场|景区))(?P<rest>.*)$"
)
NO_PLACE = re.compile(
    r"(?:全|各|本|我|该|小|社|城|山|灾|辖|地|片|牧|林|老|库|市|郊|校|园|厂|战|特|专|跨|两|三|四|五|六|多|所|上|超|省|入|街|县|乡|村|集|楼|股|菜|农|的|个|保税|贫困|重点)[区市县镇乡州省]$|^(?:地区|城市|城镇|乡镇|市区|县市|农贸市|上市|省市)|风景区"
)
FIRM = re.compile(
    r"^(?P<place>[\u4e00-\u9fffA-Za-z（）()]{2,20}?(?:有限(?:责任)?公司|股份公司|集团|分行|支行|公司|服装厂|酒厂|药厂|纸厂|钢厂))"
)
GENERIC = re.compile("^(?:其中)?(?:[,，])?(?P<place>全[市省国区县州盟旗])(?!会|委|运|统|面|体|域|社|长)")
OWN = {"县": "全县", "市": "全市", "区": "全区", "州": "全州", "盟": "全盟", "旗": "全旗", "省": "全省", "国": "全国"}
WIDER = {"全县": 1, "全区": 1, "全旗": 1, "全市": 2, "全州": 2, "全盟": 2, "全省": 3, "全国": 4}


class Places:
    """Reads the place of a clause, knowing the paper's own."""

    def __init__(self, own: str | None) -> None:
        self.own = own
        self.whole = OWN.get(own[-1], "") if own else ""
        if own and own.endswith("自治区"):
            self.whole = "全区"

    def named(self, words: str) -> str | None:
        """The place that the words begin with; the paper's own for 全县 and for its own name, None where none is named."""
        generic = GENERIC.match(words)
        if generic:
            return self._generic(generic["place"])
        found = FIRM.match(words) or PLACE.match(words)
        if found is None:
            return None
        place = found["place"]
        if NO_PLACE.search(place) or len(place) < 3:  # noqa: PLR2004 a name and its kind
            return None
        return self.own if self.own and (place.endswith(self.own) or self.own.startswith(place)) else place

    def is_place(self, words: str) -> bool:
        """Whether the words are just a place."""
        found = PLACE.match(words)
        return bool(found) and not found["rest"] and not NO_PLACE.search(found["place"])

    def _generic(self, word: str) -> str | None:
        if word == self.whole or not self.own:
            return self.own
        mine = WIDER.get(self.whole, 0)
        return word if WIDER.get(word, 0) > mine else self.own
