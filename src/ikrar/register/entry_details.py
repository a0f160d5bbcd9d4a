"""Entries entered by hand, and what people set on entries that claims founded.

What is entered is kept as a statement (`Entered`) that stands beside the claims and is grouped with them: when a
document tells of what the office had entered itself, both are one entry. Its subject is `entry:#<decision>`. What
is changed on an entry that claims founded hangs on its founding claim: `entry:<sha256>/<claim key>`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db.models import Q

from ikrar.model.edtf import Interval, interval
from ikrar.register import agreement_details, journal
from ikrar.register.conflicts import conflicts
from ikrar.register.database import update
from ikrar.register.editable import checked, current, defaults, put
from ikrar.register.grouping import Told
from ikrar.register.kinds import DIRECTED, OF_ONE, RELATION, TYPES
from ikrar.register.models import Agreement, ClaimRecord, Decision, Entered, Entry, EntryClaim, Partnership, Party
from ikrar.register.models.claim import Review
from ikrar.register.people import parties, partnerships, prune
from ikrar.register.shapes import Shape
from ikrar.register.subjects import Details, Intent, Kind, decide, details, subject
from ikrar.register.touched import Touched
from ikrar.register.validity import conclude
from ikrar.register.values import ROLES, CannotChange, changed, pairs, party_key
from ikrar.register.writing import MODELS

TYPE = "entry"
STAGE = agreement_details.STAGE
_BATCH = 200
_CLAIM_LIKE = frozenset({"kind", "state", "from", "to", "parties", "what", "fields", "when", "told"})
_EMPTY: dict[str, Any] = {"kind": "", "state": "done", "from": [], "to": [], "parties": [], "what": None}
_EMPTY |= {"fields": [], "when": None}


def enter(values: Mapping[str, Any], by: str, why: str = "") -> Decision:
    """Enter something of which no document tells. `values` are a claim's (kind, state, from, to, parties, what,
    fields, when), `told` (the day that counts as the day it was told), `status`, and what its type lets people set.

    Raises `CannotChange`.
    """
    return decide([Intent(TYPE, values, why=why)], by)[0]


def change(entry: Entry, values: Mapping[str, Any], by: str, why: str = "", seen: int | None = None) -> Decision:
    """Set some of what people may set on an entry. `seen` is `last_number` as it was shown.

    Raises `CannotChange` and `ChangedMeanwhile`.
    """
    key = key_of(entry)
    return decide([Intent(TYPE, values, key, why, seen, columns=_target(key))], by)[0]


def settle(entry: Entry, values: Mapping[str, Any], by: str, why: str = "", seen: int | None = None) -> Decision:
    """Say what holds where the sources disagree, even if the entry says so already. As `change` otherwise."""
    key = key_of(entry)
    return decide([Intent(TYPE, values, key, why, seen, columns=_target(key), whole=True)], by)[0]


def remove(entry: Entry, by: str, why: str = "", seen: int | None = None) -> Decision:
    """Take what was entered by hand out again. What claims tell goes by rejecting the claims."""
    key = key_of(entry)
    if not key.startswith("#"):
        raise CannotChange("An entry that documents tell of goes when its claims are rejected")
    return decide([Intent(TYPE, {}, key, why, seen, remove=True)], by)[0]


def key_of(entry: Entry) -> str:
    """The key under which an entry is changed."""
    by_hand = Entered.objects.filter(entry=entry.pk).order_by("position").first()
    if by_hand:
        return f"#{by_hand.number}"
    founding = _founding(entry.pk)
    if founding is None:
        raise CannotChange("The entry is not there any more")
    return f"{founding.document.sha256}/{founding.key}"


def entry_of(key: str) -> Entry | None:
    """The entry that is changed under this key, if it stands."""
    if key.startswith("#"):
        return Entry.objects.filter(entered__number=int(key[1:])).first() if key[1:].isdecimal() else None
    sha256, _slash, claim_key = key.partition("/")
    return Entry.objects.filter(evidence__claim__document__sha256=sha256, evidence__claim__key=claim_key).first()


def subjects_of(entry: Entry) -> list[str]:
    """All subjects whose decisions reach this entry."""
    numbers = Entered.objects.filter(entry=entry.pk).values_list("number", flat=True)
    claims = EntryClaim.objects.filter(entry=entry.pk).values_list("claim__document__sha256", "claim__key")
    return [subject(TYPE, f"#{n}") for n in numbers] + [subject(TYPE, f"{sha}/{key}") for sha, key in claims]


def last_number(entry: Entry) -> int:
    """The last decision on the key under which the entry is changed."""
    key = key_of(entry)
    return details(TYPE, [key])[key].number


# ---- how grouping sees what was entered


def told_of_partnerships(ids: Collection[int]) -> dict[int, list[Told]]:
    """What was entered about each partnership, as grouping sees claims."""
    found: dict[int, list[Told]] = defaultdict(list)
    for row in Entered.objects.filter(partnership__in=list(ids)):
        found[row.partnership_id or 0].append(_told(row))
    return found


def told_of_parties(ids: Collection[int]) -> dict[int, list[Told]]:
    """What was entered about each party alone."""
    found: dict[int, list[Told]] = defaultdict(list)
    for row in Entered.objects.filter(party__in=list(ids)):
        found[row.party_id or 0].append(_told(row))
    return found


def _told(row: Entered) -> Told:
    v = row.values
    span, told = interval(v["when"]), interval(v.get("told"))
    return Told(
        id=-row.number,
        key=f"#{row.number}",
        sha256=f"#{row.number}",
        kind=v["kind"],
        state=v["state"],
        direction=row.actor_id,
        what=v["what"] or "",
        fields=frozenset(v["fields"]),
        when=v["when"],
        span=Interval(span.start, span.end) if span else None,
        published=told.start if told else None,
        start=0,
        confidence=1.0,
        review=Review.CORRECTED,
    )


# ---- what people set, over what follows from claims


def set_by_hand(shapes: Iterable[Shape]) -> None:
    """Put on each shape what people entered and changed, in the order of their decisions."""
    wanted = list(shapes)
    for made in wanted:
        made.values |= defaults(made.type)
    holder = {(claim.sha256, claim.key): made for made in wanted for claim, _ in made.evidence}
    entered = {subject(TYPE, sha256): (sha256, key) for sha256, key in holder if sha256.startswith("#")}
    documents = {sha256 for sha256, _ in holder if not sha256.startswith("#")}
    found = [*journal.about(entered), *(journal.standing(documents) if documents else ())]
    for decision in sorted(found, key=lambda d: d.number):
        held = holder.get(entered.get(decision.subject) or (decision.document_sha256, decision.claim_key))
        if held is not None and decision.subject.startswith(f"{TYPE}:"):
            _put(held, decision)
    for made in wanted:
        conclude(made)
        made.values["disputed"] = ",".join(conflicts(made))


def _put(made: Shape, decision: Decision) -> None:
    """Put on a shape what one decision says."""
    values = dict(decision.after)
    if decision.what == Decision.What.ENTER:  # What was left empty leaves what documents tell.
        values = {name: value for name, value in values.items() if value not in (None, "", [])}
        if values.get("state") == "planned" and made.values.get("status") != Agreement.Status.PREPARATION:
            values.pop("when", None)
    elif decision.what != Decision.What.CHANGE:
        return
    put(made, values)
    if values.get("status") and "status" in made.values:
        made.values["status"] = values["status"]
    made.set_by |= dict.fromkeys(values, decision.number)


def _rows(numbers: list[int]) -> list[Entered]:
    return list(Entered.objects.filter(number__in=numbers).order_by("number")) if numbers else []


# ---- the rows follow from the journal


def follow(keys: Collection[str]) -> None:
    """Statements entered by hand are written, moved or removed; the entries of their pairs and parties made anew."""
    from ikrar.register.rebuilding import rebuild  # It builds on this module.

    numbered = [key for key in keys if key.startswith("#")]
    touched = Touched()
    founded = {key.partition("/")[0]: None for key in keys if "/" in key}
    if founded:
        held = ClaimRecord.objects.filter(document__sha256__in=list(founded))
        touched.partnerships |= set(held.exclude(partnerships=None).values_list("partnerships", flat=True))
        touched.parties |= set(held.filter(kind__in=OF_ONE, partnerships=None).values_list("links__party", flat=True))
    if numbered:
        _statements(numbered, touched)
    rebuild(touched)
    prune(touched)


def _statements(keys: list[str], touched: Touched) -> None:
    known = details(TYPE, keys)
    rows = {f"#{row.number}": row for row in _rows([int(key[1:]) for key in keys])}
    standing = {key: d for key, d in known.items() if d.entered is not None and not d.removed}
    by_key = parties(p for d in standing.values() for role in ROLES for p in d.values[role])
    pair_ids = partnerships(set().union(*(pairs(d.values) for d in standing.values())), by_key)
    standing = {key: d for key, d in standing.items() if all(pair in pair_ids for pair in pairs(d.values))}
    for row in rows.values():
        if row.partnership_id:
            touched.partnerships.add(row.partnership_id)
            touched.left_partnerships.add(row.partnership_id)
        if row.party_id:
            touched.parties.add(row.party_id)
            touched.left_parties.add(row.party_id)
    gone = [row.pk for key, row in rows.items() if key not in standing]
    for i in range(0, len(gone), _BATCH):
        Entered.objects.filter(pk__in=gone[i : i + _BATCH]).delete()
    new, old = [], []
    for key, told in standing.items():
        row = rows.get(key) or Entered(number=int(key[1:]), decision=told.entered)
        _fill(row, told, by_key, pair_ids)
        (old if row.pk else new).append(row)
        touched.partnerships |= {row.partnership_id} - {None}
        touched.parties |= {row.party_id} - {None}
    Entered.objects.bulk_create(new, batch_size=_BATCH)
    update(old, ["kind", "values", "partnership", "party", "actor"])


def _fill(row: Entered, told: Details, by_key: Mapping[str, Party], pair_ids: Mapping[tuple[str, str], int]) -> None:
    v = told.values
    between = pairs(v)
    row.kind, row.values = v["kind"], dict(v)
    row.partnership_id = pair_ids[next(iter(between))] if between else None
    alone = [p for role in ROLES for p in v[role]]
    row.party_id = None if between else by_key[party_key(alone[0])].pk
    acting = v["kind"] in DIRECTED and between and v["from"] and v["to"]
    row.actor_id = by_key[party_key(v["from"][0])].pk if acting else None


# ---- the type of subject


def clean(key: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values as JSON. Of a new entry all that a claim has; of a change what is given."""
    if "/" in key:
        return checked(_standing_entry(key).type, values)
    now = dict(now_of(key)) if key else dict(_EMPTY)
    claim_like = {name: value for name, value in values.items() if name in _CLAIM_LIKE - {"told"}}
    after = changed(now, claim_like)
    if len(pairs(after)) > 1:
        raise CannotChange("Enter what more than two parties share once for each pair")
    type_ = TYPES.get(after["kind"])
    rest = {name: value for name, value in values.items() if name not in _CLAIM_LIKE | {"status"}}
    made = {name: after[name] for name in (claim_like if key else _EMPTY)}
    made |= checked(type_, rest) if type_ else {}
    made |= checked(type_, {n: made[n] for n in ("what", "fields", "when") if n in made}) if type_ else {}
    if "told" in values or not key:
        told = values.get("told")
        if told and interval(told) is None:
            raise CannotChange(f"Not a date in EDTF: {told}")
        made["told"] = told or None
    if values.get("status"):
        made["status"] = _status(type_, str(values["status"]))
    return made


