"""What people decided about an entry, but for its status: entered, changed, merged, split; with who, when and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from ikrar.register.merging import statements_of
from ikrar.register.models import Decision, Entry
from ikrar.site.shown.dates import written
from ikrar.site.shown.tongue import listed
from ikrar.site.shown.words import called

What = Decision.What
SHOWN = (What.ENTER, What.CHANGE, What.REMOVE, What.MERGE, What.SPLIT)


@dataclass(frozen=True, slots=True)
class Done:
    """One decision, or one act of a person that took several."""

    decision: Decision
    taken_back: Decision | None
    changes: tuple[tuple[str, Any, Any], ...] = ()

    @property
    def stands(self) -> bool:
        return self.taken_back is None


def about(entry: Entry, statements: list[str] | None = None) -> list[Decision]:
    """All decisions that reach this entry (which stands on these statements), the latest first."""
    names = statements_of(entry) if statements is None else statements
    claims = [name.partition("/") for name in names if "/" in name]
    where = Q(document_sha256__in={sha256 for sha256, _, _ in claims}, claim_key__in={key for _, _, key in claims})
    return list(Decision.objects.filter(where | Q(subject__in=[f"entry:{n}" for n in names])).order_by("-number"))


def last_of(decided: Iterable[Decision]) -> int:
    """The last of them: whoever sends a form says it, so that nobody overwrites another."""
    return max((d.number for d in decided), default=0)


def since(entry: Entry, seen: int) -> list[Decision]:
    """What others decided about it since a page was shown."""
    return [d for d in about(entry) if d.number > seen]


def history(decided: Iterable[Decision]) -> list[Done]:
    """What people entered, changed, merged and split, the latest first."""
    found = list(decided)
    undone = {d.undoes_id: d for d in found if d.what == What.UNDO}
    shown: dict[str, Done] = {}
    for d in found:
        if d.what in SHOWN:
            key = f"{d.batch} {d.what}" if d.what in {What.MERGE, What.SPLIT} else str(d.number)
            shown.setdefault(key, Done(d, undone.get(d.pk), _changes(d)))
    return list(shown.values())


def _changes(decision: Decision) -> tuple[tuple[str, Any, Any], ...]:
    if decision.what != What.CHANGE:
        return ()
    return tuple((name, decision.before.get(name), value) for name, value in decision.after.items())


def corrected(decision: Decision) -> list[tuple[str, str]]:
    """What a correction changed of a claim: each thing by its name, and what stood there before."""
    names = {
        "kind": _("Kind"), "state": _("State"), "from": _("Who acts"), "to": _("Towards whom"), "parties": _("Parties"),
        "what": _("What"), "when": _("When"), "fields": _("Fields"),
    }  # fmt: skip
    was = decision.before.get("claim", {})
    return [(label, _as_it_was(name, was.get(name))) for name, label in names.items() if name in decision.after]


def _as_it_was(name: str, value: Any) -> str:
    if not value:
        return _("nothing")
    if name in ("kind", "state"):
        return called(value)
    if name == "when":
        return written(value, "long")
    if name == "fields":
        return listed(called(code) for code in value)
    return listed(party["name"] for party in value) if isinstance(value, list) else str(value)


def who(decisions: Iterable[Decision]) -> str:
    """The names of those who decided, each once."""
    return ", ".join(dict.fromkeys(d.who for d in decisions))
