"""A partnership: what two parties have with each other. The pair has no order; it is kept by key."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from ikrar.register.models.party import Party


class PartnershipQuerySet(models.QuerySet["Partnership"]):
    def of(self, *parties: Party) -> PartnershipQuerySet:
        """The partnerships in which every one of these stands."""
        found = self
        for party in parties:
            found = found.filter(Q(party_a=party) | Q(party_b=party))
        return found

    def with_parties(self) -> PartnershipQuerySet:
        return self.select_related("party_a", "party_b")


class Partnership(models.Model):
    class Status(models.TextChoices):
        CONTACT = "contact"
        PREPARING = "preparing"
        ACTIVE = "active"
        ENDED = "ended"

    party_a = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="partnerships_a")
    party_b = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="partnerships_b")
    since = models.CharField(max_length=32, null=True, blank=True, help_text="EDTF")
    since_day = models.DateField(null=True, blank=True)
    status = models.CharField(max_length=16, choices=Status.choices, default=Status.CONTACT)
    last_act = models.DateField(null=True, blank=True, help_text="The latest day of which anything is known.")

    objects = PartnershipQuerySet.as_manager()

    class Meta:
        ordering = ["-last_act", "id"]
        constraints = [
            models.UniqueConstraint(fields=["party_a", "party_b"], name="partnership_once"),
            models.CheckConstraint(condition=~Q(party_a=F("party_b")), name="partnership_of_two"),
        ]
        indexes = [
            models.Index(fields=["status", "-last_act"], name="partnership_status"),
            models.Index(fields=["-last_act", "id"], name="partnership_recent"),
        ]

    def __str__(self) -> str:
        return f"{self.party_a} – {self.party_b}"

    @staticmethod
    def order(one: Party, other: Party) -> tuple[Party, Party]:
        """The two in the one order in which a pair is kept."""
        return (one, other) if one.key <= other.key else (other, one)

    @property
    def parties(self) -> tuple[Party, Party]:
        return self.party_a, self.party_b

    def other(self, party: Party) -> Party:
        return self.party_b if party.pk == self.party_a_id else self.party_a
