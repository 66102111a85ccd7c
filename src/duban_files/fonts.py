"""Which type faces a document asks for and which it was printed with: 方正小标宋 and 仿宋_GB2312 are licensed, and a server seldom has them."""

from __future__ import annotations

import ctypes
import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as ET

import pypdfium2
import pypdfium2.raw as pdfium

from duban_files.errors import BrokenFileError

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LONGEST_NAME = 256


@dataclass(frozen=True, slots=True)
class Faces:
    """The faces that a Word file names for Chinese, and those that stand in the PDF that was made of it."""

    asked: Sequence[str]
    printed: Sequence[str]

    @property
    def replaced(self) -> list[str]:
        """Asked for, but not printed: another face stands in its place."""
        printed = {_plain(name) for name in self.printed}
        return [name for name in self.asked if _plain(name) not in printed]


def faces_of(word: bytes, pdf: bytes) -> Faces:
    """What was asked and what was printed.

    Raises:
        BrokenFileError: one of the two cannot be read.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(word)) as package:
            root = ET.fromstring(package.read("word/document.xml"))  # noqa: S314 our own file, or one that was checked when it came in
    except (zipfile.BadZipFile, KeyError, ET.ParseError) as problem:
        raise BrokenFileError(name="docx") from problem
    found = {fonts.get(f"{WORD}eastAsia") for fonts in root.iter(f"{WORD}rFonts")}
    return Faces(sorted(name for name in found if name), sorted(_printed(pdf)))


def _printed(data: bytes) -> set[str]:
    """The faces of all text objects; a subset's six letters (ABCDEF+) are left out."""
    found: set[str] = set()
    with pypdfium2.PdfDocument(data) as pdf:
        for page in pdf:
            for one in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT], max_depth=3):
                name = _name(pdfium.FPDFTextObj_GetFont(one.raw))
                if name:
                    found.add(name.rpartition("+")[2])
    return found


def _name(font: pdfium.FPDF_FONT) -> str:
    words = ctypes.create_string_buffer(LONGEST_NAME)
    pdfium.FPDFFont_GetBaseFontName(font, words, LONGEST_NAME)
    return words.value.decode("utf-8", "replace")


def _plain(name: str) -> str:
    return name.lower().replace(" ", "").replace("-", "").replace("_", "").removesuffix("regular")
