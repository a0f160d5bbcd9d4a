"""A real browser before a running site that holds the stories of tests/site."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.core.cache import cache
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from tests.site import factory

HERE = Path(__file__).parent
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
# A browser that asks nobody anything, and that runs where there is no sandbox and no graphics card.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
WIDE, NARROW = {"width": 1440, "height": 900}, {"width": 390, "height": 844}

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright keeps a loop in this thread; nothing of ours runs in it.


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.django_db(transaction=True))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not CHROMIUM:
        pytest.fail("No Chromium here: apt-get install chromium, or say where one is with CHROMIUM=/path/to/it")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield started
        started.close()


@pytest.fixture(autouse=True)
def _as_a_demo(settings) -> None:
    settings.IKRAR_TODAY = factory.TODAY
    settings.PLAIN_HTTP = True
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = settings.LANGUAGE_COOKIE_SECURE = False
    cache.clear()  # of what was tried how often
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # Made often, never kept.


@pytest.fixture
def site(live_server) -> str:
    """The address of the running site, its register filled."""
    factory.fill()
    return str(live_server.url)


@pytest.fixture
def opened(browser: Browser, site: str) -> Iterator[Callable[..., Page]]:
    """Open a page as somebody new; at the end, no page may have complained."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def open_(address: str = "/", *, signed_in: bool = True, **options: object) -> Page:
        context = browser.new_context(base_url=site, **({"viewport": WIDE, "locale": "en-GB"} | options))  # type: ignore[arg-type]
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda m: complaints.append(m.text) if complains(m) else None)
        page.on("pageerror", lambda e: complaints.append(str(e)))
        page.on("requestfailed", lambda r: None if left(r.failure) else complaints.append(f"{r.url}: {r.failure}"))
        if signed_in:
            sign_in(page)
        page.goto(address)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert complaints == []


def complains(message: ConsoleMessage) -> bool:
    """A form sent with a mistake is answered with 422, which the browser notes; that is as it should be."""
    return message.type in {"error", "warning"} and "status of 422" not in message.text


def left(failure: str | None) -> bool:
    """Whether a request ended because the reader went on to another page."""
    return "ERR_ABORTED" in (failure or "")


def sign_in(page: Page, password: str = factory.PASSWORD) -> None:
    if "/sign-in/" not in page.url:
        page.goto("/sign-in/")
    page.get_by_label("Name").fill("ratna")
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()


@pytest.fixture
def page(opened: Callable[..., Page]) -> Page:
    """The first page, an officer signed in, at 1440 pixels."""
    return opened()
