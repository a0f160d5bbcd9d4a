"""How sure a claim is."""

from __future__ import annotations

from ikrar.reading.claims import Draft


def confidence(draft: Draft) -> float:
    """Confidence in 0..1 from the act's weight and how its parties were found."""
    value = draft.weight
    if draft.features.get("inferred"):
        value *= 0.75
    if draft.features.get("topic"):
        value *= 0.8
    return round(value, 3)
