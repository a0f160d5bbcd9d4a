"""A statement of the office's own: to an entry what a claim is, with a decision in place of a document.

The row follows from the journal (`register/entry_details.py`): `values` are what stands of what was entered.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from ikrar.register.models.decision import Decision
from ikrar.register.models.entry import Entry
from ikrar.register.models.partnership import Partnership
from ikrar.register.models.party import Party


class Entered(models.Model):
    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="entered")
    number = models.PositiveBigIntegerField(unique=True, help_text="The decision's; its subject is entry:#number.")
    kind = models.CharField(max_length=32)
    partnership = models.ForeignKey(
        Partnership, on_delete=models.PROTECT, null=True, blank=True, related_name="entered"
    )
    party = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, blank=True, related_name="entered")
    actor = models.ForeignKey(
        Party,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Who acts towards the other.",
    )
    values = models.JSONField(default=dict, help_text="As a claim's JSON, with what only people enter.")
    entry = models.ForeignKey(Entry, on_delete=models.SET_NULL, null=True, blank=True, related_name="entered")
    role = models.CharField(max_length=16, default="states")
    position = models.PositiveSmallIntegerField(default=0)

    if TYPE_CHECKING:
        partnership_id: int | None
        party_id: int | None
        actor_id: int | None
        entry_id: int | None

    class Meta:
        ordering = ["number"]
        verbose_name_plural = "entered"
        constraints = [
            models.CheckConstraint(
                condition=Q(partnership__isnull=False, party__isnull=True)
                | Q(partnership__isnull=True, party__isnull=False),
                name="entered_of_a_pair_or_a_party",
            )
        ]

    def __str__(self) -> str:
        return f"#{self.number} {self.kind}"
