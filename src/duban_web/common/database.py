"""What databases need now and then, and questions that they all answer well."""

from typing import TypeVar, cast

from django.db import connection
from django.db.models import Model, QuerySet, Window
from django.db.models.functions import RowNumber

M = TypeVar("M", bound=Model)


def analyze() -> None:
    """Let the database look at its rows again, so that it plans by what is there and counts along indexes alone.

    PostgreSQL without its autovacuum, and SQLite, never do it themselves.
    """
    is_alone = connection.vendor == "postgresql" and not connection.in_atomic_block
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)" if is_alone else "ANALYZE")


def last_of_each(rows: QuerySet[M], by: str) -> QuerySet[M]:
    """Of each `by` the row with the highest number.

    In one pass, whatever the database believes of the table. `pk IN (SELECT MAX(id) … GROUP BY …)` is quicker by a breath where
    it believes what is true; where it takes the table for empty, it runs the inner question anew for every row, for minutes.
    """
    place = Window(RowNumber(), partition_by=by, order_by="-id")
    return cast("QuerySet[M]", rows.order_by().annotate(_place=place).filter(_place=1))
