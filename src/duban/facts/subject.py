"""What a figure is about: the noun phrase before it, or the one after it, in the words of the text and by standard name."""

import re

from duban.facts.names import standard_name
from duban.facts.seen import Seen

TAIL = re.compile(
    r"(?:完成了?|实现了?|达到?了?|为|共计?|累计|约|近|超过?|突破|仅|已经?|至|到|在|保持|稳定|维持|控制|增至|升至|降至|提升|提高|恢复|"
    r"上升|下降|完全|总计|了|有|只有|高达|接近|是|的|合计|同比|环比|预计|可以?|将|另外|不到|不少于|再|还要|增加|增长|减少|压缩|高于|低于|快速|"
    r"增速|增幅|涨幅|降幅|回落|收窄|比上年|较上年|比去年|较去年|同期|上年|去年|由|从|[比较]年初|[比较](?:上半年|一季度|前三季度|上月|上季度|\d{4}年)|[比较高低]于?全[市省国](?:平均)?(?:水平)?|快于|慢于|[比较]|平均|水平|"
    r"扩大|缩短|翻|增收|递增|仍|大幅|首次|均|分别|各|都|就|以|按可比价格计算|占全?|拉动|贡献|降低|,|，|、|\s)+$"
)
HEAD = re.compile(
    r"^(?:其中|同时|此外|并且?|且|另外|目前|另|还|今年以来|今年|去年|全年|本年|当年|年内|上半年|截至目前|截至|一季度|全[县市区州旗省国]|我[县市区省]|本[县市区]|"
    r"县里|市里|他们|我们|这个厂|全镇|前三季度|[\d\-－—~至]+月份?末?|\d{4}年(?:上半年|一季度|前三季度|底|末)?|\d{1,2}月\d{1,2}日|[一二三四]季度|[1-4]季度|"
    r"第[一二三]批|再|又|共|累计|已经?|先后|实现|完成|达到|预计实现|预计|力争|拟|于|有|以来|期间|是|即|从[^，,]{1,6}看|[一二三四五六七八九]是|按[^，,]{1,5}分|、|\s)+"
)
VERB = re.compile(
    r"(?:共|已|累计|实现|完成|新增|先后|全部|各类|已经|成功|设置|配有|配备|获得|推荐|谋划|建设|收集|启动|办理|整理|引进|开展)"
)
REST_VERB = re.compile(
    r"成功|均|已|全部|共|将|正|参加|签订|开工|达到|完成|实现|同步|齐|申报|推进|有序|可|与|对|进行|注册|作(?=为|典型|表态|示范)|支援|落户|获|入选|建成|投入|按|的(?=\d)|需要"
)
HANZI = re.compile(r"[\u4e00-\u9fffA-Za-z0-9“”·.（）()、#]+$")
ATTRIBUTE = re.compile(
    r"^(?:计划|预计)?(?:总投资额?|投资额?|年度计划投资|到位资金|引资额|协议资金额?|订单金额|资金|面积|金额|产值|长度|产业总投资额|资金到位)$"
)
RATE_AT_END = re.compile(r"(?<=[\u4e00-\u9fff]{2})[\u4e00-\u9fff]{2,4}率$")
LONGEST = 22
SHORT = 8


def subject(seen: Seen) -> tuple[str, ...]:
    """Names for the noun phrase before the number, best first; empty where the clause has none and one is carried over."""
    phrase = _phrase(seen.between) or ("" if seen.between != seen.before else _phrase(seen.before))
    if not phrase:
        return ()
    if phrase.startswith("占"):
        return ()
    names: list[str] = []
    standard = standard_name(phrase)
    if ATTRIBUTE.match(phrase) and seen.carried is not None:
        names.append(_owner(seen) + phrase)
    if standard and len(phrase) <= len(standard) + SHORT:
        names.append(standard)
    names.append(phrase)
    short = VERB.split(phrase)[-1]
    if len(short) > 2 and short != phrase:  # noqa: PLR2004 a word of two characters names nothing
        names.append(short)
    return tuple(dict.fromkeys(names))


def _owner(seen: Seen) -> str:
    """The thing whose attribute follows: `产业项目16个，总投资51亿元` is the projects' investment."""
    counted = [
        fact
        for fact in seen.earlier
        if fact.measure in {"count", "target"} and not ATTRIBUTE.match(fact.indicators[-1])
    ]
    owner = counted[-1] if counted else seen.carried
    return "" if owner is None else re.sub(r"数$", "", owner.indicator)


def _phrase(words: str) -> str:
    words = re.sub(r"[(（][^)）]*[)）]?$", "", words)
    words = TAIL.sub("", words)
    words = words.rpartition("：")[2].rpartition(":")[2]
    words = HEAD.sub("", words.strip("“” "))
    found = HANZI.search(words)
    words = found[0] if found else ""
    if len(words) > LONGEST:
        cut = words.rfind("的", 0, -2)
        words = words[cut + 1 :] if cut >= 0 and len(words) - cut > 3 else words[-LONGEST:]  # noqa: PLR2004
    words = HEAD.sub("", words).strip("、的")
    return words if len(words) > 1 else ""


def noun_after(seen: Seen) -> tuple[str, ...]:
    """Names made of the noun that follows the number: `30项具体任务`, with the words before it where there are some."""
    found = re.match(r"的?([\u4e00-\u9fffA-Za-z“”·]{2,20})", seen.after)
    if not found:
        return ()
    noun = REST_VERB.split(found[1])[0] or found[1]
    noun = RATE_AT_END.sub("", noun.strip("的"))
    if len(noun) < 2:  # noqa: PLR2004
        return ()
    before = _phrase(seen.between)[-10:]
    names = [noun] if not before else [before + noun, noun]
    return tuple(dict.fromkeys(names))
