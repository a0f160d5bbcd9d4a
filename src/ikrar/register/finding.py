"""Finding a party by what someone typed: its name in any language, without accents or case, or how it begins."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from ikrar.model.folding import fold_name
from ikrar.model.tokens import Term
from ikrar.places import lookup
from ikrar.register.models import Partnership, Party, PartyName

LONGEST_NAME = 5  # words of a name that a question is searched for
OF_A_TERM = 12  # parties that one word of a question may mean


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
        parties = list(busiest(found)[:limit])
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
        near = busiest(Party.objects.filter(folded__startswith=begins))[:5] if begins else ()
        raise UnknownParty(name, tuple(p.key for p in near))
    return found[0]


def named(terms: Sequence[Term]) -> list[list[Party]]:
    """The parties that each term of a question may mean, the busiest first: by name, by how a word of the name
    begins, or by a name in another language, which may take several terms (*ho chi minh*).
    """
    spans = [(i, j) for i in range(len(terms)) for j in range(i + 1, min(i + LONGEST_NAME, len(terms)) + 1)]
    written = {(i, j): " ".join(t.text for t in terms[i:j]) for i, j in spans}
    keys = {span: {place.party.key for place in lookup(text)} for span, text in written.items()}
    begins = [t for t in terms if t.begins and len(t.tokens) == 1 and not t.text.isdecimal()]
    where = Q(folded__in=set(written.values()))
    where |= Q(name__in={key.partition("|")[0] for known in keys.values() for key in known})
    other = PartyName.objects.filter(folded__in=set(written.values())).order_by()
    called: dict[str, set[int]] = defaultdict(set)
    for text, pk in other.values_list("folded", "party"):
        called[text].add(pk)
    where |= Q(pk__in=set().union(*called.values()))
    for term in begins:
        where |= Q(folded__startswith=term.text) | Q(folded__contains=f" {term.text}")
    found: dict[int, dict[int, Party]] = defaultdict(dict)
    known = list(busiest(Party.objects.filter(where))[: OF_A_TERM * max(1, len(terms)) * 4])
    for span in spans:
        for party in known:
            if party.folded == written[span] or party.key in keys[span] or party.pk in called[written[span]]:
                for i in range(*span):
                    found[i][party.pk] = party
    for i, term in enumerate(terms):
        for party in known:
            if term in begins and f" {term.text}" in f" {party.folded}":
                found[i].setdefault(party.pk, party)
    return [list(found[i].values())[:OF_A_TERM] for i in range(len(terms))]


def busiest(parties: QuerySet[Party]) -> QuerySet[Party]:
    """Those with the most partners first."""
    return parties.annotate(busy=_partners("party_a") + _partners("party_b")).order_by("-busy", "name", "country")


def _partners(side: str) -> Coalesce:
    of_it = Partnership.objects.filter(**{side: OuterRef("pk")}).order_by().values(side)
    return Coalesce(Subquery(of_it.annotate(many=Count("pk")).values("many"), output_field=IntegerField()), 0)
