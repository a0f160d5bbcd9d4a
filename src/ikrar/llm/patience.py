"""Trying again: when, after how long, and when not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TypeVar

from ikrar.llm.posting import Failed

T = TypeVar("T")
TRIES = 5
FIRST = 2.0  # seconds before the second try; each further wait is twice as long
LONGEST = 120.0  # a server that asks for more is not waited for
PASSING = frozenset({408, 425, 429, 500, 502, 503, 504, 529})


def patiently(call: Callable[[], T], sleep: Callable[[float], None], clock: Callable[[], float]) -> T:
    """Call until it succeeds, fails for good, or has failed `TRIES` times."""
    for nth in range(TRIES):
        try:
            return call()
        except Failed as failed:
            if failed.status is not None and failed.status not in PASSING:
                raise
            if nth == TRIES - 1:
                raise Failed(f"{failed.reason} (tried {TRIES} times)", failed.status) from None
            asked = _asked(failed.retry_after, clock())
            if asked > LONGEST:
                raise Failed(f"{failed.reason} (it asks to wait {asked:.0f} seconds)", failed.status) from None
            sleep(max(FIRST * 2**nth, asked))
    raise AssertionError("unreachable")


def _asked(retry_after: str | None, now: float) -> float:
    """Seconds that the server asks to wait: `Retry-After` is a number or a date; 0 where it is neither."""
    if not retry_after:
        return 0.0
    written = retry_after.strip()
    if written.isascii() and written.isdecimal():
        return float(written)
    try:
        date = parsedate_to_datetime(written)
    except (TypeError, ValueError):
        return 0.0
    date = date if date.tzinfo else date.replace(tzinfo=UTC)
    return max(0.0, (date - datetime.fromtimestamp(now, UTC)).total_seconds())
