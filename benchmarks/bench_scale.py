"""A county at full size: 200 units, 19,400 tasks, three years of reports; then 200 people at once, on the same two cores.

The peer is the same ledger in Django's own admin with django-import-export, in the same run. BENCH_SCALE=5 for a small run,
DATABASE_URL for PostgreSQL (an empty database). BENCH_PEER=0 leaves the peer's slow import out; BENCH_LOAD=1 only loads a database that
an earlier run has filled (for SQLite, DUBAN_DATA says where).
"""

import atexit
import http.client
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from pathlib import Path
from urllib.parse import urlencode

SCALE, PEOPLE, PAUSE, SECONDS, PORT = int(os.environ.get("BENCH_SCALE", "100")), 200, 5, 60, 8391
sys.path.insert(0, str(Path(__file__).parent))
os.environ.update(
    DJANGO_SETTINGS_MODULE="peer_settings", DUBAN_DATA=os.environ.get("DUBAN_DATA") or tempfile.mkdtemp(prefix="duban-bench-"), DUBAN_TODAY="2020-11-23",
    DUBAN_SECRET_KEY="only for a benchmark",
)  # fmt: skip
import django

django.setup()
import datetime as dt
import importlib
import io

import openpyxl
import tablib
from django.core.management import call_command
from django.db import connection
from django.test import Client, override_settings
from peer_admin import TaskResource

from duban_web.campaigns import importing
from duban_web.campaigns.models import Campaign, Task
from duban_web.campaigns.operations import add_campaign
from duban_web.people.models import User
from duban_web.sample.scale import NAME, enlarge
from duban_web.sample.story import tell
from duban_web.supervision.history import lights
from duban_web.supervision.importing import apply_import
from duban_web.supervision.models import ProgressReport
from duban_web.today.nightly import nightly

DAY = dt.date(2020, 11, 23)
importlib.import_module("duban_web.wsgi")  # the garbage collector as in the server, where imports are made


def timed(act):
    start = time.perf_counter()
    found = act()
    return time.perf_counter() - start, found


