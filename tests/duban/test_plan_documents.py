"""Plan documents become tasks: the annotated ones, the office's own files, and single sentences."""

import datetime as dt
import json
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

from duban.evaluation import PlanScore, score_plan
from duban.plans import (
    Goal,
    PlanTask,
    UnitRegister,
    plan_as_json,
    read_ledger,
    read_plan,
    records_as_json,
    task_as_json,
)
from duban_files.plan_file import read_csv, read_plan_file

FIELDS = ("task", "lead_leader", "lead_units", "units", "deadline", "recurring", "targets")


def whole(folder: Path, pattern: str) -> PlanScore:
    total = PlanScore()
    for path in sorted(folder.glob(pattern)):
        gold = json.loads(path.read_text("utf-8"))
        published = dt.date.fromisoformat(gold["published"]) if gold["published"] else None
        reading = read_plan(path.with_suffix(".txt").read_text("utf-8"), published=published)
        total.add(score_plan(gold["tasks"], [task_as_json(task) for task in reading.tasks]))
    return total


def below(total: PlanScore, floors: dict[str, float]) -> dict[str, float]:
    return {name: total.f1(name) for name in FIELDS if total.f1(name) < floors[name]}


def test_our_plan_documents_stay_above_their_floors(corpus):
    floors = tomllib.loads((corpus / "floors.toml").read_text("utf-8"))
    assert below(whole(corpus / "plans", "p*.json"), floors["our_plans"]) == {}


def test_the_public_plan_documents_stay_above_their_floors(corpus, public_corpus):
    floors = tomllib.loads((corpus / "floors.toml").read_text("utf-8"))
    assert below(whole(public_corpus / "plans", "p0[123].json"), floors["public_plans"]) == {}


def test_the_office_word_plan_reads_exactly(corpus):
    folder = corpus / "plans" / "files"
    file = read_plan_file((folder / "plan.docx").read_bytes(), name="plan.docx")
    read = plan_as_json(read_plan(file.text, tables=file.tables), file="plan.docx", numbered=file.numbered)
    assert read == json.loads((folder / "plan.docx.expected.json").read_text("utf-8"))


def test_the_office_csv_ledger_reads_exactly(corpus):
    folder = corpus / "plans" / "files"
    units = json.loads((folder / "units.json").read_text("utf-8"))
    register = UnitRegister(frozenset(units["units"]), units["aliases"], frozenset(units["collective"]))
    grid, decoded = read_csv((folder / "ledger_gbk.csv").read_bytes(), name="ledger_gbk.csv")
    read = records_as_json(
        read_ledger(grid, register=register), file="ledger_gbk.csv", encoding=decoded.encoding
    )
    assert read == json.loads((folder / "ledger_gbk.csv.expected.json").read_text("utf-8"))


def only(text: str) -> PlanTask:
    (task,) = read_plan(text, published=dt.date(2023, 1, 18)).tasks
    return task


def test_a_numbered_item_with_its_bracket():
    task = only(
        "重点工作分解\n一、重大项目\n1.新建管网21.5公里，9月底前完成。（牵头单位：县住建局；责任单位：城关镇、柳林乡人民政府）"
    )
    assert (task.no, task.title, task.group) == ("1", "新建管网21.5公里，9月底前完成", "重大项目")
    assert (task.lead_units, task.units) == (("县住建局",), ("城关镇", "柳林乡人民政府"))
    assert (task.deadline, task.deadline_text) == (dt.date(2023, 9, 30), "9月底前")
    assert task.targets == (Goal("新建管网", Decimal("21.5"), "公里"),)


def test_prose_names_who_leads_and_who_helps():
    task = only("督查通知\n一是加快快速通道建设。由市交通运输局牵头，市财政局配合，6月底前完成路面施工。")
    assert (task.lead_units, task.units, task.deadline) == (
        ("市交通运输局",),
        ("市财政局",),
        dt.date(2023, 6, 30),
    )


def test_a_rhythm_has_no_day_and_the_last_of_several_days_holds():
    assert only("分工\n1.每月调度一次项目。（责任单位：县发改局）").recurring == "monthly"
    assert only("分工\n1.3月底前开工，10月底前建成。（责任单位：县发改局）").deadline == dt.date(2023, 10, 31)


@pytest.mark.parametrize(
    "text", ["", "各单位要于2月10日前报送实施方案。", "一、总体要求\n坚持以人民为中心。", "1.\n2.\n3."]
)
def test_a_text_without_responsibility_has_no_tasks(text):
    assert read_plan(text).tasks == ()


def test_a_table_run_together_waits_for_a_person(corpus):
    tasks = read_plan((corpus / "plans" / "p12.txt").read_text("utf-8")).tasks
    assert {(task.confidence, task.reasons) for task in tasks} == {(Decimal("0.4"), ("plan.run-together",))}
