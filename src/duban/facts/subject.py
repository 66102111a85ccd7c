"""What a figure is about: the noun phrase before it, or the one after it, in the words of the text and by standard name."""

import re
from functools import lru_cache

from duban.facts.grammar import attributes, measured_end
from duban.facts.model import Measure
from duban.facts.names import ending_name, exact_name
from duban.facts.seen import Claim, Seen, Subject

VERB = re.compile(
    r"(?:带动|争取|安排|实施|组织|发放|建成|新建|改造|举办|培育|引进|铺排落实|落实|共|已|累计|实现|完成|先后|全部|各类|已经|成功|设置|配有|配备|获得|推荐|谋划|建设|"
    r"收集|启动|办理|整理|开展|为企业|下达|筹措|投放|兑现|支持|拨付|投入|生产|种植|收获|发展|吸引|接待|承接|解决|输送|培训|办结|受理|查处|整改|排查|签订|达成|"
    r"打造|创建|认定|净增|新增|实行|执行|推进|打通|治理|修建|盘活|清理|消除|减免|建立|成立|建有|设立|拥有|带来|运送|运输|转运)"
)
REST_VERB = re.compile(
    r"入手|发力|着手|成功|均|已|全部|(?<!公)共(?!享|同|产|建|有|青)|将|正|参加|签订|开工|达到|完成|实现|同步|齐|申报|推进|有序|可|与|对|进行|注册|作(?=为|典型|表态|示范)|支援|落户|获|入选|建成|投入|按|的(?=\d)|需要|即将|进入|下沉|签约|从|于|就(?!业|近|地|医|读|餐)|在(?!谈|建|册|校|岗|园|库|职|编|线|途)"
)
HANZI = re.compile(r"[\u4e00-\u9fffA-Za-z0-9０-９“”·.（）()、#\-—+&/]+$")
RATE_AT_END = re.compile(r"(?<=[\u4e00-\u9fff]{2})[\u4e00-\u9fff]{2,4}率$")
TOPIC_ENDS = re.compile(
    "增速|增势|领跑|回升|较好|良好|向好|趋稳|加速|市场|生产|热销|喜获|再|稳步|持续|快速|平稳|势头|活跃|火热|增势|加快|保持|不断|总体|发展|稳中|运行|成效|强劲|明显|较快|需求|活力|完成|实现|规模|得到|建设"
)
LEANS = 8
OF_AGE = r"\d+(?:周?岁|[-—至]\d+周?岁)(?:以上|以下)?的?"
BEGINS = re.compile(
    "净增|新增|新建|新入库|新开工|累计|在建|完成|建成|改造|修建|新登记|新入|培育|引进|认定|新认定"
)
THINGS_AFTER = re.compile(rf"的?(?:{OF_AGE})?([\u4e00-\u9fffA-Za-z“”·、]{{2,20}})")
BATCH = re.compile("第[一二三四五六七八九十]+批次?|首批|全[国省市县]")
JOINED = re.compile("以及|、|和(?!谐|平|美)|及(?!时)|与(?!会)")
AUXILIARIES = re.compile("^(?:成功|实现|均|已|全部|将|正|即将|可|就)+")
VERBAL = re.compile(
    "已?(?:提前|部分|如期|按期|全面)?(?:开工|竣工|完工|注册|解决|交办|签约|投产|办结|输转|输传|落地|开业|建成|关闭|完成|投用|到账|入库|受理|整改|销号|达标|退出|脱贫)"
)
# 造林1400亩 is an area, 技能培训5000人 a number of people, though the words do not say so
ENDINGS = (
    (re.compile("亩$|公顷$|平方公里$|平方米$"), "面积"), (re.compile("人$|名$|人次$"), "人数"), (re.compile("^天$"), "天数"),
    (re.compile("场次?$"), "场次"),
)  # fmt: skip
LONGEST = 22
ENOUGH = 5
CACHED = 16384


