"""How a sentence leads up to a figure: names, verbs, comparisons, from lexicon/grammar.toml.

`城镇居民人均可支配收入比上年同期增长` is a name, a comparison and a verb. The verbs and comparisons are taken off the right
end word by word, the connectives off the left; what stays is the name of what is measured.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from duban.facts.bases import SAYINGS, base_at_end
from duban.facts.names import by_alias

LONGEST_WORD = 7
CACHED = 16384
AIM_IS = re.compile("(?:目标(?:任务)?|任务)(?:是|为)[:：]?")
SEPARATE = re.compile("分别为?|依次为?")


@dataclass(frozen=True, slots=True)
class Lead:
    """The words before a figure, taken apart.

    `roles` are those of the words taken off, the one next to the figure first; `noun` is the name that is left, `head` what
    follows 分别 where the text says so (家禽、羊、牛分别出栏: noun 家禽、羊、牛, head 出栏).
    """

    words: str
    noun: str
    roles: tuple[str, ...]
    base: str | None = None
    head: str = ""
    planned: bool = False

    def has(self, *roles: str) -> bool:
        """Whether a word of one of these roles was taken off."""
        return any(role in self.roles for role in roles)

    @property
    def verb(self) -> str:
        """The role of the word that decides: the one nearest to the figure that is more than an auxiliary."""
        return next((role for role in self.roles if role not in {"do", "each", "both", "plan"}), "")


@cache
def _words() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(files("duban.facts").joinpath("lexicon/grammar.toml").read_text("utf-8"))


@cache
def _tail() -> dict[str, str]:
    return {word: role for role, words in _words()["tail"].items() for word in words}


@cache
def _front() -> dict[str, str]:
    table = _words()["front"]
    return {word: role for role in ("words", "plan") for word in table[role]}


@cache
def _kept() -> tuple[str, ...]:
    return tuple(_words()["front"]["keep"])


@cache
def measured_words() -> frozenset[str]:
    """Last words of indicators: 增加值, 产量 …"""
    return frozenset(_words()["measured"]["words"])


@cache
def attributes() -> frozenset[str]:
    """Names that need an owner: 总投资 …"""
    return frozenset(_words()["attribute"]["words"])


@lru_cache(CACHED)
def measured_end(name: str) -> str:
    """The longest measured word that the name ends with, or nothing."""
    words = measured_words()
    return next((name[-n:] for n in range(min(7, len(name)), 0, -1) if name[-n:] in words), "")


@lru_cache(CACHED)
def lead_of(words: str) -> Lead:
    """Take the words before a figure apart."""
    left, head = words, ""
    each = next(reversed(list(SEPARATE.finditer(words))), None)
    if each:
        left, head = words[: each.start()], words[each.end() :]
    roles: list[str] = []
    if each:
        head, base = _peel_tail(head, roles)
        roles.append("each")
        left, other = _peel_tail(left, roles)
        base = base or other
    else:
        left, base = _peel_tail(left, roles)
    noun, planned = _peel_front(AIM_IS.split(left)[-1])
    head, planned_too = _peel_front(head)
    return Lead(words, noun, tuple(roles), base, head, planned or planned_too or "plan" in roles)


def _peel_tail(words: str, roles: list[str]) -> tuple[str, str | None]:
    table, base = _tail(), None
    while words:
        saying = next((name for said, name in SAYINGS if words.endswith(said)), None)
        for size in range(0 if saying else min(LONGEST_WORD, len(words)), 0, -1):
            role = table.get(words[-size:])
            if role is not None and _may_go(words, size, role):
                roles.append(role)
                words = words[:-size]
                break
        else:
            found = base_at_end(words)
            if found is None:
                return words, base
            words, named, role = found
            base = base or named
            roles.append(role)
    return words, base


# a verb of one character is taken off only behind a name that has more to it: 新增 is no 新 with a rise
ONE = {"增": "新", "减": "加", "在": "所存存", "是": "于但只可", "有": "持拥保共国所具", "近": "附", "到": "", "多": "众许", "高": "提崇最", "升": "公毫", "为": "作行认成", "同": "合共", "得": "所获", "设": "建下", "上": "以线网", "共": "公", "用": "使费信商住民公应农", "新": "创更高", "位": "单泊床岗车学职", "列": "系", "低": "最", "大": "", "稳": "", "由": "自理", "排": "安编减", "创": "首文", "自": "各亲"}  # fmt: skip


OVER_PLAN = re.compile("(?:超过?|比|较|高于|低于|超出)(?:年度|年初|原|全年)?(?:计划|目标|预期|任务)$")


def _may_go(words: str, size: int, role: str) -> bool:
    if role == "plan" and OVER_PLAN.search(words):
        return False  # 超计划19家 compares with the plan
    if _ends_a_name(words, words[-size:]):
        return False
    if size > 1 or role in {"speed", "weight"}:
        return True
    word = words[-1]
    return not (len(words) > 1 and words[-2] in ONE.get(word, ""))


@cache
def _names_by_tail() -> dict[str, tuple[str, ...]]:
    """Standard names and aliases that end with a word of the tail: 研发投入, 自然增长率 stay whole."""
    found: dict[str, list[str]] = {}
    for alias in by_alias():
        for size in range(1, min(LONGEST_WORD, len(alias) - 1) + 1):
            if alias[-size:] in _tail():
                found.setdefault(alias[-size:], []).append(alias)
    return {word: tuple(aliases) for word, aliases in found.items()}


def _ends_a_name(words: str, word: str) -> bool:
    return words.endswith(_names_by_tail().get(word, ()))


def _peel_front(words: str) -> tuple[str, bool]:
    table, kept, planned = _front(), _kept(), False
    while words and not words.startswith(kept):
        for size in range(min(LONGEST_WORD, len(words)), 0, -1):
            role = table.get(words[:size])
            if role is not None:
                planned = planned or role == "plan"
                words = words[size:]
                break
        else:
            break
    return words, planned
