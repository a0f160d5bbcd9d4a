"""What day it is, for every page. Tests and demonstrations set `IKRAR_TODAY`."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.utils import timezone


def today() -> date:
    """The office's day: `IKRAR_TODAY` where it is set, else the date in the office's time zone."""
    fixed = getattr(settings, "IKRAR_TODAY", None)
    return date.fromisoformat(fixed) if fixed else timezone.localdate()
