"""An agreement: an instrument between two parties. `what` names the instrument."""

from __future__ import annotations

from django.db import models

from ikrar.ontology.instruments import instrument_of
from ikrar.register.models.entry import Entry
from ikrar.register.terms import Terms, terms_of


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
    terms = models.JSONField(default=dict, blank=True, help_text="What people said of the instrument, by name.")
    stages = models.JSONField(default=dict, blank=True, help_text="{code: {entered, left, person, note}}, EDTF")
    periods = models.JSONField(default=list, blank=True, help_text="When it binds, by agreement: register/terms.py.")
    expires_on = models.DateField(null=True, blank=True, help_text="The end of the last agreed period.")
    notice_by = models.DateField(null=True, blank=True, help_text="The last day to give notice before that.")
    renews_on = models.DateField(null=True, blank=True, help_text="The day on which it would renew itself.")
    ended_on = models.DateField(null=True, blank=True, help_text="The day with which it ended, where that is known.")

    class Meta:
        indexes = [
            models.Index(fields=["status", "valid_until"], name="agreement_expiry"),
            models.Index(fields=["expires_on"], name="agreement_expires"),
            models.Index(fields=["notice_by"], name="agreement_notice"),
        ]

    @property
    def validity(self) -> Terms:
        """What its clock needs (`follow/clocks.py`)."""
        return terms_of(self.status, self.terms, self.periods, self.ended_on)

    @property
    def instrument(self) -> str:
        """Its type: what people said, else what its name says; empty where neither tells."""
        return self.terms.get("instrument") or instrument_of(self.what)
