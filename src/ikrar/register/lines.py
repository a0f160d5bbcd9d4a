"""Entries as values for pages, the command line and briefs: each with the words that prove it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from ikrar.register.copies import independent
from ikrar.register.models import Activity, Agreement, Commitment, Encounter, Entry, EntryClaim, Party
from ikrar.register.terms import Terms
from ikrar.register.writing import MODELS

_BATCH = 500


@dataclass(frozen=True, slots=True)
class Quote:
    """The words of a document that carry an entry, and where they stand."""

    text: str
    start: int
    end: int
    role: str
    claim_id: int
    review: str
    document_id: int
    sha256: str
    ident: str
    title: str
    published: str | None
    url: str
    lang: str
    first_by: str = ""  # Who alone has confirmed it, where a second person has to.
    copies: int | None = None  # The group of documents that tell the same nearly word for word.


@dataclass(frozen=True, slots=True)
class Proof:
    """A quote, and the same as copies of its document have it."""

    quote: Quote
    copies: tuple[Quote, ...] = ()

    @property
    def claims(self) -> str:
        """The ids of all its claims, with commas."""
        return ",".join(str(q.claim_id) for q in (self.quote, *self.copies))


@dataclass(frozen=True, slots=True)
class Line:
    """One entry. `sides` are the parties' names; `from_` acts towards `to` where the act has a direction.

    `parties` are the parties themselves, for their names of another day or language.
    """

    id: int
    type: str
    kind: str
    status: str
    what: str
    fields: tuple[str, ...]
    when: str | None
    when_start: date | None
    when_end: date | None
    day: date | None
    first_told: date | None
    partnership_id: int | None
    sides: tuple[str, ...]
    from_: str | None
    from_id: int | None
    to: str | None
    to_id: int | None
    valid_until: date | None
    confidence: float
    quotes: tuple[Quote, ...]
    parties: tuple[Party, ...] = ()
    instrument: str = ""  # The type of an agreement: what people said, else what its name says.
    validity: Terms | None = None  # What the clock of an agreement needs.
    due: str | None = None  # Of a commitment: when it is due, as the text or a person says (EDTF).
    due_start: date | None = None
    due_end: date | None = None

    @property
    def title(self) -> str:
        """What it is called: its object in the words of the text, else its kind."""
        return self.what or self.kind

    @property
    def source(self) -> Quote | None:
        """The words that founded it."""
        return self.quotes[0] if self.quotes else None

    @property
    def independent(self) -> int:
        """How many sources tell of it that do not copy each other."""
        return independent((q.document_id, q.copies) for q in self.quotes)

    @property
    def proofs(self) -> tuple[Proof, ...]:
        """Its quotes, those of documents that copy each other together where they say the same of it."""
        found: list[list[Quote]] = []
        for q in self.quotes:
            same = (x for x in found if q.copies is not None and (x[0].copies, x[0].role) == (q.copies, q.role))
            held = next((x for x in same if all(c.document_id != q.document_id for c in x)), None)
            if held is None:
                found.append([q])
            else:
                held.append(q)
        return tuple(Proof(quotes[0], tuple(quotes[1:])) for quotes in found)


@dataclass(frozen=True, slots=True)
class Source:
    """A document that something stands on."""

    id: int
    sha256: str
    ident: str
    title: str
    published: str | None
    url: str
    lang: str


def line(entry: Entry, evidence: Iterable[EntryClaim] | None = None, parties: tuple[Party, ...] | None = None) -> Line:
    """The value of an entry loaded by `with_parties()` and `with_evidence()`; asks the database for nothing.

    `evidence` are its links, in their order, and `parties` its parties, where they were loaded apart.
    """
    acting, towards = _direction(entry)
    known = entry.parties if parties is None else parties
    return Line(
        id=entry.pk,
        type=entry.type,
        kind=entry.kind,
        status=_status(entry),
        what=entry.what,
        fields=tuple(entry.fields),
        when=entry.when,
        when_start=entry.when_start,
        when_end=entry.when_end,
        day=entry.day,
        first_told=entry.first_told,
        partnership_id=entry.partnership_id,
        sides=tuple(p.name for p in known),
        from_=_name(known, acting),
        from_id=acting,
        to=_name(known, towards),
        to_id=towards,
        valid_until=entry.valid_until if isinstance(entry, Agreement) else None,
        confidence=entry.confidence,
        quotes=tuple(_quote(link) for link in (entry.evidence.all() if evidence is None else evidence)),
        parties=known,
        instrument=entry.instrument if isinstance(entry, Agreement) else "",
        validity=entry.validity if isinstance(entry, Agreement) else None,
        due=entry.due if isinstance(entry, Commitment) else None,
        due_start=entry.due_start if isinstance(entry, Commitment) else None,
        due_end=entry.due_end if isinstance(entry, Commitment) else None,
    )


def lines_of(found: Iterable[tuple[int, str]], bare: bool = False) -> list[Line]:
    """The values of entries given by id and type, in the order given; two queries however many types there are.

    Where they are `bare`, one query: lines without quotes and parties, for marks on a line of years.
    """
    ordered = list(found)
    ids = list(dict.fromkeys(pk for pk, _ in ordered))
    made: dict[int, Line] = {}
    for i in range(0, len(ids), _BATCH):
        rows = Entry.objects.filter(pk__in=ids[i : i + _BATCH]).order_by()
        rows = rows if bare else rows.with_parties().with_evidence()
        for entry in rows.select_related(*MODELS).defer("folded", "headline", "facets", "note"):
            its = getattr(entry, entry.type, None)  # The row of its own table, without which it is no entry.
            if its is not None:
                made[entry.pk] = line(its, () if bare else entry.evidence.all(), () if bare else entry.parties)
    return [made[pk] for pk, _ in ordered if pk in made]


def _status(entry: Entry) -> str:
    if isinstance(entry, Agreement | Commitment):
        return entry.status
    return "planned" if isinstance(entry, Encounter) and entry.planned else "done"


def _direction(entry: Entry) -> tuple[int | None, int | None]:
    if isinstance(entry, Commitment):
        return entry.debtor_id, entry.creditor_id
    if isinstance(entry, Encounter):
        return entry.visitor_id, entry.host_id
    if isinstance(entry, Activity):
        return entry.giver_id, entry.receiver_id
    return None, None


def _name(parties: tuple[Party, ...], party: int | None) -> str | None:
    return next((p.name for p in parties if p.pk == party), None)


def _quote(link: EntryClaim) -> Quote:
    claim, document = link.claim, link.claim.document
    return Quote(
        text=claim.quote,
        start=claim.start,
        end=max((e["end"] for e in claim.evidence), default=claim.start),
        role=link.role,
        claim_id=claim.pk,
        review=claim.review,
        first_by=claim.first_by,
        copies=document.copies,
        **_document(document),
    )


def _document(document: Any) -> dict[str, Any]:
    names = ("sha256", "ident", "title", "published", "url", "lang")
    return {"document_id": document.pk} | {name: getattr(document, name) for name in names}


def sources(lines: Iterable[Line]) -> tuple[Source, ...]:
    """The documents behind these lines, the latest first."""
    found = {
        q.document_id: Source(q.document_id, q.sha256, q.ident, q.title, q.published, q.url, q.lang)
        for one in lines
        for q in one.quotes
    }
    return tuple(sorted(found.values(), key=lambda s: (s.published or "", s.id), reverse=True))
