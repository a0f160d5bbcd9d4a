"""Values that all rooms share."""

from ikrar.model.claim import Claim, Evidence, Reading
from ikrar.model.document import Document, Note
from ikrar.model.party import Party
from ikrar.model.reader import Reader

__all__ = ["Claim", "Document", "Evidence", "Note", "Party", "Reader", "Reading"]
