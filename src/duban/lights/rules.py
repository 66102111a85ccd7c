"""Light rules are data: a TOML rule set whose conditions are SQL expressions over the named columns of a task-day."""

import hashlib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

import polars as pl

# Every column is never null. What a missing value becomes stands in the comment.
COLUMNS: Mapping[str, pl.DataType] = {
    "planned": pl.Float64(),  # planned progress in percent; 0 without dates
    "actual": pl.Float64(),  # progress of the last accepted report in percent; 0 without one
    "lag_points": pl.Float64(),  # planned less actual, never below 0
    "overdue_workdays": pl.Int64(),  # working days since the deadline; 0 before it or without one
    "worst_milestone_overdue_workdays": pl.Int64(),  # of the open milestones; 0 without any
    "silent_workdays": pl.Int64(),  # since the last report, else since the start; 0 before the start
    "remaining_workdays": pl.Int64(),  # to the deadline; 9999 without one, 0 after it
    "blocked": pl.Boolean(),  # the unit's own last word; FALSE without one
    "missed_periods": pl.Int64(),  # periods of a recurring duty that are over and not made good; 0 without any
    "made_good_late": pl.Boolean(),  # the last period was made good after its day, and the next one is not over yet
}
OR = re.compile(r"\s+OR\s+", re.IGNORECASE)
COLOURS = ("red", "orange", "yellow", "blue", "green")


class RuleError(ValueError):
    """A rule set that cannot be used; `code` names the message, `fields` fill it in."""

    def __init__(self, code: str, **fields: object) -> None:
        super().__init__(code, fields)
        self.code = f"rule.{code}"
        self.fields = fields


@dataclass(frozen=True, slots=True)
class LightRule:
    """A colour and when it is lit. The first rule that holds wins."""

    colour: str
    when: str

    @property
    def terms(self) -> tuple[str, ...]:
        """The parts of the condition of which any one suffices."""
        return tuple(part.strip() for part in OR.split(self.when)) if _flat(self.when) else (self.when,)

    def columns(self, term: str | None = None) -> tuple[str, ...]:
        """The named columns in the condition or in one of its terms."""
        words = re.findall(r"[a-z_]+", term or self.when)
        return tuple(dict.fromkeys(word for word in words if word in COLUMNS))


@dataclass(frozen=True, slots=True)
class RuleSet:
    """Rules in order, with a version that changes when any of them does."""

    name: str
    lights: tuple[LightRule, ...]

    @property
    def version(self) -> str:
        """Eight hexadecimal digits of what the rules say."""
        words = "\n".join(f"{rule.colour}:{rule.when}" for rule in self.lights)
        return hashlib.sha256(words.encode()).hexdigest()[:8]


def _flat(condition: str) -> bool:
    return "(" not in condition


@lru_cache(maxsize=64)
def parse_rules(source: str) -> RuleSet:
    """Read and prove a rule set; the same words are proved once.

    Raises:
        RuleError: not TOML, no rules, an unknown colour or column, or a condition that is no condition.
    """
    try:
        table = tomllib.loads(source)
    except tomllib.TOMLDecodeError as problem:
        raise RuleError("not-toml", problem=str(problem)) from problem
    rows = table.get("light")
    if not isinstance(rows, list) or not rows:
        raise RuleError("empty")
    rules = tuple(LightRule(str(row.get("colour", "")), str(row.get("when", ""))) for row in rows)
    empty = pl.DataFrame(schema=dict(COLUMNS))
    for rule in rules:
        _prove(rule, empty)
    return RuleSet(str(table.get("name", "")), rules)


def _prove(rule: LightRule, empty: pl.DataFrame) -> None:
    if rule.colour not in COLOURS:
        raise RuleError("unknown-colour", colour=rule.colour, known=", ".join(COLOURS))
    try:
        result = empty.select(pl.sql_expr(rule.when).alias("lit"))
    except pl.exceptions.ColumnNotFoundError as problem:
        unknown = [
            w
            for w in re.findall(r"[A-Za-z_]+", rule.when)
            if w not in COLUMNS and w.upper() not in {"OR", "AND", "NOT", "TRUE", "FALSE"}
        ]
        raise RuleError(
            "unknown-column", column=", ".join(unknown), when=rule.when, known=", ".join(COLUMNS)
        ) from problem
    except pl.exceptions.PolarsError as problem:
        raise RuleError("no-condition", when=rule.when, problem=str(problem).partition("\n")[0]) from problem
    if result.schema["lit"] != pl.Boolean():
        raise RuleError("no-condition", when=rule.when, problem=str(result.schema["lit"]))


@cache
def default_rules() -> RuleSet:
    """The hundred-day campaign's: red for what is not done in time, yellow for what is obstructed, green for the rest."""
    return parse_rules(default_source())


def default_source() -> str:
    """The default rule set as TOML, for a campaign to begin with."""
    return shipped_sources()["hundred_days"]


@cache
def shipped_sources() -> Mapping[str, str]:
    """Every rule set that ships, as TOML, by the name of its file."""
    folder = files("duban.lights").joinpath("rule_sets")
    paths = sorted(folder.iterdir(), key=lambda path: path.name)
    return {
        path.name.removesuffix(".toml"): path.read_text("utf-8")
        for path in paths
        if path.name.endswith(".toml")
    }
