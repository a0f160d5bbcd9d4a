"""Several statements of the same act are one claim."""

from __future__ import annotations

from ikrar.model.edtf import interval
from ikrar.reading.claims import Draft

TRUSTED = 0.45  # a statement less likely lends another neither its date, its fields nor its words
APART = 40  # characters: the words of two acts that stand further apart state two
# Kinds of which one text rarely tells two for the same sides, unless dates say so.
_SINGLE_ACT = frozenset({"meeting", "visit", "partnership", "agreement"})


def merge(drafts: list[Draft]) -> list[Draft]:
    """Keep one draft an act, the most specific; what the others add is taken over."""
    kept: list[Draft] = []
    for draft in drafts:
        same = next((k for k in kept if _same(k, draft)), None)
        if same is None:
            kept.append(draft)
            continue
        better, other = (draft, same) if _worth(draft) > _worth(same) else (same, draft)
        if other.probability >= TRUSTED:
            better.when = better.when or other.when
            better.fields = tuple(dict.fromkeys((*better.fields, *other.fields)))
            better.more += [(other.start, other.end), *other.more]
        better.what = better.what or other.what
        better.probability = 1 - (1 - better.probability) * (1 - 0.3 * other.probability)
        kept[kept.index(same)] = better
    return _subsumed(kept)


def _same(a: Draft, b: Draft) -> bool:
    if a.kind != b.kind:
        return False
    overlapping = a.start < b.end and b.start < a.end
    if a.everyone != b.everyone:
        return (
            overlapping
            and a.from_ == b.from_
            and a.parties == b.parties
            and a.kind not in ("agreement", "partnership", "meeting")
        )
    if (a.from_, a.to) != (b.from_, b.to) and a.from_ and b.from_:
        return overlapping
    if overlapping:
        return True
    if a.kind in _SINGLE_ACT:
        return _compatible(a.when, b.when) and (a.state == b.state or "planned" not in (a.state, b.state))
    alike = _alike(a.fields, b.fields)
    if a.kind in ("trait", "aim"):
        return alike
    return (alike or (a.what is not None and a.what == b.what)) and _compatible(a.when, b.when)


def _alike(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether two acts share at least half of their fields."""
    shared = set(a) & set(b)
    return bool(shared) and 2 * len(shared) >= len({*a, *b})


def _compatible(a: str | None, b: str | None) -> bool:
    x, y = interval(a), interval(b)
    return x is None or y is None or (x.start <= y.end and y.start <= x.end)


def _worth(d: Draft) -> tuple[float, ...]:
    return (round(d.probability, 1), bool(d.when), len(d.fields), -d.start)


def _subsumed(drafts: list[Draft]) -> list[Draft]:
    """Drop a claim of a looser kind that stands on the very words of a firmer one."""
    looser = {
        "plan": ("agreement", "invitation", "offer"),
        "interest": ("invitation", "request", "plan", "agreement"),
        "meeting": ("visit",),
        "partnership": ("agreement",),
    }
    out = []
    for d in drafts:
        firm = looser.get(d.kind, ())
        if any(
            o is not d
            and o.probability > d.probability
            and o.kind in firm
            and o.everyone == d.everyone
            and o.start <= d.start
            and d.end <= o.end
            and abs(o.at - d.at) < APART
            for o in drafts
        ):
            continue
        out.append(d)
    return out
