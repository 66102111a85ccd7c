"""Two papers in our own words, with planted slips, damaged as copying sites damage them."""

import datetime as dt
from collections.abc import Iterator

from opencc import OpenCC
from pypinyin import Style, pinyin

# Planted: 9.6 of 24.0 is 40.0 %, not 56.0 %; 3.2 + 8.5 + 12.6 is 24.3, not 25.3; no whole number of firms gives +133 % to 157.
BRIEF = """云岭县前三季度经济运行简报
2020年前三季度，全县地区生产总值完成25.3亿元，同比增长3.1%。其中，第一产业增加值3.2亿元，增长2.4%；第二产业增加值8.5亿元，增长4.0%；第三产业增加值12.6亿元，增长2.8%。
全县固定资产投资完成24.0亿元，同比增长12.5%，全市排名第二，其中项目建设完成投资9.6亿元，占比56.0%。
社会消费品零售总额完成18.7亿元，同比下降4.2%，降幅比上半年收窄3.5个百分点。一般公共预算收入完成2.85亿元，同比增长6.3%，全市排名第三。
科技型中小企业入库157家，同比增长133%。新增市场主体1286户，同比增长9.7%。
城镇居民人均可支配收入21460元，同比增长4.9%；农村居民人均可支配收入11830元，同比增长7.2%。
"""
# Planted: 21 September to 20 November is 61 days, not 91; 9 + 19 is 28, not 26; 12 of 18 is 66.7 %, not 76.7 %.
DISPATCH = """云岭县百日会战工作动态
从9月21日到11月20日，这91天，全县上下真抓实干，各项工作有序推进。
县优化办共收集整理重点问题26件，其中，转办9件，通过走访企业收集19件。已解决11件，其余问题正在办理。
燃气管网工程计划铺设中压管线18公里，已完成12公里，完成计划的76.7%，惠及居民16200户。
全县政务服务事项1038项，网上可办1002项，网上可办率96.5%。“最多跑一次”事项1019项，占全县政务服务事项的98.2%。
截至11月20日，百日会战期间引进项目10个，计划总投资36.4亿元；县领导组织检查90余次，现场办公解决问题56个。
"""
ANNOTATED = set("县縣经經济濟运運资資会會战戰业業务務项項发發实實")


def sample_papers() -> Iterator[tuple[str, bytes, dt.date]]:
    """Name, bytes and date of each."""
    yield "前三季度经济运行简报.html", _page(_traditional(BRIEF)).encode(), dt.date(2020, 10, 28)
    yield "百日会战工作动态.txt", _copied(DISPATCH).encode("gb18030"), dt.date(2020, 11, 21)


def _traditional(text: str) -> str:
    """In traditional script, with readings after some characters."""
    return "".join(
        f"{char}({pinyin(char, style=Style.TONE)[0][0]})" if char in ANNOTATED else char
        for char in OpenCC("s2t").convert(text)
    )


def _page(text: str) -> str:
    title, *lines = text.strip().split("\n")
    body = "\n".join(f"<p>{line}</p>" for line in lines)
    return f"""<!doctype html><html><head><meta charset="utf-8"><title>{title}</title></head><body>
<nav><a href="/">首頁</a> <a href="/zw">政務公開</a></nav>
<article><h1>{title}</h1><p>發布時間:2020-10-28 09:12 來源: 雲嶺縣統計局 瀏覽數:</p>
{body}
<p>責任編輯:統計股</p></article>
<footer>版權所有 雲嶺縣人民政府 ICP備00000000號</footer></body></html>"""


def _copied(text: str) -> str:
    """With page furniture around it, half-width and doubled commas, and a line of spam."""
    half = (
        text.translate(str.maketrans("，；：（）", ",;:()"))
        .replace("有序推进。", "有序推进,。")
        .replace("其中,", "其中,,")
    )
    return f"当前位置: 首页 > 工作动态 > 正文\n更新时间:2020-11-21 08:30 来源:云岭融媒\n{half}上一篇: 云山县召开项目调度会\n旧家具上门估价,在线观看高清在线,代开发票\n"
