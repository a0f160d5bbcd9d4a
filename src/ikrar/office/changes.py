"""What was done about people and settings, for the administrators to read. The register has its own journal."""

from __future__ import annotations

from datetime import datetime

from ikrar.office.models import Change, Office


def note(office: Office, who: str, what: str, about: str, detail: str, now: datetime) -> None:
    """Write a line down."""
    Change.objects.create(office=office, at=now, who=who, what=what, about=about[:300], detail=detail[:300])
