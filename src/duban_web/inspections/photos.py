"""When and where a photo was taken, as its own data (EXIF) say."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import dataclass
from decimal import Decimal

from django.utils import timezone
from PIL import ExifTags, Image, UnidentifiedImageError


@dataclass(frozen=True, slots=True)
class Seen:
    """Time and place; None where they are not known."""

    at: dt.datetime | None = None
    latitude: Decimal | None = None
    longitude: Decimal | None = None


def seen_in(data: bytes) -> Seen | None:
    """From EXIF (DateTimeOriginal, GPS); None if the picture says nothing or is none that can be opened."""
    try:
        exif = Image.open(io.BytesIO(data)).getexif()
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
        return None
    at = _moment(exif.get_ifd(ExifTags.IFD.Exif).get(ExifTags.Base.DateTimeOriginal))
    gps = exif.get_ifd(ExifTags.IFD.GPSInfo)
    latitude = _degrees(gps.get(ExifTags.GPS.GPSLatitude), gps.get(ExifTags.GPS.GPSLatitudeRef) == "S")
    longitude = _degrees(gps.get(ExifTags.GPS.GPSLongitude), gps.get(ExifTags.GPS.GPSLongitudeRef) == "W")
    return Seen(at, latitude, longitude) if at or latitude else None


def _moment(words: object) -> dt.datetime | None:
    try:
        return timezone.make_aware(dt.datetime.strptime(str(words), "%Y:%m:%d %H:%M:%S"))  # noqa: DTZ007 EXIF has no zone
    except ValueError:
        return None


def _degrees(parts: object, is_negative: bool) -> Decimal | None:  # noqa: FBT001 two halves of one reading
    if not isinstance(parts, tuple) or len(parts) != 3:  # noqa: PLR2004 degrees, minutes, seconds
        return None
    degrees, minutes, seconds = (Decimal(str(float(part))) for part in parts)
    value = (degrees + minutes / 60 + seconds / 3600).quantize(Decimal("0.000001"))
    return -value if is_negative else value
