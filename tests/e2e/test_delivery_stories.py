"""Whole stories in a real browser, each as the right person and refused to the wrong one."""

import datetime as dt
import io
from decimal import Decimal

import openpyxl
import pytest
from looking import kept_offline, walk
from playwright.sync_api import Page, expect
from signing_in import PASSWORD, sign_in

from duban_web.campaigns.models import Campaign, Task
from duban_web.campaigns.operations import add_campaign, add_task
from duban_web.common import office
from duban_web.inspections.models import Inspection
from duban_web.inspections.operations import plan
from duban_web.matters.plans import hand_in
from duban_web.meetings import operations as meetings
from duban_web.people.accounts import save_user
from duban_web.people.models import Leader, Unit, User
from duban_web.problems.models import Problem
from duban_web.problems.operations import Raised, take_in
from duban_web.supervision.lighting import refresh
from duban_web.supervision.models import Explanation, Notice, ProgressReport
from duban_web.supervision.pressing import press
from small_county import DAY, END, START, values

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ROAD = "体育场路改造"


@pytest.fixture
def site(live_server, transactional_db):
    del transactional_db
    leader = Leader.objects.create(name="邵国栋", post="副县长")
    transport, finance = (
        Unit.objects.create(name=f"云岭县{n}", short_name=f"县{n}") for n in ("交通运输局", "财政局")
    )
    for name, columns in {
        "office": {"role": "office", "display_name": "周敏"}, "jiaotong": {"role": "liaison", "unit": transport}, "caizheng": {"role": "liaison", "unit": finance},
        "shao": {"role": "leader", "leader": leader}, "ducha": {"role": "inspector", "display_name": "何督查"},
    }.items():  # fmt: skip
        save_user(None, User(username=name), columns, password=PASSWORD)
    with office.on(START):
        campaign = add_campaign(None, name="百日会战", start=START, end=END)
        add_task(None, campaign, values(title=ROAD, lead=[transport.pk], leaders=[leader.pk], state="draft"))
    return live_server.url


def at(page: Page, site: str, name: str, address: str) -> None:
    sign_in(page, site, name)
    page.goto(site + address)


