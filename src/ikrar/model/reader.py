"""What all readers have in common: rules, a language model, or whatever comes after them."""

from __future__ import annotations

from typing import Protocol

from ikrar.model.claim import Reading
from ikrar.model.document import Document


class Reader(Protocol):
    """Reads one document at a time."""

    def read(self, document: Document, /) -> Reading: ...
