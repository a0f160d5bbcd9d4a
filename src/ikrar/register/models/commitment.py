"""A commitment: a pledge with a debtor, a creditor, an object (`what`), a due date and a status.

`kind` is where it comes from: invitation, offer, interest, request, plan, acceptance. What both sides
plan together is joint and has neither debtor nor creditor. Of a request, the party that was asked is
the debtor; of everything else, the one that acts.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from ikrar.register.models.claim import ClaimRecord
from ikrar.register.models.entry import Entry, EntryQuerySet
from ikrar.register.models.party import Party


class CommitmentQuerySet(EntryQuerySet):
    def open(self) -> CommitmentQuerySet:
        """Neither kept nor given up."""
        return self.filter(status__in=Commitment.OPEN)


class Commitment(Entry):
    class Status(models.TextChoices):
        MADE = "made"
        ACCEPTED = "accepted"
        UNDER_WAY = "under-way"
        KEPT = "kept"
        PARTLY_KEPT = "partly-kept"
        DECLINED = "declined"
        LAPSED = "lapsed"
        WITHDRAWN = "withdrawn"

    OPEN = (Status.MADE, Status.ACCEPTED, Status.UNDER_WAY)

    joint = models.BooleanField(default=False)
    debtor = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, blank=True, related_name="debts")
    creditor = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, blank=True, related_name="credits")
    due = models.CharField(max_length=32, null=True, blank=True, help_text="EDTF")
    due_start = models.DateField(null=True, blank=True)
    due_end = models.DateField(null=True, blank=True)
    status = models.CharField(max_length=16, choices=Status.choices, default=Status.MADE)
    status_claim = models.ForeignKey(
        ClaimRecord,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="What shows the status.",
    )
    status_why = models.TextField(default="", blank=True, help_text="The reason a person gave for the status.")

    owner = models.CharField(max_length=150, default="", blank=True, help_text="Who in the office looks after it.")
    next_step = models.TextField(default="", blank=True)
    next_on = models.DateField(null=True, blank=True, help_text="The day on which the next step is to be taken.")

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(joint=True, debtor__isnull=True, creditor__isnull=True)
                | Q(joint=False, debtor__isnull=False, creditor__isnull=False),
                name="commitment_joint_or_directed",
            )
        ]
        indexes = [
            models.Index(fields=["status", "due_start"], name="commitment_due"),
            models.Index(fields=["status", "due_end"], name="commitment_overdue"),
            models.Index(fields=["debtor", "status"], name="commitment_debtor"),
            models.Index(fields=["creditor", "status"], name="commitment_creditor"),
            models.Index(fields=["status", "next_on"], name="commitment_next"),
            models.Index(fields=["owner", "status"], name="commitment_owner"),
        ]
