"""Entries chosen by a query, as lines with their proofs, in that query's order."""

from __future__ import annotations

from django.db.models import QuerySet

from ikrar.register.lines import Line, line
from ikrar.register.models import Entry
from ikrar.register.writing import MODELS


def lines_of(entries: QuerySet[Entry]) -> list[Line]:
    """A fixed number of queries however many entries there are."""
    chosen = list(entries.values_list("pk", "type"))
    found: dict[int, Line] = {}
    for type_ in {t for _, t in chosen}:
        ids = [pk for pk, t in chosen if t == type_]
        for entry in MODELS[type_].objects.filter(pk__in=ids).with_parties().with_evidence():
            found[entry.pk] = line(entry)
    return [found[pk] for pk, _ in chosen]
