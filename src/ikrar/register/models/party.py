"""A party: the government of a place, known by its name and country."""

from __future__ import annotations

from django.db import models

from ikrar.model import Party as PartyValue


class Party(models.Model):
    name = models.CharField(max_length=200)
    country = models.CharField(max_length=2, default="", blank=True, help_text="ISO 3166-1 alpha-2")
    level = models.CharField(max_length=16, default="city")
    geonames = models.BigIntegerField(null=True, blank=True, db_index=True)
    lat = models.FloatField(null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)
    folded = models.CharField(max_length=200, default="", db_index=True, help_text="The name as search compares it.")

    class Meta:
        ordering = ["name", "country"]
        verbose_name_plural = "parties"
        constraints = [models.UniqueConstraint(fields=["name", "country"], name="party_once")]
        indexes = [models.Index(fields=["country", "name"], name="party_country")]

    def __str__(self) -> str:
        return self.name

    @property
    def key(self) -> str:
        """`Name|CC`"""
        return f"{self.name}|{self.country}"

    @property
    def value(self) -> PartyValue:
        return PartyValue(self.name, self.country, self.level, self.geonames)  # type: ignore[arg-type]
