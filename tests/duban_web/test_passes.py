"""Registers: lists from Excel, the form without login, passes, the night."""

import base64
import datetime as dt
import json
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import TestCase

from duban_files.table_file import TableFile, write_table
from duban_web.common import office as office_date
from duban_web.common.errors import Refused
from duban_web.people.models import User
from duban_web.registers import importing, nightly, packs, passes
from duban_web.registers.models import Record
from duban_web.registers.operations import install, move, redefine, remove, save_record, take_out
from duban_web.registers.queries import values_of
from small_county import close_files
from small_register import ROW, figures

DAY = dt.date(2020, 11, 23)


# lists from Excel


def sheet(*rows):
    return write_table(
        TableFile("走访", "", ["户主", "身份证号", "村", "属地", "产量", "日期"], [list(r) for r in rows])
    )


GOOD = ("王小明", "11010519491231002X", "双河村", "县住建局", "12", "2020-11-16")


def test_rows_come_in_and_add_up(county, register):
    assert (
        importing.take_in(
            county.office, register, sheet(GOOD, ("李四", "", "白马村", "", "3", "")), name="a.xlsx"
        )
        == 2
    )
    assert figures(register) == {"all": 2, "tons": 15, "rate": 0}
    assert [(r.number, r.light) for r in Record.objects.order_by("number")] == [(1, "green"), (2, "green")]
    page = county.client(county.office)
    assert ">12吨</td>" in page.get("/registers/visits/").content.decode()
    assert ">12吨</dd>" in page.get("/registers/visits/1/").content.decode()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_a_list_from_csv(county, register, encoding):
    words = "户主,身份证号,村,属地,产量,日期\n" + ",".join(GOOD) + "\n"
    assert importing.take_in(county.office, register, words.encode(encoding), name="走访.csv") == 1
    assert figures(register)["tons"] == 12


def test_a_second_upload_and_rows_with_mistakes_stay_out_whole(county, register):
    importing.take_in(county.office, register, sheet(GOOD), name="a.xlsx")
    with pytest.raises(Refused) as problem:
        importing.take_in(
            county.office, register, sheet(GOOD, ("", "x", "村", "县某局", "多", ""), GOOD), name="a.xlsx"
        )
    words = problem.value.sentence()
    for line in (
        "第5行：请填“户主”。",
        "第5行：“产量”要填数字，现在是“多”。",
        "第6行与第4行重复：身份证号",
        "第4行的身份证号已经登记过，见 #1。",
    ):
        assert line in words
    assert (Record.objects.count(), figures(register)["all"]) == (1, 1)


def test_a_file_without_the_needed_columns(county, register):
    data = write_table(TableFile("x", "", ["户主", "电话"], [["王", "1"]]))
    with pytest.raises(Refused) as problem:
        importing.take_in(county.office, register, data, name="a.xlsx")
    assert problem.value.sentence() == "表头不全，缺：村。"
    page = county.client(county.office)
    answer = page.post("/registers/visits/import/", {"file": SimpleUploadedFile("a.xlsx", b"nothing")})
    assert answer.status_code == 400
    blank = b"".join(page.get("/registers/visits/import/?blank=1").streaming_content)
    assert blank.startswith(b"PK")


# the public form


def test_anybody_fills_the_public_form_within_limits(county, register):
    page = county.client(None)
    address = f"/fill/{register.token}/"
    assert "收集目的：回访" in page.get(address).content.decode()
    assert page.post(address, {"who": "赵", "village": ""}).status_code == 400
    for n in range(10):
        assert page.post(address, {"who": "赵", "village": f"{n}村"}).status_code == 200
    assert page.post(address, {"who": "赵", "village": "洪水"}).status_code == 429
    assert (Record.objects.count(), figures(register)["all"]) == (10, 10)
    assert page.get("/fill/wrong/").status_code == 404
    assert b"<svg" in county.client(county.office).get("/registers/visits/code.svg").content


def test_a_flood_from_one_address_writes_ten_records_and_locks_nobody_out(county, register):
    page, address = county.client(None), f"/fill/{register.token}/"
    row = {"who": "赵", "village": "双河村"}
    codes = Counter(page.post(address, row, REMOTE_ADDR="10.0.0.1").status_code for _ in range(300))
    assert codes == {200: 10, 429: 290}
    assert page.post(address, row, REMOTE_ADDR="10.0.0.2").status_code == 200
    assert (Record.objects.count(), figures(register)["all"]) == (11, 11)
    with office_date.on(DAY + dt.timedelta(1)):
        assert page.post(address, row, REMOTE_ADDR="10.0.0.1").status_code == 200


def test_a_flood_from_many_addresses_ends_at_two_thousand(county, register):
    Record.objects.bulk_create(
        Record(register=register, number=n, on=DAY, dated=DAY, state="open", sender=f"s{n}")
        for n in range(2000)
    )
    page, address = county.client(None), f"/fill/{register.token}/"
    assert page.post(address, {"who": "赵", "village": "双河村"}).status_code == 429
    assert Record.objects.count() == 2000


