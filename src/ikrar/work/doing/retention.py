"""Erasing what was kept about persons for longer than the office keeps it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_noop

from ikrar.programmes.privacy import erase_old
from ikrar.work.kinds import Kind
from ikrar.work.run import Run


def erase(run: Run) -> dict[str, Any]:
    """What is kept about those nominated for programmes that ended long ago."""
    return {"erased": erase_old(timezone.localdate(run.now()), settings.IKRAR_KEEP_PEOPLE_DAYS)}


RETENTION = Kind("retention", gettext_noop("Erasing what was kept about persons long enough"), erase)
