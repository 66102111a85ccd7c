"""An issue of the bulletin: made, rewritten in Word, stopped once by the read-back, explained, signed by a leader, issued."""

import docx
import pytest
from looking import barriers
from playwright.sync_api import Page, expect
from signing_in import PASSWORD, sign_in

from duban_web.bulletins.models import Bulletin
from duban_web.campaigns.operations import add_campaign, add_task
from duban_web.common import office
from duban_web.people.accounts import save_user
from duban_web.people.models import Leader, Unit, User
from duban_web.supervision.lighting import refresh
from small_county import END, START, values

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def site(live_server, transactional_db):
    del transactional_db
    leader = Leader.objects.create(name="邵国栋", post="副县长")
    unit = Unit.objects.create(name="云岭县交通运输局", short_name="县交通局")
    for name, columns in {
        "office": {"role": "office", "display_name": "周敏"},
        "shao": {"role": "leader", "leader": leader},
        "jiaotong": {"role": "liaison", "unit": unit},
    }.items():
        save_user(None, User(username=name), columns, password=PASSWORD)
    with office.on(START):
        campaign = add_campaign(None, name="百日会战", start=START, end=END)
        add_task(None, campaign, values(title="体育场路改造", lead=[unit.pk], leaders=[leader.pk]))
        refresh(campaign)
    return live_server.url


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def contributed(page: Page, site: str) -> None:
    """The office asks, the unit's liaison follows the message and writes."""
    sign_in(page, site, "office")
    page.goto(f"{site}/contributions/")
    page.get_by_label("约稿题目").fill("项目建设的做法")
    page.get_by_label("交稿期限").fill("2020-11-27")
    page.get_by_label("县交通局").check()
    press(page, "约稿")
    sign_in(page, site, "jiaotong")
    page.goto(f"{site}/messages/")
    expect(page.get_by_text("约稿“项目建设的做法”")).to_be_visible()
    page.locator("button[name=open]").first.click()
    page.get_by_label("稿件").fill("一线办公，当场解决。")
    press(page, "保存")
    expect(page.get_by_text("已保存")).to_be_visible()


def at(page: Page, site: str, who: str) -> None:
    sign_in(page, site, who)
    page.goto(f"{site}/bulletins/{Bulletin.objects.get().pk}/")


def test_an_issue_from_draft_to_print_stopped_once_by_the_read_back(page, site, tmp_path):
    contributed(page, site)
    sign_in(page, site, "office")
    page.goto(f"{site}/bulletins/")
    press(page, "生成专报")
    expect(page.get_by_text("都有出处。")).to_be_visible()
    with page.expect_download() as word:
        page.get_by_role("link", name="Word").click()
    document = docx.Document(word.value.path())
    assert "一线办公，当场解决。" in [p.text for p in document.paragraphs]
    first = next(p for p in document.paragraphs if p.text.startswith("截至"))
    first.insert_paragraph_before("本周新开工项目12个，总投资33.5亿元。")
    document.save(tmp_path / "改.docx")
    page.get_by_label("改好的 Word 文件").set_input_files(tmp_path / "改.docx")
    press(page, "上传并回读")
    expect(page.get_by_text("出处不明")).to_have_count(2)
    assert barriers(page) == []
    press(page, "核稿通过")
    expect(page.get_by_text("须由拟稿人以外的人签发。")).to_be_visible()
    at(page, site, "shao")
    expect(page.get_by_role("button", name="签发", exact=True)).to_have_count(0)
    expect(page.get_by_role("button", name="说明并签发")).to_be_visible()
    at(page, site, "office")
    for _ in range(2):
        page.get_by_placeholder("这个数从哪里来").first.fill("发改局电话核实")
        page.get_by_role("button", name="说明原因").first.click()
        page.wait_for_load_state()
    at(page, site, "shao")
    press(page, "签发")
    at(page, site, "office")
    press(page, "印发")
    press(page, "归档")
    expect(page.locator(".heading .tag")).to_have_text("已归档")
    at(page, site, "jiaotong")
    expect(page.get_by_role("alert")).to_be_visible()
