"""Who is to look at a claim: a subject of its own (`claim:<sha256>/<claim key>`), so that it can be undone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from ikrar.register.merging import name_of, new_batch
from ikrar.register.models import ClaimRecord, Decision
from ikrar.register.subjects import Intent, Kind, decide, details
from ikrar.register.values import CannotChange

TYPE = "claim"
_BATCH = 300


def assign(claims: Iterable[ClaimRecord], to: str, by: str) -> list[Decision]:
    """Give these claims to a person (a user name), or to nobody. Those that are theirs already are left alone."""
    wanted = [c for c in claims if c.assigned_to != to]
    if not wanted:
        return []
    return decide([Intent(TYPE, {"assigned": to}, name_of(c)) for c in wanted], by, new_batch("assign"))


def clean(_key: str, values: Mapping[str, Any]) -> dict[str, Any]:
    unknown = set(values) - {"assigned"}
    if unknown:
        raise CannotChange(f"These cannot be changed: {', '.join(sorted(unknown))}")
    return {"assigned": str(values["assigned"] or "").strip()[:150]}


def now(key: str) -> Mapping[str, Any]:
    row = _rows([key]).get(key)
    return {"assigned": row.assigned_to if row else ""}


def follow(keys: Collection[str]) -> None:
    """The rows of these claims say to whom they are assigned."""
    known = details(TYPE, keys)
    rows = _rows(keys)
    changed: dict[str, list[int]] = defaultdict(list)
    for key, row in rows.items():
        to = str(known[key].values.get("assigned", ""))
        if row.assigned_to != to:
            changed[to].append(row.pk)
    for to, ids in changed.items():
        ClaimRecord.objects.filter(pk__in=ids).update(assigned_to=to)


def _rows(keys: Collection[str]) -> dict[str, ClaimRecord]:
    wanted = list(keys)
    found: dict[str, ClaimRecord] = {}
    for i in range(0, len(wanted), _BATCH):
        claim_keys = [key.partition("/")[2] for key in wanted[i : i + _BATCH]]
        rows = ClaimRecord.objects.filter(key__in=claim_keys).select_related("document")
        found |= {name_of(c): c for c in rows.defer("document__text", "document__folded")}
    return {key: found[key] for key in wanted if key in found}


KIND = Kind(TYPE, clean, now, follow)
