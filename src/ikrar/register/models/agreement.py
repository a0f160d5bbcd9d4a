"""An agreement: an instrument between two parties. `what` names the instrument."""

from __future__ import annotations

from django.db import models

from ikrar.register.models.entry import Entry


class Agreement(Entry):
    class Status(models.TextChoices):
        PREPARATION = "in-preparation"
        FORCE = "in-force"
        RENEWED = "renewed"
        ENDED = "ended"

    status = models.CharField(max_length=16, choices=Status.choices)
    signed = models.CharField(max_length=32, null=True, blank=True, help_text="EDTF")
    signed_start = models.DateField(null=True, blank=True)
    signed_end = models.DateField(null=True, blank=True)
    ended = models.CharField(max_length=32, null=True, blank=True, help_text="EDTF")
    valid_until = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["status", "valid_until"], name="agreement_expiry")]
