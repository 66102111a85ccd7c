"""Makes the manual pages that come from the code: checks, readers, lights, scoring methods, packs of registers. `--check` only says whether they are up to date."""

import sys
from pathlib import Path

import yaml

from duban import messages
from duban.checks import all_checks, check_reading
from duban.checks.base import Check
from duban.facts import read
from duban.facts.names import indicators
from duban.facts.readers import Reader, all_readers
from duban.flow.life import LIT, STATES, moves
from duban.lights import COLUMNS
from duban.lights.rules import shipped_sources
from duban.review import Rule, all_rules
from duban.scoring import Method, all_methods, shipped_schemes
from duban.scoring.method import Parameter
from duban_web.registers.packs import PACKS, of_pack

CASES = Path(__file__).parents[1] / "tests" / "duban" / "checks"
FOLDER = Path(__file__).parent / "manual"
MADE = "<!-- Made by docs/generate.py from the code. Change the docstring, not this page. -->\n\n"


def checks() -> str:
    """The list of all checks, each with a page of its own."""
    rows = "\n".join(
        f"| [{messages.text(f'check.{check.code}.name')}](checks/{check.code}.md) | `{check.code}` | {check.manual.strip().splitlines()[0]} |"
        for check in all_checks()
    )
    return (
        "# Checks\n\nEvery printed figure stands for an interval: 41.6 is [41.55, 41.65]. A relation holds if the intervals can satisfy it,\n"
        "breaks if they cannot, and is left alone if a figure is missing.\n\n| check | code | what must hold |\n| --- | --- | --- |\n"
        + rows
        + "\n"
    )


def one_check(check: Check) -> str:
    """The page of a check: what its file says, and one of its cases with the finding that it gives."""
    name, code = messages.text(f"check.{check.code}.name"), check.code
    cases = yaml.safe_load((CASES / f"{code}.yaml").read_text("utf-8"))
    text = next(case["text"] for case in cases if any(said.startswith("breaks") for said in case["says"]))
    found = next(f for f in check_reading(read(text)) if f.code == code and f.verdict == "breaks")
    example = f"```text\n{text.strip()}\n```\n\n> {found.sentence()}\n>\n> {found.sentence('en')}"
    return (
        f"# {name} `{code}`\n\n{_spaced(check.manual)}\n\n## A case\n\n{example}\n\nCode: `src/duban/checks/{code}.py`; cases: "
        f"`tests/duban/checks/{code}.yaml`. [All checks](../checks.md)\n"
    )


def _spaced(manual: str) -> str:
    """The wrong example and the right one on lines of their own."""
    return manual.strip().replace("\nRight:", "\n\nRight:").replace("\nWrong:", "\n\nWrong:")


def readers() -> str:
    """The list of phrase families in the order in which they are asked, each with a page of its own."""
    rows = "\n".join(
        f"| [{reader.name}](readers/{reader.name}.md) | {'、'.join(sorted(reader.shapes))} | {reader.manual.strip().splitlines()[0]} |"
        for reader in all_readers()
    )
    return (
        "# Readers\n\nA reader looks at one number in its clause. The first that claims it names its measure; the lexicon of "
        f"{len(indicators())} standard\nindicators (`src/duban/facts/lexicon/indicators.toml`) names what is measured. In this order:\n\n"
        "| reader | looks at | finds |\n| --- | --- | --- |\n" + rows + "\n"
    )


def one_reader(reader: Reader) -> str:
    """The page of a reader."""
    return f"# Reader `{reader.name}`\n\n{_spaced(reader.manual)}\n\nCode: `src/duban/facts/readers/{reader.name}.py`; cases: `tests/duban/readers/{reader.name}.yaml`. [All readers](../readers.md)\n"


def lights() -> str:
    """Columns and the default rules."""
    rows = "\n".join(
        f"| `{name}` | {messages.text(f'column.{name}')} | {messages.text(f'column.{name}', language='en')} |"
        for name in COLUMNS
    )
    sets = "\n".join(f"## `{name}`\n\n```toml\n{source}```\n" for name, source in shipped_sources().items())
    return (
        "# Light rules\n\nA rule set is TOML. From top to bottom, the first `[[light]]` whose `when` holds is lit. `when` is an SQL expression over these\n"
        "columns of a task-day; none is ever null, and percentages are rounded to 0.1 before they are compared.\n\n"
        f"| column | 含义 | meaning |\n| --- | --- | --- |\n{rows}\n\nThese sets ship; the first is what a campaign begins with.\n\n{sets}"
    )


def life() -> str:
    """The table of states and moves, as a picture and as rows."""
    words = {state: messages.text(f"state.{state}") for state in STATES}
    arrows = "\n".join(
        f"    {source} --> {move.target}: {messages.text(f'life.moves.{move.code}')}"
        for move in moves()
        for source in move.sources
    )
    names = "\n".join(f"    {state}: {words[state]}" for state in STATES)
    rows = "\n".join(
        f"| {messages.text(f'life.moves.{m.code}')} `{m.code}` | {'、'.join(words[s] for s in m.sources)} | {words[m.target]} | "
        f"{'、'.join(messages.text(f'life.by.{part}') for part in sorted(m.by))} | {'yes' if m.needs_reason else ''} | {'yes' if m.needs_complete else ''} |"
        for m in moves()
    )
    lit = "、".join(words[state] for state in STATES if state in LIT)
    return (
        "# The life of a task\n\nOne table (`src/duban/flow/task_life.toml`) says from where to where, by whom, and whether a reason must be given. "
        f"A task has a light while it is {lit}; while its closure is asked for and verified it is judged as on the day of the claim.\n\n"
        f"```mermaid\nstateDiagram-v2\n{names}\n    [*] --> draft\n{arrows}\n```\n\n"
        f"| move | from | to | by | reason | only at 100 % |\n| --- | --- | --- | --- | --- | --- |\n{rows}\n"
    )


