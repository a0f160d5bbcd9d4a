"""Filing a reading, and what follows by itself: links that the office takes for sure enough are taken over."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings

from ikrar.follow.proposals import take_sure
from ikrar.model import Reading
from ikrar.register.filing import Filing, file_reading


def file_and_follow(reading: Reading, *, at: datetime | None = None, by: str = "") -> Filing:
    """As `file_reading`; from the score of `IKRAR_TAKE_OVER` on, what a text shows to be kept is kept."""
    filing = file_reading(reading, at=at, by=by)
    if settings.IKRAR_TAKE_OVER is not None and filing.changed:
        take_sure(settings.IKRAR_TAKE_OVER)
    return filing
