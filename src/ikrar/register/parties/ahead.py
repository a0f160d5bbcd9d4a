"""What somebody who types the name of a party may mean: parties of the register, then places of the gazetteer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Q

from ikrar.model.folding import fold_name
from ikrar.places import Place, gazetteer
from ikrar.places.called import called
from ikrar.register.finding import busiest, find_parties
from ikrar.register.models import Party, PartyName
from ikrar.register.parties.keys import itself

_WRITTEN = re.compile(r"(?P<name>.+?)\s*(?:\|\s*|\(\s*)(?P<country>[A-Za-z]{2})?\s*\)?$")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A party, or a place that may become one (`id` is None). `names` are all its names, as far as they are known."""

    id: int | None
    key: str
    name: str
    country: str
    level: str
    body: str
    names: tuple[str, ...]

    @property
    def written(self) -> str:
        """As it is written in a field: Shanghai (CN)."""
        name, _bar, country = self.key.rpartition("|")
        return f"{name} ({country})" if country else name


def suggestions(typed: str, lang: str, limit: int = 10) -> list[Suggestion]:
    """At most `limit`, those of the register first. Three queries, and as many again for each word left out.

    What stands around a name is left out where nothing is called so with it: Kota Sura, City of Shang, 上海市.
    """
    start = fold_name(typed.partition("|")[0].partition("(")[0])
    for part in _parts(start):
        if found := _beginning(part, lang, limit):
            return found
    return []


def _parts(start: str) -> Iterator[str]:
    """What was typed, then without its first word, without its first two, without the last of several characters."""
    words = start.split()
    yield from (" ".join(words[n:]) for n in range(min(3, len(words))))
    if len(words) == 1 and len(start) > 2 and not start.isascii():
        yield start[:-1]


def _beginning(start: str, lang: str, limit: int) -> list[Suggestion]:
    found = _of_register(start, lang, limit)
    known = {s.key for s in found}
    places = gazetteer().beginning(start, limit * 2) if len(found) < limit else []
    fresh = [_place(place, lang) for place in places]
    keys = {s.key for s in fresh} - known
    filed = _filed(keys)
    for one in fresh:
        if one.key not in known and one.key not in filed and len(found) < limit:
            known.add(one.key)
            found.append(one)
    return found


def key_written(typed: str) -> str:
    """The key of the party that somebody wrote: `Shanghai (CN)`, `Shanghai|CN`, or a name that leaves no doubt.

    "" where nothing of that name is known, or several parties of different countries are.
    """
    written = " ".join(typed.split())
    found = _WRITTEN.match(written)
    if found and found["country"]:
        key = f"{found['name'].strip()}|{found['country'].upper()}"
        parties = find_parties(key, 2)
        return parties[0].key if parties else key
    parties = find_parties(written, 2)
    if parties:
        exact = [p for p in parties if fold_name(p.name) == fold_name(written)]
        one = exact or parties
        return one[0].key if len({p.country for p in one}) == 1 else ""
    places = gazetteer().lookup(written)
    return places[0].party.key if len({p.country for p in places}) == 1 else ""


def _of_register(start: str, lang: str, limit: int) -> list[Suggestion]:
    named = PartyName.objects.filter(Q(folded__startswith=start) | Q(folded__contains=f" {start}")).values("party")
    where = Q(folded__startswith=start) | Q(folded__contains=f" {start}") | Q(pk__in=named)
    rows = list(busiest(Party.objects.filter(where))[:limit])
    parties = dict.fromkeys(itself(row) for row in rows)
    second = {row: row.name for row in rows if row.same_as_id}
    return [_party(party, lang, [n for row, n in second.items() if itself(row) == party]) for party in parties]


def _party(party: Party, lang: str, second: Iterable[str]) -> Suggestion:
    names = [party.name, *second, *(n["name"] for n in party.names)]
    name = party.name_on(None, lang)
    return Suggestion(party.pk, party.key, name, party.country, party.level, party.body, tuple(dict.fromkeys(names)))


def _place(place: Place, lang: str) -> Suggestion:
    names = called(place)
    shown = names.get(lang, place.name)
    every = tuple(dict.fromkeys([place.name, *names.values()]))
    return Suggestion(None, place.party.key, shown, place.country, place.level, "", every)


def _filed(keys: set[str]) -> set[str]:
    """Those of these keys that are in the register: what was found there already stands before the places."""
    names = {key.rpartition("|")[0] for key in keys}
    return {p.key for p in Party.objects.filter(name__in=names).only("name", "country")} & keys


__all__ = ["Suggestion", "key_written", "suggestions"]