def _status(type_: str | None, given: str) -> str:
    statuses = getattr(MODELS[type_], "Status", None) if type_ else None
    if statuses is None or given not in statuses.values:
        raise CannotChange(f"No such status: {given}")
    return given


def now_of(key: str) -> Mapping[str, Any]:
    """What holds, as JSON."""
    if "/" in key:
        return current(_standing_entry(key))
    return _EMPTY | dict(details(TYPE, [key])[key].values)


def _standing_entry(key: str) -> Entry:
    """The entry that holds the claim."""
    sha256, _slash, claim_key = key.partition("/")
    where = Q(claim__document__sha256=sha256, claim__key=claim_key)
    link = EntryClaim.objects.filter(where).select_related("entry").order_by("position").first()
    if link is None:
        raise CannotChange("No entry stands on this claim any more")
    return MODELS[link.entry.type].objects.get(pk=link.entry_id)


def _founding(entry: int) -> ClaimRecord | None:
    links = EntryClaim.objects.filter(entry=entry).select_related("claim__document").order_by("position")
    link = links.defer("claim__document__text", "claim__document__folded").first()
    return link.claim if link else None


def _target(key: str) -> dict[str, Any]:
    """How a change names the claim that founded its entry, as other decisions about the claim do."""
    if "/" not in key:
        return {}
    sha256, _slash, claim_key = key.partition("/")
    claim = ClaimRecord.objects.select_related("document").get(document__sha256=sha256, key=claim_key)
    return journal.target(claim)


KIND = Kind(TYPE, clean, now_of, follow)

__all__ = [
    "KIND",
    "RELATION",
    "Partnership",
    "change",
    "enter",
    "key_of",
    "last_number",
    "remove",
    "settle",
    "subjects_of",
]
