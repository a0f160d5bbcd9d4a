"""Programmes with their calls and nominations. Rows follow from the journal (`subjects.py`); `key` is `#decision`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from ikrar.register.models import Commitment, Entry, Partnership, Personal


class Programme(models.Model):
    key = models.CharField(max_length=40, unique=True, help_text="#decision")
    kind = models.CharField(max_length=16)
    title = models.CharField(max_length=300)
    state = models.CharField(max_length=16, default="planned")
    promise = models.CharField(max_length=300, default="", blank=True, help_text="The key of the commitment's entry.")
    commitment = models.ForeignKey(
        Commitment, on_delete=models.SET_NULL, null=True, blank=True, related_name="programmes"
    )
    partnership = models.ForeignKey(
        Partnership, on_delete=models.SET_NULL, null=True, blank=True, related_name="programmes"
    )
    between = models.JSONField(default=list, blank=True, help_text='["Name|CC", "Name|CC"]')
    when = models.CharField(max_length=32, null=True, blank=True, help_text="EDTF")
    starts = models.DateField(null=True, blank=True)
    ends = models.DateField(null=True, blank=True)
    place = models.CharField(max_length=200, default="", blank=True)
    seats = models.PositiveIntegerField(null=True, blank=True)
    fields = models.JSONField(default=list, blank=True)
    owner = models.CharField(max_length=150, default="", blank=True)
    costs = models.JSONField(default=list, blank=True, help_text="[{what, amount, currency, borne_by}]")
    report = models.TextField(default="", blank=True, help_text="What came of it.")
    note = models.TextField(default="", blank=True)

    if TYPE_CHECKING:
        commitment_id: int | None
        partnership_id: int | None

    class Meta:
        ordering = ["-starts", "-id"]
        indexes = [
            models.Index(fields=["state", "-starts"], name="programme_state"),
            models.Index(fields=["-starts", "-id"], name="programme_newest"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def number(self) -> int:
        return int(self.key[1:])


class Call(models.Model):
    """A window in which nominations may come in."""

    key = models.CharField(max_length=40, unique=True)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="calls")
    title = models.CharField(max_length=200, default="", blank=True)
    opens = models.DateField(null=True, blank=True)
    closes = models.DateField(null=True, blank=True)
    seats = models.PositiveIntegerField(null=True, blank=True)
    who = models.JSONField(default=list, blank=True, help_text="Who may be nominated: codes of kinds.toml")
    papers = models.TextField(default="", blank=True, help_text="What a nomination has to bring, a line each.")

    class Meta:
        ordering = ["closes", "id"]

    def __str__(self) -> str:
        return self.title or str(self.programme)


class Nomination(models.Model):
    """One who is nominated. The name and address of a person lie in `Personal`; those of a body in `name`."""

    key = models.CharField(max_length=40, unique=True)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="nominations")
    call = models.ForeignKey(Call, on_delete=models.SET_NULL, null=True, blank=True, related_name="nominations")
    who = models.CharField(max_length=16)
    name = models.CharField(max_length=200, default="", blank=True, help_text="Of a company or an agency.")
    personal = models.ForeignKey(Personal, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    nominated_by = models.CharField(max_length=200, default="", blank=True)
    papers = models.TextField(default="", blank=True, help_text="What it brought.")
    state = models.CharField(max_length=16, default="nominated")
    reason = models.TextField(default="", blank=True, help_text="Why it was selected, or not.")
    attendance = models.CharField(max_length=16, default="unknown")
    outcome = models.TextField(default="", blank=True)

    if TYPE_CHECKING:
        personal_id: int | None
        call_id: int | None

    class Meta:
        ordering = ["programme", "id"]
        indexes = [models.Index(fields=["programme", "state"], name="nomination_state")]

    def __str__(self) -> str:
        return self.shown

    @property
    def shown(self) -> str:
        """The name, as far as it is not erased."""
        return str(self.values.get("name", "")) if self.personal_id else self.name

    @property
    def values(self) -> dict[str, str]:
        return dict(self.personal.values) if self.personal is not None else {}

    @property
    def erased(self) -> bool:
        return self.personal is not None and self.personal.erased_at is not None


__all__ = ["Call", "Entry", "Nomination", "Programme"]
