"""Reading: from a document's text to the claims that it states."""

from ikrar.model import Document, Reading
from ikrar.reading.reader import read_document

__all__ = ["Rules", "read_document"]


class Rules:
    """This room as a `Reader`."""

    def read(self, document: Document, /) -> Reading:
        return read_document(document)
