"""Values that all rooms share."""

from ikrar.model.claim import Claim, Evidence, Reading
from ikrar.model.document import Document, Note
from ikrar.model.party import Party

__all__ = ["Claim", "Document", "Evidence", "Note", "Party", "Reading"]
