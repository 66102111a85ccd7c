"""Lists of names before lists of figures: `瓜果、蔬菜及食用菌产量分别增长`, `城乡居民人均可支配收入分别为`, `第一、二、三产业`."""

import re

from duban.facts.grammar import measured_end
from duban.facts.names import exact_name

# tried in this order: a comma inside an item (采矿业，电力、热力) must not split it where semicolons or commas divide the items
DIVIDERS = (re.compile("[;；]"), re.compile("[,，]"), re.compile("、"), re.compile("[、和]"), re.compile("、|以及|[和及]"), re.compile("、|以及|[和及与,，]"))  # fmt: skip
LOOSE = re.compile("、|以及|和(?!平)|及(?!其)")
INDUSTRY = re.compile(r"^第?([一二三])(?:次?产业|产)?(.*)$")
CITY_AND_COUNTRY = re.compile("^(.*?)城乡(.+)$")
BOTH = 2
THING = "案件"
THINGS = (
    "案件",
    "项目",
    "企业",
    "人口",
    "学校",
    "医院",
    "产品",
    "服务",
    "工程",
    "游客",
    "收入",
    "作物",
    "车辆",
    "机构",
    "干部",
    "党员",
)


def divided(words: str, count: int) -> list[str]:
    """The names of a list of `count`; empty if the words are no such list."""
    if count == BOTH and not LOOSE.search(words):
        found = CITY_AND_COUNTRY.match(words)
        return [found[1] + "城镇" + found[2], found[1] + "农村" + found[2]] if found else []
    for divider in DIVIDERS:
        items = [item.strip() for item in divider.split(words)]
        if len(items) == count and all(items):
            return completed(items)
    return []


def loosely_divided(words: str) -> list[str]:
    """The names of a list of unknown length."""
    found = CITY_AND_COUNTRY.match(words)
    if found and not LOOSE.search(words):
        return [found[1] + "城镇" + found[2], found[1] + "农村" + found[2]]
    return completed([item.strip() for item in LOOSE.split(words) if item.strip()])


def completed(items: list[str]) -> list[str]:
    """Give every item the ending that only the last one has: 城镇, 农村居民人均可支配收入."""
    industries = [INDUSTRY.match(item) for item in items]
    if all(industries):
        rest = industries[-1][2] if industries[-1] else ""
        return [f"第{found[1]}产业{rest}" for found in industries if found]
    last = items[-1]
    return [*(_with_ending(item, last) for item in items[:-1]), last]


def _with_ending(item: str, last: str) -> str:
    if exact_name(item) and exact_name(last):
        return item
    for start in range(1, len(last)):
        if exact_name(item + last[start:]):
            return item + last[start:]
    ending = measured_end(last)
    if ending and ending != last and not measured_end(item):
        return item + ending
    if len(last) == len(item) + len(THING) and last.endswith(THINGS):
        return item + last[-len(THING) :]
    return item
