"""A claim as JSON: as read, as it stands after corrections, and as columns of its row."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from itertools import combinations, product
from typing import Any

from ikrar.model import Claim
from ikrar.model import Party as PartyValue
from ikrar.model.edtf import interval
from ikrar.register.kinds import DIRECTED, KINDS, OF_ONE, STATES

ROLES = {"from": "from_keys", "to": "to_keys", "parties": "party_keys"}
CHANGEABLE = frozenset({"kind", "state", "from", "to", "parties", "what", "fields", "when"})


class CannotChange(ValueError):
    """A correction that makes no claim. `about` fills in the words, so that pages can say them in their language."""

    def __init__(self, words: str = "", **about: object) -> None:
        super().__init__(words.format(**about) if about else words)
        self.words, self.about = words, about


def as_read(claim: Claim) -> dict[str, Any]:
    """The claim as it is kept in `ClaimRecord.read`; its id of the moment is no part of it."""
    value = claim.as_json() | {"reasons": list(claim.reasons)}
    del value["id"]
    return value


def claim_key(read: Mapping[str, Any]) -> str:
    """The claim's identity within its document: kind, state, parties and evidence span."""
    who = [[party_key(p) for p in read[role]] for role in ROLES]
    who[2] = sorted(who[2])
    spans = [[e["start"], e["end"]] for e in read["evidence"]]
    content = json.dumps([read["kind"], read["state"], who, spans], ensure_ascii=False)
    return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()


def party_key(party: Mapping[str, Any]) -> str:
    return f"{party['name']}|{party['country']}"


def columns(value: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of a claim's row that people can change."""
    span = interval(value["when"])
    keys = {column: [party_key(p) for p in value[role]] for role, column in ROLES.items()}
    return {
        **keys,
        "kind": value["kind"],
        "state": value["state"],
        "what": value["what"] or "",
        "fields": list(value["fields"]),
        "when": value["when"],
        "when_start": span.start if span else None,
        "when_end": span.end if span else None,
    }


def changed(value: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """The claim with a correction applied; raises `CannotChange` where that makes no claim."""
    unknown = set(changes) - CHANGEABLE
    if unknown:
        raise CannotChange(f"These cannot be changed: {', '.join(sorted(unknown))}")
    known = {party_key(p): p for role in ROLES for p in value[role]}
    new = dict(value)
    for name, given in changes.items():
        new[name] = [_party(p, known) for p in given] if name in ROLES else given
    new["when"], new["what"] = new["when"] or None, new["what"] or None
    if new["kind"] not in KINDS:
        raise CannotChange(f"No such kind: {new['kind']}")
    if new["state"] not in STATES:
        raise CannotChange(f"No such state: {new['state']}")
    if new["when"] and interval(new["when"]) is None:
        raise CannotChange(f"Not a date in EDTF: {new['when']}")
    everyone = {party_key(p) for role in ROLES for p in new[role]}
    if len(everyone) < (1 if new["kind"] in OF_ONE else 2):
        raise CannotChange(f"A claim of kind {new['kind']} needs more parties")
    return new


def _party(given: Any, known: Mapping[str, Any]) -> dict[str, Any]:
    """A party given as a value, as JSON or as `Name|CC`."""
    if isinstance(given, PartyValue):
        return given.as_json()
    if isinstance(given, str):
        name, bar, country = given.partition("|")
        if not name.strip() or not bar or len(country) not in {0, 2}:
            raise CannotChange(f"Not a party, which is written Name|CC: {given}")
        return dict(known.get(given) or PartyValue(name, country).as_json())
    return {"name": given["name"], "country": given["country"], "level": given.get("level", "city")} | {
        "geonames": given.get("geonames")
    }


def pairs(value: Mapping[str, Any]) -> set[tuple[str, str]]:
    """The pairs of parties (by key, in order) that a claim is about."""
    acting, towards, joint = ([party_key(p) for p in value[role]] for role in ROLES)
    if value["kind"] in DIRECTED and acting and towards:
        found: Iterable[tuple[str, str]] = [*product(acting, towards), *product(acting + towards, joint)]
    else:
        found = combinations(dict.fromkeys(acting + towards + joint), 2)
    return {(min(p), max(p)) for p in found if p[0] != p[1]}
