"""Papers too long to be read at once: a window of whole paragraphs after another, so that memory does not grow with the file."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from duban.facts.model import Reading
from duban.facts.reading import Context, read

SIZE = 1_000_000  # characters
HEAD = 800


@dataclass(frozen=True, slots=True)
class Window:
    """What was read from text[start:start + …]; offsets into the original count from `start`."""

    start: int
    reading: Reading


def read_windows(text: str, *, context: Context | None = None, size: int = SIZE) -> Iterator[Window]:
    """Read a text of any length, one window in memory at a time. A text shorter than a window is read as `read` reads it.

    What the first window says of the paper (its date, its place, its title) holds for the others too; a sentence is never cut, since
    windows end where paragraphs do. A line longer than a window is cut at a full stop, or where there is none, at the window's end.
    """
    known = context or Context()
    start = 0
    while start < len(text):
        end = _end(text, start, size)
        reading = read(text[start:end], context=known)
        yield Window(start, reading)
        if start == 0:
            known = _told_by(reading, known)
        start = end


def _end(text: str, start: int, size: int) -> int:
    if len(text) - start <= size:
        return len(text)
    for mark in ("\n", "。"):
        at = text.rfind(mark, start + size // 2, start + size)
        if at >= 0:
            return at + 1
    return start + size


def _told_by(first: Reading, known: Context) -> Context:
    return replace(
        known,
        published=known.published or first.dated,
        region=first.region,
        title=first.clean.text[:HEAD],
        period=known.period or first.period,
    )
