"""The keys of parties, and the rows that they stand for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ikrar.register.models import Party
from ikrar.register.parties.refusals import Refused
from ikrar.register.values import CannotChange

LONGEST = 200


def of_part(key: str) -> str:
    """`Jakarta|ID#12` → `Jakarta|ID`."""
    return key.rpartition("#")[0]


def value_of(key: str) -> dict[str, Any]:
    """A party as JSON by its key alone: with what the gazetteer knows of a place of exactly that name."""
    from ikrar.model import Party as PartyValue
    from ikrar.places.called import place_of

    name, _bar, country = key.rpartition("|")
    for level in ("city", "region", "country"):
        place = place_of(PartyValue(name, country, level))  # type: ignore[arg-type]
        if place and place.level == level:
            return place.party.as_json() if place.country == country else PartyValue(name, country).as_json()
    return PartyValue(name, country).as_json()


def checked(key: str) -> str:
    """The key of a party that may be made; raises `CannotChange`."""
    name, bar, country = key.rpartition("|")
    written = " ".join(name.split())
    if not bar or not written or any(c in written for c in "|#~"):
        raise CannotChange("Not a name of a party: {name}", name=name or key)
    if len(written) > LONGEST:
        raise CannotChange("Too long for a name: {name}…", name=written[:40])
    if country and not (len(country) == 2 and country.isascii() and country.isalpha() and country.isupper()):
        raise CannotChange("Not a code of a country, as ID: {country}", country=country)
    return f"{written}|{country}"


def row_of(key: str) -> Party | None:
    """The party filed under exactly this key."""
    name, _bar, country = key.rpartition("|")
    return Party.objects.filter(name=name, country=country).select_related("same_as", "belongs_to").first()


def itself(party: Party) -> Party:
    """The party that this one is, where a person found the two to be one."""
    seen = {party.pk}
    while party.same_as is not None and party.same_as.pk not in seen:
        party = party.same_as
        seen.add(party.pk)
    return party


def known(key: Any) -> Party:
    """The party meant by a key, which has to be in the register; raises `CannotChange`."""
    found = row_of(str(key or ""))
    if found is None:
        raise Refused("unknown", name=str(key or ""))
    return itself(found)


def rows_of(keys: Iterable[str]) -> dict[str, Party]:
    """The parties themselves, by the keys given; those that are not in the register are made."""
    from ikrar.register.people import parties

    wanted = list(dict.fromkeys(keys))
    found = {key: row for key in wanted if (row := row_of(key)) is not None}
    made = parties(value_of(key) for key in wanted if key not in found)
    return {key: itself(row) for key, row in (found | made).items()}
