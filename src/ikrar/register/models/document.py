"""A document as it is kept: its text never changes, its identity is the hash of the text."""

from __future__ import annotations

from django.db import models


class DocumentQuerySet(models.QuerySet["StoredDocument"]):
    def light(self) -> DocumentQuerySet:
        """For lists: everything but the text."""
        return self.defer("text", "folded", "headline", "facets")


class StoredDocument(models.Model):
    sha256 = models.CharField(max_length=64, unique=True)
    ident = models.CharField(max_length=500, db_index=True, help_text="The id that the source gave it.")
    text = models.TextField()
    folded = models.TextField(default="", help_text="The text as search compares it.")
    headline = models.TextField(default="", blank=True, help_text="The title as search compares it.")
    facets = models.TextField(default="", blank=True, help_text="What search narrows by: its language, its claims.")
    title = models.TextField(default="", blank=True)
    lang = models.CharField(max_length=16, default="", blank=True)
    published = models.CharField(max_length=32, null=True, blank=True, help_text="EDTF")
    published_day = models.DateField(null=True, blank=True, help_text="The first day of `published`.")
    url = models.TextField(default="", blank=True)
    source = models.TextField(default="", blank=True)
    notes = models.JSONField(default=list, blank=True, help_text="[{code, message, start, end}]")
    copies = models.BigIntegerField(
        null=True,
        blank=True,
        db_index=True,
        help_text="The group of documents that tell the same nearly word for word; null where there is no other.",
    )
    filed_at = models.DateTimeField(auto_now_add=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ["-published_day", "-id"]
        indexes = [
            models.Index(fields=["-published_day", "-id"], name="document_newest"),
            models.Index(fields=["-filed_at"], name="document_filed"),
            models.Index(fields=["lang"], name="document_lang"),
        ]

    def __str__(self) -> str:
        return self.title or self.ident
