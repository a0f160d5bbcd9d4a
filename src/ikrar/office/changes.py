"""What was done about people and settings, for the administrators to read. The register has its own journal."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from ikrar.office import current
from ikrar.office.models import Change, Office
from ikrar.register.rebuilding import rebuild_staged

SETTINGS = (
    "name", "home", "expiring_days", "notice_days", "review_days", "dormant_days", "take_over", "stages", "two_person",
    "require_two_factor",
)  # fmt: skip


class ChangedSince(ValueError):
    """A change of settings cannot be taken back, as somebody changed the same again: `names` of what, `by` whom."""

    def __init__(self, names: list[str], by: list[str]) -> None:
        self.names, self.by = names, by
        super().__init__(f"changed since by {', '.join(by)}: {', '.join(names)}")


def note(office: Office, who: str, what: str, about: str, detail: str, now: datetime, **values: Any) -> Change:
    """Write a line down."""
    return Change.objects.create(
        office=office, at=now, who=who, what=what, about=about[:300], detail=detail[:300], **values
    )


def set_settings(
    office: Office, values: Mapping[str, Any], by: str, now: datetime, why: str = "", undoes: Change | None = None
) -> Change | None:
    """Set these of an office (names in `SETTINGS`), and write down what they were. None where nothing is different.

    Raises `ValidationError`. What follows from the stages follows at once.
    """
    with transaction.atomic():
        held = Office.objects.select_for_update().filter(pk=office.pk).first() or Office.objects.first_office()
        before = {name: getattr(held, name) for name in values}
        after = {name: value for name, value in values.items() if value != before[name]}
        if not after:
            return None
        for name, value in after.items():
            setattr(held, name, value)
        held.full_clean()
        held.save(update_fields=list(after))
        earlier = {name: before[name] for name in after}
        line = note(
            held, by, Change.What.SETTINGS, ", ".join(after), why, now, before=earlier, after=after, undoes=undoes
        )
    if "stages" in after:
        with current.entered(held):
            rebuild_staged()
    return line


def undo_settings(change: Change, by: str, now: datetime) -> Change | None:
    """Set back what this changed. Raises `ChangedSince` where the same was changed again; None if it is undone."""
    if not change.before or Change.objects.filter(undoes=change).exists():
        return None
    later = [c for c in Change.objects.filter(office=change.office, pk__gt=change.pk) if c.after.keys() & change.after]
    office = change.office
    office.refresh_from_db()
    names = [name for name, value in change.after.items() if getattr(office, name) != value]
    if names:
        raise ChangedSince(names, list(dict.fromkeys(c.who for c in reversed(later))))
    return set_settings(office, change.before, by, now, undoes=change)