def press_button(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def with_reason(page: Page, move: str, reason: str) -> None:
    """A move that asks for a reason: its button opens the field."""
    page.locator("details.move summary", has_text=move).click()
    page.locator("details.move[open] textarea").fill(reason)
    page.locator("details.move[open] button").click()


def state(page: Page, words: str) -> None:
    expect(page.locator(".heading .tag").first).to_have_text(words)


def test_a_task_from_issue_to_archive_with_refusal_extension_override_and_reopening(page, site):
    address = f"/tasks/{Task.objects.get().pk}/"
    at(page, site, "office", address)
    press_button(page, "下达")
    state(page, "已下达")
    at(page, site, "jiaotong", address)
    with_reason(page, "退回", "应由县住建局牵头")
    state(page, "已退回")
    at(page, site, "office", address)
    press_button(page, "下达")
    at(page, site, "jiaotong", address)
    press_button(page, "签收")
    press_button(page, "开始办理")
    state(page, "办理中")
    page.get_by_text("提出申请", exact=True).click()
    page.get_by_label("申请事项").select_option("extension")
    page.get_by_label("延期至").fill("2021-01-20")
    page.get_by_label("理由").first.fill("雨季停工两周")
    press_button(page, "提出申请")
    expect(page.locator("#requests")).to_contain_text("待答复")
    at(page, site, "shao", address)
    press_button(page, "同意")
    expect(page.get_by_text("原定时限 2020-12-31")).to_be_visible()
    page.get_by_text("人工调整亮灯").click()
    page.locator("#id_colour").select_option("green")
    page.locator("#id_last").fill("2020-12-01")
    page.get_by_label("调整理由").fill("征地今日谈妥")
    press_button(page, "人工调整亮灯")
    expect(page.get_by_text("调整为绿灯")).to_be_visible()
    at(page, site, "jiaotong", address)
    page.get_by_label("完成比例（%）").fill("100")
    page.get_by_label("进展情况").fill("全线通车。")
    press_button(page, "报送")
    at(page, site, "office", "/review/")
    press_button(page, "采用所选")
    at(page, site, "jiaotong", address)
    with_reason(page, "申请销号", "全线通车，请核查")
    state(page, "申请销号")
    at(page, site, "office", address)
    press_button(page, "开始核查")
    press_button(page, "核查通过，办结")
    press_button(page, "归档")
    state(page, "已归档")
    with_reason(page, "重开", "路面开裂")
    state(page, "办理中")
    at(page, site, "caizheng", address)
    expect(page.get_by_role("alert")).to_be_visible()


def test_a_light_up_to_the_interview(page, site):
    task = Task.objects.get()
    Task.objects.filter(pk=task.pk).update(state="draft")
    at(page, site, "office", f"/tasks/{task.pk}/")
    press_button(page, "下达")
    campaign = Campaign.objects.get()
    for n in range(22):
        with office.on(DAY + dt.timedelta(days=n)):
            refresh(campaign)
            press(campaign)
        if Notice.objects.filter(state="proposed").exists():
            page.goto(site + "/notices/?state=proposed")
            with office.on(DAY + dt.timedelta(days=n)):
                press_button(page, "签发所选")
    assert Explanation.objects.filter(state="due").exists()
    at(page, site, "jiaotong", "/")
    expect(page.get_by_text("待交书面说明")).to_be_visible()
    page.goto(site + "/notices/")
    page.locator("tbody a").first.click()
    press_button(page, "签收")
    page.locator("#answer").fill("已增派两个施工队")
    press_button(page, "回复")
    expect(page.locator(".heading .tag")).to_have_text("已回复")
    at(page, site, "caizheng", page.url.removeprefix(site))
    expect(page.get_by_role("alert")).to_be_visible()
    at(page, site, "office", f"/notices/new/?task={task.pk}")
    for n in range(3):
        page.goto(site + f"/notices/new/?task={task.pk}")
        page.get_by_label("颜色").select_option("red")
        page.get_by_label("事由").fill(f"第{n + 1}次督办仍无进展")
        press_button(page, "保存")
    press(campaign)
    page.goto(site + "/notices/?state=proposed")
    expect(page.locator("tbody")).to_contain_text("约谈")
    press_button(page, "签发所选")
    assert Notice.objects.get(kind="interview").number == 1


def test_a_visit_on_a_phone_with_the_network_cut_in_the_middle(browser, site):
    task = Task.objects.get()
    Task.objects.filter(pk=task.pk).update(state="active")
    inspector, clerk = User.objects.get(username="ducha"), User.objects.get(username="office")
    visit = plan(
        clerk,
        Campaign.objects.get(),
        planned_for=DAY,
        task=task,
        place="",
        leader=None,
        inspectors=[inspector],
    )
    context = browser.new_context(
        viewport={"width": 390, "height": 844},
        geolocation={"latitude": 28.375, "longitude": 111.2},
        permissions=["geolocation"],
    )
    page = context.new_page()
    at(page, site, "ducha", f"/inspections/{visit.pk}/visit/")
    page.get_by_label("现场情况").fill("现场无人施工")
    kept_offline(page)
    context.set_offline(True)
    page.reload()
    expect(page.get_by_label("现场情况")).to_have_value("现场无人施工")
    page.locator("#id_text-1").fill("塔吊停用")
    page.locator("#id_outcome-1").select_option("problem")
    page.get_by_label("照片").set_input_files(
        {"name": "工地.jpg", "mimeType": "image/jpeg", "buffer": b"\xff\xd8\xff\xe0 photo"}
    )
    press_button(page, "保存记录")
    expect(page.get_by_text("没有网络")).to_be_visible()
    assert Inspection.objects.get().state == "planned"
    context.set_offline(False)
    expect(page.get_by_role("heading", name="发现（1）")).to_be_visible(timeout=30000)
    kept = Inspection.objects.get()
    assert (kept.state, kept.summary, kept.findings.get().problem.channel) == (
        "done",
        "现场无人施工",
        "inspection",
    )
    assert str(kept.photos.get().latitude) == "28.375000"
    context.close()


def test_a_problem_through_all_four_routes(page, site):
    clerk = User.objects.get(username="office")
    problem = take_in(clerk, Campaign.objects.get(), Raised("学校门口道路破损", "hotline"))
    at(page, site, "office", f"/problems/{problem.pk}/")
    for way, unit in (
        ("assign", "县交通运输局"),
        ("transfer", "县财政局"),
        ("joint", ""),
        ("government", ""),
    ):
        page.get_by_label("去向").select_option(way)
        if unit:
            page.get_by_label("承办单位").select_option(label=unit)
        else:
            page.get_by_label("承办单位").select_option("")
        press_button(page, "分流")
        expect(page.locator(".heading .tag").first).to_have_text("办理中")
    page.locator("#answer").fill("县政府专题会议安排资金，已修复")
    press_button(page, "提交办理结果")
    press_button(page, "满意，办结")
    expect(page.locator(".heading .tag").first).to_have_text("已办结")
    page.goto(site + "/problems/")
    expect(
        page.get_by_text("共收集问题1件，其中热线1件。经梳理分流，上报县政府1件（解决1件、正在办理0件）。")
    ).to_be_visible()
    assert [s.route for s in Problem.objects.get().steps.filter(move="route")] == [
        "assign",
        "transfer",
        "joint",
        "government",
    ]
    at(page, site, "jiaotong", f"/problems/{problem.pk}/")
    expect(page.get_by_role("heading", name="没有这一页")).to_be_visible()


def test_a_liaisons_excel_goes_out_and_comes_back(page, site, tmp_path):
    Task.objects.update(state="active")
    at(page, site, "jiaotong", "/duties/")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="下载 Excel 填报表").click()
    book = openpyxl.load_workbook(io.BytesIO(waiting.value.path().read_bytes()))
    book.active["F4"], book.active["J4"] = "５５％", "路基完成，正在铺面"
    book.save(tmp_path / "填好.xlsx")
    page.get_by_text("上传填好的 Excel").click()
    page.get_by_label("填好的文件").set_input_files(str(tmp_path / "填好.xlsx"))
    press_button(page, "读入核对")
    expect(page.get_by_text("尚未报送")).to_be_visible()
    assert not ProgressReport.objects.exists()
    press_button(page, "报送所选")
    expect(page.get_by_text("已报送 1 项")).to_be_visible()
    assert ProgressReport.objects.values_list("percent", "text").get() == (55, "路基完成，正在铺面")
    press_button(page, "撤回刚才报送的 1 项")
    expect(page.get_by_text("已撤回 1 项报送")).to_be_visible()
    at(page, site, "caizheng", "/duties/")
    expect(page.get_by_text(ROAD)).to_have_count(0)