def ledger(rows: int) -> bytes:
    """A plain sheet."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(["序号", "任务名称", "牵头领导", "牵头单位", "责任单位", "完成时限", "进度", "完成情况"])
    for n in range(rows):
        sheet.append(
            [n + 1, f"第{n + 1}项工程", "沈知行", "县住建局", "县财政局", "12月底", f"{n % 100}%", "推进中"]
        )
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def page(client, address: str) -> float:
    """Median of five, in ms."""
    times = []
    for _ in range(6):
        took, answer = timed(lambda: client.get(address))
        assert answer.status_code == 200, (address, answer.status_code)
        times.append(took * 1000)
    return statistics.median(times[1:])


class Person(threading.Thread):
    """Clicks every five seconds or so; one click in ten writes a report."""

    def __init__(self, number: int, session: str, task: int, until: float) -> None:
        super().__init__(daemon=True)
        self.dice, self.task, self.until = random.Random(number), task, until
        self.times: dict[str, list[float]] = defaultdict(list)
        self.failed: list[str] = []
        self.cookies = {"sessionid": session}

    def ask(self, method: str, address: str, data: dict | None = None):
        line = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
        headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        if data is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        line.request(method, address, urlencode(data) if data else None, headers)
        answer = line.getresponse()
        body = answer.read().decode()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.partition(";")[0]
        line.close()
        return answer.status, body

    def token(self, body: str) -> str:
        return re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', body)[1]

    def run(self) -> None:
        time.sleep(self.dice.uniform(0, PAUSE))
        while time.monotonic() < self.until:
            self.click()
            time.sleep(self.dice.uniform(PAUSE * 0.8, PAUSE * 1.2))

    def click(self) -> None:
        kind = self.dice.choices(["今日", "台账", "任务", "报送（写）"], [3, 3, 3, 1])[0]
        filters = ("", "?light=yellow", "?sort=deadline", "?words=%E7%AC%AC12", "?state=active&page=2")
        address = {"今日": "/", "台账": f"/tasks/{self.dice.choice(filters)}"}.get(
            kind, f"/tasks/{self.task}/"
        )
        data = None
        if kind == "报送（写）":
            _, body = self.ask("GET", address)
            data = {
                "percent": str(self.dice.randint(50, 90)),
                "text": "推进中",
                "csrfmiddlewaretoken": self.token(body),
            }
            address += "report/"
        took, (status, _) = timed(lambda: self.ask("POST" if data else "GET", address, data))
        (
            self.times[kind].append(took * 1000)
            if status in {200, 302}
            else self.failed.append(f"{address} {status}")
        )


def signed_in(user: User, campaign: Campaign) -> str:
    """A session in the campaign, without the cost of a password: people sign in once a day."""
    client = Client(headers={"host": "localhost"})
    client.force_login(user)
    session = client.session
    session["campaign"] = campaign.pk
    session.save()
    return session.session_key


def load(campaign: Campaign) -> None:
    """200 people at once against `duban serve`, on the same machine."""
    liaisons = User.objects.filter(role="liaison", unit__isnull=False).order_by("id")[: PEOPLE - 10]
    people = [*liaisons, *[User.objects.get(username="office")] * 10]
    server = subprocess.Popen(
        [sys.executable, "-m", "duban_cli", "serve", "--port", str(PORT), "--workers", "2"], env=os.environ | {"DJANGO_SETTINGS_MODULE": "duban_web.settings"},
        stdout=subprocess.DEVNULL,
    )  # fmt: skip
    atexit.register(server.wait)
    atexit.register(server.terminate)
    time.sleep(8)
    until = time.monotonic() + SECONDS + 15  # the first 15 seconds are not counted
    lead = {u.unit_id: None for u in people}
    for task, unit in Task.objects.filter(campaign=campaign, assignments__part="lead").values_list(
        "pk", "assignments__unit_id"
    ):
        if unit in lead and lead[unit] is None:
            lead[unit] = task
    some = Task.objects.filter(campaign=campaign).first().pk
    threads = [
        Person(n, signed_in(u, campaign), lead.get(u.unit_id) or some, until) for n, u in enumerate(people)
    ]
    for thread in threads:
        thread.start()
    time.sleep(15)
    for thread in threads:
        thread.times.clear()
    counted = time.monotonic()
    for thread in threads:
        thread.join()
    took = time.monotonic() - counted
    clicks = sum(len(t) for thread in threads for t in thread.times.values())
    print(
        f"load: {len(threads)} people, {clicks / took:.0f} clicks/s, failed {sum(len(t.failed) for t in threads)} {[f for t in threads for f in t.failed][:2]}"
    )
    for kind in ("今日", "台账", "任务", "报送（写）"):
        times = sorted(t for thread in threads for t in thread.times[kind])
        print(
            f"  {kind}: median {statistics.median(times):.0f} ms, 95th percentile {times[int(len(times) * 0.95)]:.0f} ms ({len(times)})"
        )


call_command("migrate", verbosity=0)
if os.environ.get("BENCH_LOAD") == "1":
    load(Campaign.objects.get(name=NAME))
    sys.exit()
with override_settings(ROOT_URLCONF="duban_web.urls"):
    tell(dt.date(2020, 9, 25))
    took, campaign = timed(lambda: enlarge(SCALE, DAY))
    print(
        f"{connection.vendor}: the county enlarged {SCALE} times: {campaign.tasks.count()} tasks, {ProgressReport.objects.count()} reports in {took:.0f} s"
    )
    took, lit = timed(lambda: lights(campaign, DAY))
    print(f"lights of {len(lit)} tasks from the history: {took:.2f} s")
    client = Client(headers={"host": "localhost"})
    client.force_login(User.objects.get(username="office"))
    session = client.session
    session["campaign"] = campaign.pk
    session.save()
    task = Task.objects.filter(campaign=campaign)[1234]
    for name, address in (
        ("今日", "/"),
        ("台账", "/tasks/"),
        ("台账, filtered and sorted", "/tasks/?light=yellow&sort=deadline&unit=20"),
        ("任务", f"/tasks/{task.pk}/"),
        ("看板", "/board/"),
    ):
        print(f"page {name}: {page(client, address):.0f} ms")
    data, other = ledger(SCALE * 200), add_campaign(None, name="导入", start=DAY, end=dt.date(2021, 12, 31))
    ours, _ = timed(lambda: apply_import(None, importing.upload(None, other, data, name="台账.xlsx")))
Campaign.objects.exclude(name=NAME).update(removed_on=DAY)
took, night = timed(nightly)
print(f"the night (lights, {night.explanations} explanations, messages): {took:.1f} s")
boss = User.objects.create_superuser("boss", password="x", role="office")
peer_client = Client(headers={"host": "localhost"})
peer_client.force_login(boss)
print(
    f"peer, Django admin's change list of the same tasks: {page(peer_client, '/admin/duban_web/task/'):.0f} ms, filtered {page(peer_client, '/admin/duban_web/task/?light__exact=yellow&o=6'):.0f} ms"
)
if os.environ.get("BENCH_PEER") == "0":  # the peer takes over a minute
    load(campaign)
    sys.exit()
sheet = tablib.Dataset(headers=["no", "title", "group", "start", "deadline", "campaign", "progress"])
for n in range(SCALE * 200):
    sheet.append([str(n), f"同行第{n}项", "一", "2020-09-21", "2020-12-31", other.pk, "0"])
peer, _ = timed(lambda: TaskResource().import_data(sheet, use_transactions=True, raise_errors=True))
print(
    f"import of {SCALE * 200} rows with people, entries, reports and lights: {ours:.1f} s; django-import-export, the tasks' own columns alone: {peer:.1f} s; ratio {ours / peer:.2f} : 1"
)
load(campaign)
