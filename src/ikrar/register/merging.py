"""Merging and splitting: how the journal keeps what people said belongs together or apart.

A decision stands on each of the statements that it is about most (the founders, and what was taken out), so that
a claim that people merged or split is kept when its document is read again. Those of one act of a person share
their batch and all that was said, and are taken back together.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.db.models import Q

from ikrar.register import journal
from ikrar.register.bonds import NONE, Apart, Bonds, Together, bonds
from ikrar.register.grouping import Told
from ikrar.register.models import ClaimRecord, Decision, Entered, Entry, EntryClaim
from ikrar.register.subjects import subject
from ikrar.register.values import CannotChange

What = Decision.What
_SAID = (What.MERGE, What.SPLIT)
_BATCH = 500


def bonds_of(told: Iterable[Told]) -> Bonds:
    """What people said about these statements, as constraints on how they are grouped."""
    statements = list(told)
    documents = sorted({t.sha256 for t in statements if not t.by_hand})
    subjects = sorted(subject("entry", t.key) for t in statements if t.by_hand)
    found: dict[int, Decision] = {}
    for column, names in (("document_sha256", documents), ("subject", subjects)):
        for i in range(0, len(names), _BATCH):
            where = Q(**{f"{column}__in": names[i : i + _BATCH]}, what__in=[*_SAID, What.UNDO])
            found |= {d.number: d for d in Decision.objects.filter(where)}
    if not found:
        return NONE
    said: dict[tuple[str, str], Together | Apart] = {}
    for decision in journal.not_taken_back(found.values()):
        if decision.what in _SAID:
            said.setdefault((decision.batch, decision.what), as_said(decision))
    return bonds(said.values())


def as_said(decision: Decision) -> Together | Apart:
    """What a decision to merge or to split says."""
    after = decision.after
    if decision.what == What.MERGE:
        return Together(tuple(after["together"]))
    return Apart(tuple(after["apart"]), tuple(after["from"]))


def statements_of(entry: Entry) -> list[str]:
    """The names of all that an entry stands on, what founded it first."""
    by_hand = [(row.position, 0, f"#{row.number}") for row in Entered.objects.filter(entry=entry.pk)]
    links = EntryClaim.objects.filter(entry=entry.pk).values_list("position", "claim__document__sha256", "claim__key")
    claims = [(position, 1, f"{sha256}/{key}") for position, sha256, key in links]
    return [name for _, _, name in sorted(by_hand + claims)]


def new_batch(what: str) -> str:
    """A name for what is decided in one go."""
    return f"{what}:{uuid.uuid4().hex}"


def name_of(claim: ClaimRecord) -> str:
    return f"{claim.document.sha256}/{claim.key}"


def write_merge(entries: Sequence[Entry], by: str, why: str, batch: str) -> list[Decision]:
    """Raises `CannotChange` where the entries cannot be one."""
    if len({e.pk for e in entries}) < 2:
        raise CannotChange("Merging takes two entries")
    if len({(e.type, e.partnership_id, e.party_id) for e in entries}) > 1:
        raise CannotChange("Only entries of one type and of the same parties can be merged")
    statements = [statements_of(e) for e in entries]
    if not all(statements):
        raise CannotChange("The entry is not there any more")
    together = sorted({name for names in statements for name in names})
    about = [names[0] for names in statements]
    before = {"entries": [_told(e) for e in entries]}
    return _write(What.MERGE, by, why, batch, about, before, {"together": together})


def write_split(entry: Entry, names: Collection[str], by: str, why: str, batch: str) -> list[Decision]:
    """Raises `CannotChange` where these are not statements of the entry, or all of them."""
    held = statements_of(entry)
    away = [name for name in held if name in names]
    rest = [name for name in held if name not in names]
    if len(away) != len(set(names)) or not away:
        raise CannotChange("The entry does not stand on this any more")
    if not rest:
        raise CannotChange("The entry stands on nothing else, so there is nothing to split")
    after = {"apart": sorted(away), "from": sorted(rest)}
    return _write(What.SPLIT, by, why, batch, [*away, rest[0]], {"entries": [_told(entry)]}, after)


def _told(entry: Entry) -> dict[str, Any]:
    """An entry as it was, for whoever reads the journal."""
    return {"type": entry.type, "kind": entry.kind, "what": entry.what, "when": entry.when}


def _write(
    what: str, by: str, why: str, batch: str, about: list[str], before: dict[str, Any], after: dict[str, Any]
) -> list[Decision]:
    targets = _targets(about)
    shared = {"what": what, "why": why, "after": after, "batch": batch}
    rows = []
    for name in about:
        target, read = targets[name]
        rows.append(shared | target | {"before": before | ({"read": read} if read else {})})
    return journal.write_all(by, rows)


def _targets(names: Iterable[str]) -> dict[str, tuple[dict[str, Any], dict[str, Any] | None]]:
    """How a decision names each of these statements, and what was read of it."""
    wanted = list(names)
    keys = [name.partition("/")[2] for name in wanted if "/" in name]
    claims = ClaimRecord.objects.filter(key__in=keys).select_related("document")
    found: dict[str, tuple[dict[str, Any], dict[str, Any] | None]] = {
        name_of(c): (journal.target(c), c.read) for c in claims.defer("document__text", "document__folded")
    }
    return found | {name: ({"subject": subject("entry", name)}, None) for name in wanted if name.startswith("#")}
