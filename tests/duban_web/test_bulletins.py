"""What an issue says of lights that people set, of silence and of the age of figures: all of it adds up."""

import re

from duban_files.documents import read_document
from duban_web.bulletins.operations import make
from duban_web.campaigns.models import Task
from duban_web.supervision.asking import override
from duban_web.supervision.lighting import refresh
from duban_web.supervision.models import ProgressReport
from small_county import DAY, END


def issue(county) -> str:
    made = make(county.office, county.campaign, DAY)
    with made.file.open("rb") as file:
        return read_document(file.read(), name="专报.docx").text


def test_a_light_that_a_person_set_is_listed_beside_the_computed_one(lit):
    task = Task.objects.filter(light="yellow").first()
    assert "人工调整" in issue(lit)
    override(lit.office, task, colour="green", reason="已协调到位，待系统更新", last=END)
    text = issue(lit)
    assert task.title in text
    assert "已协调到位，待系统更新" in text
    assert "黄灯" in text


def test_the_age_of_the_figures_adds_up_and_the_never_heard_are_named(lit):
    ProgressReport.objects.filter(task__in=Task.objects.order_by("-id")[:2]).update(undone_on=DAY)
    Task.objects.filter(pk=lit.task.pk).update(state="active")
    refresh(lit.campaign)
    text = issue(lit)
    whole, fresh, old, never = map(
        int,
        re.search(
            r"办理中的(\d+)项任务中，近5个工作日内有报送的(\d+)项，超过5个工作日的(\d+)项，从未报送的(\d+)项",
            text,
        ).groups(),
    )
    assert (whole, never) == (Task.objects.count(), 2)
    assert fresh + old + never == whole
    assert "从未报送过进展的单位" not in text  # the same unit reports on its other tasks
    ProgressReport.objects.update(undone_on=DAY)
    refresh(lit.campaign)
    assert f"从未报送过进展的单位1家，涉及任务{whole}项" in issue(lit)


def test_states_beside_the_ledger_are_counted_too(lit):
    from duban_web.audit.models import Entry
    from duban_web.supervision.moves import move_task

    move_task(lit.office, Task.objects.last(), "suspend", reason="资金未到位")
    assert Entry.objects.filter(action="suspend").exists()
    text = issue(lit)
    assert "台账共有任务5项，已办结0项，办理中4项。另有1项未下达、退回、中止或撤销。" in text