@pytest.mark.django_db(transaction=True)
def test_many_at_once_are_counted_one_after_another(county, register):
    def post(n):
        try:
            return (
                county.client(None)
                .post(f"/fill/{register.token}/", {"who": "赵", "village": f"{n}村"})
                .status_code
            )
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        codes = Counter(pool.map(post, range(24)))
    assert codes == {200: 10, 429: 14}
    assert (Record.objects.count(), figures(register)["all"]) == (10, 10)


# passes


@pytest.fixture
def passed(county, settings, tmp_path):
    settings.DATA = tmp_path
    register = install(county.office, packs.presets()["green_passes"])
    row = {
        "firm": "远拓",
        "plate": "湘H67890",
        "goods": "配件",
        "valid_from": "2020-11-01",
        "valid_to": "2020-12-15",
    }
    return save_record(county.office, register, row)


def verified(text):
    """As a gate does it, with nothing but the public key."""
    _, payload, signature = text.split(".")
    padded = [base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)) for part in (payload, signature)]
    key = passes.public_key()
    x, y = (
        int.from_bytes(base64.urlsafe_b64decode(key[name] + "=" * (-len(key[name]) % 4)))
        for name in ("x", "y")
    )
    public = ec.EllipticCurvePublicNumbers(x, y, ec.SECP256R1()).public_key()
    r, s = int.from_bytes(padded[1][:32]), int.from_bytes(padded[1][32:])
    public.verify(encode_dss_signature(r, s), payload.encode(), ec.ECDSA(SHA256()))
    return json.loads(padded[0])


def test_a_pass_is_signed_verified_and_revoked(county, passed, tmp_path):
    text = passes.pass_text(passed)
    assert verified(text) == {
        "r": "green_passes",
        "n": 1,
        "t": "绿色通行证与卡口转车",
        "f": "2020-11-01",
        "u": "2020-12-15",
        "s": ["湘H67890", "配件", ""],
    }
    forged = text.split(".")
    forged[1] = (
        base64.urlsafe_b64encode(base64.urlsafe_b64decode(forged[1] + "==").replace(b"67890", b"00001"))
        .decode()
        .rstrip("=")
    )
    with pytest.raises(InvalidSignature):
        verified(".".join(forged))
    assert (tmp_path / "pass.key").stat().st_mode & 0o777 == 0o600
    assert passes.revoked() == {"green_passes": []}
    page = county.client(county.office)
    assert b"<svg" in page.get("/registers/green_passes/1/pass/?svg=1").content
    move(county.office, passed, "revoke", note="转借他人")
    assert passes.revoked() == {"green_passes": [1]}
    assert page.get("/registers/green_passes/1/pass/").status_code == 400
    assert page.get("/registers/gate/keys.json").json()["revoked"] == {"green_passes": [1]}


# the night


def test_lights_turn_by_night_and_personal_values_go_when_their_time_is_over(county, register):
    one = save_record(county.office, register, ROW)
    two = save_record(county.office, register, ROW | {"card": ""})
    move(county.office, two, "end", note="完")
    with office_date.on(dt.date(2020, 11, 24)):
        assert nightly.night(dt.date(2020, 11, 24)) == 1
    one.refresh_from_db()
    assert one.light == "red"
    for day, is_kept in ((2, True), (3, False)):
        nightly.night(dt.date(2020, 12, day))
        two.refresh_from_db()
        assert bool(two.secret) is is_kept
    assert "who" not in values_of(two)
    remove(county.office, one, reason="登错了")
    for day, is_kept in ((2, True), (3, False)):
        nightly.night(dt.date(2020, 12, day))
        one.refresh_from_db()
        assert bool(one.secret) is is_kept


def test_a_personal_photo_is_shown_to_few_and_goes_with_the_personal_values(
    county, register, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    redefine(county.office, register, register.source.replace("fields = [", 'fields = [{code = "face", name = "照片", type = "photo", personal = true}, {code = "site", name = "现场", type = "photo"},', 1))  # fmt: skip
    one = save_record(county.office, register, ROW | {"town": "县财政局"})
    for field in ("face", "site"):
        made = one.files.create(field=field, name=f"{field}.jpg", sha256=field)
        made.file.save(f"{field}.jpg", ContentFile(b"jpg"))
    addresses = {f.field: f"/registers/visits/1/files/{f.pk}/" for f in one.files.all()}
    leader = User.objects.create_user("leader", role=User.Role.LEADER)
    seen = {}
    for who in (county.office, county.colleague, leader):
        for field, address in addresses.items():
            answer = county.client(who).get(address)
            close_files(answer)
            seen[(who.username, field)] = answer.status_code
    assert seen == {
        ("office", "face"): 200, ("office", "site"): 200, ("caizheng", "face"): 200, ("caizheng", "site"): 200, ("leader", "face"): 404, ("leader", "site"): 200,
    }  # fmt: skip
    move(county.office, one, "end", note="完")
    assert nightly.night(dt.date(2020, 12, 2)) == 0
    assert len(list(tmp_path.rglob("*.jpg"))) == 2
    with TestCase.captureOnCommitCallbacks(execute=True):
        nightly.night(dt.date(2020, 12, 3))
    assert [path.name[:4] for path in tmp_path.rglob("*.jpg")] == ["site"]
    assert [f.field for f in one.files.all()] == ["site"]


def test_a_register_out_of_use_takes_nothing(county, register):
    take_out(county.office, register)
    with pytest.raises(Refused):
        save_record(county.office, register, ROW)
