"""Gaps of a roster filled: as many as can be, by those with the fewest duties, who rest between two and have a free day in seven."""

import datetime as dt
from collections import Counter
from itertools import pairwise

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from duban.registers.blocks import Limits
from duban.registers.filling import Turn, Worker, turns

DAY = dt.date(2020, 11, 23)
SHIFTS = ("早班", "中班", "夜班")
USUAL = Limits(rest=2, days=6)
SOUTH, NORTH, EAST = 1, 2, 3


def on(n: int, shift: str = "早班") -> tuple[dt.date, str]:
    return DAY + dt.timedelta(n), shift


def gaps(*places: tuple[int, str], days: int = 1) -> dict[tuple[dt.date, int, str], int]:
    counted = Counter(places)
    return {
        (DAY + dt.timedelta(n), post, shift): many
        for n in range(days)
        for (post, shift), many in counted.items()
    }


def filled(found: list[Turn]) -> list[tuple[str, int, str]]:
    return [(one.name, one.post, one.shift) for one in found]


def test_the_one_with_the_fewest_duties_is_taken():
    workers = [
        Worker("周", (on(-3), on(-2))),
        Worker("吴", (on(-2),)),
        Worker("郑", (on(-4), on(-3), on(-2))),
    ]
    assert filled(turns(gaps((SOUTH, "早班"), (SOUTH, "早班")), workers, SHIFTS, USUAL)) == [
        ("吴", SOUTH, "早班"),
        ("周", SOUTH, "早班"),
    ]


def test_as_many_places_as_possible_are_filled_before_anybody_is_spared():
    """吴 had fewer duties, but only he may take the night."""
    workers = [Worker("周", (on(-2), on(-1, "夜班"))), Worker("吴", (on(1, "夜班"),))]
    assert turns(gaps((SOUTH, "早班")), workers[:1], SHIFTS, USUAL) == []
    assert filled(turns(gaps((SOUTH, "早班"), (SOUTH, "夜班")), workers, SHIFTS, USUAL)) == [
        ("吴", SOUTH, "早班"),
        ("周", SOUTH, "夜班"),
    ]


@pytest.mark.parametrize(
    ("had", "taken"),
    [
        (on(-1, "早班"), ["早班", "中班", "夜班"]),
        (on(-1, "中班"), ["中班", "夜班"]),
        (on(-1, "夜班"), ["夜班"]),
        (on(0, "中班"), []),
        (on(1, "早班"), ["早班"]),
    ],
)
def test_nobody_is_on_duty_again_before_they_have_rested(had, taken):
    one = Worker("周", (had,))
    assert [s for s in SHIFTS if turns(gaps((SOUTH, s)), [one], SHIFTS, USUAL)] == taken


def test_one_day_in_seven_is_free_whatever_lies_around():
    before = tuple(on(-n) for n in range(1, 7))
    assert turns(gaps((SOUTH, "早班")), [Worker("周", before)], SHIFTS, USUAL) == []
    assert len(turns(gaps((SOUTH, "早班")), [Worker("周", before)], SHIFTS, Limits(rest=2, days=7))) == 1
    around = (*(on(-n) for n in range(1, 4)), *(on(n) for n in range(1, 4)))
    assert turns(gaps((SOUTH, "早班")), [Worker("周", around)], SHIFTS, USUAL) == []
    assert len(turns(gaps((SOUTH, "早班"), days=14), [Worker("周", ())], SHIFTS, USUAL)) == 12


def test_everybody_stands_where_they_stood_else_where_their_unit_stands_else_where_most_are_missing():
    workers = [Worker("周", (on(-2),), (SOUTH, NORTH)), Worker("吴", (on(-2),), (NORTH, SOUTH)), Worker("郑", (on(-2),), (NORTH,)), Worker("王", (on(-2),))]  # fmt: skip
    places = gaps(*[(SOUTH, "早班")] * 1, *[(NORTH, "早班")] * 1, *[(EAST, "早班")] * 2)
    assert filled(turns(places, workers, SHIFTS, USUAL)) == [
        ("周", SOUTH, "早班"),
        ("吴", NORTH, "早班"),
        ("王", EAST, "早班"),
        ("郑", EAST, "早班"),
    ]