def rules() -> str:
    """The list of the rules of the review, each with a page of its own."""
    rows = "\n".join(
        f"| [{messages.text(f'review.names.{rule.code}')}](review/{rule.code}.md) | `{rule.code}` | {rule.manual.strip().splitlines()[0]} |"
        for rule in all_rules()
    )
    return (
        "# Review of figures\n\nBefore figures of many regions and periods count, they are held against one another. What does not hold *must be corrected* or *may stand with an\n"
        "explanation*. In each broken relation the figure with the most against it is the suspect.\n\n| rule | code | what must hold |\n| --- | --- | --- |\n"
        f"{rows}\n"
    )


def one_rule(rule: Rule) -> str:
    """The page of a rule."""
    return (
        f"# {messages.text(f'review.names.{rule.code}')} `{rule.code}`\n\n{_spaced(rule.manual)}\n\nCode: `src/duban/review/rules/{rule.code}.py`; cases: "
        f"`tests/duban/review/{rule.code}.yaml`. [All rules](../review.md)\n"
    )


def methods() -> str:
    """The list of scoring methods, each with a page of its own, and the schemes that ship."""
    rows = "\n".join(
        f"| [{messages.text(f'method.{code}.name')}](methods/{code}.md) | `{code}` | {method.manual.strip().splitlines()[0]} | {'、'.join(method.directions)} | {'、'.join(method.needs) or '—'} |"
        for code, method in all_methods().items()
    )
    schemes = "\n".join(
        f"## `{name}`\n\n```toml\n{source}```\n" for name, source in shipped_schemes().items()
    )
    return (
        "# Scoring methods\n\nAn item of a scheme names one of these. What it needs beside the value stands in the last column; how a scheme is written, in "
        "[assessment](assessment.md).\n\n| method | code | what it does | directions | needs |\n| --- | --- | --- | --- | --- |\n"
        f"{rows}\n\nThese schemes ship, to begin from.\n\n{schemes}"
    )


def one_method(method: Method) -> str:
    """The page of a method: what its file says, and its parameters."""
    rows = "\n".join(
        f"| `{name}` | {takes(one)} | {'must be given' if one.default is None else plain_default(one.default)} |"
        for name, one in method.parameters.items()
    )
    name = messages.text(f"method.{method.code}.name")
    return (
        f"# {name} `{method.code}`\n\n{method.manual.strip()}\n\n| parameter | takes | default |\n| --- | --- | --- |\n{rows}\n\n"
        f"Code: `src/duban/scoring/methods/{method.code}.py`; cases: `tests/duban/scoring/{method.code}.yaml`. [All methods](../methods.md)\n"
    )


def takes(one: Parameter) -> str:
    """What a parameter may be: a number, steps, a switch, or one of some words."""
    words = " or ".join(f"`{word}`" for word in one.words)
    return words if one.takes == "word" and words else f"{one.takes} or {words}" if words else str(one.takes)


def plain_default(value: object) -> str:
    """A default as a scheme would write it."""
    return {"False": "false", "()": "[]", "": '""'}.get(str(value), str(value))


def presets_of(pack: str) -> str:
    """The page of a pack: what each register is for, its fields, states and figures."""
    parts = [
        f"# {messages.text(f'register.packs.{pack}')}\n\nHow a register is written: [registers](../registers.md). [All packs](../packs.md)\n"
    ]
    for one in of_pack(pack):
        fields = "、".join(f.name + ("（个人信息）" if f.is_personal else "") for f in one.fields)
        figures = "、".join(rollup.name for rollup in one.rollups)
        states = " → ".join(state.name for state in one.states)
        parts.append(
            f"## {one.name} `{one.code}`\n\n{one.about}\n\n- fields: {fields}\n- states: {states}\n- figures: {figures}\n- mechanisms: {', '.join(one.systems)}\n\n"
            f"`src/duban_web/registers/presets/{pack}/{one.code}.toml`\n"
        )
    return "\n".join(parts)


def packs() -> str:
    """The list of packs."""
    rows = "\n".join(
        f"| [{messages.text(f'register.packs.{pack}')}](packs/{pack}.md) | {len(of_pack(pack))} | {'、'.join(one.name for one in of_pack(pack))} |"
        for pack in PACKS
    )
    return f"# Packs of registers\n\n| pack | registers | |\n| --- | --- | --- |\n{rows}\n"


def pages() -> dict[str, str]:
    """Every generated page by its path below the manual."""
    return {
        "checks.md": checks(),
        "readers.md": readers(),
        "lights.md": lights(),
        "task_life.md": life(),
        "review.md": rules(),
        **{f"review/{rule.code}.md": one_rule(rule) for rule in all_rules()},
        "packs.md": packs(),
        **{f"packs/{pack}.md": presets_of(pack) for pack in PACKS},
        "methods.md": methods(),
        **{f"methods/{code}.md": one_method(method) for code, method in all_methods().items()},
        **{f"checks/{check.code}.md": one_check(check) for check in all_checks()},
        **{f"readers/{reader.name}.md": one_reader(reader) for reader in all_readers()},
    }


def main() -> int:
    """Write the pages, or say which are out of date."""
    stale = []
    for name, words in pages().items():
        path, text = FOLDER / name, MADE + words
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists() or path.read_text("utf-8") != text:
            stale.append(name)
            if "--check" not in sys.argv:
                path.write_text(text, "utf-8")
    if "--check" in sys.argv and stale:
        print(f"out of date: {', '.join(stale)}; run make docs")  # noqa: T201
        return 1
    return 0


sys.exit(main())
