"""What people enter and change by hand: each thing has a subject, and its details follow from the journal.

A subject is `type:key`: `party:Shanghai|CN`, `pair:Jakarta|ID~Shanghai|CN`, `entry:#12` (entered by decision 12),
`entry:<sha256>/<claim key>` (founded by a claim), `party-name:Jakarta|ID#12` (belongs to that party). Decisions
about it are *enter*, *change* and *remove*; its details are the values of those that nobody took back, the later
over the earlier. Rows follow from details: each type says how. A room that keeps things of its own adds its type
when it starts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Max, QuerySet

from ikrar.register import journal
from ikrar.register.database import atomic
from ikrar.register.models import Decision
from ikrar.register.values import CannotChange

What = Decision.What


class ChangedMeanwhile(CannotChange):
    """Somebody else decided about the same thing since it was looked at. `since` are their decisions."""

    def __init__(self, since: list[Decision]) -> None:
        super().__init__("Somebody else has changed this meanwhile")
        self.since = since


@dataclass(frozen=True, slots=True)
class Details:
    """What people said of one subject. `values` is as JSON; `number` is the last decision on it, 0 for none."""

    values: Mapping[str, Any] = field(default_factory=dict)
    entered: Decision | None = None
    removed: bool = False
    number: int = 0


@dataclass(frozen=True, slots=True)
class Kind:
    """A type of subject: how its values are checked, what holds of it now, how its rows follow.

    `clean` takes (key, values), the key empty for what is entered, and gives values as JSON or raises
    `CannotChange`. `now` gives what holds, as JSON. `follow` makes the rows of these keys follow from their details.
    `before_claims` is for what claims are filed by, such as which parties are one.
    """

    type: str
    clean: Callable[[str, Mapping[str, Any]], dict[str, Any]]
    now: Callable[[str], Mapping[str, Any]]
    follow: Callable[[Collection[str]], None]
    before_claims: bool = False


@dataclass(frozen=True, slots=True)
class Intent:
    """A decision to be taken. `seen` is `Details.number` as it was shown.

    Without a key, something is entered, and with a key that ends in `#`, something that belongs to what stands before
    it; both get the decision's number. `new` enters something under a key of its own.

    `columns` are further columns of the decision, such as those that tie it to a claim. With `whole`, values that do
    not differ are written too: somebody says that they hold.
    """

    type: str
    values: Mapping[str, Any]
    key: str = ""
    why: str = ""
    seen: int | None = None
    remove: bool = False
    columns: Mapping[str, Any] = field(default_factory=dict)
    new: bool = False
    whole: bool = False

    @property
    def enters(self) -> bool:
        return self.new or not self.key or self.key.endswith("#")


_KINDS: dict[str, Kind] = {}


def add_kind(kind: Kind) -> None:
    """Called once for each type, when its room starts."""
    _KINDS[kind.type] = kind


def subject(type_: str, key: str) -> str:
    return f"{type_}:{key}"


def parted(subject_: str) -> tuple[str, str]:
    """Type and key."""
    type_, _colon, key = subject_.partition(":")
    return type_, key


@atomic()
def decide(intents: Iterable[Intent], by: str, batch: str = "") -> list[Decision]:
    """Take these decisions, all or none. `by` is a user name; `batch` names those taken in one go.

    Raises `CannotChange` (with what is wrong) and `ChangedMeanwhile`.
    """
    wanted = list(intents)
    for intent in wanted:
        if intent.seen is not None:
            _unchanged(subject(intent.type, intent.key), intent.seen)
    written = journal.write_all(by, [_columns(intent, batch) for intent in wanted])
    follow(d.subject for d in written)
    return written


def enter(type_: str, values: Mapping[str, Any], by: str, why: str = "", within: str = "") -> Decision:
    """Enter something by hand; its subject is the decision's, or the decision's within that of another thing."""
    return decide([Intent(type_, values, f"{within}#" if within else "", why)], by)[0]


def change(
    type_: str, key: str, values: Mapping[str, Any], by: str, why: str = "", seen: int | None = None
) -> Decision:
    """Change some of its details."""
    return decide([Intent(type_, values, key, why, seen)], by)[0]


def remove(type_: str, key: str, by: str, why: str = "", seen: int | None = None) -> Decision:
    """Take it out of the register. The journal keeps it, and undoing brings it back."""
    return decide([Intent(type_, {}, key, why, seen, remove=True)], by)[0]


def follow(subjects: Iterable[str]) -> None:
    """Make the rows of these subjects follow from the journal."""
    keys: dict[str, list[str]] = defaultdict(list)
    for named in dict.fromkeys(subjects):
        type_, key = parted(named)
        keys[type_].append(key)
    for type_, its in keys.items():
        _KINDS[type_].follow(its)


def follow_all(before_claims: bool = False) -> None:
    """Make all rows follow: what the journal knows of every subject, type by type, or only what claims build on."""
    known = Decision.objects.exclude(subject="").order_by("subject").values_list("subject", flat=True).distinct()
    follow(s for s in known if not before_claims or _KINDS[parted(s)[0]].before_claims)


def within(type_: str, key: str) -> QuerySet[Decision]:
    """All decisions about things of this type that belong to what has this key."""
    return Decision.objects.filter(subject__startswith=subject(type_, f"{key}#"))


def details(type_: str, keys: Iterable[str]) -> dict[str, Details]:
    """What people said of each of these; empty details where they said nothing."""
    wanted = list(dict.fromkeys(keys))
    named = {subject(type_, key): key for key in wanted}
    last: dict[str, int] = {}
    names = list(named)
    for i in range(0, len(names), 500):
        about = Decision.objects.filter(subject__in=names[i : i + 500]).values("subject")
        last |= dict(about.annotate(last=Max("number")).order_by().values_list("subject", "last"))
    told: dict[str, list[Decision]] = defaultdict(list)
    for decision in journal.about(last):
        told[decision.subject].append(decision)
    return {key: folded(told.get(name, []), last.get(name, 0)) for name, key in named.items()}


def details_of(type_: str, key: str) -> Details:
    return details(type_, [key])[key]


def folded(decisions: Iterable[Decision], number: int = 0) -> Details:
    """The details that follow from these decisions, which stand."""
    values: dict[str, Any] = {}
    entered, removed, last = None, False, number
    for decision in decisions:
        last = max(last, decision.number)
        if decision.what == What.REMOVE:
            removed = True
        elif decision.what in {What.ENTER, What.CHANGE}:
            entered = decision if decision.what == What.ENTER else entered
            values |= decision.after
    return Details(values, entered, removed, last)


def history(type_: str, key: str) -> list[Decision]:
    """All that was decided about a subject, the latest first, with what was taken back."""
    return list(Decision.objects.filter(subject=subject(type_, key)).select_related("undoes").order_by("-number"))


def _unchanged(named: str, seen: int) -> None:
    since = list(Decision.objects.filter(subject=named, number__gt=seen).order_by("number"))
    if since:
        raise ChangedMeanwhile(since)


def _columns(intent: Intent, batch: str) -> dict[str, Any]:
    """The decision's columns; of a change, only what differs."""
    kind = _KINDS[intent.type]
    made: dict[str, Any] = {"subject": subject(intent.type, intent.key or "#"), "why": intent.why, "batch": batch}
    made |= intent.columns
    if intent.remove:
        return made | {"what": What.REMOVE, "before": dict(kind.now(intent.key))}
    values = kind.clean(intent.key, intent.values)
    if intent.enters:
        return made | {"what": What.ENTER, "after": values}
    now = kind.now(intent.key)
    after = {name: value for name, value in values.items() if intent.whole or now.get(name) != value}
    if not after:
        raise CannotChange("Nothing was changed")
    return made | {"what": What.CHANGE, "before": {name: now.get(name) for name in after}, "after": after}
