"""A file attached to something in the register: the scanned original of an agreement, say.

The row follows from the journal (`register/files.py`); the content lies in the file store, by its hash.
"""

from __future__ import annotations

from django.db import models

from ikrar.register.models.decision import Decision


class AttachedFile(models.Model):
    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="attached")
    number = models.PositiveBigIntegerField(unique=True, help_text="The decision's; its subject is file:#number.")
    of = models.CharField(max_length=500, db_index=True, help_text="The subject that it is attached to, type:key.")
    sha256 = models.CharField(max_length=64, db_index=True)
    name = models.CharField(max_length=255, help_text="As it was called where it came from.")
    media = models.CharField(max_length=100, help_text="Its media type, by its content.")
    size = models.PositiveBigIntegerField(help_text="In bytes.")
    what = models.CharField(max_length=32, default="original", help_text="original, copy, translation, draft, other")
    note = models.TextField(default="", blank=True)
    document = models.CharField(
        max_length=64, default="", blank=True, help_text="The hash of the document that its text was filed as."
    )
    personal = models.CharField(
        max_length=32, default="", blank=True, help_text="Of a file about a person: the token of what is kept of it."
    )

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return self.name

    @property
    def erased(self) -> bool:
        """Whether it was about a person, and nothing but that it was there is kept."""
        return bool(self.personal) and not self.sha256
