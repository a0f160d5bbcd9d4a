"""Whether the register is in order: plain sentences about what is not."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from django.db.models import Count, F, Q

from ikrar.model.edtf import interval
from ikrar.register import findable, journal
from ikrar.register.files import store
from ikrar.register.filestore import FileTrouble
from ikrar.register.kinds import RELATION
from ikrar.register.models import (
    AttachedFile,
    ClaimRecord,
    Decision,
    Entry,
    EntryClaim,
    Partnership,
    Party,
    Personal,
    StoredDocument,
)
from ikrar.register.models.claim import Review
from ikrar.register.parties import personal
from ikrar.register.parties.identifiers import CALLED


def check() -> list[str]:
    """Everything that is wrong. An empty list is a register in order."""
    return [*_documents(), *_claims(), *_entries(), *_orphans(), *_parties(), *_files(), *findable.flaws(), *_journal()]


def _documents() -> Iterator[str]:
    """Texts are what their hash says, and quotes stand in them."""
    documents = StoredDocument.objects.defer("folded").prefetch_related("claims").order_by("pk")
    for document in documents.iterator(chunk_size=200):
        if hashlib.sha256(document.text.encode("utf-8", "surrogatepass")).hexdigest() != document.sha256:
            yield f"The text of document {document.ident} is not the one that was filed."
        for claim in document.claims.all():
            for e in claim.evidence:
                if document.text[e["start"] : e["end"]] != e["quote"]:
                    yield f"A quote of claim {claim.pk} does not stand in document {document.ident}: “{e['quote']}”."
            if not claim.evidence:
                yield f"Claim {claim.pk} of document {document.ident} has no evidence."


def _claims() -> Iterator[str]:
    for pk, when in ClaimRecord.objects.exclude(when=None).order_by("pk").values_list("pk", "when").iterator():
        if interval(when) is None:
            yield f"The date of claim {pk} cannot be read: {when}."
    living = ClaimRecord.objects.live().exclude(kind=RELATION).filter(entries=None)
    paired = living.filter(~Q(partnerships=None) | Q(kind__in=["trait", "aim"]))
    for pk in paired.order_by("pk").distinct().values_list("pk", flat=True):
        yield f"Claim {pk} stands, and no entry stands on it."


def _entries() -> Iterator[str]:
    for entry in Entry.objects.filter(claims=None, entered=None).order_by("pk"):
        yield f"Entry {entry.pk} ({entry}) has no evidence and nobody entered it."
    dead = EntryClaim.objects.filter(Q(claim__superseded=True) | Q(claim__review=Review.REJECTED))
    for link in dead.order_by("pk"):
        yield f"Entry {link.entry_id} stands on claim {link.claim_id}, which does not hold."
    for type_, relation in _TYPES.items():
        for pk in Entry.objects.filter(type=type_, **{relation: None}).values_list("pk", flat=True):
            yield f"Entry {pk} says that it is of type {type_} and is not."


_TYPES = {t.value: t.value for t in Entry.Type}


def _orphans() -> Iterator[str]:
    pairs = Partnership.objects.filter(claims=None, entries=None, entered=None).with_parties().order_by("pk")
    for pair in pairs:
        yield f"Nothing stands behind the partnership {pair}."
    lonely = Party.objects.filter(
        kept=False, links=None, partnerships_a=None, partnerships_b=None, entries=None, entered=None
    ).order_by("pk")
    for party in lonely:
        yield f"Nothing names the party {party.key}."
    for pair in Partnership.objects.filter(party_a=F("party_b")).with_parties():
        yield f"Partnership {pair.pk} is one of {pair.party_a} with itself."


def _files() -> Iterator[str]:
    """Attached files are there, and are what their hash says."""
    wrong: dict[tuple[str, str], str] = {}
    for file in AttachedFile.objects.order_by("number").iterator():
        place = (file.personal, file.sha256)
        if place not in wrong and not file.erased:
            wrong[place] = ""
            try:
                store(file.personal).open(file.sha256).close()
            except FileTrouble as e:
                wrong[place] = str(e)
        if wrong.get(place):
            yield f"The attached file {file.number} ({file.name}) cannot be shown: {wrong[place]}."
    for row in Personal.objects.exclude(erased_at=None).filter(subject__startswith="file:").order_by("pk"):
        if store(row.token).root.exists():
            yield f"The content of {row.subject} lies there still, though it was erased."


def _parties() -> Iterator[str]:
    """No two parties share an identifier, and what is kept about people is what was entered."""
    for column, called in CALLED.items():
        having = Party.objects.themselves().filter(kept=True).exclude(**{column: None if column == "geonames" else ""})
        twice = having.order_by().values_list(column).annotate(many=Count("pk")).filter(many__gt=1)
        for value, many in twice:
            yield f"{called} {value} is that of {many} parties."
    said: dict[str, dict] = {}
    about = {subject.partition(":")[0] for subject in Personal.objects.values_list("subject", flat=True).distinct()}
    where = Q(pk=None)
    for type_ in sorted(about):
        where |= Q(subject__startswith=f"{type_}:")
    for after in Decision.objects.filter(where).values_list("after", flat=True):
        if after.get("personal"):
            said[after["personal"]] = after
    for row in Personal.objects.order_by("pk"):
        if not personal.sound(row, said.get(row.token, {})):
            yield f"What is kept of {row.subject} is not what was entered there."


def _journal() -> Iterator[str]:
    """Numbers run without a gap, and nothing was rewritten."""
    number, sealed = 0, ""
    known = set(StoredDocument.objects.order_by().values_list("sha256", flat=True))
    for decision in Decision.objects.order_by("number").iterator():
        if decision.number != number + 1:
            yield f"The journal has a gap: decision {number + 1} is missing before {decision.number}."
        if journal.digest(decision, sealed) != decision.digest:
            yield f"Decision {decision.number} is not as it was written, or one before it is missing."
        if decision.document_sha256 and decision.document_sha256 not in known:
            yield f"Decision {decision.number} is about a document that is not filed: {decision.document_sha256[:12]}."
        number, sealed = decision.number, decision.digest
