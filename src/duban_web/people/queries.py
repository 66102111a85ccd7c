"""Reading units, leaders and accounts."""

from django.db.models import QuerySet

from duban.plans import UnitRegister
from duban_web.people.models import Leader, Unit, User


def units() -> QuerySet[Unit]:
    """All units."""
    return Unit.objects.filter(removed_on=None)


def leaders() -> QuerySet[Leader]:
    """All leaders."""
    return Leader.objects.filter(removed_on=None)


def users() -> QuerySet[User]:
    """All accounts."""
    return User.objects.select_related("unit")


def units_by_name() -> dict[str, Unit]:
    """Units by every name under which papers know them; full names win."""
    found: dict[str, Unit] = {}
    everything = list(units())
    for unit in everything:
        for name in unit.names():
            found.setdefault(name, unit)
    return found | {unit.name: unit for unit in everything}


def unit_register() -> UnitRegister:
    """The names as the ledger reader wants them."""
    everything = list(units())
    single = [unit for unit in everything if unit.kind != Unit.Kind.COLLECTIVE]
    return UnitRegister(
        units=frozenset(unit.name for unit in single),
        aliases={name: unit.name for unit in single for name in unit.names()[1:]},
        collective=frozenset(
            name for unit in everything if unit.kind == Unit.Kind.COLLECTIVE for name in unit.names()
        ),
    )


def town_names() -> frozenset[str]:
    """The names of towns and townships, full and short: whose figures a paper may give."""
    towns = Unit.objects.filter(kind=Unit.Kind.TOWN, removed_on=None).values_list("name", "short_name")
    return frozenset(name for names in towns for name in names if name)
