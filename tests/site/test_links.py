"""Every link within the site leads to a page that is there, and every anchor to something on that page."""

from __future__ import annotations

import itertools

import pytest

from ikrar.register import decisions
from ikrar.register.models import ClaimRecord
from tests.site import factory
from tests.site.page import Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages(register, officer) -> dict[str, Page]:
    """All pages that can be reached from the first one."""
    decisions.reject(factory.one("visit", "send a team of engineers"), "too-vague", factory.officer())
    found: dict[str, Page] = {}
    waiting = ["/", "/search/?q=semarang", "/search/?q=zzzz", "/search/"]
    while waiting:
        address = waiting.pop()
        if address in found:
            continue
        response = officer.get(address)
        if response.status_code == 302 and (address == "/sign-in/" or response.url.startswith("/sign-in/again/")):
            continue  # The door is for strangers; what concerns an account's safety asks for the password once more.
        assert response.status_code == 200, address
        found[address] = Page(address, response.content.decode())
        waiting += [there for there, _ in found[address].links() if there not in found]
    return found


def test_the_whole_site(pages):
    """One walk over all pages, as it takes long; each line below is a rule for every page."""
    kinds = {address.split("/")[1] for address in pages}
    assert kinds >= {"", "partners", "parties", "entries", "documents", "inbox", "search", "about", "attention", "jobs"}
    assert {"agreements", "enter"} <= kinds
    assert sum(a.startswith("/inbox/") for a in pages) > ClaimRecord.objects.inbox().count()
    for address, page in pages.items():
        _anchors_exist(pages, page)
        _markup_is_sound(page)
        _everything_has_a_name(page)
        assert len(page.ids) == len(set(page.ids)), f"{address}: {_twice(page.ids)}"


def _twice(ids: list[str]) -> list[str]:
    return [i for i in set(ids) if ids.count(i) > 1]


def _anchors_exist(pages: dict[str, Page], page: Page) -> None:
    for there, part in page.links():
        if part:
            assert part in pages[there].ids, f"{page.address}: {there}#{part}"


def _markup_is_sound(page: Page) -> None:
    assert len(page.all("//h1")) == 1, page.address
    assert len(page.all("//main")) == 1
    assert page.tree.get("lang")
    assert page.title
    assert page.all("//title")[0].text.endswith(" · Ikrar")
    assert not page.all("//@style | //style | //script[not(@src)] | //@onclick"), f"{page.address}: inline"
    levels = [int(h.tag[1]) for h in page.all("//h1 | //h2 | //h3 | //h4")]
    assert all(b - a <= 1 for a, b in itertools.pairwise(levels)), f"{page.address}: {levels}"
    assert "None" not in page.text("//main").split(), f"{page.address}: None"
    assert "{{" not in page.source
    assert "{%" not in page.source


def _everything_has_a_name(page: Page) -> None:
    """A label for each field, words for each button and link: what a screen reader says."""
    for field in page.all("//input[not(@type='hidden')] | //select | //textarea"):
        named = (
            field.get("aria-label") or field.xpath("ancestor::label") or page.all(f"//label[@for='{field.get('id')}']")
        )
        assert named, f"{page.address}: {field.get('name')}"
    for element in page.all("//a[@href] | //button | //summary"):
        said = element.get("aria-label") or "".join(element.itertext()).strip()
        assert said, f"{page.address}: {element.get('href')}"
    for described in page.all("//*[@aria-describedby]"):
        assert described.get("aria-describedby") in page.ids
    for section in page.all("//*[@aria-labelledby]"):
        assert section.get("aria-labelledby") in page.ids
    for form in page.all("//form[@method='post']"):
        assert form.xpath(".//input[@name='csrfmiddlewaretoken']"), f"{page.address}: {form.get('action')}"
