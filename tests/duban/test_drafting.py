"""Registers drafted from an office's own table, or from columns that a clerk filled in."""

from hypothesis import given
from hypothesis import strategies as st

from duban.registers import Type, parse_definition
from duban.registers.drafting import Column, drafted_source
from duban.registers.guessing import guessed_source


def parsed(source):
    return parse_definition(source, code="trial")


def test_an_offices_own_table_becomes_a_register():
    grid = [
        ["走访登记表"], ["序号", "姓名", "手机", "属地", "亩数", "走访日期", "去向", "备注"],
        *[["1", "王小明", f"1381234567{n}", "青石镇", f"{n}.5", f"11月{n + 1}日", ("务工", "在家")[n % 2], f"第{n}户"] for n in range(4)],
    ]  # fmt: skip
    source = guessed_source(grid, name="走访", units={"青石镇"}, year=2020)
    assert source is not None
    definition = parsed(source)
    assert [(f.name, f.type.value, f.is_personal, f.choices) for f in definition.fields] == [
        ("姓名", "person", True, ()), ("手机", "mobile", True, ()), ("属地", "unit", False, ()), ("亩数", "number", False, ()), ("走访日期", "date", False, ()),
        ("去向", "choice", False, ("务工", "在家")), ("备注", "text", False, ()),
    ]  # fmt: skip
    assert [(r.code, r.of) for r in definition.rollups] == [("all", "count"), ("s4", "sum")]
    assert guessed_source([["只有标题"]], name="x") is None


def test_a_register_is_drafted_from_columns_and_states():
    columns = [Column("户主", Type.PERSON, is_needed=True, is_personal=True), Column("日期", Type.DATE, is_needed=True), Column("产量", Type.NUMBER, unit_word="吨"), Column("品种", Type.CHOICE, choices=("白菜", "萝卜"))]  # fmt: skip
    made = parsed(drafted_source('走"访', columns, states=["待访", "在办", "办结"], purpose="回访"))
    assert (made.name, made.purpose, made.dated) == ("走”访", "回访", "f2")
    assert [(f.name, f.type.value, f.is_needed, f.is_personal, f.unit_word, f.choices) for f in made.fields] == [
        ("户主", "person", True, True, "", ()), ("日期", "date", True, False, "", ()), ("产量", "number", False, False, "吨", ()), ("品种", "choice", False, False, "", ("白菜", "萝卜")),
    ]  # fmt: skip
    assert [(s.name, s.is_ended) for s in made.states] == [("待访", False), ("在办", False), ("办结", True)]
    assert [(m.name, m.sources, m.target, m.by) for m in made.moves] == [("在办", ("z1",), "z2", "anyone"), ("办结", ("z2",), "z3", "anyone")]  # fmt: skip
    assert [(r.name, r.of) for r in made.rollups] == [
        ("总数", "count"),
        ("产量合计", "sum"),
        ("办结率", "rate"),
    ]
    assert [s.name for s in parsed(drafted_source("试", [Column("名称")])).states] == ["在册"]


@given(
    st.text(min_size=1, max_size=12).filter(lambda words: any(letter.isalnum() for letter in words)),
    st.lists(st.builds(Column, st.text(max_size=12), st.sampled_from([t for t in Type if t is not Type.LINK]), st.booleans(), st.booleans(), st.just(("甲", "乙")), st.text(max_size=4)), min_size=1, max_size=8),
    st.lists(st.text(max_size=6), max_size=4),
)  # fmt: skip
def test_whatever_is_filled_in_gives_a_register(name, columns, states):
    made = parsed(drafted_source(name, columns, states=states))
    assert len(made.fields) == len(columns)


@given(st.lists(st.lists(st.text(max_size=12), min_size=1, max_size=6), max_size=8))
def test_any_table_gives_a_register_or_none(grid):
    source = guessed_source(grid, name="试")
    assert source is None or parsed(source).fields
