"""Every page: it fits the screen, complains of nothing, and looks right in light and dark."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page

from ikrar.register.models import ClaimRecord, Entry, Partnership, Party, StoredDocument
from ikrar.site.shown.attention import LISTS
from ikrar.work.queue import ask
from tests.browser.conftest import NARROW, WIDE

# The pages that a reviewer looks at. Those of accounts and administrators need other roles, and have their own tests.
LOOKED_AT = (
    "home", "attention", "partners", "partnership", "balance", "counted", "parties", "party", "entry", "documents",
    "document", "inbox", "claim", "enter", "conflicts", "programmes", "new-programme", "reminders", "jobs", "job",
    "about",
)  # fmt: skip

WIDER = """() => [...document.querySelectorAll("body *")]
    .filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1 && !e.closest("svg"))
    .slice(0, 3).map(e => e.outerHTML.slice(0, 120))"""


def addresses() -> dict[str, list[str]]:
    """Name of a page -> where it is to be looked at."""
    of = {
        "attention": [[name] for name in LISTS],
        "partnership": [[p.pk] for p in Partnership.objects.all()],
        "balance": [[p.pk] for p in Partnership.objects.all()[:4]],
        "counted": [[p.pk] for p in Partnership.objects.all()[:2]],
        "party": [[p.pk] for p in Party.objects.all()[:4]],
        "entry": [[Entry.objects.filter(type=t).first().pk] for t in Entry.Type.values if Entry.objects.filter(type=t)],
        "document": [[d.pk] for d in StoredDocument.objects.all()],
        "job": [[ask("reread", at=timezone.now()).pk]],
        "claim": [[c.pk] for c in ClaimRecord.objects.all()[:3]],
    }
    found = {name: [reverse(name, args=args) for args in of.get(name, [[]])] for name in LOOKED_AT}
    return found | {"search": ["/search/", "/search/?q=xiamen", "/search/?q=Atlantis"], "missing": ["/nowhere/"]}


def look(page: Page, address: str) -> list[str]:
    """What is wrong with how a page lies on the screen."""
    page.goto(address)
    width, content = page.evaluate("() => [innerWidth, document.documentElement.scrollWidth]")
    if content <= width:
        return []
    return [f"{address}: {content} pixels wide on a screen of {width}: {page.evaluate(WIDER)}"]


@pytest.mark.parametrize("lang", ["en", "id", "zh"])
@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["390", "1440"])
def test_nothing_has_to_be_pushed_aside(opened, size, lang):
    page = opened(viewport=size)
    page.context.set_extra_http_headers({"Accept-Language": lang})
    wrong = [
        w
        for found in addresses().values()
        for address in found
        if "nowhere" not in address
        for w in look(page, address)
    ]
    assert wrong == []


def test_every_list_of_the_site_is_looked_at(opened):
    """What the first page links to stands in the table of addresses."""
    page = opened()
    known = {address for found in addresses().values() for address in found}
    links = page.locator("main a[href^='/']").evaluate_all("all => all.map(a => a.getAttribute('href').split('#')[0])")
    kinds = {"/".join(part for part in address.split("/") if not part.isdecimal()) for address in known}
    assert {"/".join(p for p in link.split("?")[0].split("/") if not p.isdecimal()) for link in links} <= kinds


def test_a_page_that_is_not_there_leads_home(browser, site):
    page = browser.new_page(base_url=site)
    answer = page.goto("/nowhere/")
    assert answer is not None
    assert answer.status == 404
    assert page.get_by_role("link", name="Ikrar").is_visible()
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_can_be_read_in_light_and_dark(opened, scheme):
    page = opened(color_scheme=scheme)
    ink, paper = page.evaluate(
        "() => [getComputedStyle(document.body).color, getComputedStyle(document.documentElement).backgroundColor,"
        " getComputedStyle(document.body).backgroundColor].filter(c => c !== 'rgba(0, 0, 0, 0)').slice(0, 2)"
    )
    assert contrast(ink, paper) >= 7


def contrast(one: str, other: str) -> float:
    """Of two colours as WCAG counts it."""

    def light(colour: str) -> float:
        parts = [float(p) / 255 for p in colour[colour.index("(") + 1 : -1].split(",")[:3]]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)
