"""A document: its words, and the claims beside the words that carry them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from ikrar.register.copies import copies_of
from ikrar.register.models import ClaimRecord, StoredDocument
from ikrar.site.shown.highlight import Paragraph, Segment, Stretch, paragraphs


@dataclass(frozen=True, slots=True)
class Numbered:
    """A claim with its number in reading order, which stands in the text and beside it."""

    number: int
    claim: ClaimRecord


@dataclass(frozen=True, slots=True)
class Piece:
    """A segment with what a template needs: the claims by number."""

    segment: Segment
    inner: Numbered | None
    begins: list[Numbered]
    ends: list[Numbered]


@dataclass(frozen=True, slots=True)
class Shown:
    pieces: list[Piece]
    claims: list[Numbered]


def _stretches(document: StoredDocument, claims: list[ClaimRecord]) -> list[Stretch]:
    size = len(document.text)
    found = [
        Stretch(claim.pk, e["start"], min(e["end"], size))
        for claim in claims
        for e in claim.evidence
        if 0 <= e["start"] < min(e["end"], size)
    ]
    for i, note in enumerate(document.notes, 1):
        if note.get("start") is not None and note.get("end") is not None and note["start"] < note["end"]:
            found.append(Stretch(i, note["start"], min(note["end"], size), note=True))
    return found


def _shown(paragraph: Paragraph, by_id: dict[int, Numbered]) -> Shown:
    pieces = [
        Piece(
            s,
            by_id[s.inner] if s.inner else None,
            [by_id[i] for i in s.begins],
            sorted((by_id[i] for i in s.ends), key=lambda n: n.number),
        )
        for s in paragraph.segments
    ]
    return Shown(pieces, [by_id[i] for i in paragraph.claims])


def document(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(StoredDocument.objects.defer("folded"), pk=pk)
    kept = (
        found.claims.filter(superseded=False)
        .order_by("start", "id")
        .with_parties()
        .prefetch_related("entry_links__entry")
    )
    claims = list(kept)
    for claim in claims:
        claim.document = found
    numbered = [Numbered(i, claim) for i, claim in enumerate(claims, 1)]
    by_id = {n.claim.pk: n for n in numbered}
    shown = [_shown(p, by_id) for p in paragraphs(found.text, _stretches(found, claims))]
    placed = {n.claim.pk for p in shown for n in p.claims}
    context: dict[str, Any] = {
        "here": "documents",
        "document": found,
        "paragraphs": shown,
        "homeless": [n for n in numbered if n.claim.pk not in placed],
        "claims": numbered,
        "unreviewed": sum(not claim.reviewed for claim in claims),
        "copies": copies_of(found),
        "notes": [(i, note) for i, note in enumerate(found.notes, 1)],
    }
    return render(request, "document.html", context)
