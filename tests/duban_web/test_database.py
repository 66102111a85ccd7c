"""Questions that every database answers well, whatever it believes of its tables."""

import datetime as dt
import re

import pytest
from django.db import connection

from duban_web.audit.models import Entry
from duban_web.common.database import last_of_each

pytestmark = pytest.mark.django_db

DAY = dt.date(2020, 11, 23)


def entries(objects: int, each: int) -> list[Entry]:
    rows = [
        Entry(
            office_date=DAY, action="edit", kind="task", object_id=n, label=f"第{time}次", after={"n": time}
        )
        for time in range(each)
        for n in range(1, objects + 1)
    ]
    return Entry.objects.bulk_create(rows)


def test_the_last_row_of_each_is_the_one_with_the_highest_number_among_those_asked_for(
    django_assert_num_queries,
):
    rows = entries(3, 2)
    with django_assert_num_queries(1):
        found = {row.object_id: row.pk for row in last_of_each(Entry.objects.all(), "object_id")}
    assert found == {row.object_id: row.pk for row in rows[3:]}
    earlier = last_of_each(Entry.objects.exclude(pk=rows[5].pk), "object_id")
    assert dict(earlier.values_list("object_id", "after")) == {1: {"n": 1}, 2: {"n": 1}, 3: {"n": 0}}
    assert list(last_of_each(Entry.objects.none(), "object_id")) == []


@pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL plans by the size of a table")
def test_a_table_that_postgresql_takes_for_empty_is_still_read_once():
    entries(40, 3)
    question, values = last_of_each(Entry.objects.filter(kind="task"), "object_id").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE pg_class SET relpages = 1, reltuples = 0 WHERE relname = %s", [Entry._meta.db_table]
        )
        cursor.execute(f"EXPLAIN (ANALYZE, FORMAT text) {question}", values)
        times = [int(n) for (line,) in cursor.fetchall() for n in re.findall(r"loops=(\d+)", line)]
    assert len(times) > 1
    assert set(times) == {1}
