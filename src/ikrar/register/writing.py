"""From shapes to rows: entries keep their ids while one of their claims stays, and only differences are written."""

from __future__ import annotations

from collections import defaultdict

from django.db.models import Q

from ikrar.model.tokens import tokens
from ikrar.register.facets import of_entry
from ikrar.register.models import (
    Activity,
    Agreement,
    ClaimRecord,
    Commitment,
    Encounter,
    Entered,
    Entry,
    EntryClaim,
    Partnership,
    Party,
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


def write(shapes: list[Shape], touched: Touched) -> bool:
    """Make the entries of these partnerships and parties be exactly these shapes; whether anything was otherwise."""
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
    words = _words({claim.id for s in shapes for claim, _ in s.evidence if claim.id > 0})
    sides = _sides(touched)
    free, wrote = set(rows), False
    for made in shapes:
        proofs = [words[claim.id] for claim, _ in made.evidence if claim.id > 0]
        made.values |= {
            "headline": tokens(made.values["what"]),
            "folded": tokens(" ".join([made.values["note"], *(quote for quote, _ in proofs)])),
            "facets": of_entry(made.values, made.type, sides[_scope(made)], [lang for _, lang in proofs]),
        }
        entry = _take(made, rows, holders, free)
        wrote = _save(entry, made) or wrote
        wrote = _link(entry, made, links.get(entry.pk, [])) or wrote
    if free:
        Entry.objects.filter(pk__in=free).delete()
    return wrote or bool(free)


def _existing(touched: Touched) -> dict[int, Entry]:
    """The entries that stand now, each as its own kind."""
    where = Q(partnership__in=touched.partnerships) | Q(party__in=touched.parties)
    by_type: dict[str, list[int]] = defaultdict(list)
    for pk, type_ in Entry.objects.filter(where).order_by("pk").values_list("pk", "type"):
        by_type[type_].append(pk)
    return {e.pk: e for type_, ids in by_type.items() for e in MODELS[type_].objects.filter(pk__in=ids)}


def _words(ids: set[int]) -> dict[int, tuple[str, str]]:
    """What each claim quotes, and in which language."""
    rows = ClaimRecord.objects.filter(pk__in=ids).order_by().values_list("pk", "evidence", "document__lang")
    return {pk: (" ".join(e["quote"] for e in evidence), lang) for pk, evidence, lang in rows}


def _scope(made: Shape) -> tuple[int | None, int | None]:
    return made.values["partnership_id"], made.values["party_id"]


def _sides(touched: Touched) -> dict[tuple[int | None, int | None], list[tuple[int, str]]]:
    """The parties (id and country) of each touched partnership, and of each party that stands alone."""
    columns = ("pk", "party_a", "party_a__country", "party_b", "party_b__country")
    pairs = Partnership.objects.filter(pk__in=touched.partnerships).order_by().values_list(*columns)
    alone = Party.objects.filter(pk__in=touched.parties).order_by().values_list("pk", "country")
    found: dict[tuple[int | None, int | None], list[tuple[int, str]]] = {
        (pk, None): [(a, of_a), (b, of_b)] for pk, a, of_a, b, of_b in pairs
    }
    return found | {(None, pk): [(pk, country)] for pk, country in alone}


def _take(made: Shape, rows: dict[int, Entry], holders: dict[int, list[int]], free: set[int]) -> Entry:
    """The row that held one of the shape's claims, the founding one first; a new row where there is none."""
    for claim, _ in made.evidence:
        for pk in holders.get(claim.id, []):
            entry = rows[pk]
            same_scope = (entry.partnership_id, entry.party_id) == _scope(made)
            if pk in free and entry.type == made.type and same_scope:
                free.discard(pk)
                return entry
    return MODELS[made.type](type=made.type)


def _save(entry: Entry, made: Shape) -> bool:
    if entry.pk is not None and all(getattr(entry, name) == value for name, value in made.values.items()):
        return False
    for name, value in made.values.items():
        setattr(entry, name, value)
    entry.save()
    return True


def _link(entry: Entry, made: Shape, held: list[EntryClaim]) -> bool:
    wanted = [(claim.id, role) for claim, role in made.evidence if claim.id > 0]
    moved = 0
    for position, (claim, role) in enumerate(made.evidence):
        if claim.id < 0:
            where = Entered.objects.filter(number=-claim.id).exclude(entry=entry, role=role, position=position)
            moved += where.update(entry=entry, role=role, position=position)
    if [(link.claim_id, link.role) for link in held] == wanted:
        return bool(moved)
    EntryClaim.objects.filter(entry=entry).delete()
    EntryClaim.objects.bulk_create(
        EntryClaim(entry=entry, claim_id=claim, role=role, position=i) for i, (claim, role) in enumerate(wanted)
    )
    return True
