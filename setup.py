"""Only for `make fast`: with DUBAN_COMPILE=1 the reader is compiled by mypyc into a wheel for this platform. Everything else stands in pyproject.toml."""

import os
from pathlib import Path

from setuptools import setup

LIBRARY = Path("src/duban")
FOLDERS = ("facts", "facts/readers", "text", "text/repair", "checks", "calendar")
# package files and what walks a package at import stay as they are; decode and readings gain nothing
PLAIN = {
    "__init__.py",
    "registry.py",
    "decode.py",
    "readings.py",
    "shifted.py",
    "eras.py",
    "suggest.py",
    "windows.py",
    "wording.py",
    "several.py",
}


def compiled() -> list[object]:
    """The extensions: none, unless they are asked for."""
    if os.environ.get("DUBAN_COMPILE") != "1":
        return []
    from mypyc.build import mypycify  # noqa: PLC0415 only there where it is asked for

    files = sorted(
        str(path) for folder in FOLDERS for path in (LIBRARY / folder).glob("*.py") if path.name not in PLAIN
    )
    return list(mypycify(["--ignore-missing-imports", "--config-file=", *files], opt_level="3"))


setup(ext_modules=compiled())
