"""A party: the government of a place, or a body that belongs to one; known by its name and country.

Its name through time and in each language follows from `PartyName`; what pages need of it lies in `names` as well, so
that a page shows the name of a day without asking the database again.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from ikrar.model import Party as PartyValue
from ikrar.register.parties.naming import name_on


class PartyQuerySet(models.QuerySet["Party"]):
    def themselves(self) -> PartyQuerySet:
        """Parties, without those that a person found to be another one under a second name."""
        return self.filter(same_as=None)


class Party(models.Model):
    name = models.CharField(max_length=200)
    country = models.CharField(max_length=2, default="", blank=True, help_text="ISO 3166-1 alpha-2")
    level = models.CharField(max_length=16, default="city")
    body = models.CharField(max_length=24, default="", blank=True, help_text="What sort of body; empty: a government.")
    belongs_to = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="bodies")
    same_as = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="aliases")
    kept = models.BooleanField(default=False, help_text="People described it: it stays without claims.")
    geonames = models.BigIntegerField(null=True, blank=True, db_index=True)
    wikidata = models.CharField(max_length=16, default="", blank=True, help_text="Q3630")
    subdivision = models.CharField(max_length=8, default="", blank=True, help_text="ISO 3166-2: ID-JK")
    lat = models.FloatField(null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)
    folded = models.CharField(max_length=200, default="", db_index=True, help_text="The name as search compares it.")
    names = models.JSONField(default=list, blank=True, help_text="As `naming.Name`, days as ISO")

    objects = PartyQuerySet.as_manager()

    if TYPE_CHECKING:
        belongs_to_id: int | None
        same_as_id: int | None

    class Meta:
        ordering = ["name", "country"]
        verbose_name_plural = "parties"
        constraints = [
            models.UniqueConstraint(fields=["name", "country"], name="party_once"),
            models.CheckConstraint(condition=~Q(same_as=models.F("id")), name="party_not_its_own_alias"),
            models.CheckConstraint(condition=~Q(belongs_to=models.F("id")), name="party_not_its_own_body"),
        ]
        indexes = [
            models.Index(fields=["country", "name"], name="party_country"),
            models.Index(fields=["wikidata"], name="party_wikidata"),
            models.Index(fields=["subdivision"], name="party_subdivision"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def key(self) -> str:
        """`Name|CC`"""
        return f"{self.name}|{self.country}"

    @property
    def value(self) -> PartyValue:
        return PartyValue(self.name, self.country, self.level, self.geonames)  # type: ignore[arg-type]

    def name_on(self, day: date | None, lang: str) -> str:
        """What it was called on that day (None: now, as far as is known) in `id`, `en`, `zh` or another language."""
        return name_on(self.names, day, lang) or self.name

    def official_on(self, day: date | None, lang: str) -> str:
        """Its official name of that day, where somebody entered one that is not the name that is shown anyway."""
        official = name_on(self.names, day, lang, "official")
        return official if official != self.name_on(day, lang) else ""
