"""Programmes, calls and nominations as subjects of the journal: how values are checked, how rows follow.

Keys are `#decision`, as of everything that is entered. A nomination of a person keeps name and address beside the
journal, where they can be erased (`register/parties/personal.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db.models import F, Q

from ikrar.model.edtf import interval
from ikrar.ontology import programmes as words
from ikrar.programmes.models import Call, Nomination, Programme
from ikrar.register.editable import codes, day
from ikrar.register.models import Commitment, Decision, Entered, EntryClaim, Partnership
from ikrar.register.parties import checks, personal
from ikrar.register.parties import keys as parties
from ikrar.register.subjects import Kind, details, details_of, subject
from ikrar.register.values import CannotChange

PROGRAMME, CALL, NOMINATION = "programme", "call", "nomination"
PERSONAL: dict[str, checks.Check] = {
    "name": checks.text(200),
    "email": checks.email,
    "phone": checks.text(60),
    "post": checks.text(200),
}


# ---- how values are checked


def _count(given: Any) -> int | None:
    if given in (None, ""):
        return None
    if not str(given).isdecimal() or int(given) > 100_000:
        raise CannotChange("Not a number of seats: {given}", given=given)
    return int(given)


def _some(group: str) -> checks.Check:
    def check(given: Any) -> list[str]:
        unknown = sorted(set(given or []) - set(words.codes(group)))
        if unknown:
            raise CannotChange(f"No such {group}: {', '.join(unknown)}")
        return [c for c in words.codes(group) if c in set(given or [])]

    return check


def _costs(given: Any) -> list[dict[str, str]]:
    """Lines of what something costs and who bears it; an amount may be missing, not wrong."""
    made = []
    for line in given or []:
        amount = str(line.get("amount") or "").replace(" ", "")
        try:
            if amount and Decimal(amount) < 0:
                raise InvalidOperation
        except InvalidOperation:
            raise CannotChange("Not an amount, as 1500000: {amount}", amount=amount) from None
        one = {name: checks.text(120)(line.get(name)) for name in ("what", "currency", "borne_by")} | {"amount": amount}
        if any(one.values()):
            made.append(one)
    return made


def _between(given: Any) -> list[str]:
    return [str(key) for key in given or []]


_CHECKS: dict[str, dict[str, checks.Check]] = {
    PROGRAMME: {
        "kind": checks.one_of(*words.codes("kind"), what="kind of programme"),
        "title": checks.text(300, needed="A programme needs a title"),
        "state": checks.one_of(*words.codes("state"), what="state of a programme"),
        "promise": checks.text(300),
        "between": _between,
        "when": checks.edtf,
        "place": checks.text(200),
        "seats": _count,
        "fields": codes,
        "owner": checks.text(150),
        "costs": _costs,
        "report": checks.prose,
        "note": checks.prose,
    },
    CALL: {
        "programme": checks.text(40),
        "title": checks.text(200),
        "opens": day,
        "closes": day,
        "seats": _count,
        "who": _some("who"),
        "papers": checks.prose,
    },
    NOMINATION: {
        "programme": checks.text(40),
        "call": checks.text(40),
        "who": checks.one_of(*words.codes("who"), what="kind of nominee"),
        "body": checks.text(200),
        "nominated_by": checks.text(200),
        "papers": checks.prose,
        "state": checks.one_of(*words.codes("nomination"), what="state of a nomination"),
        "reason": checks.prose,
        "attendance": checks.one_of(*words.codes("attendance"), what="attendance"),
        "outcome": checks.prose,
        "personal": checks.text(32),
        "digest": checks.text(64),
        "erased": list,
    },
}
_EMPTY: dict[str, dict[str, Any]] = {
    PROGRAMME: {
        "kind": "other", "title": "", "state": "planned", "promise": "", "between": [], "when": None, "place": "",
        "seats": None, "fields": [], "owner": "", "costs": [], "report": "", "note": "",
    },
    CALL: {"programme": "", "title": "", "opens": None, "closes": None, "seats": None, "who": [], "papers": ""},
    NOMINATION: {
        "programme": "", "call": "", "who": "officer", "body": "", "nominated_by": "", "papers": "",
        "state": "nominated", "reason": "", "attendance": "unknown", "outcome": "", "personal": "", "digest": "",
    },
}  # fmt: skip


def now_of(type_: str, key: str) -> dict[str, Any]:
    """What holds, as JSON."""
    return _EMPTY[type_] | dict(details_of(type_, key).values)


def _clean(type_: str) -> Callable[[str, Mapping[str, Any]], dict[str, Any]]:
    def clean(key: str, values: Mapping[str, Any]) -> dict[str, Any]:
        new = not key or key.endswith("#")
        given = (_EMPTY[type_] if new else {}) | dict(values)
        if type_ == NOMINATION:
            given = _apart(key, given, new)
        made = checks.checked(_CHECKS[type_], given)
        _whole(type_, made if new else now_of(type_, key) | made)
        return made

    return clean


def _apart(key: str, given: dict[str, Any], new: bool) -> dict[str, Any]:
    """The values of a nomination without those about a person, which are kept beside the journal."""
    now = {} if new else now_of(NOMINATION, key)
    if words.is_person(str(given.get("who") or now.get("who") or "officer")):
        return personal.apart(PERSONAL, given, now, subject(NOMINATION, "" if new else key))
    rest = {name: value for name, value in given.items() if name not in PERSONAL}
    return rest | {"body": PERSONAL["name"](given["name"])} if "name" in given else rest


def _whole(type_: str, values: Mapping[str, Any]) -> None:
    """What the values say together; raises `CannotChange`."""
    if type_ == PROGRAMME:
        return
    if not Programme.objects.filter(key=values["programme"]).exists():
        raise CannotChange("The programme is not there any more")
    if type_ == CALL and values["opens"] and values["closes"] and values["closes"] < values["opens"]:
        raise CannotChange("A call cannot close before it opens")
    if type_ == NOMINATION and not (values["body"] or values["personal"]):
        raise CannotChange("Say who is nominated")


# ---- how rows follow


@dataclass(frozen=True, slots=True)
class _Rows:
    model: type[Any]
    fill: Callable[[Any, Mapping[str, Any]], bool]


def _fill_programme(row: Programme, v: Mapping[str, Any]) -> bool:
    span = interval(v["when"])
    for name in ("kind", "title", "state", "promise", "between", "when", "place", "seats", "fields", "owner"):
        setattr(row, name, v[name])
    row.costs, row.report, row.note = v["costs"], v["report"], v["note"]
    row.starts, row.ends = (span.start, span.end) if span else (None, None)
    row.commitment = commitment_of(v["promise"])
    row.partnership = row.commitment.partnership if row.commitment else _pair(v["between"])
    return True


def _fill_call(row: Call, v: Mapping[str, Any]) -> bool:
    programme = Programme.objects.filter(key=v["programme"]).first()
    if programme is None:
        return False
    row.programme, row.title, row.seats = programme, v["title"], v["seats"]
    row.who, row.papers = v["who"], v["papers"]
    row.opens, row.closes = (date.fromisoformat(v[n]) if v[n] else None for n in ("opens", "closes"))
    return True


def _fill_nomination(row: Nomination, v: Mapping[str, Any]) -> bool:
    programme = Programme.objects.filter(key=v["programme"]).first()
    if programme is None:
        return False
    row.programme, row.call = programme, Call.objects.filter(key=v["call"]).first() if v["call"] else None
    row.name = v["body"]
    row.personal = personal.row(v["personal"])
    for name in ("who", "nominated_by", "papers", "state", "reason", "attendance", "outcome"):
        setattr(row, name, v[name])
    return True


_OF: dict[str, _Rows] = {
    PROGRAMME: _Rows(Programme, _fill_programme),
    CALL: _Rows(Call, _fill_call),
    NOMINATION: _Rows(Nomination, _fill_nomination),
}


def _follow(type_: str) -> Callable[[Collection[str]], None]:
    def follow(keys: Collection[str]) -> None:
        table, known = _OF[type_], details(type_, keys)
        rows = {row.key: row for row in table.model._default_manager.filter(key__in=list(keys))}
        for key, told in known.items():
            row = rows.get(key)
            stands = told.entered is not None and not told.removed
            if not stands:
                if row is not None:
                    row.delete()
                continue
            row = row or table.model(key=key)
            if table.fill(row, _EMPTY[type_] | dict(told.values)):
                row.save()
        if type_ == NOMINATION:
            personal.follow(subject(NOMINATION, key) for key in keys)
        if type_ == PROGRAMME:
            _bring_back([key for key in keys if key not in rows])

    return follow


def _bring_back(keys: Collection[str]) -> None:
    """Calls and nominations of programmes that have just come (back) into being."""
    for type_ in (CALL, NOMINATION):
        entered = Decision.objects.filter(what=Decision.What.ENTER, subject__startswith=f"{type_}:")
        found = [d.subject.partition(":")[2] for d in entered if d.after.get("programme") in set(keys)]
        if found:
            _follow(type_)(found)


def commitment_of(key: str) -> Commitment | None:
    """The commitment whose entry has this key now: `#12`, or `<sha256>/<claim key>`."""
    if key.startswith("#"):
        row = Entered.objects.filter(number=int(key[1:])).first()
        return Commitment.objects.filter(pk=row.entry_id).first() if row else None
    sha256, slash, claim_key = key.partition("/")
    if not slash:
        return None
    links = EntryClaim.objects.filter(claim__document__sha256=sha256, claim__key=claim_key).order_by("position")
    return Commitment.objects.filter(pk__in=links.values("entry_id")).first()


def _pair(between: Collection[str]) -> Partnership | None:
    """The partnership of the two parties that these keys stand for now."""
    rows = [parties.row_of(key) for key in between]
    if len(rows) != 2:
        return None
    one, other = (parties.itself(row) if row else None for row in rows)
    if one is None or other is None:
        return None
    return Partnership.objects.filter(Q(party_a=one, party_b=other) | Q(party_a=other, party_b=one)).first()


def retie() -> None:
    """Programmes hold on to their commitment though its entry was made anew, and stand with the pair that it is of."""
    for row in Programme.objects.exclude(promise="").filter(commitment=None):
        row.commitment = commitment_of(row.promise)
        if row.commitment is not None:
            row.save(update_fields=["commitment"])
    moved = Programme.objects.exclude(commitment=None).exclude(partnership=F("commitment__partnership"))
    for row in moved.select_related("commitment"):
        row.partnership_id = row.commitment.partnership_id if row.commitment else None
        row.save(update_fields=["partnership"])
    _stand_with_their_pair(Programme.objects.filter(commitment=None, partnership=None).exclude(between=[]))


def follow_parties(names: Collection[str]) -> None:
    """Programmes between parties of these names stand with the pair that they are now."""
    retie()
    rows = Programme.objects.filter(commitment=None).exclude(between=[])
    _stand_with_their_pair(row for row in rows if set(names) & set(row.between))


def _stand_with_their_pair(rows: Iterable[Programme]) -> None:
    for row in rows:
        found = _pair(row.between)
        if found != row.partnership:
            row.partnership = found
            row.save(update_fields=["partnership"])


def kinds() -> list[Kind]:
    def now(type_: str) -> Callable[[str], Mapping[str, Any]]:
        return lambda key: now_of(type_, key)

    return [Kind(type_, _clean(type_), now(type_), _follow(type_)) for type_ in _OF]
