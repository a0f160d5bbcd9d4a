"""Every reading of a document that was filed or proposed: what an engine made of a text, and since when it holds.

A line is added whenever what is read in a document changes, and is never changed afterwards but for its end: a
proposal is taken over or dropped, once. So the readings say what the machine held to be true of a document on any
day: the latest one that had been taken over by then.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Q

from ikrar.register.models.document import StoredDocument

_ENDS = frozenset({"taken_over_at", "dropped_at", "settled_by"})


class ReadingKeptError(RuntimeError):
    """Someone tried to change or remove a reading that is kept."""


class ReadingQuerySet(models.QuerySet["StoredReading"]):
    def taken_over(self, by: datetime | None = None) -> ReadingQuerySet:
        """Readings that were filed, or filed by that moment, the latest first."""
        until = {"taken_over_at__lte": by} if by else {"taken_over_at__isnull": False}
        return self.filter(**until).order_by("-taken_over_at", "-id")

    def open(self) -> ReadingQuerySet:
        """Proposals that wait for a person."""
        return self.filter(taken_over_at=None, dropped_at=None)


class StoredReading(models.Model):
    document = models.ForeignKey(StoredDocument, on_delete=models.CASCADE, related_name="readings")
    engine = models.CharField(max_length=64, default="", blank=True)
    at = models.DateTimeField(help_text="When it was read.")
    lang = models.CharField(max_length=16, default="", blank=True)
    claims = models.JSONField(default=list, help_text="What was read, as `ClaimRecord.read`, in order of their keys.")
    notes = models.JSONField(default=list, blank=True, help_text="[{code, message, start, end}]")
    digest = models.CharField(max_length=64, help_text="Hash of the claims and notes: the same where nothing differs.")
    added = models.PositiveIntegerField(default=0, help_text="Claims that the reading before did not have.")
    gone = models.PositiveIntegerField(default=0, help_text="Claims that only the reading before had.")
    changed = models.PositiveIntegerField(default=0, help_text="Claims that say something else than before.")
    weighed = models.PositiveIntegerField(default=0, help_text="Claims that differ in nothing but how sure they are.")
    taken_over_at = models.DateTimeField(null=True, blank=True, help_text="Since when the register follows it.")
    dropped_at = models.DateTimeField(null=True, blank=True, help_text="When a proposal was turned down.")
    settled_by = models.CharField(max_length=150, default="", blank=True, help_text="Who took it over or dropped it.")

    objects = ReadingQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["document", "-taken_over_at"], name="reading_of_a_day")]
        constraints = [
            models.UniqueConstraint(
                fields=["document"],
                condition=Q(taken_over_at=None, dropped_at=None),
                name="reading_one_proposal_a_document",
            ),
            models.CheckConstraint(
                condition=Q(taken_over_at=None) | Q(dropped_at=None), name="reading_taken_over_or_dropped"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document_id} by {self.engine} at {self.at:%Y-%m-%d}"

    @property
    def is_open(self) -> bool:
        """Whether it waits for a person."""
        return self.taken_over_at is None and self.dropped_at is None

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding and not set(kwargs.get("update_fields") or ["all"]) <= _ENDS:
            raise ReadingKeptError("What was read is kept as it was; read anew instead.")
        super().save(*args, **kwargs)
