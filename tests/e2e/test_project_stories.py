"""Projects and registers as their users see them: from the first talk to production, a quarter's cycle, a pass at a gate, a register from Excel."""

import datetime as dt
from uuid import UUID

import docx
import pytest
from looking import kept_offline, walk
from playwright.sync_api import Page, expect
from signing_in import PASSWORD, sign_in

from duban_files.table_file import TableFile, write_table
from duban_web.campaigns.operations import add_campaign, add_task
from duban_web.common import office
from duban_web.people.accounts import save_user
from duban_web.people.models import Leader, Unit, User
from duban_web.projects import approving
from duban_web.projects.cycle_models import Event
from duban_web.projects.models import Project
from duban_web.registers import packs, passes
from duban_web.registers.gates import take_in
from duban_web.registers.models import PassCheck, Record
from duban_web.registers.operations import install, save_record
from duban_web.sample.registers import fill_register
from duban_web.supervision.lighting import refresh
from small_county import END, START, values
from small_projects import DAY, made

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


class People:
    """What `made` needs of a county."""

    def __init__(self) -> None:
        self.office = User.objects.get(username="office")
        self.liaison = User.objects.get(username="zhujian")


@pytest.fixture
def site(live_server, transactional_db):
    del transactional_db
    leader = Leader.objects.create(name="邵国栋", post="副县长")
    unit = Unit.objects.create(name="云岭县住房和城乡建设局", short_name="县住建局")
    save_user(None, User(username="office"), {"role": "office", "display_name": "周敏"}, password=PASSWORD)
    save_user(None, User(username="zhujian"), {"role": "liaison", "unit": unit}, password=PASSWORD)
    with office.on(START):
        campaign = add_campaign(None, name="百日会战", start=START, end=END)
        add_task(None, campaign, values(lead=[unit.pk], leaders=[leader.pk]))
        refresh(campaign)
    return live_server.url


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def move(page: Page, to: str, note: str = "") -> None:
    page.get_by_label("转入").select_option(label=to)
    page.get_by_label("说明（放行、跨阶段或退回时必填）").first.fill(note)
    press(page, "确认")


def approve(page: Page, name: str, step: str, words: str = "") -> None:
    row = page.get_by_role("row", name=name)
    row.get_by_text("下一步").click()
    row.get_by_label("操作").select_option(label=step)
    row.get_by_label("补正事项、容缺材料、承诺内容或文号").fill(words)
    row.get_by_role("button", name="保存").click()


def test_a_project_from_the_first_talk_to_production_with_a_stopped_clock(page, site, settings):
    sign_in(page, site, "office")
    page.get_by_role("link", name="项目", exact=True).click()
    page.get_by_role("link", name="新增项目").click()
    for label, words in (
        ("项目名称", "年产30万吨绿色建材"),
        ("投资方", "青岭建材"),
        ("建设内容", "两条生产线"),
        ("总投资（万元）", "32000"),
    ):
        page.get_by_label(label, exact=True).fill(words)
    page.get_by_label("责任单位").select_option(label="县住建局")
    page.get_by_label("包联领导").select_option(label="邵国栋")
    press(page, "保存")
    for stage in ("在谈", "签约"):
        move(page, stage)
    move(page, "手续")
    expect(page.get_by_role("alert").or_(page.get_by_text("还缺 投资协议，不能转入下一阶段"))).to_be_visible()
    page.go_back()
    page.locator("section", has=page.get_by_role("heading", name="投资协议")).get_by_role(
        "link", name="添加"
    ).click()
    page.get_by_label("协议名称").fill("投资建设协议")
    page.get_by_label("签约日期").fill("2020-11-02")
    press(page, "保存")
    move(page, "手续")
    approve(page, "企业投资项目备案", "受理（可容缺）")
    approve(page, "企业投资项目备案", "要求补正（停表）", "补充章程")
    expect(page.get_by_role("row", name="企业投资项目备案")).to_contain_text("补正停表")
    approve(page, "企业投资项目备案", "补正到位（续表）")
    approve(page, "企业投资项目备案", "办结", "云发改备〔2020〕9号")
    expect(page.get_by_role("row", name="企业投资项目备案")).to_contain_text("云发改备〔2020〕9号")
    one = Project.objects.get()
    clerk = User.objects.get(username="office")
    for p in one.procedures.filter(before="start", done_on=None):
        approving.accept(clerk, p, DAY)
        approving.decide(clerk, p, DAY)
    page.get_by_role("link", name="年度计划").click()
    page.get_by_label("年度计划").fill("12000")
    press(page, "保存")
    move(page, "开工")
    sign_in(page, site, "zhujian")
    page.goto(f"{site}/projects/{one.pk}/")
    page.get_by_label("当月完成投资（万元）").fill("11500")
    page.get_by_label("形象进度（%）").fill("100")
    press(page, "报送当月投资")
    move(page, "在建")
    expect(page.get_by_text("完成年度计划的 95.8%")).to_be_visible()
    sign_in(page, site, "office")
    page.goto(f"{site}/projects/{one.pk}/")
    move(page, "竣工", "入库手续随后补办，县长办公会同意")
    move(page, "投产", "投用前手续已承诺")
    assert [m.stage for m in one.moves.all()] == [
        "planned",
        "talks",
        "signed",
        "procedures",
        "started",
        "building",
        "completed",
        "producing",
    ]
    expect(page.locator("li[aria-current=step]")).to_have_text("投产")


