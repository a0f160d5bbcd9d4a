"""Under which numbers others know a party: GeoNames, Wikidata, ISO 3166-2."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from ikrar.model.folding import fold_name
from ikrar.register.models import Party
from ikrar.register.parties.refusals import Refused
from ikrar.register.values import CannotChange

_WIKIDATA = re.compile(r"Q[1-9]\d{0,14}$")
_SUBDIVISION = re.compile(r"[A-Z]{2}-[A-Z0-9]{1,3}$")
CALLED = {"geonames": "GeoNames", "wikidata": "Wikidata", "subdivision": "ISO 3166-2"}


def geonames(given: Any) -> int | None:
    """A number of GeoNames, or an address of it: https://www.geonames.org/1642911."""
    written = str(given if given is not None else "").strip()
    if not written:
        return None
    found = re.search(r"(?:^|geonames\.org/)(\d{1,12})(?:/|$)", written)
    if not found or not int(found[1]):
        raise CannotChange(f"Not a number of GeoNames, as 1642911: {written}")
    return int(found[1])


def wikidata(given: Any) -> str:
    """A number of Wikidata, or an address of it: https://www.wikidata.org/wiki/Q3630."""
    written = str(given or "").strip().rpartition("/")[2].upper()
    if written and not _WIKIDATA.match(written):
        raise CannotChange(f"Not a number of Wikidata, as Q3630: {given}")
    return written


def subdivision(given: Any) -> str:
    """A code of ISO 3166-2 that exists."""
    written = str(given or "").strip().upper()
    if not written:
        return ""
    if not _SUBDIVISION.match(written) or _division(written) is None:
        raise CannotChange(f"Not a code of ISO 3166-2, as ID-JK: {given}")
    return written


def free(key: str, values: Mapping[str, Any]) -> None:
    """No other party has these; raises `CannotChange` and names the one that does."""
    name, _bar, country = key.rpartition("|")
    for column, called in CALLED.items():
        if not values.get(column):
            continue
        others = Party.objects.themselves().filter(**{column: values[column]}).exclude(name=name, country=country)
        other = others.exclude(same_as__name=name, same_as__country=country).first()
        if other is not None:
            raise Refused("taken", called=called, value=str(values[column]), other=other.key)
    code = values.get("subdivision") or ""
    if code and country and not code.startswith(f"{country}-"):
        raise Refused("elsewhere", value=code, country=country)


def suggestions(name: str, country: str, limit: int = 5) -> list[tuple[str, str]]:
    """Codes of ISO 3166-2 with their names that this party may have: those of its country whose name is alike."""
    import pycountry

    wanted = set(fold_name(name).split())
    divisions = pycountry.subdivisions.get(country_code=country.upper()) if len(country) == 2 else None
    found = []
    for division in divisions or ():
        words = set(fold_name(division.name).split())
        alike = len(words & wanted) / len(words | wanted) if words and wanted else 0.0
        if alike:
            found.append((-alike, division.code, division.name))
    from ikrar.model.party import Party as PartyValue
    from ikrar.places.called import place_of

    place = place_of(PartyValue(name, country, "region"))
    if place and place.level == "region" and place.region and (known := _division(place.region)):
        found.append((-2.0, known.code, known.name))
    return list(dict.fromkeys((code, called) for _, code, called in sorted(found)))[:limit]


def _division(code: str) -> Any:
    import pycountry

    return pycountry.subdivisions.get(code=code)
