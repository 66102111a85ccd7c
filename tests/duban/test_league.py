"""League tables: places, moves and gaps, and the same as counted by hand."""

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from duban.scoring.league import COLUMNS, league


def frame(rows):
    return pl.DataFrame(rows, schema=COLUMNS, orient="row")


def test_places_moves_and_gaps():
    table = league(frame([
        ("市", "云岭县", "投资", "2020-01", 5.0, True), ("市", "临川县", "投资", "2020-01", 7.0, True), ("市", "沙河县", "投资", "2020-01", 5.0, True),
        ("市", "云岭县", "投资", "2020-02", 9.0, True), ("市", "临川县", "投资", "2020-02", 7.5, True), ("市", "沙河县", "投资", "2020-02", None, True),
        ("市", "云岭县", "能耗", "2020-01", 0.4, False), ("市", "临川县", "能耗", "2020-01", 0.5, False),
    ]))  # fmt: skip
    assert table.select("region", "indicator", "period", "place", "count", "moved", "gap").rows() == [
        ("临川县", "投资", "2020-01", 1, 3, None, 0.0), ("云岭县", "投资", "2020-01", 2, 3, None, 2.0), ("沙河县", "投资", "2020-01", 2, 3, None, 0.0),
        ("云岭县", "投资", "2020-02", 1, 2, 1, 0.0), ("临川县", "投资", "2020-02", 2, 2, -1, 1.5),
        ("云岭县", "能耗", "2020-01", 1, 2, None, 0.0), ("临川县", "能耗", "2020-01", 2, 2, None, 0.09999999999999998),
    ]  # fmt: skip


rows = st.lists(
    st.tuples(st.sampled_from("甲乙"), st.sampled_from("东南西北中"), st.sampled_from("投税"), st.sampled_from(["2020-01", "2020-02", "2020-03"]), st.integers(-5, 5).map(float)),
    max_size=40, unique_by=lambda r: r[:4],
)  # fmt: skip


@given(rows)
def test_a_place_is_one_more_than_the_number_of_better_ones(rows):
    table = league(frame([(*row, True) for row in rows]))
    for group, region, indicator, period, value, _, place, count, _, _ in table.rows():
        others = [v for g, r, i, p, v in rows if (g, i, p) == (group, indicator, period)]
        assert (place, count) == (1 + sum(v > value for v in others), len(others)), region


def test_nothing_gives_nothing():
    assert league(frame([])).is_empty()
