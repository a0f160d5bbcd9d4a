"""Finding a party by what someone typed: its name in any language, without accents or case, or how it begins."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import reduce
from operator import or_

from django.db.models import Case, IntegerField, Q, QuerySet, When
from django.db.models.expressions import RawSQL

from ikrar.model.folding import fold_name
from ikrar.model.tokens import Term
from ikrar.places import lookup
from ikrar.register.models import Party, PartyName
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
    known = Party.objects.filter(country=country) if country else Party.objects.all()
    tiers = _tiers(bare, folded)
    ranked = known.filter(reduce(or_, tiers)).annotate(
        tier=Case(*(When(where, then=n) for n, where in enumerate(tiers)), output_field=IntegerField())
    )
    rows = list(busiest(ranked, "tier")[:limit])
    found = [party for party in rows if party.tier == rows[0].tier]
    if not found or found[0].tier == _BEGINS:
        found = _by_other_names(bare, country)[:limit] or found
    return _themselves(found)


_BEGINS = 3  # The tier of names in other languages that only begin so: after those that the gazetteer knows whole.


def _tiers(bare: str, folded: str) -> list[Q]:
    """How well a party may fit a name; only those count that fit best."""
    if not folded:
        return [Q(name=bare)]
    names = PartyName.objects.order_by().values("party")
    whole, begins = names.filter(folded=folded), names.filter(folded__startswith=folded)
    return [Q(name=bare), Q(folded=folded) | Q(pk__in=whole), Q(folded__startswith=folded), Q(pk__in=begins)]


def _themselves(parties: Iterable[Party]) -> list[Party]:
    """Each once, a second name of a party as that party."""
    return list(dict.fromkeys(itself(party) for party in parties))


def _by_other_names(name: str, country: str) -> list[Party]:
    """Parties that the gazetteer knows by this name: 上海, Saigon, Tiongkok."""
    keys = list(dict.fromkeys(place.party.key for place in lookup(name, country or None)))
    if not keys:
        return []
    rows = Party.objects.filter(name__in=[key.partition("|")[0] for key in keys]).select_related("same_as")
    known = {p.key: p for p in rows}
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
    return [_themselves(found[i].values())[:OF_A_TERM] for i in range(len(terms))]


# How many partners a party has. Written out, as Django takes longer to word it than the database to count.
_PARTNERS = " + ".join(
    f"(SELECT count(*) FROM register_partnership WHERE {side} = register_party.id)"
    for side in ("party_a_id", "party_b_id")
)


def busiest(parties: QuerySet[Party], *first: str) -> QuerySet[Party]:
    """Those with the most partners first; those that come `first` by another column before them."""
    busy = RawSQL(f"({_PARTNERS})", (), IntegerField())
    return parties.select_related("same_as").annotate(busy=busy).order_by(*first, "-busy", "name", "country")
