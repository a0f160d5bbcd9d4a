"""The sketch of a document's text, and the bands under which texts that may be alike are found."""

from __future__ import annotations

from django.db import models

from ikrar.register.models.document import StoredDocument


class StoredSketch(models.Model):
    document = models.OneToOneField(StoredDocument, on_delete=models.CASCADE, primary_key=True, related_name="sketch")
    digest = models.CharField(max_length=32, help_text="The same for texts with the same shingles.")
    mins = models.BinaryField(help_text="128 numbers of 32 bits.")

    class Meta:
        indexes = [models.Index(fields=["digest"], name="sketch_digest")]

    def __str__(self) -> str:
        return self.digest


class SketchBand(models.Model):
    """Texts with the same shingles have the same bands, which the first of them alone keeps."""

    sketch = models.ForeignKey(StoredSketch, on_delete=models.CASCADE, related_name="bands", db_index=False)
    value = models.BigIntegerField()

    class Meta:
        indexes = [
            models.Index(fields=["value", "sketch"], name="sketch_band"),
            models.Index(fields=["sketch"], name="sketch_band_of"),
        ]

    def __str__(self) -> str:
        return str(self.value)
