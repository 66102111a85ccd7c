"""Checks on an office file before it is opened: what it really is, and whether it unpacks to a sane size."""

import io
import zipfile

from duban_files.errors import BrokenFileError, EncryptedFileError, OldFormatError, TooLargeError

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
MEGABYTE = 1024 * 1024
LARGEST_UNPACKED = 400 * MEGABYTE
LARGEST_RATIO = 200
SMALL = 10 * MEGABYTE


def check_package(data: bytes, *, name: str, part: str | None) -> None:
    """See that the bytes are an Office Open XML file that holds `part` (word/document.xml, xl/workbook.xml); any zip for None.

    Raises:
        EncryptedFileError, OldFormatError, BrokenFileError, TooLargeError: with the file's name.
    """
    if data.startswith(OLE):
        raise (EncryptedFileError if ENCRYPTED in data else OldFormatError)(name=name)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            entries = package.infolist()
    except zipfile.BadZipFile as problem:
        raise BrokenFileError(name=name) from problem
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > LARGEST_UNPACKED or any(_is_bomb(entry) for entry in entries):
        raise TooLargeError(name=name, size=unpacked // MEGABYTE, limit=LARGEST_UNPACKED // MEGABYTE)
    if any(entry.flag_bits & 1 for entry in entries):
        raise EncryptedFileError(name=name)
    if part is not None and part not in {entry.filename for entry in entries}:
        raise BrokenFileError(name=name)


def _is_bomb(entry: zipfile.ZipInfo) -> bool:
    return entry.file_size > SMALL and entry.file_size > LARGEST_RATIO * max(1, entry.compress_size)
