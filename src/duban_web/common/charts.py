"""One chart specification for page, print and Word: Altair, drawn on the server, kept by content in DUBAN_DATA/charts."""

import functools
import hashlib
import importlib.metadata
from pathlib import Path
from typing import Any

import altair as alt
import vl_convert
from django.conf import settings

FACE = "Noto Sans CJK SC, Source Han Sans SC, Microsoft YaHei, PingFang SC, sans-serif"
FONT_PACKAGE = "mplfonts"
FONT_FILE = "NotoSansCJKsc-Regular.otf"
SCALE = 3


@functools.cache
def _with_fonts() -> None:
    """Let the drawing see the CJK face of the font package, if it is installed."""
    folder = font_folder()
    if folder is not None:
        vl_convert.register_font_directory(str(folder))


def font_folder() -> Path | None:
    """A folder that holds only the CJK face: a link into the font package, else None."""
    try:
        packaged = importlib.metadata.files(FONT_PACKAGE) or []
    except importlib.metadata.PackageNotFoundError:
        return None
    found = next((Path(str(f.locate())) for f in packaged if f.name == FONT_FILE), None)
    if found is None or not found.exists():
        return None
    folder: Path = settings.CHART_CACHE / "fonts"
    folder.mkdir(parents=True, exist_ok=True)
    link = folder / FONT_FILE
    if not link.exists():
        link.symlink_to(found)
    return folder


def draw(chart: alt.TopLevelMixin, kind: str) -> bytes:
    """A chart as `svg`, `png` or `pdf`; the same chart is drawn once."""
    source = chart.configure(font=FACE).configure_view(strokeWidth=0).to_json()
    folder: Path = settings.CHART_CACHE
    folder.mkdir(parents=True, exist_ok=True)
    kept = folder / f"{hashlib.sha256(source.encode()).hexdigest()}.{kind}"
    if kept.exists():
        return kept.read_bytes()
    _with_fonts()
    drawn = _draw(source, kind)
    fresh = kept.with_suffix(f".{kind}.new")
    fresh.write_bytes(drawn)
    fresh.replace(kept)
    return drawn


def _draw(source: str, kind: str) -> bytes:
    convert: Any = vl_convert
    if kind == "svg":
        return str(convert.vegalite_to_svg(source)).encode()
    if kind == "pdf":
        return bytes(convert.vegalite_to_pdf(source))
    return bytes(convert.vegalite_to_png(source, scale=SCALE))
