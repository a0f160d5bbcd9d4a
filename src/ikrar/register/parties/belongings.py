"""What belongs to a party: names, people in office, predecessors, contacts. Each is a kind of subject of its own.

The key is the party's with the number of the decision that entered it: `party-name:Jakarta|ID#12`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from ikrar.model.folding import fold_name
from ikrar.ontology import posts
from ikrar.register import subjects
from ikrar.register.models import Contact, Decision, OfficeHolder, Party, PartyName, Succession
from ikrar.register.parties import checks, keys, names, personal
from ikrar.register.parties.refusals import Refused
from ikrar.register.parties.subject import settle
from ikrar.register.subjects import Intent, Kind, decide, details, subject

Row = PartyName | OfficeHolder | Succession | Contact


@dataclass(frozen=True, slots=True)
class Part:
    """A type of thing that belongs to a party. `checks` are of all its values, `empty` what they are to begin with."""

    type: str
    model: type[Row]
    checks: Mapping[str, checks.Check]
    empty: Mapping[str, Any]
    whole: Callable[[str, Mapping[str, Any]], None]
    fill: Callable[[Any, Mapping[str, Any], Mapping[str, Party]], None]
    prepare: Callable[[str, Mapping[str, Any]], Mapping[str, Any]] = lambda _key, values: values


# ---- deciding


def add(part: Part, party: Party, values: Mapping[str, Any], by: str, why: str = "") -> Decision:
    """Enter a name, a person in office, a predecessor or a contact. Raises `CannotChange`."""
    return decide([Intent(part.type, values, f"{party.key}#", why)], by)[0]


def change(
    part: Part, row: Row, values: Mapping[str, Any], by: str, why: str = "", seen: int | None = None
) -> Decision:
    """Change some of its values. Raises `CannotChange` and `ChangedMeanwhile`."""
    return decide([Intent(part.type, values, row.key or "", why, seen)], by)[0]


def remove(part: Part, row: Row, by: str, why: str = "", seen: int | None = None) -> Decision:
    """Take it out; undoing the decision brings it back."""
    return decide([Intent(part.type, {}, row.key or "", why, seen, remove=True)], by)[0]


def erase(contact: Contact, by: str, why: str = "") -> Decision:
    """Erase a person's name, e-mail, phone and note for good. The role stays, and that something was erased."""
    key = contact.key or ""
    tokens = personal.tokens_of(subject(CONTACT.type, key))
    if not tokens:
        raise Refused("erased")
    return decide([Intent(CONTACT.type, {"erased": tokens}, key, why)], by)[0]


def last_number(part: Part, row: Row) -> int:
    """The last decision about it."""
    return subjects.details_of(part.type, row.key or "").number


# ---- values


def _clean(part: Part) -> Callable[[str, Mapping[str, Any]], dict[str, Any]]:
    def clean(key: str, values: Mapping[str, Any]) -> dict[str, Any]:
        if key.endswith("#"):
            keys.checked(keys.of_part(key))
            given = dict(part.empty) | dict(values)
        else:
            given = dict(values)
        made = checks.checked(part.checks, part.prepare(key, given))
        part.whole(key, made if key.endswith("#") else dict(_now(part)(key)) | made)
        return made

    return clean


def _now(part: Part) -> Callable[[str], Mapping[str, Any]]:
    return lambda key: dict(part.empty) | dict(subjects.details_of(part.type, key).values)


def _one_period(_key: str, values: Mapping[str, Any]) -> None:
    checks.in_order(values)


def _two_parties(key: str, values: Mapping[str, Any]) -> None:
    mine = keys.row_of(keys.of_part(key))
    if mine is not None and keys.itself(mine).key == values["predecessor"]:
        raise Refused("itself", name=mine.name)


def _predecessor(given: Any) -> str:
    return keys.known(given).key


def _post(given: Any) -> str:
    return checks.one_of(*posts(), what="office")(given)


# ---- rows


def _fill_name(row: PartyName, values: Mapping[str, Any], _parties: Mapping[str, Party]) -> None:
    row.name, row.lang, row.kind = values["name"], values["lang"], values["kind"]
    row.folded = fold_name(row.name)[:200]
    checks.period(row, values)


def _fill_holder(row: OfficeHolder, values: Mapping[str, Any], _parties: Mapping[str, Party]) -> None:
    for name in ("post", "title", "person", "acting", "note"):
        setattr(row, name, values[name])
    checks.period(row, values)


def _fill_succession(row: Succession, values: Mapping[str, Any], parties: Mapping[str, Party]) -> None:
    row.predecessor = parties[values["predecessor"]]
    row.how, row.when, row.note = values["how"], values["when"], values["note"]
    row.day = checks.begins(values["when"])


