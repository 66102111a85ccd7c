"""What is published, seen by those who get it: a circular to its units, a template changed in Word, a list of the commended; and every page on a phone."""

import datetime as dt
from decimal import Decimal

import docx
import pytest
from looking import walk
from playwright.sync_api import Page, expect
from signing_in import PASSWORD, sign_in

from duban_web.assessment import commending
from duban_web.assessment.commending import Nomination
from duban_web.assessment.models import Commendation
from duban_web.bulletins import contributing, delivering, operations
from duban_web.bulletins.models import Bulletin, Delivery
from duban_web.campaigns.models import Campaign
from duban_web.campaigns.operations import add_campaign, add_task
from duban_web.common import office
from duban_web.indicators import remedying
from duban_web.indicators.operations import Key, Reading, enter, save_group, set_target
from duban_web.people.accounts import save_user
from duban_web.people.models import Leader, Unit, User
from duban_web.supervision.lighting import refresh
from small_county import DAY, END, START, values

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
COUNTIES = ("云岭县", "临川县", "沙河县", "青阳县", "北原县")


@pytest.fixture
def site(live_server, transactional_db):
    del transactional_db
    leader = Leader.objects.create(name="邵国栋", post="副县长")
    unit = Unit.objects.create(name="云岭县交通运输局", short_name="县交通局")
    for name, columns in {
        "office": {"role": "office", "display_name": "周敏"}, "shao": {"role": "leader", "leader": leader}, "jiaotong": {"role": "liaison", "unit": unit},
    }.items():  # fmt: skip
        save_user(None, User(username=name), columns, password=PASSWORD)
    with office.on(START):
        campaign = add_campaign(None, name="百日会战", start=START, end=END)
        add_task(None, campaign, values(title="体育场路改造", lead=[unit.pk], leaders=[leader.pk]))
        refresh(campaign)
    return live_server.url


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def test_a_circular_in_the_offices_own_layout_reaches_its_unit_and_comes_back_answered(page, site, tmp_path):
    sign_in(page, site, "office")
    page.goto(f"{site}/bulletins/templates/")
    with page.expect_download() as template:
        page.get_by_role("row", name="通报").get_by_role("link", name="下载").click()
    document = docx.Document(template.value.path())
    next(p for p in document.paragraphs if p.text == "{{落款}}").runs[0].text = "（内部资料，注意保存）"
    document.save(tmp_path / "通报.docx")
    page.get_by_label("种类").select_option("circular")
    page.get_by_label("改好的模板").set_input_files(tmp_path / "通报.docx")
    press(page, "采用")
    expect(page.get_by_text("本单位模板，2020-11-23")).to_be_visible()
    page.goto(f"{site}/bulletins/")
    page.get_by_label("种类").select_option("circular")
    page.get_by_label("发文字号").fill("云百办〔2020〕7号")
    press(page, "生成专报")
    press(page, "核稿通过")
    sign_in(page, site, "shao")
    page.goto(f"{site}/messages/")
    expect(page.get_by_text("已核稿，请签发")).to_be_visible()
    page.goto(f"{site}/bulletins/")
    page.get_by_role("link", name="1", exact=True).click()
    press(page, "签发")
    sign_in(page, site, "office")
    page.goto(f"{site}/bulletins/{Bulletin.objects.get().pk}/")
    page.get_by_label("县交通局").check()
    page.get_by_label("反馈期限").fill("2020-11-27")
    press(page, "印发")
    sign_in(page, site, "jiaotong")
    page.get_by_role("link", name="收到的文件").click()
    page.get_by_role("link", name="百日会战通报云百办〔2020〕7号").click()
    with page.expect_download() as word:
        page.get_by_role("link", name="Word").click()
    words = [p.text for p in docx.Document(word.value.path()).paragraphs]
    assert "（内部资料，注意保存）" in words
    press(page, "签收")
    page.get_by_label("反馈").fill("已召开会议部署。")
    press(page, "提交反馈")
    sign_in(page, site, "office")
    page.goto(f"{site}/bulletins/{Bulletin.objects.get().pk}/")
    expect(page.get_by_role("row", name="县交通局")).to_contain_text("已召开会议部署。")


