"""What a person should look at first, and what is wrong with a page as a whole."""

import datetime as dt
from decimal import Decimal

from duban import messages
from duban.facts import Context, read
from duban.facts.confidence import WEIGHTS
from duban.text.wording import is_spun, spun_words

CONTEXT = Context(dt.date(2022, 4, 22), "永清县")


def test_a_standard_indicator_with_its_period_is_sure():
    (fact,) = read("一季度，固定资产投资完成22.1亿元。", context=CONTEXT).facts
    assert (fact.confidence, fact.reasons) == (Decimal(1), ())


def test_each_doubt_costs_its_weight():
    (fact,) = read("排查隐患点12处。", context=CONTEXT).facts
    assert (fact.confidence, fact.reasons) == (Decimal("0.80"), ("unlisted", "no-period"))


def test_a_figure_beside_a_guessed_character_is_unsure():
    facts = read(
        "运城日报讯“今年采摘水果。”随后，“收入5万元?!?月25日，水果收入3万元。", context=CONTEXT
    ).facts
    assert {"guessed" in fact.reasons for fact in facts} == {True}


def test_two_tell_tales_make_a_page_unreliable_and_one_does_not():
    spun = "员工在岗亲率保持在50%左右，占到比76.7%。"
    assert (spun_words(spun), is_spun(spun)) == (("亲率", "占到比"), True)
    assert not is_spun("员工在岗亲率保持在50%左右。")
    reading = read(spun, context=CONTEXT)
    assert reading.warnings == ("spun",)
    assert {"spun" in fact.reasons for fact in reading.facts} == {True}


def test_a_page_dated_years_after_its_content_says_so():
    assert read("2020年，全县投资5亿元。", context=Context(dt.date(2023, 6, 6), "永清县")).warnings == (
        "reposted",
    )
    assert read("2022年，全县投资5亿元。", context=Context(dt.date(2023, 6, 6), "永清县")).warnings == ()


def test_every_reason_and_warning_has_its_sentence():
    wanted = {f"confidence.{reason}" for reason in WEIGHTS} | {"warning.spun", "warning.reposted"}
    assert wanted <= messages.keys("zh") & messages.keys("en")
