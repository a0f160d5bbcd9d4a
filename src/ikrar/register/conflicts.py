"""Where the statements behind an entry disagree, and nobody said yet what holds. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations

from ikrar.model.edtf import Interval, interval
from ikrar.register.shapes import Role, Shape

NAMES = ("when", "fields", "direction", "kind")


def conflicts(made: Shape) -> tuple[str, ...]:
    """The names on which those that state the act disagree; what a person set is settled."""
    told = [claim for claim, role in made.evidence if role == Role.STATES]
    found = {
        "when": dates_disagree(c.when for c in told),
        "fields": fields_disagree(c.fields for c in told),
        "direction": len({c.direction for c in told if c.direction is not None}) > 1,
        "kind": len({c.kind for c in told}) > 1,
    }
    return tuple(name for name in NAMES if found[name] and name not in made.set_by)


def dates_disagree(whens: Iterable[str | None]) -> bool:
    """Whether two of these dates exclude each other; a vague one that holds the other does not."""
    spans = [span for span in map(interval, {w for w in whens if w}) if span]
    return any(not (_holds(a, b) or _holds(b, a)) for a, b in combinations(spans, 2))


def fields_disagree(fields: Iterable[frozenset[str]]) -> bool:
    """Whether two of these name fields and share none."""
    named: Sequence[frozenset[str]] = [f for f in set(fields) if f]
    return any(not a & b for a, b in combinations(named, 2))


def _holds(outer: Interval, inner: Interval) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end