@lru_cache(CACHED)
def own_names(noun: str) -> tuple[str, ...]:
    """Names of a noun phrase, best first: the standard one where the lexicon has it, then the text's own."""
    noun = noun.strip("“” 的、")
    standard = exact_name(noun)
    if standard:
        return (standard, noun) if standard != noun else (noun,)
    found = HANZI.search(noun)
    noun = found[0].strip("、的") if found else ""
    if len(noun) > LONGEST:
        cut = noun.rfind("的", 0, -2)
        noun = noun[cut + 1 :] if cut >= 0 and len(noun) - cut > 3 else noun[-LONGEST:]  # noqa: PLR2004
    names = [noun] if len(noun) > 1 else []
    short = VERB.split(noun)[-1]
    if len(short) > 1 and short != noun:
        names.insert(0 if exact_name(short) else 1, exact_name(short) or short)
    ending = ending_name(noun)
    if ending and len(ending[1]) > 2:  # noqa: PLR2004 产值 alone is no better name
        names.append(ending[1])
        if len(ending[0]) > 1:
            names.append(ending[0] + ending[1])
    return tuple(dict.fromkeys(names))


def names_for(noun: str, claim: Claim, subject: Subject | None) -> tuple[str, ...]:
    """Names of a figure that has a noun of its own, with what the subject before it lends it."""
    names = own_names(noun)
    if not names or subject is None:
        return names
    if noun in attributes() or (noun != "数" and len(noun) == 2 and measured_end(noun) == noun):  # noqa: PLR2004
        return (owner(subject) + noun, *names)
    relative = claim.unit in {"%", "个百分点"} and claim.measure not in {Measure.RATE, Measure.SHARE}
    if relative and subject.measured and not measured_end(noun) and not exact_name(noun):
        return (noun + subject.measured, *names)
    return names


def with_company(names: tuple[str, ...], noun: str, claim: Claim, company: Subject | None) -> tuple[str, ...]:
    """Names of a count whose noun leans on the one before: 项目100个,已开工82个; 净增经营主体34万家、企业14万家."""
    if (
        company is None
        or not names
        or claim.measure not in {Measure.COUNT, Measure.TARGET}
        or len(noun) > LEANS
        or exact_name(noun)
    ):
        return names
    begins = next((found for name in company.names if (found := BEGINS.match(name))), None)
    own = (begins[0] + noun,) if begins and not VERBAL.match(noun) else ()
    made = (noun + company.name, company.name + noun)
    done = VERBAL.match(noun)
    if done is None:
        return tuple(dict.fromkeys((*own, *names, *made)))
    things = company.names[-1].rpartition("的")[2] if "的" in company.names[-1] else ""
    return tuple(dict.fromkeys((*((done[0] + things,) if things else ()), *made, *own, *names)))


def owner(subject: Subject) -> str:
    """The thing whose attribute follows: `产业项目16个，总投资51亿元` is the projects' investment."""
    name = subject.name
    ending = measured_end(name)
    return name.removesuffix(ending) if len(ending) < len(name) else ""


def topic_of(words: str, noun: str) -> str:
    """What a clause without figures talks of: 新能源汽车 of `新能源汽车市场火热` before `销售额增长7.9倍`."""
    for size in range(min(8, len(words)), 1, -1):
        for start in (0, 2):
            if exact_name(words[start : start + size] + noun):
                return words[start : start + size]
    found = TOPIC_ENDS.search(words, 2)
    return words[: found.start()] if found else ""


def with_things(names: tuple[str, ...], unit: str) -> tuple[str, ...]:
    """造林1400亩 is an area, 技能培训5000人 a number of people, though the words do not say so."""
    ending = next((word for pattern, word in ENDINGS if pattern.search(unit)), "")
    if not ending or not names or ending in names[0] or exact_name(names[0]):
        return names
    kind = names[0].rpartition("等")[2]  # 购物季等活动6000场 are 活动场次
    return (*names, names[0] + ending, *((kind + ending,) if 1 < len(kind) < len(names[0]) else ()))


