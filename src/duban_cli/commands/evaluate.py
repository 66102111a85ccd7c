"""duban evaluate"""

import datetime as dt
import json
import sys
from pathlib import Path

import click

from duban.evaluation import PlanScore, Score, score, score_plan
from duban.facts import Context, read
from duban.plans import read_plan, task_as_json
from duban_cli.errors import Refusal
from duban_cli.papers import fact_row


@click.command()
@click.argument("gold_dir", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), help="Write what was read to DIR/NAME.json."
)
@click.option(
    "--plans",
    is_flag=True,
    help="The folder holds plan documents with their tasks, not reports with their figures.",
)
def command(gold_dir: Path, out: Path | None, *, plans: bool) -> None:
    """Read every NAME.txt of a folder that has an annotation NAME.json, and print the scores.

    \b
    Example: duban evaluate tests/corpus/reading --out /tmp/read
    """
    names = [path for path in sorted(gold_dir.glob("*.json")) if path.with_suffix(".txt").exists()]
    if not names:
        raise Refusal("cli.no-gold", name=str(gold_dir))
    if out:
        out.mkdir(parents=True, exist_ok=True)
    if plans:
        _plans(names, out)
        return
    whole = Score()
    with click.progressbar(names, file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:
        for path in bar:
            one = _one(path, out)
            if one is not None:
                whole.add(one)
                click.echo(_line(path.stem, one))
    click.echo(_line("ALL", whole))
    for name in ("period", "region", "base", "scope"):
        click.echo(f"  {name:8} {whole.right(name):.3f}")


def _plans(names: list[Path], out: Path | None) -> None:
    whole = PlanScore()
    for path in names:
        gold = json.loads(path.read_text("utf-8"))
        if "tasks" not in gold:
            continue
        published = dt.date.fromisoformat(gold["published"]) if gold.get("published") else None
        reading = read_plan(path.with_suffix(".txt").read_text("utf-8"), published=published)
        rows = [task_as_json(task) for task in reading.tasks]
        if out:
            (out / path.name).write_text(json.dumps({"tasks": rows}, ensure_ascii=False, indent=1), "utf-8")
        one = score_plan(gold["tasks"], rows)
        click.echo(f"{path.stem:10} tasks F1 {one.f1('task'):.3f}")
        whole.add(one)
    for name in ("task", "lead_leader", "lead_units", "units", "deadline", "recurring", "targets"):
        click.echo(f"ALL {name:12} F1 {whole.f1(name):.3f}")


def _one(path: Path, out: Path | None) -> Score | None:
    gold = json.loads(path.read_text("utf-8"))
    if "facts" not in gold:
        return None
    published = dt.date.fromisoformat(gold["published"]) if gold.get("published") else None
    reading = read(
        path.with_suffix(".txt").read_text("utf-8"), context=Context(published, gold.get("region"))
    )
    rows = [fact_row(fact) for fact in reading.facts]
    if out:
        (out / path.name).write_text(json.dumps({"facts": rows}, ensure_ascii=False, indent=1), "utf-8")
    return score(gold["facts"], rows, region=gold.get("region") or "")


def _line(name: str, one: Score) -> str:
    cells = [f"{name:10} gold {one.gold:5} read {one.read:5}"]
    for label, hits in (("figure", one.figures), ("fact", one.facts)):
        precision = hits / one.read if one.read else 0.0
        recall = hits / one.gold if one.gold else 0.0
        cells.append(f"{label} P {precision:.3f} R {recall:.3f} F1 {one.f1(hits):.3f}")
    return "  ".join(cells)
