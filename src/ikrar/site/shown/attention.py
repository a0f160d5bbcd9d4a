"""The lists of what needs attention, in the order of their urgency, with their names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from ikrar.follow.attention import Attention, Item
from ikrar.site.shown.dates import ago, span
from ikrar.site.shown.state import SOON, State

LISTS = ("overdue", "due", "expiring", "unanswered", "again", "recent")


@dataclass(frozen=True, slots=True)
class Listed:
    """`total` is how much there is, `items` what was loaded of it."""

    code: str
    name: str
    says: str
    total: int
    items: tuple[Item, ...]
    fresh: tuple[Item, ...] = ()  # those that stand in no list before this one


def names() -> dict[str, tuple[str, str]]:
    return {
        "overdue": (_("Overdue"), _("Past their day, neither kept nor given up")),
        "due": (_("Due soon"), _("Within thirty days")),
        "expiring": (_("Expiring"), _("Agreements that run out within a year")),
        "unanswered": (_("Unanswered"), _("Invitations, offers and requests without an answer on file")),
        "again": (_("To look at again"), _("Pledges without a day, told half a year ago or more")),
        "recent": (_("Recent acts"), _("What documents of the last thirty days tell")),
    }


def lists(attention: Attention) -> list[Listed]:
    """All that want something done; what was merely told of late is not among them."""
    made: list[Listed] = []
    seen: set[int] = set()
    for code in LISTS[:-1]:
        items = getattr(attention, code)
        fresh = tuple(i for i in items if i.entry_id not in seen)
        made.append(Listed(code, *names()[code], attention.totals[code], items, fresh))
        seen |= {i.entry_id for i in items}
    return made


def one(attention: Attention, code: str) -> Listed:
    return Listed(code, *names()[code], attention.totals[code], getattr(attention, code))


def state(item: Item, today: date) -> State:
    """How near it is, in words."""
    if item.days is None:
        return State("", _("no date"))
    days = item.days
    if item.basis == "review":
        told = item.line.first_told
        return State(
            "soon" if days <= 0 else "", _("told %(ago)s") % {"ago": ago(told, today)} if told else _("no date")
        )
    if item.basis == "expiry":
        if days < 0:
            return State("bad", _("expired"))
        return State("soon", _("expires in %(span)s") % {"span": span(days)})
    start, end = item.line.when_start, item.line.when_end
    if item.basis == "event" and start and end and days < 0 <= days + (end - start).days:
        return State("soon", _("under way now"))
    if days < 0:
        return State("bad", _("%(span)s overdue") % {"span": span(-days)})
    if days == 0:
        return State("soon", _("due today"))
    return State("soon" if days <= SOON else "", _("due in %(span)s") % {"span": span(days)})
