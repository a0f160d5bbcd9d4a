"""A decision: what a person did. Decisions are only ever added; taking one back is another decision.

A decision names its claim by the document's hash, the evidence, the kind and the claim's key, and not by
a row: it holds after the document has been read again by another engine. What is entered or changed by hand
is named by its subject (`register/subjects.py`): `party:Shanghai|CN`, `entry:#12`.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils import timezone


class AppendOnlyError(RuntimeError):
    """Someone tried to change or remove a decision."""


class Decision(models.Model):
    class What(models.TextChoices):
        CONFIRM = "confirm"
        CORRECT = "correct"
        REJECT = "reject"
        MERGE = "merge"
        SPLIT = "split"
        ENTER = "enter"
        CHANGE = "change"
        REMOVE = "remove"
        SET_STATUS = "set-status"
        UNDO = "undo"

    number = models.PositiveBigIntegerField(unique=True, help_text="1, 2, 3 …: a missing number is a missing decision.")
    digest = models.CharField(max_length=64, help_text="Hash over this decision and the digest before it.")
    who = models.CharField(max_length=150)
    at = models.DateTimeField(default=timezone.now, db_index=True)
    what = models.CharField(max_length=16, choices=What.choices)
    document_sha256 = models.CharField(max_length=64, default="", blank=True)
    evidence = models.JSONField(default=list, blank=True, help_text="[[start, end]]")
    kind = models.CharField(max_length=32, default="", blank=True)
    claim_key = models.CharField(max_length=64, default="", blank=True)
    subject = models.CharField(max_length=500, default="", blank=True, db_index=True, help_text="type:key")
    batch = models.CharField(max_length=64, default="", blank=True, db_index=True, help_text="Taken in one go.")
    why = models.TextField(default="", blank=True)
    before = models.JSONField(default=dict, blank=True)
    after = models.JSONField(default=dict, blank=True)
    undoes = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="undone_by")

    class Meta:
        ordering = ["number"]
        indexes = [models.Index(fields=["document_sha256", "claim_key"], name="decision_target")]

    def __str__(self) -> str:
        return f"{self.number} {self.what} by {self.who}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnlyError("A decision cannot be changed; undo it by another.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        raise AppendOnlyError("A decision cannot be removed; undo it by another.")
