"""Projects and registers at full size: 5,000 projects with 60 approvals each, 2 million records over all presets; an import of 100,000 rows.

Peer for roll-ups: the same figures counted by one aggregate query over the rows. BENCH_RECORDS and BENCH_PROJECTS for a smaller run, DATABASE_URL for
PostgreSQL (an empty database).
"""

import datetime as dt
import os
import random
import statistics
import tempfile
import time
from decimal import Decimal
from uuid import uuid4

RECORDS, PROJECTS, ROWS = (
    int(os.environ.get("BENCH_RECORDS", "2000000")),
    int(os.environ.get("BENCH_PROJECTS", "5000")),
    int(os.environ.get("BENCH_ROWS", "100000")),
)
os.environ.update(DJANGO_SETTINGS_MODULE="duban_web.settings", DUBAN_DATA=tempfile.mkdtemp(prefix="duban-bench-"), DUBAN_TODAY="2020-11-23", DUBAN_SECRET_KEY="only for a benchmark")  # fmt: skip
import django

django.setup()
import importlib
import logging

from django.core.management import call_command
from django.db import connection
from django.db.models import Count, Q
from django.test import Client, override_settings
from django.utils import timezone

from duban.registers import Type, parse_definition
from duban_files.table_file import TableFile, write_table
from duban_web.common.database import analyze
from duban_web.people.models import Leader, Unit, User
from duban_web.projects.models import Month, Procedure, Project, Year
from duban_web.registers import importing, packs, planning
from duban_web.registers.models import PassCheck, Record, RecordLink, Register
from duban_web.registers.operations import install, save_record
from duban_web.registers.queries import registers, rolled_up
from duban_web.registers.tallying import recount
from duban_web.sample.county import DEPARTMENTS, TOWNS

logging.disable(logging.WARNING)  # refusals are what one part measures
importlib.import_module("duban_web.wsgi")  # the garbage collector as in the server
DAY, BATCH = dt.date(2020, 11, 23), 5000
dice = random.Random(2020)


def timed(act):
    start = time.perf_counter()
    found = act()
    return time.perf_counter() - start, found


def county():
    call_command("migrate", verbosity=0)
    Unit.objects.bulk_create(
        [Unit(name=name, short_name=short) for name, short in DEPARTMENTS]
        + [Unit(name=town, kind="town") for town in TOWNS]
    )
    Leader.objects.bulk_create(Leader(name=f"领导{n}") for n in range(20))
    return User.objects.create_user("office", role=User.Role.OFFICE)


def fill_projects(number):
    units, leaders = list(Unit.objects.all()), list(Leader.objects.all())
    stages = ("planned", "talks", "signed", "procedures", "started", "building", "building", "completed")
    Project.objects.bulk_create((
        Project(name=f"项目{n}", kind="industry", unit=dice.choice(units), leader=dice.choice(leaders), total=dice.randint(500, 90000), stage=dice.choice(stages), stage_since=DAY, light=dice.choice(["", "red", "yellow", "green"]))
        for n in range(number)
    ), batch_size=BATCH)  # fmt: skip
    keys = list(Project.objects.values_list("pk", flat=True))
    Year.objects.bulk_create((Year(project_id=key, year=2020, plan=12000) for key in keys), batch_size=BATCH)
    Month.objects.bulk_create(
        (
            Month(project_id=key, year=2020, number=n, done=900, reported_on=DAY)
            for key in keys
            for n in range(1, 11)
        ),
        batch_size=BATCH,
    )
    Procedure.objects.bulk_create(
        (_procedure(key, n, units) for key in keys for n in range(60)), batch_size=BATCH
    )


def _procedure(key, number, units):
    accepted = DAY - dt.timedelta(dice.randint(1, 200))
    is_done = dice.random() < 0.8
    return Procedure(
        project_id=key, code=f"p{number}", name=f"手续{number}", authority=f"部门{number % 20}", unit=units[number % len(units)], legal=20, promised=5,
        before="start" if number < 40 else "use", accepted_on=accepted, done_on=accepted + dt.timedelta(7) if is_done else None, due=None if is_done else accepted + dt.timedelta(7), used=5 if is_done else None,
    )  # fmt: skip


