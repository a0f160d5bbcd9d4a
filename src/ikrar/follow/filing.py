"""Filing a reading, and what follows by itself: links that the office takes for sure enough are taken over."""

from __future__ import annotations

from datetime import datetime

from ikrar.follow.proposals import take_sure
from ikrar.model import Reading
from ikrar.register.filing import Filing, file_reading


def file_and_follow(reading: Reading, take_over: float | None, *, at: datetime | None = None, by: str = "") -> Filing:
    """As `file_reading`; from the score `take_over` of the office on, what a text shows to be kept is kept. None: a

    person judges each.
    """
    return follow_up(file_reading(reading, at=at, by=by), take_over)


def follow_up(filing: Filing, take_over: float | None) -> Filing:
    """What follows from a filing that changed something, such as a reading that was taken over."""
    if take_over is not None and filing.changed:
        take_sure(take_over)
    return filing
