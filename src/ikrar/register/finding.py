"""Finding a party by what someone typed: its name in any language, without accents or case, or how it begins."""

from __future__ import annotations

from django.db.models import Count, QuerySet

from ikrar.model.folding import fold_name
from ikrar.places import lookup
from ikrar.register.models import Party


class UnknownParty(LookupError):
    """No party of that name. `near` are names that begin alike."""

    def __init__(self, name: str, near: tuple[str, ...] = ()) -> None:
        super().__init__(f"No party is called {name}" + (f"; near: {', '.join(near)}" if near else ""))
        self.name, self.near = name, near


def find_parties(name: str, limit: int = 20) -> list[Party]:
    """Parties of that name: `Name|CC` or exact, else folded, else by prefix, else by a name in another language.

    The busiest come first.
    """
    name = name.strip()
    bare, _, country = name.partition("|")
    known = Party.objects.filter(country=country.upper()) if country else Party.objects.all()
    folded = fold_name(bare)
    for found in (
        known.filter(name=bare),
        known.filter(folded=folded) if folded else known.none(),
        known.filter(folded__startswith=folded) if folded else known.none(),
    ):
        parties = list(_busiest(found)[:limit])
        if parties:
            return parties
    return _by_other_names(bare, country)[:limit]


def _by_other_names(name: str, country: str) -> list[Party]:
    """Parties that the gazetteer knows by this name: 上海, Saigon, Tiongkok."""
    keys = list(dict.fromkeys(place.party.key for place in lookup(name, country.upper() or None)))
    known = {p.key: p for p in Party.objects.filter(name__in=[key.partition("|")[0] for key in keys])}
    return [known[key] for key in keys if key in known]


def find_party(name: str) -> Party:
    """The one party meant; raises `UnknownParty` with names near it."""
    found = find_parties(name, limit=1)
    if not found:
        begins = fold_name(name.partition("|")[0])[:3]
        near = _busiest(Party.objects.filter(folded__startswith=begins))[:5] if begins else ()
        raise UnknownParty(name, tuple(p.key for p in near))
    return found[0]


def _busiest(parties: QuerySet[Party]) -> QuerySet[Party]:
    return parties.annotate(busy=Count("links")).order_by("-busy", "name", "country")
