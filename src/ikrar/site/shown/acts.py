"""Entries as acts on a line of years."""

from __future__ import annotations

from datetime import date

from django.urls import reverse

from ikrar.follow.clocks import clock
from ikrar.register.lines import Line
from ikrar.site.shown import dates
from ikrar.site.shown.state import of_line
from ikrar.site.shown.timeline import Act
from ikrar.site.shown.words import called


def act(line: Line, today: date, lane: str = "") -> Act | None:
    """An agreement's validity, the day of an encounter, the due date of a pledge. None where no day is known."""
    if line.day is None:
        return None
    state = of_line(line, today)
    name = called(line.kind) + (f": {line.what[:80]}" if line.what else "")
    when = dates.written(line.when or line.day.isoformat())
    said = ", ".join(part for part in (name, when, state.word if state else "") if part)
    ends = clock(line.validity, today).until if line.validity else None
    until = max(ends, line.day) if ends else None
    shape = line.type + (f" {state.tone}" if state and state.tone else "")
    return Act(line.day, lane or line.type, shape, said, reverse("entry", args=[line.id]), until)
