"""Old Word, WPS and Excel files: .doc, .wps and .et through LibreOffice, where it is installed."""

import shutil
import subprocess
import tempfile
from pathlib import Path

from duban_files.errors import BrokenFileError, OldFormatError
from duban_files.package import OLE

CONVERTED = {".doc": "docx", ".wps": "docx", ".rtf": "docx", ".et": "xlsx"}
KNOWN = (OLE, b"{\\rtf")
LONGEST_WAIT = 90


def converted(data: bytes, *, name: str, kind: str) -> bytes:
    """The file as .docx or .xlsx. Macros do not run: LibreOffice opens documents of others without them.

    Raises:
        OldFormatError: LibreOffice is not installed; the sentence says how to save the file anew.
        BrokenFileError: LibreOffice could not read it either, or took too long.
    """
    if not data.startswith(KNOWN):
        raise BrokenFileError(name=name)
    return converted_by_libreoffice(data, name=name, kind=kind, to=CONVERTED[kind])


def converted_by_libreoffice(data: bytes, *, name: str, kind: str, to: str) -> bytes:
    """The file in another format, `pdf` or `docx`.

    Raises:
        OldFormatError, BrokenFileError: as `converted`.
    """
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise OldFormatError(name=name)
    with tempfile.TemporaryDirectory(prefix="duban-office-") as folder:
        source = Path(folder) / f"paper{kind}"
        source.write_bytes(data)
        profile = f"-env:UserInstallation=file://{folder}/profile"
        arguments = [
            program,
            profile,
            "--headless",
            "--norestore",
            "--convert-to",
            to,
            "--outdir",
            folder,
            str(source),
        ]
        try:
            subprocess.run(arguments, check=True, capture_output=True, timeout=LONGEST_WAIT)
        except (subprocess.SubprocessError, OSError) as problem:
            raise BrokenFileError(name=name) from problem
        made = source.with_suffix("." + to)
        if not made.exists():
            raise BrokenFileError(name=name)
        return made.read_bytes()
