"""Every preset that ships: it is installed, takes its sample rows through its states, and gives the figures that it says."""

from decimal import Decimal

import pytest

from duban.checks import check_reading
from duban.facts import read
from duban_web.bulletins.ledgers import ledgers
from duban_web.people.models import Unit
from duban_web.registers import packs
from duban_web.registers.queries import rolled_up
from duban_web.registers.tallying import recount
from duban_web.sample.county import DEPARTMENTS, TOWNS
from duban_web.sample.registers import fill_register
from small_county import DAY


@pytest.fixture
def units(county):
    known = set(Unit.objects.values_list("short_name", flat=True))
    Unit.objects.bulk_create(
        Unit(name=name, short_name=short) for name, short in DEPARTMENTS if short not in known
    )
    Unit.objects.bulk_create(Unit(name=town, kind=Unit.Kind.TOWN) for town in TOWNS)
    return county


@pytest.mark.parametrize("code", list(packs.presets()))
def test_a_preset_takes_its_sample_rows_through_its_states_and_adds_up(units, code):
    definition = packs.presets()[code]
    register = fill_register(units.office, definition)
    figures = {f.rollup.code: f.value for f in rolled_up(register)}
    assert figures == {code: Decimal(value) for code, value in definition.gives.items()}
    recount(register)
    assert {f.rollup.code: f.value for f in rolled_up(register)} == figures
    told = "".join(ledgers(DAY))
    assert [f.sentence() for f in check_reading(read(told)) if f.verdict == "breaks"] == []
    page = units.client(units.office)
    for path in (
        f"/registers/{code}/",
        f"/registers/{code}/sums/",
        f"/registers/{code}/new/",
        f"/registers/{code}/1/",
    ):
        assert page.get(path).status_code == 200


def test_every_preset_has_sample_rows_figures_and_belongs_to_its_pack():
    for code, definition in packs.presets().items():
        assert definition.sample, code
        assert set(definition.gives) == {one.code for one in definition.rollups}, code
        assert definition.pack in packs.PACKS, code
        assert definition.about, code
