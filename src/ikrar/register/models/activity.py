"""An activity: something that was carried out, or is under way, between two parties."""

from __future__ import annotations

from django.db import models

from ikrar.register.models.entry import Entry
from ikrar.register.models.party import Party


class Activity(Entry):
    giver = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, blank=True, related_name="given")
    receiver = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, blank=True, related_name="received")

    class Meta:
        verbose_name_plural = "activities"
