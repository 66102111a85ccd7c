"""How a person signs in in a browser; the password of all people of the stories."""

from playwright.sync_api import Page, expect

PASSWORD = "yunling-2020"


def sign_in(page: Page, site: str, name: str) -> None:
    """As another person than before."""
    page.goto("about:blank")  # the page before may still be asking for something with the cookies we drop
    page.context.clear_cookies()
    page.goto(site + "/login/")
    page.get_by_label("用户名").fill(name)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("link", name="今日")).to_be_visible()
