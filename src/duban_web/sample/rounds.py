"""The towns of 云岭县 are assessed each quarter of 2020: two rounds that are final, a third with an objection that was upheld."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal

from duban_web.assessment import objecting, operations, scheming
from duban_web.assessment.models import Round
from duban_web.assessment.operations import Cell, Opening
from duban_web.common import office
from duban_web.people.models import Unit, User
from duban_web.sample import county, scheme

CHECKER = "shaoguodong"
OBJECTS, OBJECTS_TO = "高岭乡", "industry"
# last day of the quarter, publicised, final
QUARTERS = (
    ("2020年第一季度", "2020-Q1", dt.date(2020, 3, 31), dt.date(2020, 4, 13), dt.date(2020, 4, 22)),
    ("2020年第二季度", "2020-Q2", dt.date(2020, 6, 30), dt.date(2020, 7, 13), dt.date(2020, 7, 22)),
)
THIRD = ("2020年第三季度", "2020-Q3", dt.date(2020, 9, 30))
PUBLICISED, OBJECTED, ANSWERED, FINAL = (dt.date(2020, 10, day) for day in (13, 15, 16, 21))


def before(clerk: User) -> None:
    """What was assessed before the campaign began."""
    with office.on(dt.date(2020, 1, 10)):
        scheming.add_scheme(
            clerk, name=scheme.NAME, begins=dt.date(2020, 1, 15), source=scheme.source(), is_sample=True
        )
    for number, (name, period, last, shown, final) in enumerate(QUARTERS):
        with office.on(shown):
            one = _open(clerk, Opening(name, period, last, None, _entrants()), number)
            operations.publicise(clerk, one)
        with office.on(final):
            operations.finish(clerk, one)


def live(clerk: User, day: dt.date) -> None:
    """One day: the third quarter is publicised, objected to, answered, final and released."""
    if day == PUBLICISED:
        name, period, last = THIRD
        operations.publicise(clerk, _open(clerk, Opening(name, period, last, None, _entrants()), 2))
    if day not in {OBJECTED, ANSWERED, FINAL}:
        return
    one = Round.objects.get(name=THIRD[0], scheme__name=scheme.NAME)
    unit = Unit.objects.get(short_name=OBJECTS)
    if day == OBJECTED:
        liaison = User.objects.get(unit=unit, role=User.Role.LIAISON)
        objecting.object_to(
            liaison,
            one,
            unit=unit.pk,
            item=OBJECTS_TO,
            words="我乡宏远机械厂三季度已入统，增速应为 8.6%，附统计局核定表。",
        )
    elif day == ANSWERED:
        cells = [Cell(OBJECTS_TO, unit.pk, "value", Decimal("8.6"))]
        objecting.answer(
            clerk,
            one.objections.get(),
            is_upheld=True,
            words="经县统计局核实，情况属实，予以更正。",
            cells=cells,
        )
    else:
        operations.finish(clerk, one)
        operations.release(clerk, one)


def _entrants() -> dict[int, str]:
    return dict.fromkeys(_towns(), "")


def _towns() -> Mapping[int, str]:
    return dict(
        Unit.objects.filter(short_name__in=county.TOWNS).order_by("pk").values_list("pk", "short_name")
    )


def _open(clerk: User, opening: Opening, quarter: int) -> Round:
    """A round with its figures, computed and checked."""
    known = scheming.scheme_named(scheme.NAME)
    one = operations.open_round(clerk, known, opening, is_sample=True)
    cells = [cell for at, unit in enumerate(opening.entrants) for cell in scheme.figures(unit, at, quarter)]
    operations.enter(clerk, one, cells, source="各乡镇报送，县统计局核定")
    operations.compute_round(clerk, one)
    operations.check(User.objects.get(username=CHECKER), one)
    return one
