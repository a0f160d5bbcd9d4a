"""A page as its reader meets it: its words, its links, what stands under a heading."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urldefrag, urljoin

from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html


@dataclass
class Page:
    address: str
    source: str
    tree: html.HtmlElement = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self.tree = html.document_fromstring(self.source)

    def all(self, xpath: str) -> list[html.HtmlElement]:
        return list(self.tree.xpath(xpath))

    def one(self, xpath: str) -> html.HtmlElement:
        found = self.all(xpath)
        assert len(found) == 1, f"{self.address}: {len(found)} of {xpath}"
        return found[0]

    def text(self, xpath: str = "//main") -> str:
        """The words in the first of these, white space made single; without hints for keys."""
        return words(self.all(xpath)[0])

    def texts(self, xpath: str) -> list[str]:
        return [words(e) for e in self.all(xpath)]

    def section(self, ident: str) -> html.HtmlElement:
        """The section whose heading has this id."""
        return self.one(f'//section[@aria-labelledby="{ident}"]')

    def has_section(self, ident: str) -> bool:
        return bool(self.all(f'//section[@aria-labelledby="{ident}"]'))

    @property
    def title(self) -> str:
        return words(self.one("//h1"))

    @property
    def ids(self) -> list[str]:
        return [str(i) for i in self.tree.xpath("//@id")]

    def links(self) -> list[tuple[str, str]]:
        """Where its links within the site lead: address and the part after #."""
        found = []
        for href in self.tree.xpath("//a/@href"):
            there, part = urldefrag(urljoin(self.address, str(href)))
            if there.startswith("/"):
                found.append((there, part))
        return found

    def link(self, text: str) -> str:
        """Where the first link with these words leads."""
        for a in self.all("//a[@href]"):
            if words(a) == text:
                return urljoin(self.address, a.get("href"))
        raise AssertionError(f"{self.address}: no link “{text}”")

    def form(self, action_ends: str) -> dict[str, str]:
        """What a form would send as it stands, and its address under `action`."""
        form = self.one(
            f'//form[substring(@action, string-length(@action) - {len(action_ends) - 1}) = "{action_ends}"]'
        )
        values = {k: v for k, v in form.fields.items() if v is not None}
        return {"action": form.get("action")} | {k: v for k, v in values.items() if k != "csrfmiddlewaretoken"}


def words(element: html.HtmlElement) -> str:
    return " ".join("".join(element.xpath(".//text()[not(ancestor::kbd)]")).split())


def counted(call: Callable[[], object]) -> int:
    """How many queries a call makes."""
    with CaptureQueriesContext(connection) as captured:
        call()
    return len(captured)
