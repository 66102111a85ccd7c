"""Numbers that are no figures: dates, list numbers, parts of names and turns of phrase. The names are data, in lexicon/labels.toml."""

import re
import tomllib
from functools import cache
from importlib.resources import files

from duban.text.numerals import GREAT

DIGITS = re.compile("[0-9]")
INVESTED = re.compile("(?:投资|完成|投入|达|为)$")
IDIOM = re.compile(r"^(?:千家万户|万户千家|千家|一家人|万人空巷|一起|十分|一件事)")
THRESHOLD_REACHED = re.compile("(?:突破|超过?|近|达到?|上|逾|跨越|迈上|不足|约)$")
DATE_AFTER = re.compile(r"^(?:\d{1,2}月|[度初末底来间内代]|以来|中[央共]|[一二三四]季|上半|下半)")
ORDINAL = re.compile(r"(?:第|[十]|〔\d*〕|\[\d*\]|[No№#])$")
RHETORIC = re.compile(r"[“‘「][^”’」]{0,10}$")
ONES = {"例", "家", "座", "所", "辆"}
NAME_AFTER = re.compile(r"^(?:产业|强(?:企业|县|[，,。、”]|$)|线|高地|体系|国道|省道|楼|号)")
THRESHOLD = re.compile(
    r"^(?:及)?以[上下](?:的)?(?=[\u4e00-\u9fff“]{0,8}?(?:项目|企业|工业|投资者|贷款|单位|固定资产|投资|产业))"
    r"|^(?:美元|元)?[\u4e00-\u9fff]{0,4}项目(?=[\d一二三四五六七八九十]+个)"
)


COUNTED_AFTER = re.compile(r"^以上[的]?[\u4e00-\u9fff]{0,8}?(?:项目|企业)[\d一二三四五六七八九十]+")


@cache
def _names_after() -> dict[str, re.Pattern[str]]:
    table = tomllib.loads(files("duban.text").joinpath("lexicon/labels.toml").read_text("utf-8"))
    return {unit: re.compile(pattern) for unit, pattern in table["after"].items()}


def is_label(number: str, unit: str, *, before: str, after: str) -> bool:
    """Whether a number with its unit is a date, a list number, part of a name or a turn of phrase, seen from the words around it."""
    if (
        ORDINAL.search(before)
        or NAME_AFTER.search(after)
        or (THRESHOLD.search(after) and (COUNTED_AFTER.search(after) or not INVESTED.search(before)))
    ):
        return True
    if unit in {"名", "位"} and before.endswith("前") and not before.endswith("排名前"):
        return True  # 前十名里…: a group, not a count
    label = _names_after().get(unit)
    if number == "零" or (label is not None and label.search(after)):
        return True
    if (
        unit in {"年", "日", "期", "级", "年度"}
        and not (unit == "级" and "." in number)
        and _is_date(number, unit, before, after)
    ):
        return True
    if DIGITS.search(number):
        return number.startswith("0") and len(number) > 1 and "." not in number
    return _is_rhetoric(number, unit, before, after)


def _is_date(number: str, unit: str, before: str, after: str) -> bool:
    if unit == "年":
        return (
            len(number) == 4  # noqa: PLR2004 a year
            or WRITTEN_YEARS.match(number) is not None
            or _is_label_of_years(number, before, after)
            or bool(DATE_AFTER.search(after))
            or before.endswith(("近", "十", "每", "同", "这", "去", "过去", "”这"))
        )
    if unit == "日":
        return True
    return unit != "期" or not before.endswith(("分", "建设"))


WRITTEN_YEARS = re.compile("[一二][零〇○一二三四五六七八九]{3}两?$")  # 一九五三和一九五四两年
YEARS_BEFORE = re.compile(
    "(?:过去|未来|今后|近|前|后|这|头|今明|最近|第[一二三四五]个|来|以后|以前|其|几|往后|下个?|在)的?$"
)
YEARS_AFTER = re.compile("^(?:来|以来|间|期间|累计|之内|之后|以后|前|后|左右的时间里|里)")


def _is_label_of_years(number: str, before: str, after: str) -> bool:
    """过去五年, 五年来, and 五年 at the head of a clause say when, not how long."""
    if YEARS_BEFORE.search(before) or YEARS_AFTER.search(after):
        return True
    return not number[0].isdigit() and (not before or before[-1] in " ，,。；;、\n\u3000")


def _is_rhetoric(number: str, unit: str, before: str, after: str) -> bool:
    """Chinese numerals: 一 before a measure word is an article, and “三个确保” is a slogan."""
    if IDIOM.match(number + unit + after) or (number == "一" and before.endswith(("公司", "同"))):
        return True
    if number in {"百", "千"} or number in GREAT:
        return not THRESHOLD_REACHED.search(before)
    if number == "一" and unit not in ONES:
        return True
    if RHETORIC.search(before) and "”" in after[:8]:
        return True
    if number == "半":
        return unit not in {"小时", "个小时", "天"} and not (unit == "年" and after[:2] == "工期")
    return unit in {"大", "里", "道", "级", "层", "度", "字", "口", "日"} or (
        unit == "次" and number in {"一", "再"}
    )
