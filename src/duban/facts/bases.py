"""What a change is measured against: 同比, 比年初, 较全省平均, 比1952年."""

import re

from duban.text.numerals import WIDE, parse_number

OF = r"(?:[\d０-９]{1,2}|十[一二]?|[一二三四五六七八九])"
SPAN_OF = rf"{OF}(?:月?份?[-－—~至到]{OF})?月份?"
TIMES = (
    rf"(?:上年|去年|前年|今年|本年)?(?:{SPAN_OF}|[一二三四]季度|第[一二三四]季度|上半年|下半年|前三季度|全年|年初|年[末底])"
    r"|上年同期|去年同期|上年[末底]|去年[末底]|上年|去年|前年|同期|上个?月|上个?季度|前一年|上期"
    r"|(?:\d{4}|[一二][零〇○一二三四五六七八九]{3})年(?:同期|[末底]|度|前三季度|上半年|全年)?"
)
PLACES = r"(?:全|我)(?:市|省|国|州|区|县|盟|自治区|疆)|(?:[\u4e00-\u9fff]{2,3}[省市])"
PLANS = r"(?:年度|原|全年|国家|预期|年初)?(?:计划|目标|任务|预算|序时进度|时序进度|序时|时序|预期)(?:目标|任务|进度)?"
THAN = re.compile(
    rf"(?:(?<![占之对可相同环年])[比较与跟](?!重|例|价|率|赛|较|快)|相较于?|(?:领先|落后|高出|超出|超(?!市|级|前|大|额|声|高)过?)于?|[高低快慢好优多少]于|相当于)"
    rf"(?P<what>(?P<time>{TIMES})|(?P<place>{PLACES})|(?P<plan>{PLANS})|[^，,。；;：:、\d“”]{{2,8}}?)"
    r"(?:的?平均(?:增速|水平|数|值)?|平均|的?增速|增幅|的?水平|的?同期|的?同期水平|的?时候)?(?:相比)?(?:还|要|又|的)?$"
)
SAYINGS = (("同比", "同比"), ("环比", "环比"), ("两年平均", "两年平均"), ("同期相比", "同比"), ("年均", "年均"), ("年平均", "年均"), ("每年平均", "年均"), ("平均每年", "年均"))  # fmt: skip
HINT = re.compile("[比较与跟于先后出过超]|相")
WRITTEN_YEAR = re.compile("[一二][零〇○一二三四五六七八九]{3}(?=年)")
SAME = re.compile("^(?:上年|去年|上年同期|去年同期|同期|前一年)$")
WINDOW = 24
FALLS = re.compile("低于|落后|少于|慢于")
EXCEEDS = re.compile("高于|领先|高出|超出|超过?|多于|快于|好于|优于")


def base_at_end(words: str) -> tuple[str, str, str] | None:
    """The comparison that the words end with: the words before it, its name, and the role it plays (rise, fall, than)."""
    for said, name in SAYINGS:
        if words.endswith(said):
            return words[: -len(said)], name, "than"
    tail = words[-WINDOW:].translate(WIDE)
    if not HINT.search(tail):
        return None
    found = THAN.search(tail)
    if found is None:
        return None
    role = "fall" if FALLS.match(found[0]) else "rise" if EXCEEDS.match(found[0]) else "than"
    return words[: len(words) - len(tail) + found.start()], _name(found), role


def _name(found: re.Match[str]) -> str:
    if found["place"]:
        return f"比{found['place'].replace('我', '全')}平均"
    if found["plan"]:
        return "比序时进度" if "序" in found["plan"] else "比计划"
    what = found["what"]
    if SAME.match(what):
        return "同比"
    what = WRITTEN_YEAR.sub(lambda year: str(parse_number(year[0])), what)
    return "比" + re.sub("^去年", "上年", re.sub("^今年(?=年初)|个(?=月|季)", "", what)).replace(
        "年底", "年末"
    )