def fill_registers(user, records):
    """Every preset with copies of its sample rows, spread over units, months and days; links lead to records of the same place in the other register."""
    units = list(Unit.objects.all())
    for definition in packs.presets().values():
        install(user, definition)
    each = records // len(packs.presets())
    for register in registers():
        definition = register.definition
        states = [state.code for state in definition.states]
        rows = plain_rows(definition)
        Record.objects.bulk_create((
            Record(register=register, number=n + 1, unit=units[n % len(units)], on=DAY, dated=day_of(n), state=states[n % len(states)], values=with_days(definition, rows[n % len(rows)], n), words=f"{n}")
            for n in range(each)
        ), batch_size=BATCH)  # fmt: skip
        Register.objects.filter(pk=register.pk).update(last_number=each)
    for register in registers():
        link(register)
    return each


def plain_rows(definition):
    """The sample rows without what is encrypted."""
    personal = {f.code for f in definition.fields if f.is_personal}
    return [{k: v for k, v in row.items() if k != "then" and k not in personal} for row in definition.sample]


def day_of(n):
    return dt.date(2020, 1 + n % 11, 1 + n % 28)


def with_days(definition, row, n):
    return row | {
        f.code: day_of(n).isoformat() for f in definition.fields if f.type is Type.DATE and f.code in row
    }


def link(register):
    for one in register.definition.fields:
        if one.type is Type.LINK:
            targets = dict(Record.objects.filter(register__code=one.to).values_list("number", "pk"))
            rows = register.records.values_list("number", "pk").iterator()
            RecordLink.objects.bulk_create((RecordLink(record_id=key, field=one.code, target_id=targets[n]) for n, key in rows), batch_size=BATCH)  # fmt: skip


def fill_gates(user):
    """100,000 checks at twenty gates over twenty days."""
    keys = list(Record.objects.filter(register__code="green_passes").values_list("pk", flat=True))
    start = dt.datetime(2020, 11, 4, 6, tzinfo=timezone.get_current_timezone())
    PassCheck.objects.bulk_create((
        PassCheck(key=uuid4(), record_id=dice.choice(keys), gate=f"{n % 20}号卡口", at=start + dt.timedelta(days=n % 20, minutes=dice.randint(0, 900)), said="valid", by=user)
        for n in range(100_000)
    ), batch_size=BATCH)  # fmt: skip


def pages(user):
    """Median and 95th percentile of each page, in milliseconds."""
    client = Client()
    client.force_login(user)
    one = Project.objects.first()
    for path in (
        "/projects/",
        "/projects/?stage=building&size=large",
        "/projects/pipeline/",
        f"/projects/{one.pk}/",
        "/projects/approvals/",
        "/registers/",
        "/registers/service_items/",
        "/registers/service_items/?state=gone",
        "/registers/service_items/sums/",
        "/registers/service_items/7/",
        "/registers/pumps/view/stock/",
        "/registers/duty_roster/view/roster/?on=2020-11-20",
        "/registers/control_areas/view/zone/",
        "/registers/source_firms/view/grading/",
        "/registers/source_visits/view/visit/",
        "/registers/green_passes/view/passes/?on=2020-11-20",
        "/projects/starts/?month=2020-11",
    ):
        client.get(path)
        took = sorted(timed(lambda path=path: client.get(path))[0] * 1000 for _ in range(20))
        print(f"page {path}: {statistics.median(took):.0f} ms, 95th percentile {took[18]:.0f} ms")


def flood():
    """3,000 entries in a form without login from one address, in how long, and how many of them were written."""
    register = Register.objects.get(code="home_jobs")  # public, and nothing in it is unique
    row = {k: v for k, v in register.definition.sample[1].items() if k != "then"}
    client, before = Client(REMOTE_ADDR="10.0.0.1"), register.records.count()
    took, _ = timed(lambda: [client.post(f"/fill/{register.token}/", row) for _ in range(3000)])
    print(f"3,000 entries of one address without login: {took:.1f} s, {register.records.count() - before} written")  # fmt: skip


