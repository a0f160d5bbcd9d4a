"""Who held an office on a day, and which parties came before and after."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import Q

from ikrar.register.models import OfficeHolder, Party, Succession


def holders_on(parties: Collection[int], day: date) -> dict[int, list[OfficeHolder]]:
    """By party, who held its offices on that day, in the order of the ontology's offices. One query.

    On the day of a handover the successor counts. Where no beginning or end is known, none is assumed.
    """
    began = Q(since_day=None) | Q(since_day__lte=day)
    goes_on = Q(until_day=None) | Q(until_day__gte=day)
    rows = list(OfficeHolder.objects.filter(began & goes_on, party__in=list(parties)))
    found: dict[int, list[OfficeHolder]] = defaultdict(list)
    for row in of_day(rows, day):
        found[row.party_id].append(row)
    return found


def of_day(rows: Iterable[OfficeHolder], day: date) -> list[OfficeHolder]:
    """Those of these who held their office on that day, in the order of the ontology's offices."""
    then = [r for r in rows if (r.since_day or day) <= day <= (r.until_day or day)]
    return [row for row in sorted(then, key=_order) if not _handed_over(row, then, day)]


def _handed_over(row: OfficeHolder, rows: Iterable[OfficeHolder], day: date) -> bool:
    if row.until_day != day:
        return False
    return any(o.since_day == day and (o.party_id, o.post) == (row.party_id, row.post) and o != row for o in rows)


def _order(row: OfficeHolder) -> tuple[int, str, date, int]:
    from ikrar.ontology import posts

    codes = list(posts())
    place = codes.index(row.post) if row.post in codes else len(codes)
    return place, row.title, row.since_day or date.min, row.pk


def in_order(holders: Iterable[OfficeHolder]) -> list[OfficeHolder]:
    """Office by office, the latest holder first."""
    rows = sorted(holders, key=lambda row: (row.since_day or date.min, row.pk), reverse=True)
    return sorted(rows, key=lambda row: _order(row)[0])


def before(party: Party) -> list[Succession]:
    """What the party came from, and what that came from, the nearest first; each once."""
    return _along(party, forward=False)


def after(party: Party) -> list[Succession]:
    """What came after the party, and after that."""
    return _along(party, forward=True)


def _along(party: Party, forward: bool) -> list[Succession]:
    here, there = ("predecessor", "successor") if forward else ("successor", "predecessor")
    found: list[Succession] = []
    seen, at = {party.pk}, [party.pk]
    while at:
        rows = list(
            Succession.objects.filter(**{f"{here}__in": at}).select_related("predecessor", "successor").order_by("-day")
        )
        steps = [row for row in rows if getattr(row, f"{there}_id") not in seen]
        found += steps
        at = list({getattr(row, f"{there}_id") for row in steps})
        seen |= set(at)
    return found
