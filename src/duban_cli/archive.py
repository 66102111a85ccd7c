"""A backup: all rows as JSON and all files, in one .tar.gz that SQLite and PostgreSQL both read."""

import io
import tarfile
from pathlib import Path

from django.conf import settings
from django.core import serializers
from django.core.management import call_command
from django.db import connection, transaction

from duban_cli.errors import Refusal

ROWS, FILES = "rows.json", "files"
LEFT_OUT = ["sessions", "contenttypes", "auth.permission", "django_tasks_database"]


def write_archive(target: Path) -> int:
    """Write beside the target, then put it in place: a half-written backup never bears its name. Returns its size."""
    rows = io.StringIO()
    with transaction.atomic():
        call_command("dumpdata", exclude=LEFT_OUT, stdout=rows, verbosity=0)
    data = rows.getvalue().encode()
    fresh = target.with_name(target.name + ".part")
    with tarfile.open(fresh, "w:gz") as archive:
        info = tarfile.TarInfo(ROWS)
        info.size = len(data)
        archive.addfile(info, io.BytesIO(data))
        if settings.MEDIA_ROOT.exists():
            archive.add(settings.MEDIA_ROOT, arcname=FILES)
    fresh.replace(target)
    return target.stat().st_size


def read_archive(source: Path) -> int:
    """Replace all rows and add all files; nothing changes if the archive is broken. Returns the number of rows.

    Raises:
        Refusal: not a backup.
    """
    rows, files = _contents(source)
    with transaction.atomic():
        call_command("flush", interactive=False, verbosity=0)
        with connection.constraint_checks_disabled():
            number = 0
            for row in serializers.deserialize("json", rows):
                row.save()
                number += 1
        connection.check_constraints()
        _reset_counters()
    for name, data in files.items():
        target = settings.MEDIA_ROOT / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    return number


def _contents(source: Path) -> tuple[str, dict[str, bytes]]:
    """The rows, and the files by their path below MEDIA_ROOT. Only plain files inside the archive's own folder count."""
    try:
        with tarfile.open(source, "r:gz") as archive:
            found = {
                m.name: archive.extractfile(m)
                for m in archive.getmembers()
                if m.isfile() and ".." not in m.name.split("/")
            }
            data = {name: file.read() for name, file in found.items() if file is not None}
        rows = data[ROWS].decode("utf-8")
    except (tarfile.TarError, OSError, EOFError, KeyError, UnicodeDecodeError) as problem:
        raise Refusal("cli.no-backup", name=source.name) from problem
    return rows, {
        name.removeprefix(FILES + "/"): body for name, body in data.items() if name.startswith(FILES + "/")
    }


def _reset_counters() -> None:
    """PostgreSQL hands out numbers from counters of its own; they must stand after the last row."""
    from django.apps import apps
    from django.core.management.color import no_style

    statements = connection.ops.sequence_reset_sql(no_style(), list(apps.get_models()))
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
