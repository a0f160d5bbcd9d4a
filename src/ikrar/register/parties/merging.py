"""Parties that are one: what is filed under the one counts for the other, and comes back when that is undone."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from ikrar.register import subjects
from ikrar.register.models import ClaimParty, Decision, Entered, Party, StoredDocument
from ikrar.register.parties import keys
from ikrar.register.parties.belongings import PARTS, Part
from ikrar.register.parties.subject import TYPE
from ikrar.register.settling import settle
from ikrar.register.signals import parties_joined
from ikrar.register.touched import Touched
from ikrar.register.values import ROLES, party_key


def recount(moved: Mapping[str, Collection[int]]) -> None:
    """Everything that names parties by these keys is tied anew to the parties that they are now.

    `moved` holds by key the ids of the parties that it stood for and stands for.
    """
    rows = [row for row in (keys.row_of(key) for key in moved) if row is not None]
    names = {*moved, *(alias.key for row in rows for alias in _aliases(row))}
    tied = {row.pk for row in rows}.union(*moved.values())
    touched = Touched()
    for document in StoredDocument.objects.light().filter(pk__in=_documents(names, tied)).order_by("pk"):
        _add(touched, settle(document))
    from ikrar.register.rebuilding import rebuild  # It builds on what follows here.

    rebuild(touched)
    subjects.follow(f"entry:#{n}" for n in _entered(names))
    subjects.follow(f"{type_}:{key}" for type_, part in PARTS.items() for key in _belongings(part, names))
    subjects.follow(f"{TYPE}:{key}" for key in _bodies(names))
    parties_joined.send(Party, keys=names)


def _aliases(row: Party) -> list[Party]:
    """Parties that are this one under another name, however many steps away."""
    found: list[Party] = []
    waiting = [row]
    while waiting:
        more = [p for p in Party.objects.filter(same_as__in=waiting) if p not in found]
        found += more
        waiting = more
    return found


def _documents(names: set[str], tied: set[int]) -> set[int]:
    """Documents with a claim that names any of these; all their claims are tied to one of these parties."""
    everyone = tied | {p.pk for row in Party.objects.filter(pk__in=tied) for p in _aliases(row)}
    found = ClaimParty.objects.filter(party__in=everyone).values_list(
        "claim__document_id", "claim__from_keys", "claim__to_keys", "claim__party_keys"
    )
    return {document for document, *sides in found.iterator() if names & {key for side in sides for key in side}}


def _entered(names: set[str]) -> list[int]:
    rows = Entered.objects.order_by("number").values_list("number", "values")
    return [n for n, values in rows if names & {party_key(p) for role in ROLES for p in values.get(role, ())}]


def _belongings(part: Part, names: set[str]) -> list[str]:
    """Keys of what belongs to any of these, or names it; also of what was let go while two were one."""
    known = subjects.details(part.type, {subjects.parted(s)[1] for s in _subjects(part)})
    return sorted(k for k, told in known.items() if keys.of_part(k) in names or told.values.get("predecessor") in names)


def _subjects(part: Part) -> Iterable[str]:
    about = Decision.objects.filter(what=Decision.What.ENTER, subject__startswith=f"{part.type}:")
    return about.values_list("subject", flat=True)


def _bodies(names: set[str]) -> list[str]:
    """Keys of bodies that belong to any of these."""
    bodies = [p.key for p in Party.objects.filter(kept=True)]
    known = subjects.details(TYPE, bodies)
    return [key for key, told in known.items() if told.values.get("belongs_to") in names and key not in names]


def _add(to: Touched, more: Touched) -> None:
    to.partnerships |= more.partnerships
    to.parties |= more.parties
    to.left_partnerships |= more.left_partnerships
    to.left_parties |= more.left_parties
