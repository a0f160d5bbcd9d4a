"""The way of a document through the reading room."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from operator import itemgetter

from ikrar.model import Claim, Document, Evidence, Note, Reading
from ikrar.model.claim import claim_id
from ikrar.model.folding import fold
from ikrar.reading.claims import Draft, Weighed, draft_claims
from ikrar.reading.date_forms import DateForms
from ikrar.reading.dates import Dates, calendar
from ikrar.reading.judging import Judge, judge
from ikrar.reading.lexicon import Lexicon, lexicon, load_table
from ikrar.reading.mentions import can_carry, detect, may_carry, mentions, scan
from ikrar.reading.merging import merge
from ikrar.reading.page import Page, to_original
from ikrar.reading.parties import cast
from ikrar.reading.telling import told

_PATTERN = itemgetter(0)
# Characters, in languages with and without spaces: what costs little is not asked for more than two names and an act.
SHORT = {True: 400, False: 120}
AGAIN = 3  # further stretches that state the same act


@cache
def _date_forms(lang: str) -> DateForms:
    return DateForms(load_table(lang, "dates"))


def _page(words: Lexicon, text: str, lang: str) -> Page:
    folded = fold(text)
    return Page(
        text, words.languages[lang], to_original(folded, mentions(words, folded, text, scan(words, folded), lang))
    )


@dataclass(frozen=True, slots=True)
class Drafted:
    """What a text was found to state, before it is decided what of it is told."""

    lang: str | None
    drafts: list[Draft]
    dates: Dates | None = None


def draft(document: Document, weights: Judge, trace: list[Weighed] | None = None) -> Drafted:
    """The drafts of a document's claims; `trace` takes every casting that was weighed (for training)."""
    words = lexicon()
    folded = fold(document.text)
    hits = scan(words, folded)
    seen = frozenset(map(_PATTERN, hits))
    lang = document.lang if document.lang in words.languages else detect(words, folded, seen)
    short = lang is not None and len(document.text) < SHORT[words.languages[lang].spaced]
    if lang is None or not may_carry(words, hits, seen, lang, short=short):
        return Drafted(lang or document.lang, [])
    found = mentions(words, folded, document.text, hits, lang)
    title = _page(words, document.title, lang) if document.title else None
    if not can_carry(found, title.mentions if title else [], short=short):
        return Drafted(lang, [])
    page = Page(document.text, words.languages[lang], to_original(folded, found))
    dates = Dates(page, calendar(document.published), _date_forms(lang))
    return Drafted(lang, merge(draft_claims(page, cast(page, title), dates, weights, trace)), dates)


def read_document(document: Document) -> Reading:
    """Read one document. Pure: the same document gives the same reading, claim for claim."""
    weights = judge()
    drafted = draft(document, weights)
    claims = [claim(document, d, p) for p, d in told(drafted.drafts, weights) if p >= weights.threshold]
    claims.sort(key=lambda c: (c.evidence[0].start, c.evidence[0].end, c.kind, c.id))
    return Reading(document, drafted.lang, tuple(claims), tuple(_notes(drafted.dates)) if drafted.dates else ())


def read(
    text: str, *, published: date | str | None = None, lang: str | None = None, title: str | None = None
) -> Reading:
    """Read a text: `read(text, published=date(2023, 4, 29)).claims`."""
    day = published.isoformat() if isinstance(published, date) else published
    return read_document(Document(id="text", text=text, lang=lang, title=title, published=day))


def _stretches(d: Draft) -> list[tuple[int, int]]:
    """The words that carry a claim best, then where the text states it again."""
    found = [(d.start, d.end)]
    for start, end in sorted(d.more):
        if len(found) <= AGAIN and all(end <= a or b <= start for a, b in found):
            found.append((start, end))
    return found


def claim(document: Document, d: Draft, probability: float) -> Claim:
    """A draft as the claim that is told."""
    evidence = tuple(Evidence(a, b, document.text[a:b]) for a, b in _stretches(d))
    return Claim(
        id=claim_id(document, d.kind, d.state, (*d.from_, *d.to, *d.parties), evidence[0]),
        kind=d.kind,
        state=d.state,
        from_=d.from_,
        to=d.to,
        parties=d.parties,
        what=d.what,
        fields=d.fields,
        when=d.when,
        speaker=d.speaker,
        evidence=evidence,
        confidence=round(probability, 3),
        reasons=d.reasons,
    )


def _notes(dates: Dates) -> list[Note]:
    return [Note("weekday", m.note, m.start, m.end) for m in dates.moments if m.note is not None]
