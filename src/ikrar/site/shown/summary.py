"""Partnerships in a list: what each holds, in numbers and on one shared line of years."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from ikrar.register.models import Commitment, Entry, Partnership, Party
from ikrar.site.office import ours, ours_first
from ikrar.site.shown.strips import Spot, spots
from ikrar.site.shown.timeline import Timeline, scale

MOST_MARKS = 4000
DRAWN = (Entry.Type.AGREEMENT, Entry.Type.ENCOUNTER, Entry.Type.COMMITMENT, Entry.Type.ACTIVITY)


@dataclass(frozen=True, slots=True)
class Summary:
    pair: Partnership
    one: Party
    other: Party
    agreements: int
    open: int
    encounters: int
    marks: tuple[Spot, ...]


def summaries(pairs: Sequence[Partnership], today: date) -> tuple[list[Summary], Timeline | None]:
    """Three queries for any number of partnerships."""
    ids = [p.pk for p in pairs]
    entries = Entry.objects.filter(partnership__in=ids)
    counts: dict[int, dict[str, int]] = defaultdict(dict)
    for pair, type_, many in entries.order_by().values_list("partnership", "type").annotate(many=Count("*")):
        counts[pair][type_] = many
    # Joined so that a database begins with the pairs' entries, and not with all pledges that are open.
    is_open = Count("commitment", filter=Q(commitment__status__in=Commitment.OPEN))
    pledges = entries.filter(type=Entry.Type.COMMITMENT).order_by().values_list("partnership").annotate(many=is_open)
    opened = dict(pledges)
    dated = entries.filter(type__in=DRAWN, day__isnull=False).order_by("-day")
    acts = list(dated.values_list("partnership", "type", "day")[:MOST_MARKS])
    line = scale((day for _, _, day in acts), today)
    of_pair: dict[int, list[tuple[str, date]]] = defaultdict(list)
    for pair, type_, day in reversed(acts):
        of_pair[pair].append((type_, day))
    made, home = [], ours()
    for pair in pairs:
        one, other = ours_first(pair, home)
        c = counts[pair.pk]
        marks = spots(of_pair[pair.pk], line)
        made.append(
            Summary(pair, one, other, c.get("agreement", 0), opened.get(pair.pk, 0), c.get("encounter", 0), marks)
        )
    return made, Timeline(line.years(), (), line.at(today)) if acts else None
