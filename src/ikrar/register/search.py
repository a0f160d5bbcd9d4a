"""Searching documents, parties and entries: every word has to occur, in any order, accents and case aside.

The first form compares folded columns; it is right for Indonesian, English and Chinese (by substring, and
Traditional finds Simplified) on both databases. Everything that knows how search works stands in this file.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q

from ikrar.model.folding import fold, fold_name
from ikrar.register.finding import find_parties
from ikrar.register.lines import Line, Source, lines_of
from ikrar.register.models import Entry, Party, StoredDocument

AROUND = 80


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A piece of text around what was found; `marks` are its positions within `text`."""

    text: str
    marks: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Hit:
    document: Source
    excerpt: Excerpt


@dataclass(frozen=True, slots=True)
class Results:
    query: str
    parties: tuple[Party, ...] = ()
    entries: tuple[Line, ...] = ()
    documents: tuple[Hit, ...] = ()

    @property
    def empty(self) -> bool:
        return not (self.parties or self.entries or self.documents)


def search(query: str, limit: int = 20) -> Results:
    """At most `limit` of each, parties by how busy they are, entries and documents the latest first."""
    terms = fold_name(query).split()
    if not terms:
        return Results(query)
    parties = _parties(terms, limit) or tuple(find_parties(query, limit))
    return Results(query, parties, _entries(terms, limit), _documents(terms, limit))


def _all(terms: list[str], *columns: str) -> Q:
    """Each term in one of the columns."""
    where = Q()
    for term in terms:
        either = Q()
        for column in columns:
            either |= Q(**{f"{column}__contains": term})
        where &= either
    return where


def _parties(terms: list[str], limit: int) -> tuple[Party, ...]:
    found = Party.objects.filter(_all(terms, "folded")).annotate(busy=Count("links"))
    return tuple(found.order_by("-busy", "name", "country")[:limit])


def _entries(terms: list[str], limit: int) -> tuple[Line, ...]:
    sides = ("folded", "partnership__party_a__folded", "partnership__party_b__folded", "party__folded")
    found = Entry.objects.filter(_all(terms, *sides)).order_by("-day", "-id").values_list("id", "type")[:limit]
    return tuple(lines_of(found))


def _documents(terms: list[str], limit: int) -> tuple[Hit, ...]:
    found = StoredDocument.objects.filter(_all(terms, "folded")).defer("folded").order_by("-published_day", "-id")
    return tuple(
        Hit(Source(d.pk, d.sha256, d.ident, d.title, d.published, d.url, d.lang), excerpt(d.text, terms))
        for d in found[:limit]
    )


def excerpt(text: str, terms: list[str], around: int = AROUND) -> Excerpt:
    """The text around the first term that stands in it, with every term in that piece marked."""
    folded = fold(text)
    first = min((i for i in (folded.text.find(t) for t in terms) if i >= 0), default=0)
    start, end = max(0, first - around), min(len(folded.text), first + 2 * around)
    origin = folded.origin(start)
    marks = []
    for term in terms:
        at = folded.text.find(term, start, end)
        while at >= 0:
            marks.append((folded.origin(at) - origin, folded.origin(at + len(term)) - origin))
            at = folded.text.find(term, at + len(term), end)
    return Excerpt(text[origin : folded.origin(end)], _apart(marks))


def _apart(marks: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Marks in order, those that overlap made one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(marks):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)
