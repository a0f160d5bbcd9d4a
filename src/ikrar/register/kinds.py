"""What becomes of each kind of claim in the register."""

from __future__ import annotations

from ikrar.register.models import Entry

# Kinds with a direction: one party acts towards another. `delivery` may also be joint.
DIRECTED = frozenset({"visit", "invitation", "offer", "interest", "request", "acceptance", "delivery"})

# Kinds that one party alone can carry.
OF_ONE = frozenset({"trait", "aim"})

# Kinds that found a commitment; an acceptance does so only where it answers nothing that is known.
COMMITTING = frozenset({"invitation", "offer", "interest", "request", "plan", "acceptance"})

# Kinds that an acceptance can answer.
ANSWERED = frozenset({"invitation", "offer", "request"})

TYPES = {
    "meeting": Entry.Type.ENCOUNTER,
    "visit": Entry.Type.ENCOUNTER,
    "agreement": Entry.Type.AGREEMENT,
    "delivery": Entry.Type.ACTIVITY,
    "trait": Entry.Type.TRAIT,
    "aim": Entry.Type.TRAIT,
    **dict.fromkeys(sorted(COMMITTING), Entry.Type.COMMITMENT),
}

# A claim of this kind stands behind the partnership itself.
RELATION = "partnership"

KINDS = frozenset(TYPES) | {RELATION}
STATES = frozenset({"done", "planned", "ended", "renewed"})


def family(kind: str, state: str) -> str:
    """Claims of one family can tell of the same act: a signing announced and a signing done are one."""
    if kind in {"agreement", RELATION} and state in {"renewed", "ended"}:
        return f"{kind}:{state}"
    return kind


def stage(kind: str, state: str) -> str:
    """Claims of one stage can be merged into one act; those of another stage of the same type only into one life."""
    if kind == "acceptance":
        return kind
    made = family(kind, state)
    return made if ":" in made else TYPES.get(kind, kind)