def with_templates(names: tuple[str, ...], claim: Claim) -> tuple[str, ...]:
    """Every name in every template, best first, no more than a few."""
    if claim.templates == ("{}",):
        return names
    made = (template.format(name) for name in names[:2] for template in claim.templates)
    return tuple(dict.fromkeys(made))[: ENOUGH + 1]


@lru_cache(CACHED)
def subject_of(names: tuple[str, ...]) -> Subject:
    """The subject that a figure hands on."""
    return Subject(names, measured_end(names[0]))


def noun_after(seen: Seen) -> tuple[str, ...]:
    """Names made of the noun that follows the number: `30项具体任务`, with the words before it where there are some."""
    found = THINGS_AFTER.match(seen.after)
    if not found:
        return ()
    words = found[1] if "“" in found[1] else found[1].partition("”")[0]
    listed = REST_VERB.split(words)[0].strip("的、和与及")
    words = words.partition("、")[0]
    noun = REST_VERB.split(words)[0] or words
    noun = RATE_AT_END.sub("", noun.strip("的和与及"))
    if noun.count("“") > noun.count("”"):
        noun = words
    doing = words[len(noun) :].strip("的")
    if len(noun) < 2:  # noqa: PLR2004
        return ()
    extra = (*_doing(noun, doing, seen), *_parts_of_list(noun, listed))
    before = seen.lead.noun[-10:]
    if before != "新增" and (before in attributes() or measured_end(before) in attributes()):
        return tuple(dict.fromkeys((noun + measured_end(before), before, *extra)))[: ENOUGH + 2]
    first: tuple[str, ...]
    if VERB.fullmatch(before) or not before:
        first = (before + noun, noun) if before else (noun, before + found[1][:12])
    else:
        first = (before + noun, noun, before)
    return tuple(dict.fromkeys((*first, *extra)))[: ENOUGH + 2]


def _parts_of_list(noun: str, listed: str) -> tuple[str, ...]:
    """农业合作社、产业园以及种植大户 is one name; of 生产线和各种附属设备 the first part is counted."""
    first = JOINED.split(noun)[0]
    whole = (listed,) if listed != noun and len(listed) > len(noun) else ()
    return (*whole, *((first,) if first != noun and len(first) > 1 else ()))


def _doing(noun: str, doing: str, seen: Seen) -> tuple[str, ...]:
    """What the counted things do, and what they are part of: 2755名干部下沉 gives 下沉干部, 15个乡镇的卫生院 gives 乡镇."""
    said = VERBS_OF_THINGS.search(AUXILIARIES.sub("", doing)[:4])
    verb = said[0] if said else AUXILIARIES.sub("", doing)[:2]
    extra = [verb + noun] if len(verb) == 2 and VERBS_OF_THINGS.match(verb) else []  # noqa: PLR2004
    if extra and len(doing) > len(verb) + 1:
        done = BATCH.sub("", AUXILIARIES.sub("", doing))
        extra += [done, done + noun]
    if "的" in noun:
        extra += [noun.partition("的")[0], noun.rpartition("的")[2]]
    if seen.quantity.unit.endswith(("人", "名")):
        extra += [(verb or noun) + "人数"]
    return tuple(name for name in extra if len(name) > 1)


VERBS_OF_THINGS = re.compile(
    "申报|下沉|退出|脱贫|签订|签约|认定|入选|参加|开工|动工|竣工|投产|落户|落地|注册|达标|建成|在谈|就业|获评|参与|返岗|复工|投用|入库|通过|整合|获得|享受"
)


def verbal_noun(seen: Seen) -> tuple[str, ...]:
    """Names of a share of things: `80%监测对象稳定消除返贫风险`, `近半数货车营地`."""
    found = re.match(r"的?([\u4e00-\u9fffA-Za-z“”·]{2,24})", seen.after)
    words = found[1] if found else ""
    noun = REST_VERB.split(words)[0] or words
    rest = words[len(noun) :]
    done = re.match("(?:已|全部)*(?:建成|完成|达标|投用|投产|开工|覆盖|恢复)", rest)
    return tuple(
        dict.fromkeys(name for name in (noun, done[0] + noun if done else "", rest + noun, words) if name)
    )
