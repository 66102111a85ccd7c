"""Damage of real pages is undone, and nothing else is touched."""

import json
from difflib import SequenceMatcher

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duban.text.repair import repair


def kinds(text: str) -> list[tuple[str, str, str]]:
    return [(edit.kind, edit.before, edit.after) for edit in repair(text).edits]


SHIFTED = [
    ("蓬勃发展?!边\\(yùn)城市区", "蓬勃发展。”运城市区", "shifted bytes"),
    ("一切正常?!?/p>", "一切正常。”", "shifted bytes"),
    ("河?xùn)|大地", "河东大地", "shifted bytes"),
    ("日?qǐng)?bào)讯記者關注運輸業發展", "日报讯记者关注运输业发展", "shifted bytes, guessed"),
]


@pytest.mark.parametrize(("damaged", "clean", "kind"), SHIFTED, ids=[s[1] for s in SHIFTED])
def test_bytes_read_out_of_step_are_put_back(damaged, clean, kind):
    found = repair("“" + damaged if "”" in clean else damaged)
    assert found.text.removeprefix("“") in {clean, clean.replace("运", "運").replace("东", "東")}
    assert kind in {edit.kind for edit in found.edits}


def test_a_digit_is_never_guessed():
    found = repair("“采摘水果?!?月25日")
    assert (found.text, [e.kind for e in found.edits]) == ("“采摘水果。”□月25日", ["shifted bytes, guessed"])


UNDAMAGED = [
    "“真的吗?!”老师问，“你(小李)也去?”", "是什么原因让这些大企业纷至沓来?当然(主要)是政策。", "N-甲基吡咯烷酮(NMP)项目", "稳增长，促改革，惠民生，防风险",
    "《关于促进就业的意见》印发，7.2%的企业受益", "参见图(a)和图(b)，hello (world)?!", "（第5期）共3.5亿元；1,234.5万元", "",
]  # fmt: skip


@pytest.mark.parametrize("text", UNDAMAGED)
def test_ordinary_text_is_not_touched(text):
    assert kinds(text) == []


@given(st.text(alphabet="运城县增长亿元0123456789，。；（）()%?!“”《》abcāé \n", max_size=60))
def test_every_clean_character_has_a_place_in_the_original(text):
    found = repair(text)
    assert len(found.origins) == len(found.text) + 1
    assert list(found.origins) == sorted(found.origins)
    assert found.origins[-1] == len(text)


def test_advertising_goes_and_the_figure_closes_again():
    text = "一分钟看懂羽毛球拍穿线\n规上工业增加值增长7.2《羽毛球拍穿线》%。\n猫粮狗粮批发_红木沙发清仓_同城搬家24小时\n全县平稳。\n"
    assert repair(text).text == "规上工业增加值增长7.2%。\n全县平稳。\n"


def test_readings_named_in_brackets_go():
    assert (
        repair("扩大城《pinyin:chéng》镇教育，完wán 成装修，新增学位【读:wèi】3600个").text
        == "扩大城镇教育，完成装修，新增学位3600个"
    )


def test_clean_texts_have_no_edits(corpus):
    texts = {path.name: path.read_text("utf-8") for path in sorted((corpus / "reading").glob("*.clean.txt"))}
    assert {name: kinds(text) for name, text in texts.items() if kinds(text)} == {}


def test_damage_of_every_kind_is_undone_but_for_what_lost_its_bytes(corpus, damager):
    right = whole = 0
    for path in sorted((corpus / "reading").glob("*.clean.txt"))[::3]:
        clean = path.read_text("utf-8")
        for seed, rate in ((1, 0.2), (2, 0.9)):
            damaged, _ = damager.damage(clean, list(damager.KINDS), seed=seed, rate=rate)
            found = repair(damaged).text.strip("\n")
            blocks = SequenceMatcher(None, clean.strip("\n"), found, autojunk=False).get_matching_blocks()
            right += sum(block.size for block in blocks)
            whole += max(len(found), len(clean.strip("\n")))
    assert right / whole >= 0.999


@pytest.mark.parametrize("kind", ["pinyin", "comma", "traditional", "spam", "boilerplate"])
def test_damage_that_keeps_its_bytes_is_undone_exactly(kind, corpus, damager):
    wrong = []
    for path in sorted((corpus / "reading").glob("*.clean.txt"))[::4]:
        clean = path.read_text("utf-8")
        damaged, _ = damager.damage(clean, [kind], seed=5, rate=0.4)
        if repair(damaged).text.strip("\n") != clean.strip("\n"):
            wrong.append(path.name)
    assert wrong == []


def test_a_guess_says_so(public_corpus):
    text = (public_corpus / "reading" / "dev" / "seed3.txt").read_text("utf-8")
    said = {(e.before, e.after) for e in repair(text).edits if e.kind == "shifted bytes"}
    assert ("?!蓖趺黝Uf", "。”王明睿說") in said
    assert json.loads((public_corpus / "reading" / "dev" / "seed3.json").read_text("utf-8"))["dirt"]
