"""From what a model says to claims: nothing passes that is not in the ontology, the gazetteer and the text."""

from __future__ import annotations

from typing import Any

from ikrar.llm.places import resolve
from ikrar.llm.quotes import Quoted
from ikrar.model import Claim, Document, Evidence, Party
from ikrar.model.claim import claim_id
from ikrar.model.edtf import interval
from ikrar.ontology import fields, kinds, states

JOINT = frozenset({"delivery"})  # Directed kinds that both sides may do together.
SHORTEST = 4  # characters of a quote that says anything


class Flaw(Exception):
    """What is wrong with a claim, as the note on the reading names it."""


def check(row: Any, document: Document, text: Quoted, reasons: tuple[str, ...]) -> Claim:
    """The claim of one row of an answer, or `Flaw`."""
    if not isinstance(row, dict):
        raise Flaw("not of the form asked for")
    kind, state = _code(row, "kind", kinds()), _code(row, "state", states())
    about, when, speaker = _optional(row, "what"), _when(row), _optional(row, "speaker")
    from_, to, parties = _parties(row, "from"), _parties(row, "to"), _parties(row, "parties")
    if not _fits(kind, from_, to, parties):
        raise Flaw("parties that do not fit the kind")
    evidence = _evidence(row, text)
    what = text.find(about) if about else None
    everyone = from_ + to + parties
    return Claim(
        id=claim_id(document, kind, state, everyone, evidence[0]),
        kind=kind,
        state=state,
        from_=from_,
        to=to,
        parties=parties,
        what=" ".join(what.quote.split()) if what else None,
        fields=_fields(row),
        when=when,
        speaker=next((p.key for p in everyone if speaker and p.name.casefold() == speaker.casefold()), None),
        evidence=evidence,
        confidence=_confidence(row),
        reasons=reasons,
    )


def _code(row: dict[str, Any], name: str, known: Any) -> str:
    code = _required(row, name)
    if code not in known:
        raise Flaw(f"unknown {name}")
    return code


def _required(row: dict[str, Any], name: str) -> str:
    value = row.get(name)
    if not isinstance(value, str):
        raise Flaw("not of the form asked for")
    return value.strip()


def _optional(row: dict[str, Any], name: str) -> str | None:
    return None if row.get(name) is None else _required(row, name) or None


def _rows(row: dict[str, Any], name: str, of: type) -> list[Any]:
    """A list of the row; an absent one is empty."""
    value = row.get(name) or []
    if not isinstance(value, list) or not all(isinstance(v, of) for v in value):
        raise Flaw("not of the form asked for")
    return value


def _when(row: dict[str, Any]) -> str | None:
    when = _optional(row, "when")
    if when and (interval(when) is None or when.endswith("/")):
        raise Flaw("date that is no EDTF")
    return when


def _fields(row: dict[str, Any]) -> tuple[str, ...]:
    given: list[str] = _rows(row, "fields", str)
    if not fields().keys() >= set(given):
        raise Flaw("unknown field")
    return tuple(dict.fromkeys(given))


def _parties(row: dict[str, Any], side: str) -> tuple[Party, ...]:
    found = []
    for given in _rows(row, side, dict):
        party = resolve(_required(given, "name"), _optional(given, "country") or "", _optional(given, "level") or "")
        if party is None:
            raise Flaw("party that the gazetteer does not hold")
        found.append(party)
    return tuple(dict.fromkeys(found))


def _fits(kind: str, from_: tuple[Party, ...], to: tuple[Party, ...], parties: tuple[Party, ...]) -> bool:
    shape = kinds()[kind].shape
    if shape == "directed" and not (kind in JOINT and parties):
        return bool(from_ and to) and not parties and not set(from_) & set(to)
    return not from_ and not to and len(parties) >= (1 if shape == "single" else 2)


def _evidence(row: dict[str, Any], text: Quoted) -> tuple[Evidence, ...]:
    quotes = [_required(e, "quote") for e in _rows(row, "evidence", dict)]
    found = [text.find(q) for q in quotes if len(q) >= SHORTEST]
    standing = tuple(dict.fromkeys(e for e in found if e))
    if not standing or len(found) < len(quotes) or None in found:
        raise Flaw("quote that is not in the text")
    return standing


def _confidence(row: dict[str, Any]) -> float:
    value = row.get("confidence")
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise Flaw("not of the form asked for")
    return round(float(value), 3)
