"""A pile of twenty dirty papers, from drop to accepted figures, by keyboard alone."""

import io
import zipfile

import pytest
from looking import barriers
from playwright.sync_api import Page, expect

from duban_web.indicators.models import Alias, Observation
from duban_web.papers.models import Paper, PaperFact
from duban_web.people.accounts import save_user
from duban_web.people.models import User
from duban_web.sample.papers import _copied, _traditional

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASSWORD = "yunling-2020"
TOWNS = [a + b for a in "青石柳林白云" for b in ("溪镇", "山镇", "桥镇", "湾乡")][:20]
PAPERS = 20


def pile() -> bytes:
    """Each town's brief: one figure that is standard, one that needs another name, one that does not add up; two kinds of dirt."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        for n, town in enumerate(TOWNS):
            text = (
                f"{town}一季度经济运行简报\n一季度，全镇固定资产投资完成{n + 2}.4亿元，同比增长{n + 1}.5%，其中项目建设完成投资1.0亿元，占比95.0%。\n"
                f"排查隐患点{n + 12}处。\n"
            )
            dirty = _traditional(text) if n % 2 else _copied(text)
            package.writestr(f"{town}.txt", dirty.encode("utf-8" if n % 3 else "gb18030"))
    return file.getvalue()


@pytest.fixture
def site(live_server, transactional_db):
    del transactional_db
    save_user(None, User(username="office"), {"role": "office", "display_name": "周敏"}, password=PASSWORD)
    return live_server.url


def sign_in(page: Page, site: str) -> None:
    page.goto(site + "/login/")
    page.keyboard.type("office")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="资料")).to_be_visible()


def drop(page: Page, site: str, path: str) -> None:
    """Only the choice of the file is the operating system's own window; everything else is keys."""
    page.goto(site + "/papers/")
    page.get_by_label("文件").focus()
    page.get_by_label("文件").set_input_files(path)
    page.get_by_label("发布日期").fill("2020-04-22")
    page.get_by_label("地区").focus()  # left empty: each paper's title says whose figures it gives
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="开始处理")).to_be_focused()


def press(page: Page, key: str) -> None:
    """A key, and what it brings."""
    before = page.locator("#desk").get_attribute("data-at")
    page.keyboard.press(key)
    page.wait_for_function("before => document.querySelector('#desk')?.dataset.at !== before", arg=before)


def decide(page: Page) -> None:
    """Whatever is shown: a share that does not add up is left out, an unknown name is put right once, everything else is accepted."""
    name = page.get_by_label("指标")
    expect(page.locator("[data-key=a]")).to_be_focused()
    if page.locator(".figure .message.error").count() and page.get_by_label("单位").input_value() == "%":
        press(page, "x")
    elif name.input_value() == "排查隐患点":
        page.keyboard.press("e")
        page.keyboard.type("隐患点数")
        press(page, "Enter")
    else:
        press(page, "a")


def test_twenty_dirty_papers_are_worked_through_by_keyboard(page, site, tmp_path):
    (tmp_path / "一批.zip").write_bytes(pile())
    sign_in(page, site)
    drop(page, site, str(tmp_path / "一批.zip"))
    page.keyboard.press("Enter")
    assert_accessible(page)
    for _ in range(PAPERS * 6):
        if page.locator(".decide-figure").count() == 0:
            break
        if page.locator("[data-key=S]").count():
            press(page, "Shift+S")
        else:
            decide(page)
    expect(page.locator("#figure-title")).to_have_text("5 个数据都已处理")
    states = PaperFact.objects.values_list("state", flat=True)
    assert Paper.objects.count() == PAPERS
    assert {state: list(states).count(state) for state in set(states)} == {
        "accepted": PAPERS * 4,
        "rejected": PAPERS,
    }
    assert Observation.objects.filter(removed_on=None).count() == PAPERS * 4
    assert [(alias.words, alias.indicator) for alias in Alias.objects.all()] == [("排查隐患点", "隐患点数")]
    page.keyboard.press("p")
    expect(page.get_by_text("这一批都处理完了")).to_be_visible()


def assert_accessible(page: Page) -> None:
    expect(page.locator("[data-key=a]")).to_be_focused()
    assert barriers(page) == []
