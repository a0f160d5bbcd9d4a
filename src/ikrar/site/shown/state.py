"""How an entry or a claim stands, in a word and one of five tones."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from ikrar.follow.clocks import clock
from ikrar.office import settings
from ikrar.register.dossier import Pair
from ikrar.register.lines import Line
from ikrar.register.models import Agreement, ClaimRecord, Commitment, Entry, Partnership
from ikrar.register.terms import Terms
from ikrar.site.shown.dates import span
from ikrar.site.shown.words import called

SOON = 30  # days before a due date in which it is due soon


@dataclass(frozen=True, slots=True)
class State:
    tone: str  # good, soon, bad, over or "" (nothing to say)
    word: str


_COMMITMENT = {"kept": "good", "partly-kept": "good", "declined": "over", "lapsed": "over", "withdrawn": "over"}
_CLAIM = {"confirmed": "good", "corrected": "good", "rejected": "over", "unreviewed": ""}
_PARTNERSHIP = {"active": "good", "preparing": "", "contact": "", "ended": "over"}


def _until(day: date, today: date) -> State | None:
    left = (day - today).days
    if left < 0:
        return State("bad", _("%(span)s overdue") % {"span": span(day, today)})
    if left == 0:
        return State("soon", _("due today"))
    if left <= SOON:
        return State("soon", _("due in %(span)s") % {"span": span(day, today)})
    return None


def of_pledge(line: Line, today: date) -> State:
    if line.status in Commitment.OPEN and line.due_end:
        near = _until(line.due_end, today)
        if near:
            return near
    return State(_COMMITMENT.get(line.status, ""), called(line.status))


def of_agreement(line: Line, today: date) -> State:
    """By its clock: what both sides agreed on, and what has happened by itself since."""
    seen = clock(line.validity or Terms(), today, settings.of().times.expiring)
    if seen.phase == "ended":
        return State("over", called(Agreement.Status.ENDED))
    if seen.phase == "lapsed":
        return State("bad", _("lapsed"))
    if seen.phase == "expiring":
        near = seen.until and seen.until != today
        return State("soon", _("expires in %(span)s") % {"span": span(seen.until, today)} if near else _("last day"))
    if seen.phase == "ahead":
        return State("", _("not in force yet"))
    if seen.renewals:
        return State("good", _("renewed automatically"))
    tone = {"in-force": "good", "renewed": "good", "ended": "over"}.get(line.status, "")
    word = Agreement.Status.FORCE if line.status == Agreement.Status.ENDED else line.status
    return State(tone if word == line.status else "good", called(word))


def of_claim(claim: ClaimRecord) -> State:
    return of_review(claim.review, claim.first_by)


def of_review(review: str, first_by: str = "") -> State:
    """How a claim was judged. `first_by` is who alone has confirmed it, where a second person has to."""
    if first_by:
        return State("soon", _("confirmed by %(who)s, waits for a second person") % {"who": first_by})
    words = {
        "confirmed": _("confirmed"),
        "corrected": _("corrected"),
        "rejected": _("rejected"),
        "unreviewed": _("not reviewed"),
    }
    return State(_CLAIM.get(review, ""), words.get(review, review))


def of_partnership(p: Partnership | Pair) -> State:
    return State(_PARTNERSHIP.get(p.status, ""), called(p.status))


def of_line(line: Line, today: date) -> State | None:
    """How an entry stands; None where there is nothing to say."""
    if line.type == Entry.Type.COMMITMENT:
        return of_pledge(line, today)
    if line.type == Entry.Type.AGREEMENT:
        return of_agreement(line, today)
    if line.status == "planned":
        past = line.when_end is not None and line.when_end < today
        return State("", _("not reported yet")) if past else State("", _("planned"))
    return None
