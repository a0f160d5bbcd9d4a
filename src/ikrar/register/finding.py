"""Finding a party by what someone typed: its name in any language, without accents or case, or how it begins."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from ikrar.model.folding import fold_name
from ikrar.model.tokens import Term
from ikrar.places import lookup
from ikrar.register.models import Partnership, Party, PartyName
from ikrar.register.parties.keys import itself

LONGEST_NAME = 5  # words of a name that a question is searched for
OF_A_TERM = 12  # parties that one word of a question may mean


class UnknownParty(LookupError):
    """No party of that name. `near` are names that begin alike."""

    def __init__(self, name: str, near: tuple[str, ...] = ()) -> None:
        super().__init__(f"No party is called {name}" + (f"; near: {', '.join(near)}" if near else ""))
        self.name, self.near = name, near


def find_parties(name: str, limit: int = 20) -> list[Party]:
    """Parties of that name: `Name|CC` or exact, else folded, else by prefix, else by a name in another language.

    Names of every period and language count, whether people entered them or the gazetteer knows them. The busiest
    come first; a party that was found to be another one gives that one.
    """
    name = name.strip()
    bare, _, country = name.partition("|")
    country = country.strip().upper()
    folded = fold_name(bare)
    wanted = [Q(name=bare)]
    if folded:
        names = PartyName.objects.filter(folded=folded).values("party")
        wanted += [Q(folded=folded) | Q(pk__in=names), Q(folded__startswith=folded)]
    known = Party.objects.filter(country=country) if country else Party.objects.all()
    for where in wanted:
        parties = _themselves(busiest(known.filter(where))[:limit])
        if parties:
            return parties
    found = _by_other_names(bare, country) or _by_beginning(known, folded, limit)
    return _themselves(found[:limit])


def _themselves(parties: Iterable[Party]) -> list[Party]:
    """Each once, a second name of a party as that party."""
    return list(dict.fromkeys(itself(party) for party in parties))


def _by_other_names(name: str, country: str) -> list[Party]:
    """Parties that the gazetteer knows by this name: 上海, Saigon, Tiongkok."""
    keys = list(dict.fromkeys(place.party.key for place in lookup(name, country or None)))
    rows = Party.objects.filter(name__in=[key.partition("|")[0] for key in keys]).select_related("same_as")
    known = {p.key: p for p in rows}
    return [known[key] for key in keys if key in known]


def _by_beginning(known: QuerySet[Party], folded: str, limit: int) -> list[Party]:
    """Parties one of whose other names begins so."""
    names = PartyName.objects.filter(folded__startswith=folded).values("party")
    return list(busiest(known.filter(pk__in=names))[:limit]) if folded else []


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
    return [_themselves(found[i].values())[:OF_A_TERM] for i in range(len(terms))]


def busiest(parties: QuerySet[Party]) -> QuerySet[Party]:
    """Those with the most partners first."""
    ranked = parties.select_related("same_as")
    return ranked.annotate(busy=_partners("party_a") + _partners("party_b")).order_by("-busy", "name", "country")


def _partners(side: str) -> Coalesce:
    of_it = Partnership.objects.filter(**{side: OuterRef("pk")}).order_by().values(side)
    return Coalesce(Subquery(of_it.annotate(many=Count("pk")).values("many"), output_field=IntegerField()), 0)
