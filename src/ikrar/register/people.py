"""Parties and partnerships of claims: made when a claim first names them, removed when none does."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from ikrar.model.folding import fold_name
from ikrar.register.models import ClaimParty, ClaimRecord, Partnership, Party
from ikrar.register.touched import Touched
from ikrar.register.values import ROLES, pairs, party_key

_ROLE = {"from": ClaimParty.Role.FROM, "to": ClaimParty.Role.TO, "parties": ClaimParty.Role.PARTY}
_BATCH = 200


def parties(values: Iterable[dict[str, Any]]) -> dict[str, Party]:
    """The rows of these parties (as JSON) by key; new ones are made, missing GeoNames ids filled in."""
    wanted = {party_key(v): v for v in sorted(values, key=lambda v: v["geonames"] is not None)}
    found = _find(wanted)
    missing = [v for key, v in wanted.items() if key not in found]
    if missing:
        rows = [Party(**v, folded=fold_name(v["name"])) for v in missing]
        Party.objects.bulk_create(rows, ignore_conflicts=True)
        found = _find(wanted)
    for key, party in found.items():
        if party.geonames is None and wanted[key]["geonames"] is not None:
            party.geonames, party.level = wanted[key]["geonames"], wanted[key]["level"]
            party.save(update_fields=["geonames", "level"])
    return found


def _find(wanted: dict[str, dict[str, Any]]) -> dict[str, Party]:
    names = sorted({v["name"] for v in wanted.values()})
    rows = (p for i in range(0, len(names), _BATCH) for p in Party.objects.filter(name__in=names[i : i + _BATCH]))
    return {p.key: p for p in rows if p.key in wanted}


def partnerships(wanted: set[tuple[str, str]], by_key: dict[str, Party]) -> dict[tuple[str, str], int]:
    """The ids of these pairs' partnerships; new ones are made."""
    if not wanted:
        return {}
    ids = {(by_key[a].pk, by_key[b].pk): (a, b) for a, b in sorted(wanted)}
    query = Q()
    for a, b in ids:
        query |= Q(party_a=a, party_b=b)
    rows = Partnership.objects.filter(query)
    found = {(p.party_a_id, p.party_b_id): p.pk for p in rows}
    missing = [Partnership(party_a_id=a, party_b_id=b) for a, b in ids if (a, b) not in found]
    if missing:
        Partnership.objects.bulk_create(missing, ignore_conflicts=True)
        found = {(p.party_a_id, p.party_b_id): p.pk for p in rows.all()}
    return {key: found[pair] for pair, key in ids.items()}


def link_parties(rows: list[ClaimRecord], values: dict[str, dict[str, Any]]) -> Touched:
    """Tie claims to their parties and, where they live, to their partnerships. Says whose entries are touched.

    Entries are touched where a claim came, went, or belongs: rebuilding them is then cheap and always right.
    """
    by_key = parties(p for v in values.values() for role in ROLES for p in v[role])
    wanted_links = {
        (row.pk, by_key[party_key(p)].pk, _ROLE[role]): position
        for row in rows
        for role in ROLES
        for position, p in enumerate(values[row.key][role])
    }
    ids = [row.pk for row in rows]
    links = {(x.claim_id, x.party_id, x.role): x for x in ClaimParty.objects.filter(claim__in=ids)}
    gone = [x.pk for key, x in links.items() if wanted_links.get(key) != x.position]
    kept = {key for key, x in links.items() if wanted_links.get(key) == x.position}
    ClaimParty.objects.filter(pk__in=gone).delete()
    ClaimParty.objects.bulk_create(
        ClaimParty(claim_id=c, party_id=p, role=r, position=n)
        for (c, p, r), n in wanted_links.items()
        if (c, p, r) not in kept
    )
    through = ClaimRecord.partnerships.through
    pair_ids = partnerships(set().union(*(pairs(values[r.key]) for r in rows if r.live)), by_key)
    wanted_pairs = {(row.pk, pair_ids[pair]) for row in rows if row.live for pair in pairs(values[row.key])}
    held = set(through.objects.filter(claimrecord__in=ids).values_list("claimrecord_id", "partnership_id"))
    for claim, partnership in held - wanted_pairs:
        through.objects.filter(claimrecord=claim, partnership=partnership).delete()
    through.objects.bulk_create(through(claimrecord_id=c, partnership_id=p) for c, p in sorted(wanted_pairs - held))
    alone = {p for (_, p, _), _ in wanted_links.items()} | {x.party_id for x in links.values()}
    return Touched({p for _, p in held | wanted_pairs}, alone)


def prune(touched: Touched | None = None) -> None:
    """Remove partnerships and parties that nothing stands on, everywhere or where something was touched."""
    pairs_ = Partnership.objects.all() if touched is None else Partnership.objects.filter(pk__in=touched.partnerships)
    empty = list(pairs_.filter(claims=None, entries=None).values_list("pk", "party_a_id", "party_b_id"))
    Partnership.objects.filter(pk__in=[pk for pk, _, _ in empty]).delete()
    lonely = Party.objects.filter(links=None, partnerships_a=None, partnerships_b=None, entries=None)
    if touched is not None:
        ids = set(touched.parties) | {p for _, a, b in empty for p in (a, b)}
        lonely = lonely.filter(pk__in=ids)
    lonely.delete()
