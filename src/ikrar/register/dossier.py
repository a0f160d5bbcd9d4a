"""The dossier of a party or of a pair: all that is known, each line with its proof."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from ikrar.register.finding import UnknownParty, find_party
from ikrar.register.lines import Line, Source, line, sources
from ikrar.register.models import Entry, Partnership, Party
from ikrar.register.writing import MODELS

Type = Entry.Type


@dataclass(frozen=True, slots=True)
class Pair:
    """A partnership in one line."""

    id: int
    a: Party
    b: Party
    status: str
    since: str | None
    last_act: date | None


@dataclass(frozen=True, slots=True)
class PartyDossier:
    """`owed` is what the party pledged, `claimed` what was pledged to it, `joint` what it plans with others."""

    party: Party
    partnerships: tuple[Pair, ...]
    agreements: tuple[Line, ...]
    owed: tuple[Line, ...]
    claimed: tuple[Line, ...]
    joint: tuple[Line, ...]
    encounters: tuple[Line, ...]
    activities: tuple[Line, ...]
    traits: tuple[Line, ...]
    timeline: tuple[Line, ...]
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class PairDossier:
    """`from_a` is what the first party asked for pledged to the second; `traits` are of the pair or of either."""

    partnership: Pair | None
    a: Party
    b: Party
    agreements: tuple[Line, ...]
    from_a: tuple[Line, ...]
    from_b: tuple[Line, ...]
    joint: tuple[Line, ...]
    encounters: tuple[Line, ...]
    activities: tuple[Line, ...]
    traits: tuple[Line, ...]
    timeline: tuple[Line, ...]
    sources: tuple[Source, ...]


def party_dossier(party: str | Party) -> PartyDossier:
    """All that is known of a party. Raises `UnknownParty`."""
    one = party if isinstance(party, Party) else find_party(party)
    pairs = list(Partnership.objects.of(one).with_parties())
    lines = _lines(Q(party=one) | Q(partnership__in=pairs))
    promised = _of(lines, Type.COMMITMENT)
    return PartyDossier(
        party=one,
        partnerships=tuple(_pair(p) for p in pairs),
        owed=tuple(x for x in promised if x.from_id == one.pk),
        claimed=tuple(x for x in promised if x.to_id == one.pk),
        joint=tuple(x for x in promised if x.from_id is None),
        **_parts(lines),
    )


def pair_dossier(a: str | Party, b: str | Party) -> PairDossier:
    """All that two parties have with each other. Raises `UnknownParty`; a pair without acts has an empty dossier."""
    one, two = (p if isinstance(p, Party) else find_party(p) for p in (a, b))
    pair = Partnership.objects.of(one, two).with_parties().first()
    alone = Q(party__in=[one, two], type=Type.TRAIT)
    lines = _lines(alone | Q(partnership=pair) if pair else alone)
    promised = _of(lines, Type.COMMITMENT)
    return PairDossier(
        partnership=_pair(pair) if pair else None,
        a=one,
        b=two,
        from_a=tuple(x for x in promised if x.from_id == one.pk),
        from_b=tuple(x for x in promised if x.from_id == two.pk),
        joint=tuple(x for x in promised if x.from_id is None),
        **_parts(lines),
    )


def _parts(lines: list[Line]) -> dict[str, tuple]:
    return {
        "agreements": _of(lines, Type.AGREEMENT),
        "encounters": _of(lines, Type.ENCOUNTER),
        "activities": _of(lines, Type.ACTIVITY),
        "traits": _of(lines, Type.TRAIT),
        "timeline": tuple(x for x in lines if x.type != Type.TRAIT),
        "sources": sources(lines),
    }


def _lines(where: Q) -> list[Line]:
    """The entries, the latest first; a fixed number of queries however many there are."""
    found: list[Line] = []
    for model in MODELS.values():
        found += [line(e) for e in model.objects.filter(where).with_parties().with_evidence()]
    return sorted(found, key=lambda x: (x.day or date.min, x.id), reverse=True)


def _of(lines: Iterable[Line], type_: str) -> tuple[Line, ...]:
    return tuple(x for x in lines if x.type == type_)


def _pair(p: Partnership) -> Pair:
    return Pair(p.pk, p.party_a, p.party_b, p.status, p.since, p.last_act)


__all__ = ["Pair", "PairDossier", "PartyDossier", "UnknownParty", "pair_dossier", "party_dossier"]
