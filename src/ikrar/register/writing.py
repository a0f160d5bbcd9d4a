"""From shapes to rows: entries keep their ids while one of their claims stays, and only differences are written."""

from __future__ import annotations

from collections import defaultdict

from django.db.models import Q

from ikrar.model.folding import fold_name
from ikrar.register.models import (
    Activity,
    Agreement,
    ClaimRecord,
    Commitment,
    Encounter,
    Entered,
    Entry,
    EntryClaim,
    Trait,
)
from ikrar.register.shapes import Shape
from ikrar.register.touched import Touched

MODELS: dict[str, type[Entry]] = {
    Entry.Type.AGREEMENT: Agreement,
    Entry.Type.ENCOUNTER: Encounter,
    Entry.Type.COMMITMENT: Commitment,
    Entry.Type.ACTIVITY: Activity,
    Entry.Type.TRAIT: Trait,
}


def write(shapes: list[Shape], touched: Touched) -> None:
    """Make the entries of these partnerships and parties be exactly these shapes."""
    rows = _existing(touched)
    links: dict[int, list[EntryClaim]] = defaultdict(list)
    for link in EntryClaim.objects.filter(entry__in=list(rows)).order_by("position"):
        links[link.entry_id].append(link)
    holders: dict[int, list[int]] = defaultdict(list)
    for entry, held in sorted(links.items()):
        for link in held:
            holders[link.claim_id].append(entry)
    for row in Entered.objects.filter(entry__in=list(rows)):
        holders[-row.number].append(row.entry_id or 0)
    quotes = _quotes({claim.id for s in shapes for claim, _ in s.evidence})
    free = set(rows)
    for made in shapes:
        words = [made.values["what"], made.values["note"], *(quotes.get(c.id, "") for c, _ in made.evidence)]
        made.values["folded"] = fold_name(" ".join(words))
        entry = _take(made, rows, holders, free)
        _save(entry, made)
        _link(entry, made, links.get(entry.pk, []))
    if free:
        Entry.objects.filter(pk__in=free).delete()


def _existing(touched: Touched) -> dict[int, Entry]:
    """The entries that stand now, each as its own kind."""
    where = Q(partnership__in=touched.partnerships) | Q(party__in=touched.parties)
    by_type: dict[str, list[int]] = defaultdict(list)
    for pk, type_ in Entry.objects.filter(where).order_by("pk").values_list("pk", "type"):
        by_type[type_].append(pk)
    return {e.pk: e for type_, ids in by_type.items() for e in MODELS[type_].objects.filter(pk__in=ids)}


def _quotes(ids: set[int]) -> dict[int, str]:
    rows = ClaimRecord.objects.filter(pk__in=[pk for pk in ids if pk > 0]).values_list("pk", "evidence")
    return {pk: " ".join(e["quote"] for e in evidence) for pk, evidence in rows}


def _take(made: Shape, rows: dict[int, Entry], holders: dict[int, list[int]], free: set[int]) -> Entry:
    """The row that held one of the shape's claims, the founding one first; a new row where there is none."""
    for claim, _ in made.evidence:
        for pk in holders.get(claim.id, []):
            entry = rows[pk]
            same_scope = (entry.partnership_id, entry.party_id) == (
                made.values["partnership_id"],
                made.values["party_id"],
            )
            if pk in free and entry.type == made.type and same_scope:
                free.discard(pk)
                return entry
    return MODELS[made.type](type=made.type)


def _save(entry: Entry, made: Shape) -> None:
    if entry.pk is not None and all(getattr(entry, name) == value for name, value in made.values.items()):
        return
    for name, value in made.values.items():
        setattr(entry, name, value)
    entry.save()


def _link(entry: Entry, made: Shape, held: list[EntryClaim]) -> None:
    wanted = [(claim.id, role) for claim, role in made.evidence if claim.id > 0]
    for position, (claim, role) in enumerate(made.evidence):
        if claim.id < 0:
            where = Entered.objects.filter(number=-claim.id)
            where.exclude(entry=entry, role=role, position=position).update(entry=entry, role=role, position=position)
    if [(link.claim_id, link.role) for link in held] == wanted:
        return
    EntryClaim.objects.filter(entry=entry).delete()
    EntryClaim.objects.bulk_create(
        EntryClaim(entry=entry, claim_id=claim, role=role, position=i) for i, (claim, role) in enumerate(wanted)
    )
