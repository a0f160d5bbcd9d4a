"""A party as people describe it: its level, what it belongs to, its identifiers, and whether it is another one.

Its subject is `party:Name|CC`. A party that people described stays in the register without any claim (`kept`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

from ikrar.ontology import bodies
from ikrar.register.models import Contact, Decision, Entered, OfficeHolder, Party, PartyName, Succession
from ikrar.register.parties import checks, identifiers, keys, names
from ikrar.register.parties.refusals import Refused
from ikrar.register.people import prune
from ikrar.register.subjects import Details, Intent, Kind, decide, details, subject
from ikrar.register.touched import Touched

TYPE = "party"
LEVELS = ("city", "region", "country")
LINKS = ("belongs_to", "same_as")
_PLAIN: dict[str, Any] = {"level": "city", "body": "", "geonames": None, "wikidata": "", "subdivision": ""}
_EMPTY: dict[str, Any] = _PLAIN | dict.fromkeys(LINKS)


def _body(given: Any) -> str:
    return checks.one_of("", *bodies(), what="sort of body")(given or "")


_CHECKS: dict[str, checks.Check] = {
    "level": checks.one_of(*LEVELS, what="level"),
    "body": _body,
    "geonames": identifiers.geonames,
    "wikidata": identifiers.wikidata,
    "subdivision": identifiers.subdivision,
}


# ---- deciding


def add(key: str, values: Mapping[str, Any], by: str, why: str = "") -> Decision:
    """Add a party that no document names yet. Raises `CannotChange`."""
    wanted = keys.checked(key)
    existing = keys.row_of(wanted)
    if existing is not None:
        raise Refused("there", name=wanted)
    return decide([Intent(TYPE, values, wanted, why, new=True)], by)[0]


def change(party: Party, values: Mapping[str, Any], by: str, why: str = "", seen: int | None = None) -> Decision:
    """Change how a party is described. Raises `CannotChange` and `ChangedMeanwhile`."""
    return decide([Intent(TYPE, values, party.key, why, seen)], by)[0]


def merge(party: Party, into: Party, by: str, why: str = "", seen: int | None = None) -> Decision:
    """Say that a party is another one under a second name: what is filed under it then counts for the other.

    Raises `CannotChange` and `ChangedMeanwhile`.
    """
    return change(party, {"same_as": into.key}, by, why, seen)


# ---- the type of subject


def clean(key: str, values: Mapping[str, Any]) -> dict[str, Any]:
    plain = {name: value for name, value in values.items() if name not in LINKS}
    made = checks.checked(_CHECKS, plain)
    identifiers.free(key, made)
    if "belongs_to" in values:
        made["belongs_to"] = _owner(key, values["belongs_to"])
    if "same_as" in values:
        made["same_as"] = _other(key, values["same_as"])
    return made


def _owner(key: str, given: Any) -> str | None:
    if not given:
        return None
    owner = keys.known(given)
    above: Party | None = owner
    while above is not None:
        if above.key == key:
            raise Refused("circle", owner=owner.name, name=above.name)
        above = above.belongs_to
    return owner.key


def _other(key: str, given: Any) -> str | None:
    if not given:
        return None
    other = keys.known(given)
    if other.key == key:
        raise Refused("same", name=other.name)
    mine = keys.row_of(key)
    if mine is not None and _between(mine, other):
        raise Refused("between", name=mine.name, other=other.name)
    return other.key


def _between(one: Party, other: Party) -> bool:
    sides = {keys.itself(one).pk, other.pk}
    return Entered.objects.filter(partnership__party_a__in=sides, partnership__party_b__in=sides).exists()


def now_of(key: str) -> dict[str, Any]:
    """What holds of a party, as JSON."""
    row = keys.row_of(key)
    if row is None:
        return dict(_EMPTY)
    plain = {name: getattr(row, name) for name in _PLAIN}
    return plain | {name: _key(getattr(row, name)) for name in LINKS}


def _key(party: Party | None) -> str | None:
    return party.key if party else None


# ---- rows


def follow(keys_: Collection[str]) -> None:
    """Parties are described, made or let go as the journal says; those found to be one are counted as one."""
    known = details(TYPE, keys_)
    before = _before(keys_)
    moved: dict[str, set[int]] = {}
    concerned = set(keys_)
    for key, told in known.items():
        row = keys.row_of(key)
        if row is None:
            if not _described(told):
                continue
            row = _made(key)
        was, linked = keys.itself(row).pk, _links(row)
        row.kept = row.kept or _described(told)  # While claims move from it, it is not let go.
        _write(row, before[key] | dict(told.values if not told.removed else {}))
        concerned |= linked | _links(row)
        if keys.itself(row).pk != was:
            moved[key] = {was, keys.itself(row).pk}
    if moved:
        from ikrar.register.parties.merging import recount  # It builds on this module.

        recount(moved)
    settle(concerned)


def _links(row: Party) -> set[str]:
    return {other.key for other in (row.belongs_to, row.same_as) if other}


def _described(told: Details) -> bool:
    return bool(told.entered or told.values) and not told.removed


def _made(key: str) -> Party:
    """The row under this key, not the party that it may be."""
    from ikrar.register.people import parties

    parties([keys.value_of(key)])
    row = keys.row_of(key)
    assert row is not None
    return row


def _before(keys_: Collection[str]) -> dict[str, dict[str, Any]]:
    """What each value was before anybody decided about it."""
    subjects = {subject(TYPE, key): key for key in keys_}
    found: dict[str, dict[str, Any]] = defaultdict(dict)
    rows = Decision.objects.filter(subject__in=list(subjects), what=Decision.What.CHANGE).order_by("number")
    for named, before, after in rows.values_list("subject", "before", "after"):
        for name in after:
            found[subjects[named]].setdefault(name, before.get(name))
    entered = Decision.objects.filter(subject__in=list(subjects), what=Decision.What.ENTER).order_by("number")
    for named, after in entered.values_list("subject", "after"):
        known = _undescribed(subjects[named])
        for name in after:
            found[subjects[named]].setdefault(name, known[name])
    return found


def _undescribed(key: str) -> dict[str, Any]:
    """What is known of a party by its key alone."""
    return _EMPTY | {name: value for name, value in keys.value_of(key).items() if name in _PLAIN}


def put_back(row: Party, decision: Decision) -> None:
    """Make the row what it was before this decision, which was the last about it."""
    before = decision.before if decision.what != Decision.What.ENTER else _undescribed(row.key)
    _write(row, {name: value for name, value in before.items() if name in _EMPTY})


def _write(row: Party, values: Mapping[str, Any]) -> None:
    """Bring the row to these values."""
    for name in _PLAIN:
        if name in values:
            setattr(row, name, values[name])
    for name in LINKS:
        if name in values:
            setattr(row, name, _linked(row, values[name]))
    row.save()
    if "body" in values:
        names.from_gazetteer([row])
        names.show([row])


def _linked(row: Party, key: str | None) -> Party | None:
    """The party of this key; None where it would be the row itself."""
    if not key:
        return None
    other = keys.row_of(key) or _made(key)
    return None if keys.itself(other).pk == row.pk else keys.itself(other)


def settle(keys_: Collection[str]) -> None:
    """Keep the parties that people described, and let go of those on which nothing stands any more."""
    known = details(TYPE, keys_)
    free: set[int] = set()
    for key, told in known.items():
        row = keys.row_of(key)
        if row is None:
            continue
        kept = _described(told) or _has_more(row)
        if row.kept != kept:
            row.kept = kept
            row.save(update_fields=["kept"])
        if not kept:
            free.add(row.pk)
    prune(Touched(left_parties=free))


def _has_more(row: Party) -> bool:
    """Whether anything that people entered hangs on it."""
    return (
        PartyName.objects.filter(party=row).exclude(key=None).exists()
        or OfficeHolder.objects.filter(party=row).exists()
        or Contact.objects.filter(party=row).exists()
        or Succession.objects.filter(predecessor=row).exists()
        or Succession.objects.filter(successor=row).exists()
        or Party.objects.filter(belongs_to=row).exists()
        or Party.objects.filter(same_as=row).exists()
    )


KIND = Kind(TYPE, clean, now_of, follow, before_claims=True)
