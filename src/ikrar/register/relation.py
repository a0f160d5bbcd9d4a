"""The partnership itself: since when, and how it stands, from all that is told of it."""

from __future__ import annotations

from datetime import date

from ikrar.model.edtf import interval
from ikrar.register.grouping import Act, Told, group
from ikrar.register.kinds import RELATION
from ikrar.register.models import Agreement, Entry, Partnership
from ikrar.register.shapes import Shape

COLUMNS = ("since", "since_day", "status", "last_act")


def relation(pair: Partnership, shapes: list[Shape], claims: list[Told]) -> bool:
    """Set `since`, `status` and `last_act` on the row, not yet written; whether any of them changed."""
    acts = group(claims)
    standing = [a for a in acts if a.founder.family == RELATION]
    ends = [a for a in acts if a.founder.family == f"{RELATION}:ended"]
    instruments = [s.values for s in shapes if s.type == Entry.Type.AGREEMENT]
    in_force = [v for v in instruments if v["status"] in {Agreement.Status.FORCE, Agreement.Status.RENEWED}]
    since, since_day = _since(standing, in_force)
    days = [d for s in shapes for d in (s.values["last_told"] or s.values["day"],)]
    days += [c.published for c in claims]
    days += [day for v in instruments for day in _recorded(v)]
    wanted = {
        "since": since,
        "since_day": since_day,
        "status": _status(standing, ends, instruments, in_force),
        "last_act": max((d for d in days if d), default=None),
    }
    changed = any(getattr(pair, name) != value for name, value in wanted.items())
    for name, value in wanted.items():
        setattr(pair, name, value)
    return changed


def _recorded(v: dict) -> list[date]:
    """The days of what people recorded of an instrument: stages of its preparation, extensions, amendments."""
    told = [at.get(name) for at in v["stages"].values() for name in ("entered", "left")]
    told += [e["on"] for name in ("extensions", "amendments") for e in v["terms"].get(name, ())]
    return [span.start for span in map(interval, told) if span]


def _since(standing: list[Act], in_force: list[dict]) -> tuple[str | None, date | None]:
    """The date that most documents give for the relation, else the first signing."""
    dated = [a for a in standing if a.founder.span]
    if dated:
        best = min(dated, key=lambda a: (-len({c.sha256 for c in a.claims}), a.founder.order))
        return best.founder.when, best.founder.span.start if best.founder.span else None
    signed = min((v for v in in_force if v["signed_start"]), key=lambda v: v["signed_start"], default=None)
    return (signed["signed"], signed["signed_start"]) if signed else (None, None)


def _status(standing: list[Act], ends: list[Act], instruments: list[dict], in_force: list[dict]) -> str:
    """The last word on the relation counts: an end told after all that binds ends it."""
    status = Partnership.Status
    bound = [_last(a) for a in standing] + [v["last_told"] or v["day"] or date.min for v in in_force]
    ended = [_last(a) for a in ends]
    ended += [v["last_told"] or v["day"] or date.min for v in instruments if v["status"] == Agreement.Status.ENDED]
    if ended and max(ended) >= max(bound, default=date.min):
        return status.ENDED
    if bound:
        return status.ACTIVE
    return status.PREPARING if instruments else status.CONTACT


def _last(act: Act) -> date:
    return max((c.published for c in act.claims if c.published), default=act.begins or date.min)
