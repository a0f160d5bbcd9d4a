"""Entries follow from claims and decisions: the same claims and decisions make the same register."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import TypeVar

from ikrar.register.bonds import NONE, Bonds
from ikrar.register.database import atomic, update
from ikrar.register.entry_details import set_by_hand
from ikrar.register.entry_details import told_of_parties as entered_of_parties
from ikrar.register.entry_details import told_of_partnerships as entered_of_partnerships
from ikrar.register.grouping import Act, Told, group
from ikrar.register.kinds import OF_ONE, RELATION, TYPES
from ikrar.register.lives import agreements, commitments
from ikrar.register.loading import told_of_parties, told_of_partnerships
from ikrar.register.merging import bonds_of
from ikrar.register.models import Agreement, Entry, Partnership, Party, StoredDocument
from ikrar.register.parties import names
from ikrar.register.people import prune
from ikrar.register.relation import COLUMNS as RELATION_COLUMNS
from ikrar.register.relation import relation
from ikrar.register.settling import settle
from ikrar.register.shapes import Scope, Shape, activity, encounter, shape
from ikrar.register.signals import rebuilt
from ikrar.register.statuses import set_by_people
from ikrar.register.subjects import follow_all
from ikrar.register.touched import Touched
from ikrar.register.validity import settle_validity
from ikrar.register.writing import write

_LIVES: dict[str, Callable[[list[Act], Scope, Bonds], list[Shape]]] = {
    Entry.Type.AGREEMENT: agreements,
    Entry.Type.COMMITMENT: commitments,
    Entry.Type.ENCOUNTER: lambda acts, scope, _bonds: [encounter(a, scope) for a in acts],
    Entry.Type.ACTIVITY: lambda acts, scope, _bonds: [activity(a, scope) for a in acts],
    Entry.Type.TRAIT: lambda acts, scope, _bonds: [shape(a, scope) for a in acts],
}
_BATCH = 20
_Row = TypeVar("_Row", Partnership, Party)


def entries_of(claims: list[Told], scope: Scope, bonds: Bonds = NONE) -> list[Shape]:
    """The entries that these claims make, before people's statuses. Pure."""
    acts: dict[str, list[Act]] = defaultdict(list)
    for act in group((c for c in claims if c.kind != RELATION), bonds):
        acts[TYPES[act.founder.kind]].append(act)
    return [made for type_, found in acts.items() for made in _LIVES[type_](found, scope, bonds)]


@atomic()
def rebuild(touched: Touched, otherwise: bool = True) -> None:
    """Make the entries of these partnerships and parties anew; what has not changed is left as it is.

    `otherwise` is False where what brought this about says nothing new of any claim or entry: a claim was confirmed.
    Then those who build on entries are told only if one came out otherwise all the same.
    """
    pairs = _locked(Partnership, touched.partnerships)
    _locked(Party, touched.parties)
    told = _with(told_of_partnerships(pairs), entered_of_partnerships(pairs))
    alone = _with(told_of_parties(touched.parties, OF_ONE), entered_of_parties(touched.parties))
    bonds = bonds_of(c for found in (told, alone) for claims in found.values() for c in claims)
    of_pairs = {
        pk: entries_of(told.get(pk, []), Scope(partnership=pk, sides=(pair.party_a_id, pair.party_b_id)), bonds)
        for pk, pair in pairs.items()
    }
    made_of_pairs = [made for shapes in of_pairs.values() for made in shapes]
    set_by_hand(made_of_pairs)
    set_by_people(made_of_pairs)
    settle_validity(made_of_pairs)
    changed = [
        pair
        for pk, pair in pairs.items()
        if relation(pair, of_pairs[pk], [c for c in told.get(pk, []) if c.kind == RELATION])
    ]
    update(changed, RELATION_COLUMNS)
    of_parties = [made for pk, claims in alone.items() for made in entries_of(claims, Scope(party=pk), bonds)]
    set_by_hand(of_parties)
    wrote = write([made for shapes in (*of_pairs.values(), of_parties) for made in shapes], touched)
    prune(touched)
    if otherwise or wrote:
        rebuilt.send(Entry, touched=touched)


def _with(claims: dict[int, list[Told]], entered: dict[int, list[Told]]) -> dict[int, list[Told]]:
    return {pk: claims.get(pk, []) + entered.get(pk, []) for pk in {*claims, *entered}}


def _locked(model: type[_Row], ids: set[int]) -> dict[int, _Row]:
    """One writer at a time for each pair or party: the second then sees the claims of the first."""
    if not ids:
        return {}
    return {
        row.pk: row for row in model._default_manager.filter(pk__in=ids).order_by("pk").select_for_update(no_key=True)
    }


def rebuild_staged() -> None:
    """Make anew what follows from the stages of agreements, after an office has changed which ones there are."""
    staged = Agreement.objects.exclude(stages={}).exclude(partnership=None)
    pairs = sorted(set(staged.values_list("partnership_id", flat=True)))
    with atomic():
        for i in range(0, len(pairs), _BATCH):
            rebuild(Touched(partnerships=set(pairs[i : i + _BATCH])))


def rebuild_all() -> None:
    """The whole register from claims and decisions. A register in order comes out as it went in."""
    with atomic():
        follow_all(before_claims=True)
        documents = list(StoredDocument.objects.light().order_by("pk"))
        for document in documents:
            settle(document)
        follow_all()
        partnerships = list(Partnership.objects.order_by("pk").values_list("pk", flat=True))
        for i in range(0, len(partnerships), _BATCH):
            rebuild(Touched(partnerships=set(partnerships[i : i + _BATCH])))
        parties = list(Party.objects.order_by("pk").values_list("pk", flat=True))
        for i in range(0, len(parties), _BATCH):
            rebuild(Touched(parties=set(parties[i : i + _BATCH])))
        prune()
        names.refresh_all()
