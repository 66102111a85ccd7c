"""Files that come alone or in a zip, also one packed on Chinese Windows."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from duban_files.package import check_package

HIDDEN = ("__MACOSX", ".")
UTF8_NAME = 0x800


@dataclass(frozen=True, slots=True)
class Sent:
    """A file as it was sent."""

    name: str
    data: bytes


def count(sent: Sent) -> int:
    """How many files it stands for.

    Raises:
        FileError: a zip that is broken, encrypted, or unpacks to far too much.
    """
    if not _is_zip(sent):
        return 1
    check_package(sent.data, name=sent.name, part=None)
    with zipfile.ZipFile(io.BytesIO(sent.data)) as package:
        return len(_entries(package))


def unpacked(sent: Sent) -> Iterator[Sent]:
    """The files of a zip, one at a time; any other file is itself."""
    if not _is_zip(sent):
        yield sent
        return
    with zipfile.ZipFile(io.BytesIO(sent.data)) as package:
        for entry in _entries(package):
            yield Sent(PurePosixPath(_name(entry)).name, package.read(entry))


def _is_zip(sent: Sent) -> bool:
    return PurePosixPath(sent.name).suffix.lower() == ".zip"


def _entries(package: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """What a zip holds, without folders and what systems leave in it."""
    return [
        entry
        for entry in package.infolist()
        if not entry.is_dir()
        and not any(part.startswith(HIDDEN) for part in PurePosixPath(_name(entry)).parts)
    ]


def _name(entry: zipfile.ZipInfo) -> str:
    """Zips made on Chinese Windows write their names in GBK without saying so."""
    if entry.flag_bits & UTF8_NAME:
        return entry.filename
    try:
        return entry.filename.encode("cp437").decode("gb18030")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return entry.filename