def bring_in(user):
    """100,000 rows of a small register, and as many weigh slips that name their truck by its plate and their firm by its name."""
    source = 'name = "试"\nfields = [{code = "a", name = "名称", needed = true}, {code = "n", name = "数", type = "number"}, {code = "u", name = "单位", type = "unit"}]\nunique = [["a"]]\nrollups = [{code = "all", name = "数", of = "count"}, {code = "s", name = "和", of = "sum", field = "n"}]'
    made = install(user, parse_definition(source, code="trial"))
    sheet = write_table(
        TableFile(
            "试", "", ["名称", "数", "单位"], [[f"第{n}行", str(n % 97), "县住建局"] for n in range(ROWS)]
        )
    )
    took, n = timed(lambda: importing.take_in(user, made, sheet, name="a.xlsx"))
    assert {f.rollup.code: f.value for f in rolled_up(made)} == {
        "all": Decimal(n),
        "s": Decimal(sum(n % 97 for n in range(ROWS))),
    }
    print(f"import of {n:,} rows: {took:.1f} s")
    plates, firms = (
        list(Record.objects.filter(register__code=code).values_list(f"values__{field}", flat=True)[:30_000])
        for code, field in (("trucks", "plate"), ("source_firms", "firm"))
    )
    rows = [
        (n, {"slip": f"CZ-{n}", "truck": plates[n % len(plates)], "source": firms[n % len(firms)], "weight": "26", "weigher": "蒋", "on_day": "2020-11-18"})
        for n in range(ROWS)
    ]  # fmt: skip
    slips = Register.objects.get(code="weigh_slips")
    took, made = timed(lambda: importing.add_rows(user, slips, rows, told={"file": "b.xlsx"}))
    print(f"import of {len(made):,} rows that refer to {len(plates):,} trucks and {len(firms):,} firms by name: {took:.1f} s")  # fmt: skip


def plan(user):
    """2,755 cadres at 725 posts (S107): a week with no duty yet, proposed and written."""
    posts, duties = (Register.objects.get(code=code) for code in ("duty_posts", "duty_roster"))
    posts.records.update(removed_on=DAY)
    duties.records.update(removed_on=DAY)
    made = importing.add_rows(user, posts, [(n, {"post": f"第{n}点位", "estate": f"第{n}小区", "people": "1", "town": "青石镇"}) for n in range(725)], told={})  # fmt: skip
    shifts = duties.definition.field("shift").choices
    before = [
        (n, {"cadre": f"第{n}名干部", "from_unit": "县住建局", "post": f"#{made[n % 725].number}", "day": str(DAY - dt.timedelta(ago)), "shift": shifts[n // 725 % 3]})
        for n in range(2755) for ago in range(1, 15) if (n + ago) % 4
    ]  # fmt: skip
    importing.add_rows(user, duties, before, told={})
    days = [DAY + dt.timedelta(n) for n in range(7)]
    took, found = timed(lambda: planning.proposal(user, duties, days))
    wrote, n = timed(lambda: planning.fill(user, duties, days, found.seen))
    print(f"roster of 2,755 people, 725 posts, 3 shifts, 7 days: {len(found.rows):,} of {found.left + len(found.rows):,} places proposed in {took:.1f} s, {n:,} written in {wrote:.1f} s")  # fmt: skip


def main():
    user = county()
    with override_settings(DEBUG=False, ALLOWED_HOSTS=["testserver"]):
        print(f"{PROJECTS:,} projects × 60 approvals: {timed(lambda: fill_projects(PROJECTS))[0]:.0f} s")
        took, each = timed(lambda: fill_registers(user, RECORDS))
        print(f"{each * len(packs.presets()):,} records over {len(packs.presets())} registers: {took:.0f} s")
        analyze()
        nothing = timed(lambda: recount(*registers(), workers=3))[0]
        again = timed(lambda: recount(*registers(), workers=3))[0]
        print(f"roll-ups of all registers from the records: {nothing:.1f} s written from nothing, {again:.1f} s counted again and found right")  # fmt: skip
        analyze()
        kept, _ = timed(lambda: [rolled_up(one) for one in registers()])
        counted, _ = timed(
            lambda: list(
                Record.objects.order_by()
                .values("register")
                .annotate(n=Count("pk"), online=Count("pk", filter=Q(values__online="是")))
            )
        )
        print(
            f"roll-ups of all registers as they are kept: {kept:.2f} s; counted by one query over the rows, two figures: {counted:.2f} s; ratio {kept / counted:.3f}"
        )
        register = Register.objects.get(code="service_items")
        row = {k: v for k, v in register.definition.sample[0].items() if k != "then"}
        took = sorted(
            timed(lambda n=n: save_record(user, register, row | {"code": f"N{n}", "item": f"事项{n}"}))[0]
            * 1000
            for n in range(50)
        )
        print(f"one record written, with its roll-ups: {statistics.median(took):.0f} ms")
        bring_in(user)
        flood()
        fill_gates(user)
        pages(user)
        plan(user)
        print(connection.vendor)


if __name__ == "__main__":
    main()
