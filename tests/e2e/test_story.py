"""The whole loop in a real browser: ledger in, a blocked task, a dirty paper, the bulletin out."""

import json
import subprocess

import pytest
from looking import walk
from playwright.sync_api import Page, expect
from signing_in import PASSWORD, sign_in

from duban.facts import Context, read
from duban_files.documents import read_document
from duban_web.bulletins.models import Bulletin
from duban_web.campaigns import importing
from duban_web.campaigns.operations import add_campaign
from duban_web.papers import decisions, piles
from duban_web.people.accounts import save_user
from duban_web.people.models import Unit, User
from duban_web.people.operations import load_units
from small_county import END, START

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
CORRECTIONS = {
    "县住房和城乡建投局": "县财政局、县住房和城乡建设局",
    "2023年5月31日": "2023年11月30日",
    "180%": "80%",
}
PAPER = """当前位置: 首页 > 正文
一季度,全縣固定資產(chǎn)投資完成22.1億元,同比增長(zhǎng)55.7%,其中項(xiàng)目建設(shè)完成投資8.9億元,占比76.7%。
"""


@pytest.fixture
def site(live_server, corpus, transactional_db):
    del transactional_db
    units = json.loads((corpus / "plans" / "files" / "units.json").read_text("utf-8"))
    load_units(None, units)
    save_user(None, User(username="office"), {"role": "office", "display_name": "周敏"}, password=PASSWORD)
    unit = Unit.objects.get(name="县交通运输局")
    save_user(None, User(username="jiaotong"), {"role": "liaison", "unit": unit}, password=PASSWORD)
    add_campaign(None, name="百日会战", start=START, end=END)
    return live_server.url


def import_and_correct(page: Page, site: str, ledger: str) -> None:
    page.goto(site + "/tasks/")
    page.get_by_role("link", name="导入台账").click()
    page.get_by_label("台账文件").set_input_files(ledger)
    page.get_by_role("button", name="预览").click()
    expect(page.get_by_role("heading", name="有 5 行暂不能写入")).to_be_visible()
    for row in page.locator("form table tbody tr:has(input.wide)").all():
        field = row.locator("input")
        if "是空的" in row.inner_text():
            field.fill("乡村示范村建设5个")
        elif "重复" in row.inner_text():
            field.fill("11")
        elif "财政局" in (field.input_value()):
            assert (
                field.input_value() == CORRECTIONS["县住房和城乡建投局"]
            )  # what was probably meant is filled in already
        else:
            field.fill(CORRECTIONS[field.input_value()])
    page.get_by_role("button", name="保存改正并重新核对").click()
    page.get_by_role("button", name="写入台账（新增 18，更新 0）").click()
    expect(page.get_by_role("status").first).to_contain_text("新增 18，更新 0，无变化 0，未写入 0")


def report_blocked(page: Page, site: str) -> None:
    sign_in(page, site, "jiaotong")
    page.goto(site + "/tasks/")
    page.get_by_role("link", name="新建农村公路36.5公里").click()
    expect(page.locator(".heading .light")).to_have_text("绿灯")
    page.get_by_label("推进受阻").check()
    page.get_by_label("进展情况").fill("雨雪天气，沥青拌合站停工。")
    page.get_by_role("button", name="报送", exact=True).click()


def upload_paper(page: Page, site: str, path: str) -> None:
    page.goto(site + "/papers/")
    expect(page.get_by_text("严禁上传涉密文件")).to_be_visible()
    page.get_by_label("文件").set_input_files(path)
    page.get_by_role("button", name="上传并读取").click()
    expect(page.locator(".paper a.mark")).to_have_count(4)
    expect(page.locator("article.breaks")).to_contain_text("8.9亿元 ÷ 22.1亿元 = 40.27%，而文中写的是76.7%")


def test_the_office_day_from_ledger_to_bulletin(page, site, corpus, tmp_path, soffice):
    sign_in(page, site, "office")
    import_and_correct(page, site, str(corpus / "plans" / "files" / "ledger.xlsx"))

    report_blocked(page, site)
    expect(page.locator(".heading .light")).to_have_text("黄灯")
    expect(page.get_by_text("已报送，等待办公室审核")).to_be_visible()

    sign_in(page, site, "office")
    page.goto(site + "/tasks/?words=新建农村公路")
    page.get_by_role("link", name="新建农村公路36.5公里").click()
    page.get_by_role("button", name="采用").click()
    (tmp_path / "简报.txt").write_text(PAPER, "utf-8")
    upload_paper(page, site, str(tmp_path / "简报.txt"))

    page.goto(site + "/bulletins/")
    page.get_by_role("button", name="生成专报").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Word").click()
    word = tmp_path / "专报.docx"
    download.value.save_as(word)
    assert_bulletin_tells_the_ledger(word, soffice, tmp_path)


