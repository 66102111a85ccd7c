"""What databases need now and then."""

from django.db import connection


def analyze() -> None:
    """Let the database look at its rows again, so that it plans by what is there and counts along indexes alone.

    PostgreSQL without its autovacuum, and SQLite, never do it themselves.
    """
    is_alone = connection.vendor == "postgresql" and not connection.in_atomic_block
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)" if is_alone else "ANALYZE")
