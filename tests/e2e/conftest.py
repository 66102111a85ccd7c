"""A real browser on the system's Chromium. Without one the tests skip and say so, but for CI, where they must run."""

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from small_county import _office_of_the_autumn_of_2020

__all__ = ["_office_of_the_autumn_of_2020"]
OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def required(program: str, *names: str) -> str:
    found = next((path for name in names if (path := shutil.which(name))), None)
    if found is None:
        if os.environ.get("DUBAN_REQUIRE_BROWSER") == "1":
            pytest.fail(f"{program} is missing, and DUBAN_REQUIRE_BROWSER=1 says that it must be there")
        pytest.skip(f"{program} is not installed: this test needs it")
    return found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = required("Chromium", "chromium", "chromium-browser", "google-chrome")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # the browser's own loop runs in this thread
    with sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=chromium, args=OPTIONS)
        yield running
        running.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True)
    found = context.new_page()
    problems: list[str] = []
    found.on(
        "console",
        lambda message: (
            problems.append(message.text) if message.type == "error" and "40" not in message.text else None
        ),
    )
    found.on("pageerror", lambda problem: problems.append(str(problem)))
    yield found
    context.close()
    assert problems == []


@pytest.fixture
def soffice() -> str:
    return required("LibreOffice", "soffice", "libreoffice")
