"""Entries follow from claims and decisions: the same claims and decisions make the same register."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

from django.db import transaction

from ikrar.register.grouping import Act, Told, group
from ikrar.register.kinds import OF_ONE, RELATION, TYPES
from ikrar.register.lives import agreements, commitments
from ikrar.register.loading import told_of_parties, told_of_partnerships
from ikrar.register.models import Entry, Partnership, Party, StoredDocument
from ikrar.register.people import prune
from ikrar.register.relation import relation
from ikrar.register.settling import settle
from ikrar.register.shapes import Scope, Shape, activity, encounter, shape
from ikrar.register.signals import rebuilt
from ikrar.register.statuses import set_by_people
from ikrar.register.touched import Touched
from ikrar.register.writing import write

_LIVES: dict[str, Callable[[list[Act], Scope], list[Shape]]] = {
    Entry.Type.AGREEMENT: agreements,
    Entry.Type.COMMITMENT: commitments,
    Entry.Type.ENCOUNTER: lambda acts, scope: [encounter(a, scope) for a in acts],
    Entry.Type.ACTIVITY: lambda acts, scope: [activity(a, scope) for a in acts],
    Entry.Type.TRAIT: lambda acts, scope: [shape(a, scope) for a in acts],
}
_BATCH = 100


def entries_of(claims: list[Told], scope: Scope) -> list[Shape]:
    """The entries that these claims make, before people's statuses. Pure."""
    acts: dict[str, list[Act]] = defaultdict(list)
    for act in group(c for c in claims if c.kind != RELATION):
        acts[TYPES[act.founder.kind]].append(act)
    return [made for type_, found in acts.items() for made in _LIVES[type_](found, scope)]


@transaction.atomic
def rebuild(touched: Touched) -> None:
    """Make the entries of these partnerships and parties anew; what has not changed is left as it is."""
    # One writer at a time per pair: the second then sees the claims of the first.
    locked = Partnership.objects.filter(pk__in=touched.partnerships).order_by("pk")
    pairs = {p.pk: p for p in locked.select_for_update()}
    told = told_of_partnerships(pairs)
    made: list[Shape] = []
    for pk, pair in sorted(pairs.items()):
        claims = told.get(pk, [])
        shapes = entries_of(claims, Scope(partnership=pk, sides=(pair.party_a_id, pair.party_b_id)))
        set_by_people(shapes)
        relation(pair, shapes, [c for c in claims if c.kind == RELATION])
        made += shapes
    list(Party.objects.filter(pk__in=touched.parties).order_by("pk").select_for_update())
    for party, claims in told_of_parties(touched.parties, OF_ONE).items():
        made += entries_of(claims, Scope(party=party))
    write(made, touched)
    prune(touched)
    rebuilt.send(Entry, touched=touched)


def rebuild_all() -> None:
    """The whole register from claims and decisions. A register in order comes out as it went in."""
    with transaction.atomic():
        documents = list(StoredDocument.objects.light().order_by("pk"))
        for document in documents:
            settle(document)
        partnerships = list(Partnership.objects.order_by("pk").values_list("pk", flat=True))
        for i in range(0, len(partnerships), _BATCH):
            rebuild(Touched(partnerships=set(partnerships[i : i + _BATCH])))
        parties = list(Party.objects.order_by("pk").values_list("pk", flat=True))
        for i in range(0, len(parties), _BATCH):
            rebuild(Touched(parties=set(parties[i : i + _BATCH])))
        prune()