def test_somebody_is_commended_after_a_list_that_everybody_could_see(page, site, settings):
    sign_in(page, site, "office")
    page.goto(f"{site}/assessment/")
    page.get_by_role("link", name="表彰奖励").click()
    page.get_by_label("表彰名称").fill("项目建设先进个人")
    page.get_by_label("依据").fill("县委常委会会议")
    press(page, "拟定名单")
    for name in ("张工", "李工"):
        page.get_by_label("姓名或单位、企业名称").fill(name)
        page.get_by_label("事迹").fill("一线攻坚")
        page.get_by_label("表彰或奖励").fill("记三等功")
        press(page, "加入名单")
        expect(page.locator("article strong", has_text=name)).to_be_visible()
    press(page, "开始公示")
    page.get_by_text("记录异议").first.click()
    page.locator("input[name=words]").first.fill("不在一线")
    page.get_by_label("异议成立，取消资格").first.check()
    page.locator("details button").first.click()
    expect(page.get_by_text("已取消")).to_be_visible()
    press(page, "公布")
    expect(page.get_by_role("alert")).to_contain_text("公示到 2020-11-30 为止")
    settings.OFFICE_TODAY = dt.date(2020, 12, 7)
    page.goto(f"{site}/commendations/{Commendation.objects.get().pk}/")
    press(page, "公布")
    press(page, "已兑现")
    expect(page.get_by_text("2020-12-07 兑现")).to_be_visible()


def filled() -> dict[str, int]:
    """Something on every page: figures of five counties, an issue that went out, contributions, a list of the commended."""
    clerk, unit = User.objects.get(username="office"), Unit.objects.get()
    for n, region in enumerate(COUNTIES):
        for period, value in (("2019", 100 + n), ("2020", 110 + 2 * n)):
            for indicator in ("固定资产投资", "工业投资"):
                enter(clerk, Key(indicator, "value", "", "", region, period), Reading(Decimal(value), "亿元", is_estimate=n == 0, source="月报"))  # fmt: skip
        for period in ("2019", "2020"):
            enter(
                clerk,
                Key("固定资产投资", "growth", "同比", "", region, period),
                Reading(Decimal(n), "%", source="月报"),
            )
    save_group(clerk, "相似县", COUNTIES[:3])
    set_target(clerk, indicator="固定资产投资", region="云岭县", year=2020, value=Decimal(120), unit="亿元")
    remedying.take_on(
        clerk, indicator="工业投资", region="云岭县", cause="大项目少", remedy="开工一批", unit=unit, due=END
    )
    campaign = Campaign.objects.get()
    contributing.ask(clerk, campaign, [unit], topic="做法", due=DAY)
    one = operations.make(clerk, campaign, DAY)
    operations.check(clerk, one)
    operations.sign(User.objects.get(username="shao"), one)
    delivering.issue_to(clerk, one, [unit], due=DAY)
    draft = operations.make(clerk, campaign, DAY)
    listed = commending.draw_up(clerk, name="先进个人", basis="会议")
    commending.nominate(clerk, listed, Nomination("张工", unit, "一线", "记功"))
    return {"issue": one.pk, "draft": draft.pk, "delivery": Delivery.objects.get().pk, "list": listed.pk}


PAGES = [
    "/figures/heat/", "/figures/dictionary/", "/releases/", "/figures/compare/?name=固定资产投资&measure=value", "/figures/region/?name=云岭县", "/figures/indicator/?name=固定资产投资&measure=value", "/figures/map/?name=固定资产投资&measure=value",
    "/figures/new/", "/figures/doubts/", "/figures/targets/", "/figures/weak/new/?indicator=工业投资&region=云岭县", "/bulletins/", "/bulletins/templates/", "/contributions/", "/bulletins/{issue}/", "/bulletins/{draft}/",
    "/bulletins/{issue}/brief/", "/deliveries/", "/deliveries/{delivery}/", "/commendations/", "/commendations/{list}/", "/inspections/sites/",
]  # fmt: skip


@pytest.mark.looks
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_of_publishing_is_accessible_and_fits_a_phone(browser, site, scheme):
    context = browser.new_context(viewport={"width": 390, "height": 844}, color_scheme=scheme)
    page = context.new_page()
    sign_in(page, site, "office")
    keys = filled()
    found = walk(page, [site + address.format(**keys) for address in PAGES])
    context.close()
    assert found == {}