def test_the_ledger_is_edited_in_the_cell_and_a_wrong_value_stays_to_be_mended(page, site):
    task = Task.objects.get()
    at(page, site, "office", "/tasks/")
    page.get_by_role("link", name="在表中修改").click()
    note, deadline = page.get_by_label(f"备注 · {ROAD}"), page.get_by_label(f"完成时限 · {ROAD}")
    note.fill("已开工")
    note.press("Tab")
    expect(page.get_by_text("✓ 已保存")).to_be_visible()
    deadline.fill("2019-01-01")
    deadline.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("早于开始时间")
    expect(deadline).to_have_value("2019-01-01")
    deadline.fill("2020-12-15")
    deadline.press("Enter")
    expect(page.get_by_role("alert")).to_have_count(0)
    expect(page.get_by_text("✓ 已保存")).to_be_visible()
    task.refresh_from_db()
    assert (task.note, task.deadline) == ("已开工", dt.date(2020, 12, 15))
    Task.objects.update(note="同事改的", version=task.version + 1)
    note.fill("我改的")
    note.press("Tab")
    expect(page.get_by_role("alert")).to_contain_text("现在是“同事改的”")
    note.fill("我改的。")
    note.press("Tab")
    expect(page.get_by_text("✓ 已保存")).to_be_visible()
    assert Task.objects.get().note == "我改的。"


PAGES = (
    "/messages/", "/robots/", "/review/", "/silent/", "/gatherings/", "/explanations/", "/notices/", "/notices/new/", "/board/", "/board/?by=front", "/board/wall/",
    "/board/trial/?on=2020-12-07", "/inspections/", "/inspections/new/", "/inspections/draw/", "/meetings/", "/meetings/new/", "/problems/", "/problems/new/", "/matters/",
    "/matters/new/", "/people/", "/people/import/", "/me/", "/duties/", "/tell-us/", "/notices/{notice}/", "/inspections/{visit}/", "/inspections/{visit}/visit/",
    "/meetings/{meeting}/", "/problems/{problem}/", "/tasks/{task}/", "/tasks/{task}/schedule/?template=decision", "/campaigns/{campaign}/forces/new/", "/campaigns/{campaign}/goals/new/",
    "/tasks/", "/tasks/?edit=1", "/tasks/?by=unit&all=1", "/tasks/{task}/pictures/", "/campaigns/{campaign}/", "/campaigns/{campaign}/rules/", "/plans/", "/plans/{plan}/",
)  # fmt: skip


@pytest.mark.looks
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_new_page_is_accessible_and_fits_a_phone(browser, site, scheme):
    clerk, campaign, task = User.objects.get(username="office"), Campaign.objects.get(), Task.objects.get()
    Task.objects.update(state="active")
    refresh(campaign)
    press(campaign)
    from duban_web.supervision.notices import propose_notice

    unit = Unit.objects.first()
    keys = {
        "task": task.pk, "campaign": campaign.pk, "notice": propose_notice(clerk, campaign, unit=unit, colour="red", reason="无进展", task=task).pk,
        "visit": plan(clerk, campaign, planned_for=DAY, task=task, place="", leader=None, inspectors=[clerk]).pk,
        "meeting": meetings.plan(clerk, campaign, kind="grilling", title="", on=DAY).pk, "problem": take_in(clerk, campaign, Raised("路灯不亮", "visit", amount=Decimal(5), people=3)).pk,
        "plan": hand_in(User.objects.get(username="jiaotong"), campaign, "1. 修通县乡公路，12月10日前通车。".encode(), name="方案.txt").pk,
    }  # fmt: skip
    context = browser.new_context(viewport={"width": 390, "height": 844}, color_scheme=scheme)
    page = context.new_page()
    sign_in(page, site, "office")
    found = walk(page, [site + address.format(**keys) for address in PAGES])
    context.close()
    assert found == {}
