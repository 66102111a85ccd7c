"""Write the hashed requirements anew: exact versions and hashes, no download addresses."""

import re
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
HEADER = "# Made by `make lock` from pyproject.toml; exact versions with hashes.\n"


def compile_lock(name: str, source: str, *arguments: str) -> None:
    """One file."""
    command = [
        sys.executable,
        "-m",
        "uv",
        "pip",
        "compile",
        "--quiet",
        "--generate-hashes",
        "--universal",
        "--no-header",
        "--no-annotate",
        "--python-version",
        "3.11",
        *arguments,
        source,
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=HERE.parent)
    kept = [
        line
        for line in done.stdout.splitlines()
        if not re.match(r"\s*(--(extra-)?index-url|--find-links|#)", line)
    ]
    (HERE / f"{name}.txt").write_text(HEADER + "\n".join(kept) + "\n")


compile_lock("web", "pyproject.toml", "--extra", "web")
compile_lock("test", "pyproject.toml", "--extra", "web", "--extra", "test")
compile_lock("bench", "pyproject.toml", "--extra", "web", "--extra", "test", "--extra", "bench")
compile_lock("fuzz", "requirements/fuzz.in", "--no-deps")
compile_lock("fonts", "requirements/fonts.in", "--no-deps")
