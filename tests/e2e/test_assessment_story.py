"""A round from its scheme to the certificate with one objection upheld; a pasted table with three mistakes; the pages on a phone."""

import datetime as dt

import pytest
from looking import walk
from playwright.sync_api import Page, expect
from signing_in import PASSWORD, sign_in

from duban_web.assessment.models import Round
from duban_web.people.accounts import save_user
from duban_web.people.models import Unit, User

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SCHEME = """name = "乡镇考核"
decimals = 2
rounding = "half-up"
ties = "same"
missing = "refuse"
[[item]]
code = "gdp"
name = "工业增速"
weight = 60
method = "efficacy"
direction = "up"
[[item]]
code = "mark"
name = "满意度"
weight = 40
method = "entered"
[[reward]]
places = [1, 1]
what = "通报表扬"
"""
PASTED = "单位\t工业增速\t满意度\n城关镇\t9.1\t90\n青石镇\t7.2\t88\n柏桥镇\t5.0\t85"
WRONG = "单位\t工业增速\t满意度\n城关镇\t九点一\t90\n青石县\t7.2\t88\n城关镇\t5.0\t85"


@pytest.fixture
def site(live_server, transactional_db):
    del transactional_db
    towns = [
        Unit.objects.create(name=f"云岭县{name}人民政府", short_name=name, kind="town")
        for name in ("城关镇", "青石镇", "柏桥镇")
    ]
    for name, columns in {
        "office": {"role": "office", "display_name": "周敏"}, "second": {"role": "office", "display_name": "吴敏"}, "qingshi": {"role": "liaison", "unit": towns[1]},
    }.items():  # fmt: skip
        save_user(None, User(username=name), columns, password=PASSWORD)
    return live_server.url


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def open_round(page: Page, site: str) -> None:
    """A scheme and a round of three towns, up to its empty sheet of figures."""
    sign_in(page, site, "office")
    page.goto(f"{site}/assessment/")
    page.get_by_role("link", name="新建：双百分制年度综合绩效考核").click()
    page.get_by_label("考核方案").fill("乡镇考核")
    page.get_by_label("开始执行日期").fill("2020-11-01")
    page.get_by_label("方案内容").fill(SCHEME.replace("weight = 60", "weight = 59"))
    press(page, "保存")
    expect(page.get_by_role("alert")).to_contain_text("各项权重之和是 99，应为 100")
    page.get_by_label("方案内容").fill(SCHEME)
    press(page, "保存")
    page.get_by_role("link", name="开展一期考核").click()
    page.get_by_label("考核名称").fill("三季度")
    page.get_by_label("考核期", exact=True).fill("2020-Q3")
    for town in ("城关镇", "青石镇", "柏桥镇"):
        page.get_by_label(town).check()
    press(page, "保存")
    page.get_by_role("link", name="考核数据").click()


def checked(page: Page, site: str) -> None:
    """By somebody else than who computed."""
    expect(page.get_by_text("须由计算结果以外的人审核。")).to_be_visible()
    sign_in(page, site, "second")
    page.goto(f"{site}/assessment/rounds/{Round.objects.get().pk}/")
    press(page, "审核通过")


def places(page: Page) -> list[str]:
    return [
        row.split("\t")[1]
        for row in page.locator("main table").first.locator("tbody").inner_text().split("\n")
    ]


def test_a_round_from_its_scheme_to_the_certificate(page, site, settings):
    open_round(page, site)
    page.get_by_label("或从 Excel 复制粘贴").fill(WRONG)
    press(page, "写入")
    expect(page.get_by_role("alert")).to_contain_text("有 3 处错误，没有写入任何数据")
    expect(page.get_by_role("alert")).to_contain_text("第 3 行：单位“青石县”不在本期参评单位中。")
    page.get_by_label("或从 Excel 复制粘贴").fill(PASTED)
    press(page, "写入")
    expect(page.get_by_text("已写入 6 个数据。")).to_be_visible()
    page.get_by_role("link", name="三季度").click()
    press(page, "计算得分")
    assert places(page) == ["城关镇", "青石镇", "柏桥镇"]
    checked(page, site)
    press(page, "开始公示")
    objects(page, site)
    sign_in(page, site, "office")
    page.goto(f"{site}/assessment/rounds/{Round.objects.get().pk}/")
    page.get_by_role("link", name="答复").click()
    page.get_by_label("异议成立").check()
    page.get_by_label("数值").fill("9.8")
    page.get_by_label("答复").fill("属实，予以更正。")
    press(page, "保存")
    assert places(page) == ["青石镇", "城关镇", "柏桥镇"]
    press(page, "定为最终结果")
    expect(page.get_by_role("alert")).to_contain_text("期满后才能定为最终结果")
    settings.OFFICE_TODAY = dt.date(2020, 12, 7)
    page.goto(f"{site}/assessment/rounds/{Round.objects.get().pk}/")
    press(page, "定为最终结果")
    expect(page.get_by_text("奖惩 青石镇：通报表扬")).to_be_visible()
    with page.expect_download() as certificate:
        page.get_by_role("link", name="证书").click()
    assert certificate.value.suggested_filename == "证书-青石镇.docx"
    press(page, "对外发布")
    shown(page, site)


def objects(page: Page, site: str) -> None:
    """The liaison of 青石镇 looks why, and objects to its own points alone."""
    sign_in(page, site, "qingshi")
    page.goto(f"{site}/assessment/")
    page.get_by_role("link", name="三季度").click()
    expect(page.get_by_role("link", name="城关镇")).to_have_count(0)
    page.get_by_role("link", name="青石镇", exact=True).click()
    expect(page.get_by_text("以上各计分项与折算相加，正好等于总分。")).to_be_visible()
    page.get_by_label("项目").select_option("gdp")
    page.get_by_label("异议内容和依据").fill("漏统一家企业，增速应为 9.8%")
    press(page, "提出异议")
    expect(page.get_by_text("待答复")).to_be_visible()


def shown(page: Page, site: str) -> None:
    """Everybody with the address sees the board, without signing in."""
    address = f"/shown/{Round.objects.get().token}/"
    context = page.context.browser.new_context()
    stranger = context.new_page()
    stranger.goto(site + address)
    assert places(stranger) == ["青石镇", "城关镇", "柏桥镇"]
    expect(stranger.get_by_role("link", name="考核")).to_have_count(0)
    context.close()


@pytest.mark.looks
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_of_a_round_fit_a_phone_and_have_no_barriers(browser, site, scheme):
    context = browser.new_context(viewport={"width": 390, "height": 844}, color_scheme=scheme)
    page = context.new_page()
    open_round(page, site)
    page.get_by_label("或从 Excel 复制粘贴").fill(PASTED)
    press(page, "写入")
    page.get_by_role("link", name="三季度").click()
    press(page, "计算得分")
    checked(page, site)
    for name in ("开始公示", "对外发布"):
        press(page, name)
    one, unit = Round.objects.get(), Unit.objects.get(short_name="青石镇")
    start = f"/assessment/rounds/{one.pk}/"
    found = walk(
        page,
        [
            site + address
            for address in (
                "/assessment/",
                "/assessment/schemes/new/",
                f"/assessment/schemes/{one.scheme_id}/",
                start,
                f"{start}figures/",
                f"{start}trial/",
                f"{start}units/{unit.pk}/",
                f"/shown/{one.token}/",
            )
        ],
    )
    context.close()
    assert found == {}
