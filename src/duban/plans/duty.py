"""Who answers for a task, taken out of its words: labels (牵头单位：…), brackets at the end, and prose (由市水利局牵头)."""

import re
from dataclasses import dataclass, field
from itertools import zip_longest

LEADER = "牵头领导|责任领导|分管领导|包联领导|包抓领导|主管领导|县级领导|市级领导"
LEAD = "牵头单位|牵头部门|主办单位|牵头责任单位|主责单位|主办|牵头"
OTHERS = "责任单位|责任部门|责任股室|责任主体|配合单位|配合部门|协办单位|协办|参与单位|参加单位|承办单位|配合|责任分工|责任|实施单位|落实单位"
PERSON = "责任人|具体责任人|联系人|经办人"
DUE = "完成时限|完成时间|整改时限|时限|时间节点|办结时限|完成期限|时限要求"
GOAL = "整改目标|工作目标|目标任务|目标要求|目标"
MEASURE = "整改措施|工作措施|主要措施|工作举措|措施"
KINDS = (
    ("leader", LEADER),
    ("lead", LEAD),
    ("units", OTHERS),
    ("person", PERSON),
    ("due", DUE),
    ("goal", GOAL),
    ("measure", MEASURE),
)
LABEL = re.compile("|".join(f"(?P<{name}>{words})" for name, words in KINDS) + "")
LABELLED = re.compile(rf"(?P<label>{'|'.join(words for _, words in KINDS)})\s*[:：]\s*")
BRACKET = re.compile(r"[(（](?=(?:牵头|责任|主办|配合|协办|分管|包联|包抓|完成时限|承办)[^()（）]{0,8}[:：])")
SEPARATORS = re.compile(r"[、，,;；/\n\s]+|以及|及(?=[县市区省各乡镇])|和(?=[县市区省各乡镇](?!信|商|计))")
NOTE = re.compile(r"[(（](?:列首位者?为牵头单位|列第一位的?为牵头单位|下同|首位为牵头)[^()（）]*[)）]")
EACH = 2  # 各乡, which 各乡、镇人民政府 goes on from
FIRST_LEADS = re.compile("列(?:首位|第一位)|首位(?:者|单位)?为牵头|排在?第一位")
WITH_PLACE = re.compile("^(?P<first>[各]?[\u4e00-\u9fff]{0,2}乡)$")
ORGANS = r"[^，。；;,、\s]{1,14}?(?:局|委|办|厅|部|院|会|中心|公司|集团|联|镇|乡|街道|大队|支队|单位|部门|政府|人民政府|管委会|办事处|分局|（街道）|\(街道\))"
LED = re.compile(rf"由?(?P<who>(?:{ORGANS})(?:[、和](?:{ORGANS}))*)牵头")
LED_BY_PERSON = re.compile(
    "由(?:常务)?(?:副?[市县区州]长|副?书记|副?主任|副?秘书长)(?P<who>[\u4e00-\u9fff]{2,3}?)牵头"
)
HELPED = re.compile(rf"[，,、](?P<who>(?:{ORGANS})(?:[、和](?:{ORGANS}))*)(?:配合|协助|具体实施|参与|办理)")
TOGETHER = re.compile(rf"(?:^|[，,。])(?P<a>{ORGANS})会同(?P<b>(?:{ORGANS})(?:[、和](?:{ORGANS}))*)办理")
ANSWERS = re.compile(rf"(?:^|[，,。])(?:由)?(?P<who>(?:{ORGANS})(?:[、和](?:{ORGANS}))*)负责")
ASKED = re.compile(rf"请(?P<who>{ORGANS})于")
NAMES_ONLY = re.compile("(?:同志|副?县长|副?市长|副?区长|副?书记|常务)")


@dataclass(slots=True)
class Duty:
    """What was found: names by role, the words of the deadline, and the text that is left."""

    text: str
    leader: list[str] = field(default_factory=list)
    lead: list[str] = field(default_factory=list)
    units: list[str] = field(default_factory=list)
    person: list[str] = field(default_factory=list)
    due: str | None = None
    goal: str = ""
    measure: str = ""

    @property
    def is_said(self) -> bool:
        """Whether anybody is named."""
        return bool(self.leader or self.lead or self.units)


