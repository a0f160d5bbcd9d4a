"""What another reading of a document would change: claims that are new, gone, changed, or only weighed anew. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ikrar.register.values import ROLES, claim_key

Read = Mapping[str, Any]  # A claim as `as_read` makes it.

# How sure a reader is, and why, is no part of what a claim states.
_WEIGHT = frozenset({"confidence", "reasons"})
_ENOUGH = 0.5  # Of the words of two claims that have to be the same for one to be the other, changed.


@dataclass(frozen=True, slots=True)
class Difference:
    """From one reading to another. `changed` holds pairs of before and after; `weighed` counts."""

    added: tuple[Read, ...] = ()
    gone: tuple[Read, ...] = ()
    changed: tuple[tuple[Read, Read], ...] = ()
    weighed: int = 0

    def __bool__(self) -> bool:
        return bool(self.added or self.gone or self.changed or self.weighed)

    @property
    def counts(self) -> dict[str, int]:
        """Numbers of claims, by the names of their columns."""
        return {
            "added": len(self.added),
            "gone": len(self.gone),
            "changed": len(self.changed),
            "weighed": self.weighed,
        }


def difference(before: Iterable[Read], after: Iterable[Read]) -> Difference:
    """What changes when `after` is taken over in place of `before`. Each result is in the order of the text."""
    old, new = ({claim_key(read): read for read in reads} for reads in (before, after))
    changed = [(old[k], new[k]) for k in old.keys() & new.keys() if _stated(old[k]) != _stated(new[k])]
    weighed = sum(old[k] != new[k] and _stated(old[k]) == _stated(new[k]) for k in old.keys() & new.keys())
    gone = {k: old[k] for k in old.keys() - new.keys()}
    added = {k: new[k] for k in new.keys() - old.keys()}
    for was, now in _pairs(gone, added):
        changed.append((gone.pop(was), added.pop(now)))
    return Difference(
        tuple(sorted(added.values(), key=_place)),
        tuple(sorted(gone.values(), key=_place)),
        tuple(sorted(changed, key=lambda pair: _place(pair[1]))),
        weighed,
    )


def reading_digest(claims: Iterable[Read], notes: Iterable[Mapping[str, Any]]) -> str:
    """A hash of what was read; the same for the same claims and notes, in whatever order they came."""
    content = [sorted(claims, key=claim_key), list(notes)]
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _pairs(gone: Mapping[str, Read], added: Mapping[str, Read]) -> list[tuple[str, str]]:
    """Which new claim is which old one, changed: the likest first, each once."""
    found = [(_likeness(old, new), was, now) for was, old in gone.items() for now, new in added.items()]
    pairs: list[tuple[str, str]] = []
    taken: set[str] = set()
    for likeness, was, now in sorted(found, key=lambda f: (f[0], *sorted(f[1:])), reverse=True):
        if likeness and not {was, now} & taken:
            taken |= {was, now}
            pairs.append((was, now))
    return pairs


def _likeness(old: Read, new: Read) -> float:
    """0 for two different claims; more for the more words, parties and kinds in common."""
    mine, theirs = _covered(old), _covered(new)
    overlap = len(mine & theirs) / max(1, len(mine | theirs))
    same_kind = old["kind"] == new["kind"]
    same_parties = all(old[role] == new[role] for role in ROLES)
    return overlap + same_kind + same_parties if overlap >= _ENOUGH and (same_kind or same_parties) else 0.0


def _covered(read: Read) -> set[int]:
    return {i for e in read["evidence"] for i in range(e["start"], e["end"])}


def _stated(read: Read) -> dict[str, Any]:
    return {name: value for name, value in read.items() if name not in _WEIGHT}


def _place(read: Read) -> tuple[int, str]:
    return min((e["start"] for e in read["evidence"]), default=0), claim_key(read)
