"""The lists of what needs attention, in the order of their urgency, with their names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from ikrar.follow.attention import Attention, Item, Quiet
from ikrar.follow.models import Proposal
from ikrar.office import settings
from ikrar.register.lines import lines_of
from ikrar.register.models import Commitment
from ikrar.register.paging import COUNTED, Section, by_day, count, walk
from ikrar.site.shown.dates import ago, in_days, span
from ikrar.site.shown.pages import Bounded, at_most
from ikrar.site.shown.state import SOON, State

LISTS = ("overdue", "due", "steps", "lapsed", "notice", "expiring", "unanswered", "kept", "dormant", "again", "recent")
KEPT = "kept"


@dataclass(frozen=True, slots=True)
class Listed:
    """`total` is how much there is, counted up to a bound; `items` what was loaded of it."""

    code: str
    name: str
    says: str
    total: Bounded
    items: tuple[Item | Quiet, ...]
    fresh: tuple[Item | Quiet, ...] = ()  # those that stand in no list before this one


def names() -> dict[str, tuple[str, str]]:
    return {
        "overdue": (_("Overdue"), _("Past their day, neither kept nor given up")),
        "steps": (_("Next steps"), _("Within thirty days, as somebody of the office set them")),
        "due": (_("Due soon"), _("Within thirty days")),
        "lapsed": (_("Lapsed"), _("Agreements that ran out, and nobody extended them")),
        "notice": (_("To decide on"), _("The day to extend or to give notice is near, or has just passed")),
        "expiring": (_("Expiring"), _("Agreements that run out before long")),
        "dormant": (_("Dormant"), _("Partnerships of which nothing has been heard for long")),
        "unanswered": (_("Unanswered"), _("Invitations, offers and requests without an answer on file")),
        "kept": (_("Perhaps kept"), _("A later text may show it; say whether it does")),
        "again": (
            _("To look at again"),
            _("Pledges without a day, to be looked at %(span)s after they were told")
            % {"span": in_days(settings.of().times.review)},
        ),
        "recent": (_("Recent acts"), _("What documents of the last thirty days tell")),
    }


def lists(attention: Attention, kept: Listed) -> list[Listed]:
    """All that want something done; what was merely told of late is not among them.

    What was perhaps kept is told even where it stands in another list, as there is something else to do about it.
    """
    made: list[Listed] = []
    seen: set[int] = set()
    for code in LISTS[:-1]:
        if code == KEPT:
            made.append(kept)
            continue
        items = getattr(attention, code)
        fresh = tuple(i for i in items if i.entry_id not in seen)
        made.append(Listed(code, *names()[code], at_most(attention.totals[code]), items, fresh))
        seen |= {i.entry_id for i in items}
    return made


def perhaps_kept_sections() -> tuple[Section, ...]:
    """Open pledges that a later text may show to have been kept, those told last first."""
    proposed = Proposal.objects.order_by().values_list("commitment", flat=True)
    few = list(proposed[: COUNTED + 1])  # By their ids; else a database may go through all pledges to find them.
    asked = Commitment.objects.open().filter(pk__in=few if len(few) <= COUNTED else proposed)
    return by_day(asked.only("pk", "type", "last_told"), "last_told")


def kept_items(pledges: Iterable[Commitment]) -> tuple[Item, ...]:
    lines = lines_of((p.pk, str(p.type)) for p in pledges)
    return tuple(Item(line, None, KEPT, None) for line in lines)


def perhaps_kept(limit: int) -> Listed:
    sections = perhaps_kept_sections()
    items = kept_items(row for _, row in walk(sections, limit))
    return Listed(KEPT, *names()[KEPT], at_most(count(sections, COUNTED)), items, items)


def quiet(found: Quiet, today: date) -> State:
    """For how long nothing was heard."""
    return State("soon", _("quiet for %(span)s") % {"span": span(found.last, today)})


def state(item: Item, today: date) -> State:
    """How near it is, in words."""
    if item.basis == KEPT:
        return State("good", _("perhaps kept"))
    if item.days is None or item.due is None:
        return State("", _("no date"))
    days, away = item.days, {"span": span(item.due, today)}
    if item.basis == "review":
        told = item.line.first_told
        return State(
            "soon" if days <= 0 else "", _("told %(ago)s") % {"ago": ago(told, today)} if told else _("no date")
        )
    if item.basis == "lapsed":
        return State("bad", _("lapsed %(ago)s") % {"ago": ago(item.due, today)})
    if item.basis == "expiry":
        return State("soon", _("expires in %(span)s") % away if days else _("last day"))
    if item.basis == "notice":
        if days < 0:
            return State("bad", _("passed %(ago)s") % {"ago": ago(item.due, today)})
        return State("soon", _("decide within %(span)s") % away if days else _("decide today"))
    start, end = item.line.due_start, item.line.due_end
    if item.basis == "event" and start and end and days < 0 <= days + (end - start).days:
        return State("soon", _("under way now"))
    if days < 0:
        last = max(item.due, end) if end else item.due  # What lasts is overdue once it is over.
        return State("bad", _("%(span)s overdue") % {"span": span(last, today)})
    if days == 0:
        return State("soon", _("due today"))
    return State("soon" if days <= SOON else "", _("due in %(span)s") % away)
