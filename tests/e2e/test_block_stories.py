"""Building blocks in the browser: pumps that are not there, a roster with a gap, an area by day, a visit that moves the next check."""

import pytest
from looking import barriers
from playwright.sync_api import Page, expect
from signing_in import PASSWORD, sign_in

from duban_web.people.accounts import save_user
from duban_web.people.models import Unit, User
from duban_web.registers import packs
from duban_web.registers.operations import install

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def site(live_server, transactional_db):
    del transactional_db
    for name in ("青石镇", "城关镇", "县住建局"):
        Unit.objects.create(name=name)
    clerk = save_user(
        None, User(username="office"), {"role": "office", "display_name": "周敏"}, password=PASSWORD
    )
    for code in ("pumps", "duty_posts", "duty_roster", "control_areas", "source_firms", "source_visits"):
        install(clerk, packs.presets()[code])
    return live_server.url


def write(page: Page, address: str, **typed: str) -> None:
    """Fill in the form of a record and save it."""
    page.goto(address)
    for label, words in typed.items():
        field = page.get_by_label(label, exact=True)
        if field.evaluate("one => one.tagName") == "SELECT":
            field.select_option(label=words)
        else:
            field.fill(words)
    page.get_by_role("button", name="保存").click()
    page.wait_for_load_state()


def test_pumps_that_are_not_there_are_not_sent(page, site):
    sign_in(page, site, "office")
    new = f"{site}/registers/pumps/new/"
    write(page, new, 物资="抽水泵", 仓库="县防指库", 类别="入库", 数量="6", 日期="2020-07-01")
    write(page, new, 物资="抽水泵", 仓库="县防指库", 类别="调出", 调往="青石镇", 数量="8", 日期="2020-07-10")
    expect(page.get_by_text("“抽水泵、县防指库”不够：入库 6，在外 8，还差 2。")).to_be_visible()
    expect(page.get_by_label("数量", exact=True)).to_have_value("8")
    page.get_by_label("数量", exact=True).fill("5")
    page.get_by_role("button", name="保存").click()
    page.goto(f"{site}/registers/pumps/")
    page.get_by_role("link", name="库存").click()
    expect(page.get_by_role("row", name="抽水泵")).to_contain_text("青石镇 5台")
    assert barriers(page) == []


def test_a_roster_is_planned_from_the_day_before_and_shows_its_gap(page, site):
    sign_in(page, site, "office")
    write(page, f"{site}/registers/duty_posts/new/", 点位="东城小区南门", 小区="东城小区", 每班人数="1")
    expect(page.get_by_alt_text("点位码的二维码")).to_be_visible()
    duty = {"姓名": "周敏", "派出单位": "县住建局", "点位": "东城小区南门", "班次": "早班"}
    write(page, f"{site}/registers/duty_roster/new/", **duty, 值守日期="2020-11-20")
    page.goto(f"{site}/registers/duty_roster/view/roster/?on=2020-11-20")
    row = page.get_by_role("row", name="东城小区南门")
    expect(row).to_contain_text("周敏")
    expect(row.get_by_text("缺 1 人")).to_have_count(2)
    page.get_by_role("link", name="后一天").click()
    expect(row.get_by_text("缺 1 人")).to_have_count(3)
    page.get_by_role("button", name="照前一天排").click()
    expect(page.get_by_text("照 2020-11-20 排了 1 个班。")).to_be_visible()
    expect(row).to_contain_text("周敏")
    page.get_by_role("link", name="后一天").click()
    page.get_by_role("link", name="补当天空缺").click()
    page.get_by_role("link", name="不排此人").click()
    expect(page.get_by_text("没有可以补的班")).to_be_visible()
    page.get_by_role("link", name="恢复").click()
    expect(page.get_by_role("row", name="东城小区南门")).to_contain_text("周敏")
    assert barriers(page) == []
    page.get_by_role("button", name="照此排定").click()
    expect(page.get_by_text("补了 1 个班。")).to_be_visible()
    expect(row).to_contain_text("周敏")
    expect(row.get_by_text("缺 1 人")).to_have_count(2)


def test_an_area_has_the_level_of_the_day_that_is_asked_for(page, site):
    sign_in(page, site, "office")
    write(page, f"{site}/registers/control_areas/new/", 区域="东城小区", 位置="29.5,111.4", 起始日期="2020-11-02", 决定机关="指挥部")  # fmt: skip
    page.get_by_label("自", exact=True).fill("2020-11-12")
    page.get_by_label("说明", exact=True).fill("无新增")
    page.get_by_role("button", name="降为管控").click()
    page.goto(f"{site}/registers/control_areas/view/zone/?on=2020-11-11")
    expect(page.get_by_role("row", name="东城小区")).to_contain_text("封控")
    page.get_by_label("日期").fill("2020-11-12")
    page.get_by_role("button", name="查看").click()
    expect(page.get_by_role("row", name="东城小区")).to_contain_text("管控")
    page.wait_for_load_state("networkidle")  # the map is drawn while the page stands
    assert page.get_by_alt_text("1 个区域的位置和级别").evaluate("one => one.naturalWidth > 0")


def test_a_visit_with_a_point_missed_moves_the_next_check(page, site):
    sign_in(page, site, "office")
    firm = {"企业": "青石采石场", "类型": "石厂", "值班员": "郑", "属地": "青石镇", "监管级别": "重点"}
    write(page, f"{site}/registers/source_firms/new/", **firm)
    visit = {
        "企业": "青石采石场",
        "上门日期": "2020-11-18",
        "检查人": "陈",
        "宣传法律法规": "是",
        "出货有称重单": "否",
    }
    write(page, f"{site}/registers/source_visits/new/", **visit)
    page.goto(f"{site}/registers/source_visits/view/visit/")
    expect(page.get_by_role("row", name="#1")).to_contain_text("出货有称重单")
    page.goto(f"{site}/registers/source_firms/view/grading/")
    expect(page.get_by_role("row", name="#1 青石采石场")).to_contain_text("2020-12-18")
