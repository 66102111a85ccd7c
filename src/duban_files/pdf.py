"""PDF to paragraphs with their page. A scanned page has no text layer, and says so; nothing is recognised from pictures."""

import re
from collections.abc import Iterator

import pypdfium2
from pypdfium2.raw import FPDF_ERR_PASSWORD

from duban_files.errors import BrokenFileError, EncryptedFileError, NoTextLayerError, TooLargeError

MOST_PAGES = 2000
ENDS = re.compile(r"[。！？!?；;：:]\s*$")
NEW_LINE = re.compile(
    r"^(?:\s{2,}|\u3000|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,3}[.．、](?!\d))"
)
# typesetters put a thin space between hanzi and digits
THIN = re.compile(r"(?<=[\u4e00-\u9fff，。；：、（]) (?=\d)|(?<=[\d%]) (?=[\u4e00-\u9fff，。；：、）])")
FULL_LINE = 0.75  # of the widest line, as it is printed
COMMAS = ("，", "、", ",", "（", "“")  # behind these the next line goes on, however short this one is
PAGE_NUMBER = re.compile(r"^\s*[-—–]?\s*\d{1,4}\s*[-—–]?\s*$")


def read_pdf(data: bytes, *, name: str) -> Iterator[tuple[str, str]]:
    """Each paragraph with its page: `第 3 页`.

    Raises:
        EncryptedFileError: it asks for a password.
        NoTextLayerError: no page holds text.
        BrokenFileError, TooLargeError: damaged, or of too many pages.
    """
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as problem:
        locked = getattr(problem, "err_code", None) == FPDF_ERR_PASSWORD or "password" in str(problem).lower()
        raise (EncryptedFileError if locked else BrokenFileError)(name=name) from problem
    try:
        if len(document) > MOST_PAGES:
            raise TooLargeError(name=name, size=len(document), limit=MOST_PAGES)
        pages = [_page(document, number) for number in range(len(document))]
    finally:
        document.close()
    if not any(text.strip() for text in pages):
        raise NoTextLayerError(name=name)
    for number, text in enumerate(pages, start=1):
        for paragraph in _paragraphs(text):
            yield f"第 {number} 页", paragraph


def _page(document: pypdfium2.PdfDocument, number: int) -> str:
    page = document[number]
    try:
        text = page.get_textpage()
        try:
            return THIN.sub("", str(text.get_text_range()).replace("\r\n", "\n").replace("\ufffe", ""))
        finally:
            text.close()
    finally:
        page.close()


def _width(line: str) -> int:
    """As printed: a hanzi is as wide as two digits."""
    return sum(2 if char > "\u2e7f" else 1 for char in line.rstrip())


def _paragraphs(text: str) -> Iterator[str]:
    """Lines that were broken by the width of the page are joined again."""
    lines = [line.rstrip() for line in text.split("\n") if line.strip() and not PAGE_NUMBER.match(line)]
    widest = max(map(_width, lines), default=0)
    held = ""
    for line in lines:
        if held and NEW_LINE.match(line):
            yield held
            held = ""
        held += line.strip() if held else line
        if ENDS.search(line) or (_width(line) < FULL_LINE * widest and not line.endswith(COMMAS)):
            yield held
            held = ""
    if held:
        yield held