def test_the_shift_of_the_last_duty_is_kept_where_it_costs_nobody_anything():
    workers = [Worker("周", (on(-2, "夜班"),)), Worker("吴", (on(-2, "早班"),))]
    assert filled(turns(gaps((SOUTH, "早班"), (SOUTH, "夜班")), workers, SHIFTS, USUAL)) == [
        ("吴", SOUTH, "早班"),
        ("周", SOUTH, "夜班"),
    ]


def test_too_few_people_are_shared_out_over_the_week():
    workers = [Worker(f"p{n}", ()) for n in range(7)]
    found = turns(gaps(*[(SOUTH, "早班")] * 9, days=7), workers, SHIFTS, USUAL)
    assert Counter(one.day for one in found) == {DAY + dt.timedelta(n): 6 for n in range(7)}
    assert set(Counter(one.name for one in found).values()) == {6}


def test_short_rests_let_somebody_stand_twice_a_day():
    found = turns(gaps((SOUTH, "早班"), (SOUTH, "夜班")), [Worker("周", ())], SHIFTS, Limits(rest=1, days=6))
    assert filled(found) == [("周", SOUTH, "早班"), ("周", SOUTH, "夜班")]


def test_nobody_and_nothing():
    assert turns({}, [Worker("周", ())], SHIFTS, USUAL) == []
    assert turns(gaps((SOUTH, "早班")), [], SHIFTS, USUAL) == []
    assert turns(gaps((SOUTH, "早班")), [Worker("周", (on(-2, "早先的班次"),))], SHIFTS, USUAL) != []


DUTIES = st.lists(
    st.tuples(st.integers(-6, 6).filter(bool), st.sampled_from(SHIFTS)), max_size=5, unique_by=lambda d: d[0]
)
PLACES = st.lists(st.tuples(st.sampled_from([SOUTH, NORTH, EAST]), st.sampled_from(SHIFTS)), max_size=7)


def keeps(duties: set[tuple[dt.date, str]], limits: Limits) -> bool:
    slots = sorted(day.toordinal() * len(SHIFTS) + SHIFTS.index(shift) for day, shift in duties)
    days = {day for day, _ in duties}
    return all(later - sooner > limits.rest for sooner, later in pairwise(slots)) and all(
        sum(first <= day < first + dt.timedelta(7) for day in days) <= limits.days for first in days
    )


@given(st.lists(DUTIES, max_size=6), PLACES, st.integers(1, 3))
def test_no_limit_is_ever_broken_and_no_place_filled_twice(had, places, days):
    known = [Worker(f"p{n}", tuple(on(*duty) for duty in duties)) for n, duties in enumerate(had)]
    workers = [one for one in known if keeps(set(one.duties), USUAL)]
    wanted = gaps(*places, days=days)
    found = turns(wanted, workers, SHIFTS, USUAL)
    given_out = Counter((one.day, one.post, one.shift) for one in found)
    assert all(n <= wanted[place] for place, n in given_out.items())
    for one in workers:
        own = [(turn.day, turn.shift) for turn in found if turn.name == one.name]
        assert len(set(own)) == len(own)
        assert keeps({*one.duties, *own}, USUAL)


@given(st.lists(DUTIES, max_size=6), PLACES)
def test_a_day_is_filled_as_far_as_can_be_and_by_those_with_the_fewest_duties(had, places):
    """Held against a matching of each person with each single place, by another algorithm."""
    known = [Worker(f"p{n}", tuple(on(*duty) for duty in duties)) for n, duties in enumerate(had)]
    workers = {one.name: one for one in known if keeps(set(one.duties), USUAL)}
    graph = nx.Graph()
    for name, one in workers.items():
        for nth, (_, shift) in enumerate(places):
            if keeps({*one.duties, (DAY, shift)}, USUAL):
                graph.add_edge(name, nth, weight=-len(one.duties))
    best = nx.max_weight_matching(graph, maxcardinality=True)
    names = [next(end for end in pair if isinstance(end, str)) for pair in best]
    found = turns(gaps(*places), workers.values(), SHIFTS, USUAL)
    assert len(found) == len(best)
    assert sum(len(workers[one.name].duties) for one in found) == sum(
        len(workers[name].duties) for name in names
    )
