"""What a page is looked at for in a browser: barriers (WCAG 2.2 AA by axe), whether it fits the screen, whether it is kept for later."""

from collections.abc import Iterable

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]


def barriers(page: Page) -> list[str]:
    """Each rule that is broken, with the first place where."""
    found = Axe().run(page, options={"runOnly": RULES}).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in found]


KEPT = """async () => {
  const parts = [location.href, ...[...document.querySelectorAll("script[src], link[href]")].map((one) => one.src || one.href)];
  for (let waited = 0; waited < 10000; waited += 50) {
    if ((await Promise.all(parts.map((one) => caches.match(one, { ignoreVary: true })))).every(Boolean)) return true;
    await new Promise((go) => setTimeout(go, 50));
  }
  return false;
}"""


def kept_offline(page: Page) -> None:
    """Wait until the page, opened once, can be opened without a network."""
    assert page.evaluate(KEPT)


def walk(page: Page, addresses: Iterable[str]) -> dict[str, list[str]]:
    """Every page with barriers, or wider than the screen; nothing for the others."""
    found = {}
    for address in addresses:
        page.goto(address)
        broken = barriers(page)
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            broken.append("wider than the screen")
        if broken:
            found[address] = broken
    return found
