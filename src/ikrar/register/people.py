"""Parties and partnerships of claims: made when a claim first names them, removed when none does
and nobody described them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ikrar.model.folding import fold_name
from ikrar.places import lookup
from ikrar.register.models import ClaimParty, ClaimRecord, Partnership, Party
from ikrar.register.parties import names
from ikrar.register.parties.keys import itself
from ikrar.register.touched import Touched
from ikrar.register.values import ROLES, pairs, party_key

_ROLE = {"from": ClaimParty.Role.FROM, "to": ClaimParty.Role.TO, "parties": ClaimParty.Role.PARTY}
_BATCH = 200


def parties(values: Iterable[dict[str, Any]]) -> dict[str, Party]:
    """The rows of these parties (as JSON) by key; new ones are made, missing GeoNames ids filled in.

    A key that a person found to be another party's second name gives that party.
    """
    wanted = {party_key(v): v for v in sorted(values, key=lambda v: v["geonames"] is not None)}
    found = _find(wanted)
    missing = [v for key, v in sorted(wanted.items()) if key not in found]
    if missing:
        rows = [Party(**v, folded=fold_name(v["name"]), **_where(v)) for v in missing]
        Party.objects.bulk_create(rows, ignore_conflicts=True)
        found = _find(wanted)
        names.from_gazetteer([found[party_key(v)] for v in missing])
    for key, party in found.items():
        if party.geonames is None and wanted[key]["geonames"] is not None:
            party.geonames = wanted[key]["geonames"]
            party.level = party.level if party.kept else wanted[key]["level"]
            party.save(update_fields=["geonames", "level"])
    return {key: itself(party) for key, party in found.items()}


def _where(value: dict[str, Any]) -> dict[str, float | None]:
    """Where the place lies, if the gazetteer holds it."""
    if value["geonames"] is None:
        return {}
    for place in lookup(value["name"], value["country"] or None):
        if place.geonames == value["geonames"]:
            return {"lat": place.latitude, "lon": place.longitude}
    return {}


def _find(wanted: dict[str, dict[str, Any]]) -> dict[str, Party]:
    known = Party.objects.select_related("same_as")
    called = sorted({v["name"] for v in wanted.values()})
    rows = (p for i in range(0, len(called), _BATCH) for p in known.filter(name__in=called[i : i + _BATCH]))
    return {p.key: p for p in rows if p.key in wanted}


def partnerships(wanted: set[tuple[str, str]], by_key: dict[str, Party]) -> dict[tuple[str, str], int]:
    """The ids of these pairs' partnerships; new ones are made. A pair that turned out to be one party has none."""
    pairs_ = {pair: Partnership.order(by_key[pair[0]], by_key[pair[1]]) for pair in sorted(wanted)}
    of_two = {pair: (a.pk, b.pk) for pair, (a, b) in pairs_.items() if a.pk != b.pk}
    if not of_two:
        return {}
    ids = list(dict.fromkeys(of_two.values()))
    found = _between(ids)
    missing = [Partnership(party_a_id=a, party_b_id=b) for a, b in ids if (a, b) not in found]
    if missing:
        Partnership.objects.bulk_create(missing, batch_size=_BATCH, ignore_conflicts=True)
        found |= _between([(p.party_a_id, p.party_b_id) for p in missing])
    return {pair: found[sides] for pair, sides in of_two.items()}


def _between(wanted: list[tuple[int, int]]) -> dict[tuple[int, int], int]:
    """The partnerships of these pairs, given in the order in which pairs are kept."""
    found: dict[tuple[int, int], int] = {}
    for i in range(0, len(wanted), _BATCH):
        batch = set(wanted[i : i + _BATCH])
        firsts, seconds = ({pair[side] for pair in batch} for side in (0, 1))
        rows = Partnership.objects.filter(party_a__in=firsts, party_b__in=seconds)
        for pk, a, b in rows.values_list("pk", "party_a", "party_b"):
            if (a, b) in batch:
                found[a, b] = pk
    return found


def link_parties(rows: list[ClaimRecord], values: dict[str, dict[str, Any]], alone: set[int]) -> Touched:
    """Tie claims to their parties and, where they live, to their partnerships. Says whose entries are touched.

    `alone` are the claims that are, or were, of one party's own. All partnerships of the document count as
    touched: making their entries anew is cheap and always right.
    """
    by_key = parties(p for v in values.values() for role in ROLES for p in v[role])
    wanted = {
        (row.pk, by_key[party_key(p)].pk, _ROLE[role]): position
        for row in rows
        for role in ROLES
        for position, p in enumerate(values[row.key][role])
    }
    ids = [row.pk for row in rows]
    held = {(x.claim_id, x.party_id, x.role): x for x in ClaimParty.objects.filter(claim__in=ids)}
    gone = [x for key, x in held.items() if wanted.get(key) != x.position]
    if gone:
        ClaimParty.objects.filter(pk__in=[x.pk for x in gone]).delete()
    ClaimParty.objects.bulk_create(
        ClaimParty(claim_id=c, party_id=p, role=r, position=n)
        for (c, p, r), n in wanted.items()
        if (c, p, r) not in held or held[c, p, r].position != n
    )
    joined, left = _join(rows, values, by_key)
    carriers = {p for c, p, _ in (*wanted, *held) if c in alone}
    return Touched(joined | left, carriers, left, {x.party_id for x in gone})


def _join(
    rows: list[ClaimRecord], values: dict[str, dict[str, Any]], by_key: dict[str, Party]
) -> tuple[set[int], set[int]]:
    """Tie living claims to their partnerships: ids of those that they are tied to, and of those they left."""
    through = ClaimRecord.partnerships.through
    about = {row.pk: pairs(values[row.key]) for row in rows if row.live}
    ids = partnerships(set().union(*about.values()), by_key)
    wanted = {(claim, ids[pair]) for claim, its in about.items() for pair in its if pair in ids}
    links = through.objects.filter(claimrecord__in=[row.pk for row in rows])
    held = set(links.values_list("claimrecord_id", "partnership_id"))
    for claim, partnership in held - wanted:
        through.objects.filter(claimrecord=claim, partnership=partnership).delete()
    through.objects.bulk_create(through(claimrecord_id=c, partnership_id=p) for c, p in sorted(wanted - held))
    return {p for _, p in wanted}, {p for _, p in held - wanted}


def prune(touched: Touched | None = None) -> None:
    """Remove partnerships and parties that nothing stands on, everywhere or where claims left them."""
    if touched is not None and not (touched.left_partnerships or touched.left_parties):
        return
    empty = Partnership.objects.filter(claims=None, entries=None, entered=None)
    lonely = Party.objects.filter(
        kept=False, links=None, partnerships_a=None, partnerships_b=None, entries=None, entered=None
    )
    if touched is not None:
        empty = empty.filter(pk__in=touched.left_partnerships)
        sides = {p for pair in empty.values_list("party_a_id", "party_b_id") for p in pair}
        lonely = lonely.filter(pk__in=touched.left_parties | sides)
    empty.delete()
    lonely.delete()
