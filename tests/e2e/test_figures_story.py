"""An indicator table pasted from Excel with three mistakes: read, accepted, found by the review, corrected and explained."""

import pytest
from looking import barriers
from playwright.sync_api import Page, expect
from signing_in import PASSWORD, sign_in

from duban_web.indicators.models import Observation
from duban_web.papers.models import Paper
from duban_web.people.accounts import save_user
from duban_web.people.models import User

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
# 临川县's growth has a sign too many, 沙河县's amount stands in 万元, 北原县's two digits are swapped
TABLE = """2020年1-9月各县社会消费品零售总额
县\t2020年1-9月（亿元）\t2019年1-9月（亿元）\t同比增长（%）
云岭县\t88.2\t84.0\t5.0
临川县\t77.7\t74.0\t-5.0
沙河县\t651000\t62.0\t5.0
青阳县\t94.5\t90.0\t5.0
北原县\t58.8\t56.0\t0.5
"""


@pytest.fixture
def site(live_server, transactional_db):
    del transactional_db
    save_user(None, User(username="office"), {"role": "office", "display_name": "周敏"}, password=PASSWORD)
    return live_server.url


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).first.click()


def test_a_pasted_table_with_three_mistakes(page, site, settings):
    sign_in(page, site, "office")
    page.goto(f"{site}/papers/")
    press(page, "上传并读取")
    expect(page.get_by_role("alert")).to_contain_text("请选择文件，或粘贴表格、文字。")
    page.get_by_label("或粘贴表格、文字").fill(TABLE)
    press(page, "上传并读取")
    page.wait_for_url("**/papers/*/")
    accept_all(page, site)
    page.goto(f"{site}/figures/doubts/")
    expect(page.get_by_text("核对了 15 个数，3 处对不上。")).to_be_visible()
    expect(page.get_by_text("临川县 社会消费品零售总额 增速 2020年1—9月：-5%")).to_be_visible()
    correct(page, "临川县", "5.0")
    correct(page, "沙河县", "65.1")
    page.get_by_placeholder("为什么可以成立").fill("上年同期数已修订，待通知")
    press(page, "说明原因")
    expect(page.get_by_text("没有对不上的数。")).to_be_visible()
    page.goto(f"{site}/figures/indicator/?name=社会消费品零售总额&measure=value")
    first = page.locator("main table tbody tr").first
    expect(first).to_contain_text("青阳县")
    for address in (
        "/figures/doubts/",
        "/figures/indicator/?name=社会消费品零售总额&measure=value",
        "/figures/region/?name=云岭县",
    ):
        page.goto(site + address)
        assert barriers(page) == []


def accept_all(page: Page, site: str) -> None:
    """What the reader is sure of is accepted at once."""
    paper = Paper.objects.get()
    assert paper.facts.count() == 15
    page.goto(f"{site}/papers/{paper.pk}/")
    page.locator("form[action$='/sure/'] button").click()
    expect(page.get_by_text("15 个数据都已处理")).to_be_visible()
    assert Observation.objects.count() == 15


def correct(page: Page, region: str, value: str) -> None:
    page.locator("article", has_text=region).get_by_role("link", name="更正").click()
    page.get_by_label("数值").fill(value)
    page.get_by_label("更正理由").fill("与统计局核对")
    press(page, "保存")