def test_a_quarters_cycle_to_its_circular(page, site):
    with office.on(DAY):
        for name in ("绿色建材", "冷链物流"):
            one = made(People(), name=name, stage="started")
            Project.objects.filter(pk=one.pk).update(started_on=DAY)
            one.years.create(year=2020, plan=12000)
    sign_in(page, site, "office")
    page.goto(f"{site}/projects/cycle/")
    for kind, title in (("集中开工", "四季度集中开工"), ("观摩", "四季度观摩")):
        page.goto(f"{site}/projects/events/new/")
        page.get_by_label("类型").select_option(label=kind)
        page.get_by_label("活动名称").fill(title)
        page.get_by_label("日期").fill("2020-11-23")
        press(page, "保存")
        for name in ("绿色建材", "冷链物流"):
            page.get_by_label(name).check()
        press(page, "保存项目与顺序")
        if kind == "观摩":
            row = page.get_by_role("row", name="绿色建材")
            row.get_by_label("评分").fill("93")
            row.get_by_role("button", name="保存").click()
            expect(page.get_by_role("row", name="绿色建材")).to_contain_text("周敏 93")
        press(page, "活动已举行，定稿")
    assert Event.objects.exclude(held_on=None).count() == 2
    page.goto(f"{site}/bulletins/")
    page.get_by_label("种类").select_option("circular")
    press(page, "生成专报")
    with page.expect_download() as word:
        page.get_by_role("link", name="Word").first.click()
    assert "4季度集中开工项目2个，总投资6.40亿元。" in [
        p.text for p in docx.Document(word.value.path()).paragraphs
    ]


def verify(page: Page, words: str, says: str) -> None:
    """At a gate's phone."""
    page.get_by_label("码内文字").fill(words)
    press(page, "验证")
    expect(page.locator("#gate-answer")).to_contain_text(says)


