"""The house rules that no other tool knows: sizes of files and functions, no path of a machine, a page for every decision."""

import ast
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
LINK = re.compile(r"\]\(([^)\s]+)\)")
LONGEST_FILE, LONGEST_FUNCTION = 400, 40
# a name and its reason; an exception without a reason is no exception
EXCEPTIONS: dict[str, str] = {}


def tracked(*patterns: str) -> list[Path]:
    """Files that git knows."""
    done = subprocess.run(
        ["git", "ls-files", *patterns], capture_output=True, text=True, check=True, cwd=ROOT
    )
    return [ROOT / line for line in done.stdout.splitlines() if (ROOT / line).exists()]


def long_files() -> list[str]:
    """Python files beyond the limit."""
    sizes = {
        path: len(path.read_text("utf-8").splitlines())
        for path in tracked("*.py")
        if "migrations" not in path.parts
    }
    return [
        f"{path.relative_to(ROOT)}: {n} lines"
        for path, n in sizes.items()
        if n > LONGEST_FILE and str(path.relative_to(ROOT)) not in EXCEPTIONS
    ]


def long_functions() -> list[str]:
    """Functions of the sources beyond the limit."""
    found = []
    for path in tracked("src/*.py"):
        if "migrations" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if (
                isinstance(node, ast.FunctionDef)
                and (node.end_lineno or 0) - node.lineno + 1 > LONGEST_FUNCTION
            ):
                name = f"{path.relative_to(ROOT)}:{node.name}"
                if name not in EXCEPTIONS:
                    found.append(f"{name}: {(node.end_lineno or 0) - node.lineno + 1} lines")
    return found


def foreign_addresses() -> list[str]:
    """Scripts, styles or packages that would be loaded from elsewhere, in templates and lock files."""
    files = tracked("src/*.html", "src/*.css", "requirements/*.txt")
    return [
        f"{path.relative_to(ROOT)} names an address"
        for path in files
        if "http://" in (t := path.read_text("utf-8")) or "https://" in t
    ]


def broken_links() -> list[str]:
    """Links of the documentation to files that are not there."""
    found = []
    for path in tracked("*.md"):
        targets = (
            target for target in LINK.findall(path.read_text("utf-8")) if not target.startswith(("http", "#"))
        )
        found += [
            f"{path.relative_to(ROOT)}: no {t}"
            for t in targets
            if not (path.parent / t.partition("#")[0]).exists()
        ]
    return found


problems = broken_links() + long_files() + long_functions() + foreign_addresses()
print("\n".join(problems) or "the house is in order")  # noqa: T201
sys.exit(bool(problems))
