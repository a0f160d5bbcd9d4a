"""Entries chosen by a query, as lines with their proofs, in that query's order."""

from __future__ import annotations

from django.db.models import QuerySet

from ikrar.register.lines import Line
from ikrar.register.lines import lines_of as values_of
from ikrar.register.models import Entry


def lines_of(entries: QuerySet[Entry]) -> list[Line]:
    """A fixed number of queries however many entries there are."""
    return values_of(entries.values_list("pk", "type"))
