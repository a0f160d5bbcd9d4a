"""Reading: from a document's text to the claims that it states."""

from ikrar.reading.reader import read_document

__all__ = ["read_document"]
