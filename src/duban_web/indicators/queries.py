"""Reading accepted figures."""

from collections.abc import Mapping

from django.db.models import Count, QuerySet

from duban_web.indicators.models import Alias, Observation


def aliases() -> Mapping[str, str]:
    """The office's own words, for the reader."""
    return dict(Alias.objects.values_list("words", "indicator"))


def learned() -> QuerySet[Alias]:
    """The same with who and when."""
    return Alias.objects.select_related("learned_by")


def observations(*, words: str = "", region: str = "", period: str = "") -> QuerySet[Observation]:
    """Accepted figures with how many papers state each."""
    found = Observation.objects.filter(removed_on=None).select_related("accepted_by")
    if words:
        found = found.filter(indicator__contains=words)
    if region:
        found = found.filter(region=region)
    if period:
        found = found.filter(period=period)
    ordered = found.order_by("indicator", "measure", "region", "-period", "pk")
    return ordered.annotate(papers=Count("facts", distinct=True))


def choices(field: str) -> list[str]:
    """The regions or periods that have figures."""
    return list(
        Observation.objects.filter(removed_on=None).order_by(field).values_list(field, flat=True).distinct()
    )


def accepted_like(*, indicator: str, measure: str, base: str, region: str) -> QuerySet[Observation]:
    """The same figure of other periods, the latest first: what the last issue said."""
    return Observation.objects.filter(
        removed_on=None, indicator=indicator, measure=measure, base=base, region=region
    ).order_by("-period")
