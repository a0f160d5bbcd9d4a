"""What following adds to the register: links that the engine proposes between a pledge and what came of it."""

from __future__ import annotations

from django.db import models

from ikrar.register.models import ClaimRecord, Commitment


class Proposal(models.Model):
    """A claim that may show that a commitment was kept. A person takes it over or refuses it."""

    class Answer(models.TextChoices):
        OPEN = "open"
        TAKEN = "taken"
        REFUSED = "refused"

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="proposals")
    claim = models.ForeignKey(ClaimRecord, on_delete=models.CASCADE, related_name="proposals")
    status = models.CharField(max_length=16, choices=Commitment.Status.choices)
    reasons = models.JSONField(default=list, blank=True)
    answer = models.CharField(max_length=16, choices=Answer.choices, default=Answer.OPEN)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["commitment", "claim"], name="proposal_once")]
        indexes = [models.Index(fields=["answer"], name="proposal_answer")]

    def __str__(self) -> str:
        return f"{self.commitment} → {self.status}"
