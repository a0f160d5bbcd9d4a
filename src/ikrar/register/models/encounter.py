"""An encounter: a meeting, or a visit from one place to the other. `kind` says which."""

from __future__ import annotations

from django.db import models

from ikrar.register.models.entry import Entry
from ikrar.register.models.party import Party


class Encounter(Entry):
    planned = models.BooleanField(default=False, help_text="Announced; no document says yet that it took place.")
    visitor = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, blank=True, related_name="visits")
    host = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, blank=True, related_name="visits_hosted")