def assert_bulletin_tells_the_ledger(word, soffice, folder) -> None:
    """LibreOffice opens it, and what it shows are the ledger's figures."""
    subprocess.run(
        [
            soffice,
            "--headless",
            f"-env:UserInstallation=file://{folder}/profile",
            "--convert-to",
            "txt:Text (encoded):UTF8",
            "--outdir",
            str(folder),
            str(word),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    shown = (folder / "专报.txt").read_text("utf-8-sig")
    figures = Bulletin.objects.get().figures
    assert f"台账共有任务{figures['all']}项，已办结{figures['done']}项，办理中{figures['active']}项" in shown
    assert f"红灯{figures['red']}项，黄灯{figures['yellow']}项，绿灯{figures['green']}项" in shown
    assert "责任单位报告推进受阻" in shown
    read_back = {(f.value, f.unit) for f in read(shown, context=Context(None, None)).facts}
    assert {
        (figures[name], "项") for name in ("all", "done", "active", "red", "yellow", "green")
    } <= read_back
    assert "占比76.7%" in read_document(word.read_bytes(), name="专报.docx").text


def test_a_blocked_report_turns_a_green_task_yellow_with_its_reason(page, site):
    from duban_web.campaigns.models import Campaign
    from duban_web.campaigns.operations import add_task
    from duban_web.supervision.operations import accept
    from small_county import submit_report, values

    campaign, liaison = Campaign.objects.get(), User.objects.get(username="jiaotong")
    task = add_task(None, campaign, values(title="新建农村公路36.5公里", lead=[liaison.unit_id]))
    accept(User.objects.get(username="office"), submit_report(liaison, task, percent=62, text="推进顺利"))
    sign_in(page, site, "jiaotong")
    page.goto(f"{site}/tasks/{task.pk}/")
    expect(page.locator(".heading .light")).to_have_text("绿灯")
    page.get_by_label("推进受阻").check()
    page.get_by_label("进展情况").fill("沥青拌合站停工。")
    page.get_by_role("button", name="报送", exact=True).click()
    expect(page.locator(".heading .light")).to_have_text("黄灯")
    expect(page.get_by_text("责任单位报告推进受阻").first).to_be_visible()


PAGES = [
    "/",
    "/tasks/",
    "/tasks/{task}/",
    "/tasks/{task}/edit/",
    "/tasks/new/",
    "/papers/",
    "/papers/{paper}/",
    "/papers/piles/{pile}/",
    "/figures/",
    "/figures/{figure}/",
    "/imports/{ledger}/",
    "/bulletins/",
    "/people/",
    "/campaigns/",
    "/campaigns/{campaign}/",
    "/changes/",
    "/imports/",
    "/units/new/",
]


def with_papers(campaign) -> dict[str, int]:
    """A pile with a dirty paper of which one figure is accepted, and a ledger whose columns nobody knows yet."""
    office = User.objects.get(username="office")
    pile = piles.take_in(
        office, [piles.Sent("简报.txt", PAPER.encode())], name="一批", region="云岭县", published=START
    )
    paper = pile.papers.get()
    fact = decisions.accept(office, paper.facts.first().pk)
    ledger = importing.upload(office, campaign, "编码,干什么\n1,修路\n".encode(), name="台账.csv")
    return {"paper": paper.pk, "pile": pile.pk, "figure": fact.observation_id, "ledger": ledger.pk}


@pytest.mark.looks
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_is_accessible_and_fits_a_phone(browser, site, scheme):
    from duban_web.campaigns.models import Campaign
    from duban_web.campaigns.operations import add_task
    from duban_web.supervision.lighting import refresh
    from small_county import values

    campaign = Campaign.objects.get()
    task = add_task(None, campaign, values(title="危桥改造", lead=[Unit.objects.get(name="县交通运输局").pk]))
    refresh(campaign)
    context = browser.new_context(viewport={"width": 390, "height": 844}, color_scheme=scheme)
    page = context.new_page()
    sign_in(page, site, "office")
    more = with_papers(campaign)
    found = walk(
        page, [site + address.format(task=task.pk, campaign=campaign.pk, **more) for address in PAGES]
    )
    context.close()
    assert found == {}


def test_the_ledger_filters_without_a_reload_and_by_keyboard(page, site):
    from duban_web.campaigns.models import Campaign
    from duban_web.campaigns.operations import add_task
    from small_county import values

    for title in ("危桥改造", "燃气管线"):
        add_task(None, Campaign.objects.get(), values(title=title, no=title[0]))
    sign_in(page, site, "office")
    page.goto(site + "/tasks/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="跳到正文")).to_be_focused()
    page.get_by_label("查找").press_sequentially("危桥")
    expect(page.get_by_text("共 1 项")).to_be_visible()
    assert "words=" in page.url
