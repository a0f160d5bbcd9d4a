"""A stretch of text that names a place, with the offices and heads beside it, and what it was resolved to."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ikrar.model.party import Level, Party
from ikrar.places import Place
from ikrar.reading.mentions import Mention
from ikrar.reading.page import Page

ROLES = ("official", "government", "group", "body")
ASIDE = re.compile(r"\s*[(（][^()（）\n]{1,30}[)）]")
_GLUE = re.compile(
    r"(?:\s|[’']s?\b|(?<!\s)-(?!\s)|·|\bthe\b|[“\"()]|\b(?:(?:north|south)?-?(?:east|west)|north|south|central)(?:ern)?\b)*$",
    re.IGNORECASE,
)
LEVEL_RANK: dict[Level, int] = {"city": 0, "region": 1, "country": 2}


@dataclass(slots=True)
class Unit:
    """A stretch that names a place: the place's candidates, its roles, what it was resolved to."""

    start: int
    end: int
    name: Mention | None
    places: tuple[Place, ...]
    roles: list[Mention] = field(default_factory=list)
    country: str | None = None
    party: Party | None = None
    spelled: str = ""
    chained: bool = False
    post: bool = False

    @property
    def role(self) -> str | None:
        """The strongest role: an official before a group, a government, a body."""
        have = {s.cls for m in self.roles for s in m.senses}
        return next((r for r in ("official", "envoy", "group", "government", "body") if r in have), None)

    @property
    def level(self) -> Level | None:
        """The level that the roles say the place has."""
        for cls in ("government", "official"):
            for m in self.roles:
                value = m.get(cls)
                if value in LEVEL_RANK:
                    return value  # type: ignore[no-any-return]
        return None

    @property
    def envoy(self) -> bool:
        """An ambassador, consul or embassy: speaks for a country, in a place."""
        return any(m.get("official") == "country" or m.has("envoy") for m in self.roles)


def is_glue(page: Page, start: int, end: int) -> bool:
    """Whether nothing but an `of`, an article or white space stands between two positions."""
    if start >= end:
        return start == end
    gap = page.text[start:end]
    if len(gap) > 40 or "\n" in gap:
        return False
    for m in page.within(start, end):
        if m.end <= end and m.has("of", "from"):
            gap = page.text[start : m.start] + page.text[m.end : end]
    gap = ASIDE.sub("", gap)
    return len(gap) <= 22 and bool(_GLUE.match(gap))
