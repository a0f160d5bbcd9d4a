"""Claims in words: who, what, when, as terminal and page show them."""

from __future__ import annotations

from ikrar.model import Claim, Party
from ikrar.ontology import kinds, label

LANGUAGES = {"id": "Indonesian", "en": "English", "zh": "Chinese", "ja": "Japanese"}


def act(claim: Claim) -> str:
    """What kind of act it is, with how it stands where that is not the usual."""
    kind = kinds().get(claim.kind)
    usual = kind is None or claim.state == kind.state
    return label(claim.kind, "en") + ("" if usual else f" ({label(claim.state, 'en')})")


def who(claim: Claim) -> str:
    if claim.from_ or claim.to:
        return f"{_all(claim.from_) or '?'} → {_all(claim.to) or '?'}"
    return " – ".join(_name(p) for p in claim.parties)


def _all(parties: tuple[Party, ...]) -> str:
    return ", ".join(_name(p) for p in parties)


def _name(party: Party) -> str:
    return f"{party.name} ({party.country})" if party.country and party.level != "country" else party.name


def fields(codes: tuple[str, ...]) -> str:
    return ", ".join(label(code, "en") for code in codes)


def sure(confidence: float) -> str:
    return f"{confidence:.0%} sure"


def counted(n: int, one: str, many: str | None = None) -> str:
    return f"{n:,} {one if n == 1 else many or one + 's'}"
