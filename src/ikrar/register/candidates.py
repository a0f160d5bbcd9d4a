"""Which entries may tell of the same act as this one: a person looks at them, the likeliest first."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from ikrar.model.edtf import interval
from ikrar.model.tokens import terms
from ikrar.register.likeness import Likeness, likeness, same_fields, same_instrument, same_words
from ikrar.register.models import Entry

FAR = 3650  # days: beyond these, how far apart two dates are says nothing more
MOST = 500  # entries of one pair that are compared


def likely(entry: Entry, query: str = "", limit: int = 6) -> list[int]:
    """Ids of other entries of the same type and parties, the likeliest first; with a query, that hold its words."""
    same = Entry.objects.filter(type=entry.type, partnership=entry.partnership_id, party=entry.party_id)
    others = same.exclude(pk=entry.pk).order_by("-day", "-id")
    for term in terms(query):
        words = " ".join(term.tokens)
        others = others.filter(Q(headline__contains=words) | Q(folded__contains=words))
    rows = others.values_list("pk", "kind", "what", "fields", "when", "day")[:MOST]
    ranked = [(_score(entry, kind, what, fields, when, day), pk) for pk, kind, what, fields, when, day in rows]
    return [pk for score, pk in sorted(ranked, key=lambda r: (-r[0], r[1])) if score > 0 or query][:limit]


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
