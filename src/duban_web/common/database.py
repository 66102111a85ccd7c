"""What databases need now and then."""

from django.db import connection


def analyze() -> None:
    """Let the database count its rows again, so that it plans by what is there: PostgreSQL without its autovacuum, and SQLite, never do it themselves."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
