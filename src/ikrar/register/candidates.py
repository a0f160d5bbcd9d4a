"""Which entries may tell of the same act as this one: a person looks at them, the likeliest first."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from ikrar.model.edtf import interval
from ikrar.model.tokens import terms
from ikrar.register.likeness import Likeness, likeness, same_fields, same_instrument, same_words
from ikrar.register.models import Entry

FAR = 3650  # days: beyond these, how far apart two dates are says nothing more
MOST = 200  # entries of one pair that are compared


def likely(entry: Entry, query: str = "", limit: int = 6) -> list[int]:
    """Ids of other entries of the same type and parties, the likeliest first; with a query, that hold its words."""
    # An entry is of a pair or of a party: to ask that the other is none would lead a database to all that have none.
    of = {"partnership": entry.partnership_id} if entry.partnership_id else {"party": entry.party_id}
    same = Entry.objects.filter(type=entry.type, **of)
    others = same.exclude(pk=entry.pk).order_by("-day", "-id")
    for term in terms(query):
        words = " ".join(term.tokens)
        others = others.filter(Q(headline__contains=words) | Q(folded__contains=words))
    rows = _near_in_time(entry, others.values_list("pk", "kind", "what", "fields", "when", "day"))
    ranked = [(_score(entry, kind, what, fields, when, day), pk) for pk, kind, what, fields, when, day in rows]
    return [pk for score, pk in sorted(ranked, key=lambda r: (-r[0], r[1])) if score > 0 or query][:limit]


def _near_in_time(entry: Entry, others: QuerySet[Any]) -> list[Any]:
    """Not many more than `MOST` of them: those told of the days around the entry's, and some without a day."""
    if entry.day is None:
        return list(others[:MOST])
    later = others.filter(day__gte=entry.day).order_by("day", "id")[: MOST // 2]
    earlier = others.filter(day__lt=entry.day)[: MOST // 2]
    return [*later, *earlier, *others.filter(day=None)[: MOST // 4]]


def _score(entry: Entry, kind: str, what: str, fields: list[str], when: str | None, day: date | None) -> float:
    """Above 0 for what may be the same; words weigh as much as dates, the kind and the fields a little."""
    words = _words(entry.kind, likeness(entry.what), likeness(what))
    shared = same_fields(frozenset(entry.fields), frozenset(fields))
    near = _near(entry, when, day)
    if words is False and near < 0.99:
        return 0.0
    return near + {True: 1.0, None: 0.3, False: 0.0}[words] + 0.2 * bool(shared) + 0.2 * (kind == entry.kind) - 0.45


def _words(kind: str, one: Likeness, other: Likeness) -> bool | None:
    if one.empty and other.empty and not (one.instruments or other.instruments):
        return None
    return same_instrument(one, other) if kind == "agreement" else same_words(one, other)


def _near(entry: Entry, when: str | None, day: date | None) -> float:
    """1 where the dates meet, less the further apart; a little where one of them is not known."""
    mine, theirs = interval(entry.when), interval(when)
    if mine and theirs and mine.start <= theirs.end and theirs.start <= mine.end:
        return 1.0
    if entry.day is None or day is None:
        return 0.2
    return 0.9 / (1 + abs((entry.day - day).days) / 60) if abs((entry.day - day).days) < FAR else 0.0
