"""Several papers in one file."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duban.text.several import papers_in

BODY = "全县固定资产投资完成22.1亿元，同比增长5.7%。" * 8


def test_articles_of_one_newspaper_page_are_papers_of_their_own():
    text = f"百日会战见成效\n本报讯（记者 李明）{BODY}\n\n营商环境再升级\n□本报记者 张华\n{BODY}\n"
    assert [(part.title, text[part.start : part.start + 5]) for part in papers_in(text)] == [
        ("百日会战见成效", "百日会战见"),
        ("营商环境再升级", "营商环境再"),
    ]


def test_pages_put_one_behind_another_are_cut_at_their_titles():
    page = f"云岭县一季度经济运行情况\n发布时间：2022-04-20\n{BODY}\n"
    other = f"云岭县上半年经济运行情况\n发布时间：2022-07-20\n{BODY}\n"
    assert [part.title for part in papers_in(page + other)] == [
        "云岭县一季度经济运行情况",
        "云岭县上半年经济运行情况",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        BODY,
        f"标题\n发布时间：2022-04-20\n{BODY}\n来源：云岭融媒\n",
        f"标题\n发布时间：2022-04-20\n{BODY}\n来源：云岭融媒\n上一篇：会议召开\n下一篇：项目开工\n"
        + "相关链接\n" * 60,
        f"第一段。\n\n{BODY}\n\n第二段。\n\n{BODY}",
    ],
)
def test_one_paper_stays_one(text):
    assert [(part.start, part.end) for part in papers_in(text)] == [(0, len(text))]


@given(st.text(alphabet="本报讯□记者发布时间：。\n\f全县投资5亿元=", max_size=600))
def test_the_parts_of_any_text_are_the_whole_text(text):
    parts = papers_in(text)
    assert "".join(text[part.start : part.end] for part in parts) == text
