"""Pages to look at: a PDF's page as a picture, and where on it some words stand. Word files become PDF through LibreOffice."""

import io
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePath

import pypdfium2

from duban_files.errors import FileError
from duban_files.old_formats import converted_by_libreoffice

WORDS = {".docx", ".doc", ".wps", ".rtf"}
WIDTH = 1000  # pixels
SPACE = re.compile(r"\s+")
LEAST = 4  # characters: shorter words stand everywhere on a page


@dataclass(frozen=True, slots=True)
class Box:
    """A stretch of a line, as shares of the page's width and height from its upper left corner."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Found:
    """Where words stand: the page from 1, its width over its height, and a box for each line; no boxes where only the page is known."""

    page: int
    ratio: float
    boxes: tuple[Box, ...]


def as_pdf(data: bytes, *, name: str) -> bytes | None:
    """The file as a PDF to look at; None for kinds that have no pages, or where LibreOffice cannot do it."""
    kind = PurePath(name).suffix.lower()
    if kind == ".pdf":
        return data
    if kind not in WORDS:
        return None
    try:
        return converted_by_libreoffice(data, name=name, kind=kind, to="pdf")
    except FileError:
        return None


def page_picture(data: bytes, number: int) -> bytes | None:
    """A page, from 1, as PNG; None where there is no such page."""
    document = pypdfium2.PdfDocument(data)
    try:
        if not 1 <= number <= len(document):
            return None
        page = document[number - 1]
        picture = page.render(scale=WIDTH / page.get_width()).to_pil()
        file = io.BytesIO()
        picture.convert("P", colors=64).save(file, "PNG", optimize=True)
        return file.getvalue()
    finally:
        document.close()


def locate(data: bytes, words: str, *, figure: str = "", hint: int = 1) -> Found | None:
    """Where a quotation stands, looked for on the hinted page first; `figure` are the words in it to mark.

    Blanks and line ends do not count. None for a file without pages.
    """
    document = pypdfium2.PdfDocument(data)
    try:
        order = sorted(range(len(document)), key=lambda number: (abs(number - hint + 1), number))
        wanted = SPACE.sub("", words)
        for number in order:
            characters = _characters(data, number)
            at = "".join(characters.text).find(wanted) if len(wanted) >= LEAST else -1
            if at < 0:
                continue
            inner = wanted.rfind(SPACE.sub("", figure)) if figure else 0
            start = at + max(inner, 0)
            end = start + len(SPACE.sub("", figure)) if figure and inner >= 0 else at + len(wanted)
            return Found(number + 1, characters.ratio, _lines(characters.boxes[start:end]))
        page = min(max(hint, 1), len(document)) if len(document) else 0
        return Found(page, _characters(data, page - 1).ratio, ()) if page else None
    finally:
        document.close()


@dataclass(frozen=True, slots=True)
class _Page:
    text: tuple[str, ...]
    boxes: tuple[Box, ...]
    ratio: float


@lru_cache(64)
def _characters(data: bytes, number: int) -> _Page:
    """The characters of a page without blanks, each with its box."""
    document = pypdfium2.PdfDocument(data)
    try:
        page = document[number]
        width, height = page.get_width(), page.get_height()
        layer = page.get_textpage()
        text, boxes = [], []
        for index, char in enumerate(layer.get_text_range()):
            if char.isspace() or index >= layer.count_chars():
                continue
            left, bottom, right, top = layer.get_charbox(index)
            text.append(char)
            boxes.append(Box(left / width, 1 - top / height, (right - left) / width, (top - bottom) / height))
        return _Page(tuple(text), tuple(boxes), width / height)
    finally:
        document.close()


def _lines(boxes: tuple[Box, ...]) -> tuple[Box, ...]:
    """One box for the characters of each line."""
    lines: list[list[Box]] = []
    for box in boxes:
        if lines and _is_beside(_around(lines[-1]), box):
            lines[-1].append(box)
        else:
            lines.append([box])
    return tuple(_around(line) for line in lines)


def _is_beside(line: Box, box: Box) -> bool:
    """On the same line: it overlaps it from top to bottom, and stands to its right."""
    return box.top < line.top + line.height and box.top + box.height > line.top and box.left >= line.left


def _around(line: list[Box]) -> Box:
    left, top = min(b.left for b in line), min(b.top for b in line)
    right, bottom = max(b.left + b.width for b in line), max(b.top + b.height for b in line)
    return Box(left, top, right - left, bottom - top)
