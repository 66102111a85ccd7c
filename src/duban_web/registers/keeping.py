"""Photos and files of a record."""

from __future__ import annotations

import hashlib
import io
from pathlib import PurePath
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from PIL import Image, UnidentifiedImageError

from duban.registers import Type
from duban_web.audit.operations import record
from duban_web.common.errors import NotYours, Refused
from duban_web.people.models import User
from duban_web.registers.models import Record, RecordFile
from duban_web.registers.operations import may_write, subject

LARGEST = 20 * 1024 * 1024
PICTURES = {"JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp"}
FILES = {".pdf", ".doc", ".docx", ".xls", ".xlsx", ".wps", ".et", ".txt", ".zip", ".jpg", ".jpeg", ".png"}


def proved(kind: Type, data: bytes, name: str) -> str:
    """The ending under which a file is kept.

    Raises:
        Refused: too large, no picture where one is asked for, or a kind of file that is not kept.
    """
    if len(data) > LARGEST:
        raise Refused("project-picture-large", name=name)
    if kind is Type.PHOTO:
        try:
            found = Image.open(io.BytesIO(data)).format or ""
        except (UnidentifiedImageError, OSError, Image.DecompressionBombError) as problem:
            raise Refused("project-no-picture", name=name) from problem
        if found not in PICTURES:
            raise Refused("project-no-picture", name=name)
        return PICTURES[found]
    ending = PurePath(name).suffix.lower()
    if ending not in FILES:
        raise Refused("register-file-kind", name=name, known="、".join(sorted(FILES)))
    return ending


@transaction.atomic
def keep(user: User | None, one: Record, files: dict[str, Any]) -> None:
    """Keep what was uploaded, each in its field; the same file again is kept once."""
    if not may_write(user, one.unit):
        raise NotYours
    definition = one.register.definition
    for code, file in files.items():
        data = file.read()
        ending = proved(definition.field(code).type, data, file.name)
        digest = hashlib.sha256(data).hexdigest()
        if one.files.filter(field=code, sha256=digest).exists():
            continue
        made = RecordFile(record=one, field=code, name=PurePath(file.name).name[:200], sha256=digest)
        made.file.save(f"{digest[:16]}{ending}", ContentFile(data), save=False)
        made.save()
        record(user, "photo", subject(one), before=None, after={"file": made.name})
