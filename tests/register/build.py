"""Readings made by hand, short enough to stand in a test."""

from __future__ import annotations

from dataclasses import dataclass, field

from ikrar.model import Claim, Document, Evidence, Party, Reading

JAKARTA = Party("Jakarta", "ID", "region", 1642911)
SHANGHAI = Party("Shanghai", "CN", "city", 1796236)
SURABAYA = Party("Surabaya", "ID", "city", 1625822)
KOCHI = Party("Kochi", "JP", "city", 1859146)
BOTH = (JAKARTA, SHANGHAI)


@dataclass
class Say:
    """A claim in one line; `quote` is its evidence and has to stand in the text."""

    kind: str
    quote: str
    from_: tuple[Party, ...] = ()
    to: tuple[Party, ...] = ()
    parties: tuple[Party, ...] = ()
    what: str | None = None
    when: str | None = None
    state: str = "done"
    fields: tuple[str, ...] = ()
    confidence: float = 0.8
    reasons: tuple[str, ...] = field(default=())


def reading(text: str, *said: Say, published: str | None = "2023-04-29", ident: str | None = None) -> Reading:
    document = Document(ident or text[:40], text, lang="en", title=text.split(".")[0], published=published)
    return Reading(document, "en", tuple(_claim(text, i, s) for i, s in enumerate(said)))


def _claim(text: str, i: int, s: Say) -> Claim:
    start = text.index(s.quote)
    evidence = (Evidence(start, start + len(s.quote), s.quote),)
    return Claim(
        f"c{i}", s.kind, s.state, s.from_, s.to, s.parties, s.what, s.fields, s.when, None, evidence, s.confidence,
        s.reasons,
    )  # fmt: skip


def invites(quote: str, **given: object) -> Say:
    """Shanghai invites Jakarta to its expo."""
    values = {"what": "China International Import Expo", "when": "2023-11-05/2023-11-10"} | given
    return Say("invitation", quote, from_=(SHANGHAI,), to=(JAKARTA,), **values)  # type: ignore[arg-type]


def accepts(quote: str, **given: object) -> Say:
    """Jakarta accepts."""
    values = {"what": "China International Import Expo"} | given
    return Say("acceptance", quote, from_=(JAKARTA,), to=(SHANGHAI,), **values)  # type: ignore[arg-type]


def signed(quote: str, **given: object) -> Say:
    values = {"parties": BOTH, "what": "memorandum of understanding", "when": "2020-10-23"} | given
    return Say("agreement", quote, **values)  # type: ignore[arg-type]


def met(quote: str, **given: object) -> Say:
    values = {"parties": BOTH, "when": "2023-04-28"} | given
    return Say("meeting", quote, **values)  # type: ignore[arg-type]
