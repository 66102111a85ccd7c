"""Photos of the works: the same spot on two days shows what was built."""

from __future__ import annotations

import datetime as dt
import hashlib
import io

from django.core.files.base import ContentFile
from django.db import transaction
from PIL import Image, UnidentifiedImageError

from duban_web.audit.operations import record
from duban_web.common.errors import Refused
from duban_web.common.office import today
from duban_web.people.models import User
from duban_web.projects.models import Picture, Project
from duban_web.projects.operations import demand_report, locked, subject

ENDINGS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}
LARGEST = 20 * 1024 * 1024


@transaction.atomic
def keep_picture(user: User, one: Project, data: bytes, *, name: str, spot: str, on: dt.date, caption: str = "") -> Picture:  # fmt: skip
    """Keep a photo; the same photo again is not kept twice.

    Raises:
        Refused: no picture, too large, taken after today.
    """
    project = locked(one)
    demand_report(user, project)
    if on > today():
        raise Refused("procedure-future", on=on)
    if len(data) > LARGEST:
        raise Refused("project-picture-large", name=name)
    try:
        kind = Image.open(io.BytesIO(data)).format or ""
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError) as problem:
        raise Refused("project-no-picture", name=name) from problem
    if kind not in ENDINGS:
        raise Refused("project-no-picture", name=name)
    digest = hashlib.sha256(data).hexdigest()
    known = project.pictures.filter(sha256=digest).first()
    if known:
        return known
    made = Picture(
        project=project, spot=spot.strip()[:40], on=on, caption=caption.strip()[:120], sha256=digest
    )
    made.file.save(f"{digest[:16]}.{ENDINGS[kind]}", ContentFile(data), save=False)
    made.save()
    record(user, "photo", subject(project), before=None, after={"spot": made.spot, "on": on.isoformat()})
    return made
