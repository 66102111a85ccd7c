"""Makes the manual pages that come from the code: checks, readers, lights. `--check` only says whether they are up to date."""

import sys
from pathlib import Path

from duban import messages
from duban.checks import all_checks
from duban.facts.names import indicators
from duban.facts.readers import all_readers
from duban.lights import COLUMNS
from duban.lights.rules import default_source

FOLDER = Path(__file__).parent / "manual"
MADE = "<!-- Made by docs/generate.py from the code. Change the docstring, not this page. -->\n\n"


def checks() -> str:
    """A section for each check."""
    parts = [
        f"## {messages.text(f'check.{check.code}.name')} `{check.code}`\n\n{_spaced(check.manual)}\n"
        for check in all_checks()
    ]
    head = "# Checks\n\nEvery printed figure stands for an interval: 41.6 is [41.55, 41.65]. A relation holds if the intervals can satisfy it,\nbreaks if they cannot, and is left alone if a figure is missing.\n\n"
    return head + "\n".join(parts)


def _spaced(manual: str) -> str:
    """The wrong example and the right one on lines of their own."""
    return manual.strip().replace("\nRight:", "\n\nRight:").replace("\nWrong:", "\n\nWrong:")


def readers() -> str:
    """A section for each phrase family."""
    parts = [f"## `{reader.name}`\n\n{_spaced(reader.manual)}\n" for reader in all_readers()]
    head = f"# Readers\n\nA reader looks at one number in its clause. The first that claims it names its measure; the lexicon of {len(indicators())} standard\nindicators (`src/duban/facts/lexicon/indicators.toml`) names what is measured. In this order:\n\n"
    return head + "\n".join(parts)


def lights() -> str:
    """Columns and the default rules."""
    rows = "\n".join(
        f"| `{name}` | {messages.text(f'column.{name}')} | {messages.text(f'column.{name}', language='en')} |"
        for name in COLUMNS
    )
    return f"# Light rules\n\nA rule set is TOML. From top to bottom, the first `[[light]]` whose `when` holds is lit. `when` is an SQL expression over these\ncolumns of a task-day; none is ever null, and percentages are rounded to 0.1 before they are compared.\n\n| column | 含义 | meaning |\n| --- | --- | --- |\n{rows}\n\nThe default rule set:\n\n```toml\n{default_source()}```\n"


PAGES = {"checks.md": checks, "readers.md": readers, "lights.md": lights}


def main() -> int:
    """Write the pages, or say which are out of date."""
    FOLDER.mkdir(exist_ok=True)
    stale = []
    for name, make in PAGES.items():
        path, text = FOLDER / name, MADE + make()
        if not path.exists() or path.read_text("utf-8") != text:
            stale.append(name)
            if "--check" not in sys.argv:
                path.write_text(text, "utf-8")
    if "--check" in sys.argv and stale:
        print(f"out of date: {', '.join(stale)}; run make docs")  # noqa: T201
        return 1
    return 0


sys.exit(main())
