"""The way of a document through the reading room."""

from __future__ import annotations

import hashlib
from datetime import date
from functools import cache

from ikrar.model import Claim, Document, Evidence, Note, Reading
from ikrar.model.folding import fold
from ikrar.reading.claims import Draft, draft_claims
from ikrar.reading.confidence import confidence
from ikrar.reading.dates import Dates, DateTables, calendar
from ikrar.reading.lexicon import Lexicon, lexicon, load_tables
from ikrar.reading.mentions import detect, may_carry, mentions, scan
from ikrar.reading.merging import merge
from ikrar.reading.page import Page, to_original
from ikrar.reading.parties import cast


@cache
def _date_tables(lang: str) -> DateTables:
    return DateTables(load_tables(lang)["dates"])


def _page(words: Lexicon, text: str, lang: str) -> Page:
    folded = fold(text)
    return Page(text, words.languages[lang], to_original(folded, mentions(words, folded, text, scan(words, folded), lang)))


def read_document(document: Document) -> Reading:
    """Read one document. Pure: the same document gives the same reading, claim for claim."""
    words = lexicon()
    folded = fold(document.text)
    hits = scan(words, folded)
    lang = document.lang if document.lang in words.languages else detect(words, folded, hits)
    if lang is None or not may_carry(words, hits, lang):
        return Reading(document, lang or document.lang, ())
    found = to_original(folded, mentions(words, folded, document.text, hits, lang))
    page = Page(document.text, words.languages[lang], found)
    title = _page(words, document.title, lang) if document.title else None
    dates = Dates(page, calendar(document.published), _date_tables(lang))
    drafts = merge(draft_claims(page, cast(page, title), dates))
    claims = [_claim(document, d) for d in drafts]
    claims.sort(key=lambda c: (c.evidence[0].start, c.evidence[0].end, c.kind, c.id))
    return Reading(document, lang, tuple(claims), tuple(_notes(page, dates)))


def read(text: str, *, published: date | str | None = None, lang: str | None = None, title: str | None = None) -> Reading:
    """Read a text: `read(text, published=date(2023, 4, 29)).claims`."""
    day = published.isoformat() if isinstance(published, date) else published
    return read_document(Document(id="text", text=text, lang=lang, title=title, published=day))


def _claim(document: Document, d: Draft) -> Claim:
    quote = document.text[d.start : d.end]
    sides = "/".join(p.key for p in (*d.from_, *d.to, *d.parties))
    name = f"{document.sha256}:{d.kind}:{d.state}:{sides}:{d.start}:{d.end}"
    return Claim(
        id=hashlib.sha256(name.encode()).hexdigest()[:16],
        kind=d.kind,
        state=d.state,
        from_=d.from_,
        to=d.to,
        parties=d.parties,
        what=d.what,
        fields=d.fields,
        when=d.when,
        speaker=d.speaker,
        evidence=(Evidence(d.start, d.end, quote),),
        confidence=confidence(d),
        reasons=d.reasons,
    )


def _notes(page: Page, dates: Dates) -> list[Note]:
    return [
        Note("weekday", m.note, m.start, m.end)
        for s in page.sentences
        for m in dates.find(s.start, s.end)
        if m.note is not None
    ]
