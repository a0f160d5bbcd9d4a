"""What following adds to the register: links that the engine proposes between a pledge and what came of it."""

from __future__ import annotations

from django.db import models

from ikrar.register.models import ClaimRecord, Commitment


class Proposal(models.Model):
    """A claim that may show that a commitment was kept, for a person to take over or refuse.

    Proposals follow from the register, as entries do: what people answered stands in the journal.
    """

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="proposals")
    claim = models.ForeignKey(ClaimRecord, on_delete=models.CASCADE, related_name="proposals")
    status = models.CharField(max_length=16, choices=Commitment.Status.choices)
    reasons = models.JSONField(default=list, blank=True)
    score = models.FloatField(default=0.0, help_text="How sure the link is, 0 to 1.")

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["commitment", "claim"], name="proposal_once")]

    def __str__(self) -> str:
        return f"{self.commitment} → {self.status}"