def split_units(words: str) -> list[str]:
    """Names in order, each once: brackets stay with their name, 城关镇、柳林乡人民政府 are two, a collective with 各 is one."""
    words = NOTE.sub("", words).strip(" 。.；;")
    held = _hold_brackets(words)
    parts = [part.strip().removesuffix("等") for part in SEPARATORS.split(held)]
    names = [
        part.replace("\x01", "、").replace("\x02", "，")
        for part in parts
        if part and part not in {"-", "—", "/", "无"}
    ]
    joined: list[str] = []
    for name in names:
        if (
            joined
            and joined[-1].startswith("各")
            and len(joined[-1]) == EACH
            and re.match("(?:镇|县级市|街道|市|旗|县)", name)
        ):
            joined[-1] = joined[-1] + "、" + name
        else:
            joined.append(name)
    return list(dict.fromkeys(joined))


def _hold_brackets(words: str) -> str:
    return re.sub(
        r"[(（][^()（）]*[)）]",
        lambda m: m[0].replace("、", "\x01").replace("，", "\x02").replace(",", "\x02"),
        words,
    )


def duty_of(text: str, *, first_leads: bool = False) -> Duty:
    """Take the responsibility out of an item's words. `first_leads`: the document says that the unit named first leads."""
    duty = Duty(text)
    _bracketed(duty)
    _labelled(duty)
    if not duty.is_said:
        _prose(duty)
    if (first_leads or FIRST_LEADS.search(text)) and duty.units and not duty.lead:
        duty.lead, duty.units = duty.units[:1], duty.units[1:]
    duty.units = [name for name in duty.units if name not in duty.lead]
    return duty


def _bracketed(duty: Duty) -> None:
    found = BRACKET.search(duty.text)
    while found:
        end = _closing(duty.text, found.start())
        inside = duty.text[found.end() : end]
        duty.text = duty.text[: found.start()] + duty.text[end + 1 :]
        _labels(duty, inside)
        found = BRACKET.search(duty.text)


def _closing(text: str, start: int) -> int:
    depth = 0
    for at in range(start, len(text)):
        depth += text[at] in "(（"
        depth -= text[at] in ")）"
        if depth == 0:
            return at
    return len(text)


def _labelled(duty: Duty) -> None:
    found = LABELLED.search(duty.text)
    if found:
        rest = duty.text[found.start() :]
        duty.text = duty.text[: found.start()]
        _labels(duty, rest)


def _labels(duty: Duty, words: str) -> None:
    found = list(LABELLED.finditer(words))
    for one, after in zip_longest(found, found[1:]):
        value = words[one.end() : after.start() if after else len(words)].strip(" \n;；,，。、")
        kind = LABEL.fullmatch(one["label"])
        _put(duty, kind.lastgroup if kind else "units", value)


INNER_DUE = re.compile(
    r"[,，;；、](?P<due>(?:20\d\d年)?(?:\d{1,2}月(?:\d{1,2}日|底|末|上旬|中旬|下旬)?|[一二三四]季度|[上下]半年|年底)(?:之?前|底前)?(?:完成|办结|落实)?|每(?:月|季度?|年|周)[^,，;；、]{0,6}|长期坚持|持续推进|常态化[^,，;；、]{0,4})$"
)


def _put(duty: Duty, kind: str | None, value: str) -> None:
    if kind == "due":
        duty.due = value.splitlines()[0].strip() if value else None
    elif kind in {"goal", "measure"}:
        setattr(duty, kind, value)
    else:
        inner = INNER_DUE.search(value)
        if inner:
            duty.due, value = inner["due"], value[: inner.start()]
        value = value.splitlines()[0] if "\n" in value else value
        value = value.partition("。")[0]
        names = split_units(value)
        if kind in {"leader", "person"}:
            names = [NAMES_ONLY.sub("", name) for name in names]
        getattr(duty, kind or "units").extend(names)


def _prose(duty: Duty) -> None:
    text = duty.text
    person = LED_BY_PERSON.search(text)
    if person:
        duty.leader.append(person["who"])
    led = None if person else LED.search(text)
    if led:
        duty.lead += split_units(led["who"].removeprefix("由"))
    together = TOGETHER.search(text)
    if together:
        duty.units += split_units(together["a"]) + split_units(together["b"])
    for pattern in (HELPED, ANSWERS, ASKED):
        found = None if together and pattern is HELPED else pattern.search(text)
        if found:
            duty.units += split_units(found["who"])
