"""Words that several phrase families share."""

import re

from duban.facts.grammar import Lead
from duban.facts.seen import Seen

PLANNED = re.compile(
    r"(?:(?<!五年)计划|拟)(?!单列|建|内|外|任务的?[\d.]*%|开工|竣工|新开工|项目)|力争|预期|目标(?!任务的?[\d.]*%)|将(?:达|完成|实现|超|增|突|建|新)|要(?:达|完成|实现|再?增|新|建|(?:稳定|保持|控制)在)|年内(?:可|将|要|实现|新)"
    r"|可达|还要|争取(?=在|到|全年|年内|达|完成|实现|增长|新|[\d])|确保(?=.{0,16}(?:增长|达|完成|实现|以上))|安排新?建设|不低于"
)
DONE = re.compile(
    "(?:完成|占|超|比|为|达|按|落实|实现).{0,8}(?:计划|目标|任务|预期)|按计划|原?计划(?:开工|竣工)的"
)
# 预计 of a span that is over is an estimate, not a plan
ESTIMATE = re.compile("预计(?:实现|完成|达|全年|可)?")


def is_planned(seen: Seen) -> bool:
    """Whether the clause or its section speaks of a plan, not of what was reached."""
    if seen.planned or seen.lead.planned:
        return not DONE.search(seen.before)
    return bool(PLANNED.search(DONE.sub("", seen.before + seen.after[:6])))


def sign(lead: Lead) -> int:
    """-1 where the words say a fall: 下降, 低于, 降幅, 收窄."""
    for role in lead.roles:
        if role in {"rise", "speed"}:
            return 1
        if role in {"fall", "slump"}:
            return -1
    return 1
