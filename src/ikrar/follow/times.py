"""The times that an office goes by. Pure: every question about a day is asked with them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Times:
    """All in days. An agreement is expiring so long before its end, and to be decided on so long before the last day

    for that (`notice`); a pledge without a day is looked at again so long after it was told (`review`); a partnership
    sleeps after so long without an act (`dormant`).
    """

    expiring: int = 365
    notice: int = 90
    review: int = 180
    dormant: int = 730