def _fill_contact(row: Contact, values: Mapping[str, Any], _parties: Mapping[str, Party]) -> None:
    row.of, row.role = values["of"], values["role"]
    row.personal = personal.row(values.get("personal") or "")


# ---- contacts: values about a person stay out of the journal

PERSONAL: dict[str, checks.Check] = {
    "name": checks.text(200),
    "email": checks.email,
    "phone": checks.text(60),
    "note": checks.prose,
}


def _keep_personal(key: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values without those about a person, which are kept beside the journal; it gets their token and hash."""
    return personal.apart(PERSONAL, values, _now(CONTACT)(key), subject(CONTACT.type, key))


def _some_contact(_key: str, values: Mapping[str, Any]) -> None:
    if not values.get("role") and not values.get("personal"):
        raise Refused("nobody")


NAME = Part(
    "party-name",
    PartyName,
    {
        "name": checks.text(200, needed="A name is missing"),
        "lang": checks.language,
        "kind": checks.one_of(*PartyName.Kind.values, what="kind of name"),
        "since": checks.edtf,
        "until": checks.edtf,
    },
    {"name": "", "lang": "", "kind": PartyName.Kind.SHORT.value, "since": None, "until": None},
    _one_period,
    _fill_name,
)
HOLDER = Part(
    "office-holder",
    OfficeHolder,
    {
        "post": _post,
        "title": checks.text(200),
        "person": checks.text(200, needed="The person's name is missing"),
        "acting": checks.truth,
        "since": checks.edtf,
        "until": checks.edtf,
        "note": checks.prose,
    },
    {"post": "head", "title": "", "person": "", "acting": False, "since": None, "until": None, "note": ""},
    _one_period,
    _fill_holder,
)
SUCCESSION = Part(
    "succession",
    Succession,
    {
        "predecessor": _predecessor,
        "how": checks.one_of(*Succession.How.values, what="way to succeed"),
        "when": checks.edtf,
        "note": checks.prose,
    },
    {"predecessor": "", "how": Succession.How.REPLACED.value, "when": None, "note": ""},
    _two_parties,
    _fill_succession,
)
CONTACT = Part(
    "contact",
    Contact,
    {
        "of": checks.one_of(*Contact.Of.values, what="kind of contact"),
        "role": checks.text(200),
        "personal": checks.text(32),
        "digest": checks.text(64),
        "erased": list,
    },
    {"of": Contact.Of.OFFICE.value, "role": "", "personal": "", "digest": ""},
    _some_contact,
    _fill_contact,
    _keep_personal,
)
PARTS = {part.type: part for part in (NAME, HOLDER, SUCCESSION, CONTACT)}


def _follow(part: Part) -> Callable[[Collection[str]], None]:
    def follow(keys_: Collection[str]) -> None:
        known = details(part.type, keys_)
        rows: dict[str, Any] = {row.key: row for row in part.model._default_manager.filter(key__in=list(keys_))}
        standing = {key: told for key, told in known.items() if told.entered is not None and not told.removed}
        named = {keys.of_part(key) for key in standing}
        named |= {str(told.values["predecessor"]) for told in standing.values() if "predecessor" in told.values}
        parties = keys.rows_of(named)
        left = {row.pk for row in _owners(rows.values())}
        for key, row in rows.items():
            if key not in standing:
                row.delete()
        for key, told in standing.items():
            row = rows.get(key) or part.model(key=key)
            owner = parties[keys.of_part(key)]
            setattr(row, "successor" if part is SUCCESSION else "party", owner)
            part.fill(row, dict(part.empty) | dict(told.values), parties)
            if part is SUCCESSION and row.predecessor.pk == owner.pk:
                if row.pk:
                    row.delete()
                continue
            row.save()
        if part is CONTACT:
            personal.follow(subject(CONTACT.type, key) for key in keys_)
        touched = {*left, *(p.pk for p in parties.values())}
        concerned = list(Party.objects.filter(pk__in=touched))
        if part is NAME:
            names.show(concerned)
        settle([p.key for p in concerned])

    return follow


def _owners(rows: Iterable[Any]) -> list[Party]:
    found: list[Party] = []
    for row in rows:
        found += [row.predecessor, row.successor] if isinstance(row, Succession) else [row.party]
    return found


def kinds() -> list[Kind]:
    return [Kind(p.type, _clean(p), _now(p), _follow(p)) for p in PARTS.values()]


def history(party: Party) -> list[Decision]:
    """All that was decided about a party and its second names and what belongs to them, the latest first."""
    from ikrar.register.parties.subject import TYPE

    where = Q()
    for key in [party.key, *(alias.key for alias in party.aliases.all())]:
        where |= Q(subject=subject(TYPE, key))
        for type_ in PARTS:
            where |= Q(subject__startswith=subject(type_, f"{key}#"))
    return list(Decision.objects.filter(where).order_by("-number"))
