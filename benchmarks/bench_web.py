"""Import rows/s and the times of 今日 and 台账 on the sample county, in a database of its own."""

import io
import os
import statistics
import tempfile
import time

os.environ.update(
    DJANGO_SETTINGS_MODULE="duban_web.settings",
    DUBAN_DATA=tempfile.mkdtemp(prefix="duban-bench-"),
    DUBAN_TODAY="2020-11-23",
    DUBAN_SECRET_KEY="only for a benchmark",
)
import django

django.setup()
import datetime as dt

import openpyxl
from django.core.management import call_command
from django.test import Client

from duban_web.campaigns import importing
from duban_web.campaigns.queries import current
from duban_web.people.models import User
from duban_web.sample.story import tell
from duban_web.supervision.importing import apply_import

ROWS = 2000


def ledger() -> bytes:
    """A plain sheet of two thousand tasks."""
    book = openpyxl.Workbook()
    book.active.append(["序号", "任务名称", "牵头单位", "责任单位", "完成时限", "进度", "完成情况"])
    for n in range(ROWS):
        book.active.append(
            [n + 1, f"第{n + 1}项工程", "县住建局", "县财政局", "12月底", f"{n % 100}%", "推进中"]
        )
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


call_command("migrate", verbosity=0)
start = time.perf_counter()
tell(dt.date(2020, 11, 23))
print(f"the sample county, told to 2020-11-23: {time.perf_counter() - start:.1f} s")

client = Client(headers={"host": "localhost"})
client.force_login(User.objects.get(username="office"))
for name, address in (("今日", "/"), ("台账", "/tasks/"), ("任务", "/tasks/5/")):
    times = []
    for _ in range(12):
        start = time.perf_counter()
        assert client.get(address).status_code == 200
        times.append((time.perf_counter() - start) * 1000)
    print(f"page {name}: {statistics.median(times[2:]):.0f} ms (median of 10, 194 tasks)")

data = ledger()
start = time.perf_counter()
sum(1 for _ in openpyxl.load_workbook(io.BytesIO(data)).active.iter_rows(values_only=True))
peer = time.perf_counter() - start
start = time.perf_counter()
one = importing.upload(None, current(), data, name="台账.xlsx")
apply_import(None, one)
ours = time.perf_counter() - start
print(
    f"import of {ROWS} rows, read, matched, written with audit entries and lights: {ROWS / ours:.0f} rows/s; openpyxl only reading the cells: {ROWS / peer:.0f} rows/s; ratio 1 : {ours / peer:.0f}"
)
