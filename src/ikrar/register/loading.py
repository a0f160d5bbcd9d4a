"""Living claims as grouping sees them, for many pairs or parties in a few queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from ikrar.model.edtf import Interval
from ikrar.register.grouping import Told
from ikrar.register.kinds import DIRECTED
from ikrar.register.models import ClaimParty, ClaimRecord, Partnership

_COLUMNS = ("id", "key", "kind", "state", "what", "fields", "when", "when_start", "when_end", "start", "confidence")
_DOCUMENT = ("document__sha256", "document__published_day", "review")


def told_of_partnerships(pairs: Mapping[int, Partnership]) -> dict[int, list[Told]]:
    """The claims of each partnership, with who acts in it."""
    through = ClaimRecord.partnerships.through
    links = list(through.objects.filter(partnership__in=list(pairs)).values_list("partnership_id", "claimrecord_id"))
    rows = _rows({claim for _, claim in links})
    roles: dict[int, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    parties = ClaimParty.objects.filter(claim__partnerships__in=list(pairs)).distinct()
    for claim, party, role in parties.values_list("claim_id", "party_id", "role"):
        roles[claim][role].add(party)
    found: dict[int, list[Told]] = defaultdict(list)
    for pair, claim in links:
        sides = (pairs[pair].party_a_id, pairs[pair].party_b_id)
        found[pair].append(_told(rows[claim], _direction(rows[claim]["kind"], roles[claim], sides)))
    return found


def told_of_parties(parties: Collection[int], kinds: Iterable[str]) -> dict[int, list[Told]]:
    """The claims of these kinds that one party carries alone."""
    if not parties:
        return {}
    alone = ClaimRecord.objects.live().filter(kind__in=list(kinds), partnerships=None, links__party__in=list(parties))
    links = dict(alone.values_list("id", "links__party"))
    rows = _rows(set(links))
    found: dict[int, list[Told]] = {}
    for claim, party in links.items():
        found.setdefault(party, []).append(_told(rows[claim], None))
    return found


def _rows(ids: set[int], batch: int = 500) -> dict[int, dict]:
    ordered = sorted(ids)
    return {
        row["id"]: row
        for i in range(0, len(ordered), batch)
        for row in ClaimRecord.objects.filter(id__in=ordered[i : i + batch]).order_by().values(*_COLUMNS, *_DOCUMENT)
    }


def _direction(kind: str, roles: Mapping[str, set[int]], sides: tuple[int, int]) -> int | None:
    """Which of the two acts towards the other; None where both do, or the text does not say."""
    if kind not in DIRECTED:
        return None
    acting, towards = roles.get("from", set()), roles.get("to", set())
    a, b = sides
    forth, back = a in acting and b in towards, b in acting and a in towards
    if forth == back:
        return None
    return a if forth else b


def _told(row: dict, direction: int | None) -> Told:
    return Told(
        id=row["id"],
        key=row["key"],
        sha256=row["document__sha256"],
        kind=row["kind"],
        state=row["state"],
        direction=direction,
        what=row["what"],
        fields=frozenset(row["fields"]),
        when=row["when"],
        span=Interval(row["when_start"], row["when_end"]) if row["when_start"] else None,
        published=row["document__published_day"],
        start=row["start"],
        confidence=row["confidence"],
        review=row["review"],
    )