def test_a_pass_is_issued_verified_without_a_network_seen_at_another_gate_and_revoked(page, site, browser):
    sign_in(page, site, "office")
    page.get_by_role("link", name="登记簿").click()
    page.get_by_text("三农（").click()
    page.locator("li", has_text="农产品货运通行证").get_by_role("button", name="启用").click()
    page.goto(f"{site}/registers/produce_passes/new/")
    for label, words in (
        ("货物", "白菜"),
        ("车牌", "湘h·24680"),
        ("路线", "双河—县城"),
        ("生效日期", "2020-11-05"),
        ("截止日期", "2020-12-05"),
    ):
        page.get_by_label(label).fill(words)
    press(page, "保存")
    page.get_by_role("link", name="通行证", exact=True).click()
    text = page.locator("#pass-text").text_content()
    page.goto(f"{site}/registers/gate/")
    expect(page.locator("#gate-keys")).to_contain_text("已联网")
    kept_offline(page)
    page.get_by_label("卡口").fill("高速北口")
    page.context.set_offline(True)
    page.reload()
    verify(page, text, "有效，放行")
    page.get_by_label("码内文字").select_text()
    for _ in range(2):  # a hand scanner
        page.keyboard.insert_text(text)
        page.keyboard.press("Enter")
    expect(page.locator("#gate-answer")).to_contain_text("本机今日第几次查验： 3")
    verify(page, text[:-8] + ("AAAAAAAA" if text[-8:] != "AAAAAAAA" else "BBBBBBBB"), "不是本系统签发")
    verify(page, "随便什么", "不是本系统签发")
    expect(page.locator("#gate-line")).to_contain_text("待上传的查验记录： 3")
    page.context.set_offline(False)
    expect(page.locator("#gate-line")).to_contain_text("查验记录已全部上传。")
    assert [one.gate for one in PassCheck.objects.all()] == ["高速北口"] * 3
    other = browser.new_context(viewport={"width": 390, "height": 800})
    phone = other.new_page()
    sign_in(phone, site, "zhujian")
    phone.goto(f"{site}/registers/gate/")
    expect(phone.locator("#gate-keys")).to_contain_text("已联网")
    expect(phone.get_by_label("卡口")).to_have_value("县住建局")
    verify(phone, text, "刚在“高速北口”用过，相隔不到 30 分钟")
    page.goto(f"{site}/registers/produce_passes/")
    page.get_by_role("link", name="查验记录").click()
    expect(page.get_by_role("row", name="白菜").first).to_contain_text("县住建局")
    page.goto(f"{site}/registers/produce_passes/1/")
    expect(page.get_by_text("共查验 4 次。")).to_be_visible()
    page.get_by_label("说明").first.fill("转借他人")
    press(page, "吊销")
    expect(page.locator(".heading .tag")).to_have_text("已吊销")
    verify(phone, text, "请拦下：这张证已吊销或停用")
    other.close()
    page.goto(f"{site}/registers/gate/")
    expect(page.locator("#gate-keys")).to_contain_text("已联网")
    verify(page, text, "已吊销或停用")
    expect(page.locator("#gate-line")).to_contain_text("查验记录已全部上传。")
    assert [one.said for one in PassCheck.objects.all()] == ["valid"] * 5 + ["revoked"]


def test_a_clerk_makes_a_register_from_excel_and_a_liaison_fills_it_on_a_phone(page, site, browser, tmp_path):
    table = tmp_path / "入户走访.xlsx"
    rows = [[f"第{n}户", f"1381234567{n}", "县住建局", f"{n}.5", ("务工", "在家")[n % 2]] for n in range(4)]
    table.write_bytes(write_table(TableFile("入户走访", "", ["户名", "手机", "单位", "亩数", "去向"], rows)))
    sign_in(page, site, "office")
    page.goto(f"{site}/registers/new/")
    page.get_by_label("从已有的 Excel 表建").set_input_files(table)
    press(page, "读取表头")
    page.get_by_label("代码").fill("home_visits")
    source = page.get_by_label("定义（TOML）").input_value()
    page.get_by_label("定义（TOML）").fill(source.replace("请写明为什么收集这些个人信息", "回访联系"))
    press(page, "保存")
    page.get_by_role("link", name="导入", exact=True).click()
    page.get_by_label("Excel 文件").set_input_files(table)
    press(page, "保存")
    expect(page.get_by_text("已导入 4 行。")).to_be_visible()
    phone = browser.new_context(viewport={"width": 390, "height": 800})
    hand = phone.new_page()
    sign_in(hand, site, "zhujian")
    hand.goto(f"{site}/registers/home_visits/new/")
    for label, words in (("户名", "新一户"), ("手机", "1381234"), ("亩数", "2")):
        hand.get_by_label(label).fill(words)
    press(hand, "保存")
    expect(hand.get_by_text("不是 11 位手机号")).to_be_visible()
    hand.get_by_label("手机").fill("13800001111")
    press(hand, "保存")
    expect(hand.get_by_text("13800001111")).to_be_visible()
    phone.close()
    page.goto(f"{site}/registers/home_visits/sums/")
    expect(page.get_by_role("row", name="亩数合计").first).to_contain_text("10")


