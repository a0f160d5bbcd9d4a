"""Whether search narrows to what the rows say: facets follow from claims, and the index holds them as the rows do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from ikrar.register import index
from ikrar.register.facets import of_claims, of_entry
from ikrar.register.index.asking import Facet
from ikrar.register.index.places import id_at, place
from ikrar.register.models import ClaimParty, ClaimRecord, Entry, EntryClaim, StoredDocument

_CHUNK = 500
_NAMED = 5  # rows that are named of those that one facet gets wrong
_MASK = (1 << 64) - 1


def flaws() -> Iterator[str]:
    """What is wrong, in plain sentences."""
    yield from _documents()
    yield from _entries()
    yield from _indexed(
        index.DOCUMENTS, StoredDocument.objects.values_list("pk", "published_day", "facets"), "document"
    )
    yield from _indexed(index.ENTRIES, Entry.objects.values_list("pk", "day", "facets"), "entry")


def _documents() -> Iterator[str]:
    """The facets of documents follow from their living claims."""
    for rows in _chunks(StoredDocument.objects.values_list("pk", "ident", "lang", "facets")):
        ids = [pk for pk, *_ in rows]
        living = ClaimRecord.objects.live().filter(document__in=ids).order_by()
        claims: dict[int, list[tuple[str, list[str]]]] = defaultdict(list)
        for pk, kind, fields in living.values_list("document", "kind", "fields"):
            claims[pk].append((kind, fields))
        parties: dict[int, set[tuple[int, str]]] = defaultdict(set)
        links = ClaimParty.objects.filter(claim__in=living.values("pk")).order_by()
        for pk, party, country in links.values_list("claim__document", "party", "party__country"):
            parties[pk].add((party, country))
        for pk, ident, lang, facets in rows:
            yield from _differ(f"document {ident}", facets, of_claims(lang, claims[pk], parties[pk]))


def _entries() -> Iterator[str]:
    """The facets of entries follow from their own columns, their parties and their documents' languages."""
    sides = [
        f"{at}__{of}" for at in ("partnership__party_a", "partnership__party_b", "party") for of in ("pk", "country")
    ]
    own = ("pk", "type", "kind", "fields", "facets", "agreement__status", "commitment__status", "encounter__planned")
    for rows in _chunks(Entry.objects.values_list(*own, *sides)):
        langs: dict[int, list[str]] = defaultdict(list)
        links = EntryClaim.objects.filter(entry__in=[row[0] for row in rows]).order_by()
        for pk, lang in links.values_list("entry", "claim__document__lang"):
            langs[pk].append(lang)
        for pk, type_, kind, fields, facets, agreed, pledged, planned, *its in rows:
            values = {"kind": kind, "fields": fields, "status": agreed or pledged, "planned": planned}
            parties = [(its[i], its[i + 1]) for i in range(0, len(its), 2) if its[i] is not None]
            yield from _differ(f"entry {pk}", facets, of_entry(values, type_, parties, langs[pk]))


def _differ(what: str, held: str, wanted: str) -> Iterator[str]:
    more, less = sorted({*held.split()} - {*wanted.split()}), sorted({*wanted.split()} - {*held.split()})
    if less:
        yield f"Search does not narrow to {what} by {', '.join(less)}, which follows from its row."
    if more:
        yield f"Search narrows to {what} by {', '.join(more)}, which does not follow from its row."


def _indexed(table: index.Table, rows: QuerySet[Any], called: str) -> Iterator[str]:
    """For each facet the index gives the rows that have it. A sum of their places tells, without keeping them all."""
    wanted: dict[str, tuple[int, int]] = {}
    for pk, day, facets in rows.order_by("pk").iterator(chunk_size=2000):
        where = place(day, pk)
        for token in set(facets.split()):
            many, total = wanted.get(token, (0, 0))
            wanted[token] = many + 1, (total + _mixed(where)) & _MASK
    for token, (many, total) in sorted(wanted.items()):
        found = index.places(table, Facet(token), limit=index.EVERY)
        if (len(found), sum(map(_mixed, found)) & _MASK) != (many, total):
            yield from _named(token, set(found), rows.filter(facets__contains=token), called)


def _mixed(where: int) -> int:
    """Places spread over 64 bits, so that sums of different ones differ."""
    return ((where * 0x9E3779B97F4A7C15) & _MASK) ^ (where >> 7)


def _named(token: str, found: set[int], rows: QuerySet[Any], called: str) -> Iterator[str]:
    """Which rows the index gets wrong."""
    having = {place(day, pk) for pk, day, facets in rows if token in facets.split()}
    for where in sorted(having - found)[:_NAMED]:
        yield f"The index does not give {called} {id_at(where)} for {token}, though its row says so."
    for where in sorted(found - having)[:_NAMED]:
        yield f"The index gives {called} {id_at(where)} for {token}, or in another place, and its row does not."


def _chunks(rows: QuerySet[Any]) -> Iterator[list[Any]]:
    """Rows by their ids, some hundred at a time."""
    last = 0
    while found := list(rows.filter(pk__gt=last).order_by("pk")[:_CHUNK]):
        yield found
        last = found[-1][0]