def test_buyers_and_co_ops_are_matched_and_sign(page, site):
    clerk = User.objects.get(username="office")
    for code in ("supply_offers", "supply_wants"):
        install(clerk, packs.presets()[code])
    sign_in(page, site, "office")
    page.goto(f"{site}/registers/supply_offers/new/")
    for label, words in (("供应方", "惠丰合作社"), ("县区", "云岭县"), ("品种", "白菜"), ("数量", "60")):
        page.get_by_label(label).fill(words)
    page.get_by_label("类别").select_option(label="合作社")
    press(page, "保存")
    page.goto(f"{site}/registers/supply_wants/new/")
    for label, words in (
        ("采购方", "家家乐超市"),
        ("品种", "白菜"),
        ("需求量", "50"),
        ("对接供应", "惠丰合作社"),
    ):
        page.get_by_label(label).fill(words)
    press(page, "保存")
    press(page, "供需见面")
    page.get_by_label("说明").first.fill("协议编号1")
    press(page, "双方签约")
    expect(page.get_by_role("link", name="农产品供应 #1 惠丰合作社")).to_be_visible()
    assert [r.state for r in Record.objects.order_by("id")] == ["open", "signed"]


PAGES = (
    "/projects/", "/projects/pipeline/", "/projects/{project}/", "/projects/new/", "/projects/{project}/edit/", "/projects/{project}/plan/", "/projects/approvals/", "/projects/cycle/",
    "/projects/events/{event}/", "/projects/events/new/", "/projects/bonds/", "/projects/bonds/new/", "/projects/map/", "/projects/import/", "/registers/", "/registers/new/",
    "/registers/truck_passes/", "/registers/truck_passes/sums/", "/registers/truck_passes/1/", "/registers/truck_passes/new/", "/registers/truck_passes/1/pass/", "/registers/truck_passes/edit/",
    "/registers/truck_passes/import/", "/registers/gate/", "/registers/truck_passes/view/passes/?on=2020-11-23", "/fill/{token}/", "/projects/starts/?month=2020-11", "/registers/duty_posts/1/", "/registers/duty_posts/new/", "/registers/duty_roster/view/roster/?on=2020-11-20", "/registers/duty_roster/view/roster/fill/?on=2020-11-21&span=week",
    "/registers/control_areas/view/zone/?on=2020-11-20", "/registers/pumps/view/stock/", "/registers/source_firms/view/grading/", "/registers/source_visits/view/visit/?on=2020-11-01",
)  # fmt: skip


@pytest.mark.looks
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_of_projects_and_registers_is_accessible_and_fits_a_phone(browser, site, scheme):
    clerk = User.objects.get(username="office")
    with office.on(DAY):
        one = made(People(), is_blocked=True, difficulty="缺电")
        approving.accept(clerk, one.procedures.get(code="filing"), dt.date(2020, 11, 2))
        event = Event.objects.create(kind="tour", title="观摩", on=DAY, year=2020, quarter=4)
        event.projects.create(project=one, number=1)
        truck = {
            "firm": "甲",
            "plate": "湘H12345",
            "goods": "玻璃",
            "route": "县城",
            "valid_from": "2020-11-01",
            "valid_to": "2020-12-31",
            "town": "县住建局",
        }
        text = passes.pass_text(save_record(clerk, install(clerk, packs.presets()["truck_passes"]), truck))
        for n, gate in enumerate(("高速北口", "东城小区南门")):
            take_in(clerk, gate, [f"{UUID(int=n)} 2020-11-23T08:0{n}:00 valid {text}"])
        public = install(clerk, packs.presets()["home_jobs"])
        Unit.objects.bulk_create(Unit(name=name) for name in ("城关镇", "青石镇", "柏桥镇", "双河镇", "白马镇", "石碾乡", "县财政局", "县教育局") if not Unit.objects.filter(short_name=name).exists())  # fmt: skip
        for code in ("duty_posts", "duty_roster", "control_areas", "pumps", "source_firms", "source_visits"):
            fill_register(clerk, packs.presets()[code])
    keys = {"project": one.pk, "event": event.pk, "token": public.token}
    context = browser.new_context(viewport={"width": 390, "height": 800}, color_scheme=scheme)
    page = context.new_page()
    sign_in(page, site, "office")
    found = walk(page, [site + address.format(**keys) for address in PAGES])
    context.close()
    assert found == {}
