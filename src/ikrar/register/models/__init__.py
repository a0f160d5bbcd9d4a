"""What the database holds: documents, claims and decisions; and the entries that follow from them."""

from ikrar.register.models.activity import Activity
from ikrar.register.models.agreement import Agreement
from ikrar.register.models.attached import AttachedFile
from ikrar.register.models.claim import ClaimParty, ClaimRecord
from ikrar.register.models.commitment import Commitment
from ikrar.register.models.decision import Decision
from ikrar.register.models.document import StoredDocument
from ikrar.register.models.encounter import Encounter
from ikrar.register.models.entered import Entered
from ikrar.register.models.entry import Entry, EntryClaim
from ikrar.register.models.partnership import Partnership
from ikrar.register.models.party import Party
from ikrar.register.models.party_details import Contact, OfficeHolder, PartyName, Personal, Succession
from ikrar.register.models.reading import StoredReading
from ikrar.register.models.sketch import SketchBand, StoredSketch
from ikrar.register.models.trait import Trait

__all__ = [
    "Activity",
    "Agreement",
    "AttachedFile",
    "ClaimParty",
    "ClaimRecord",
    "Commitment",
    "Contact",
    "Decision",
    "Encounter",
    "Entered",
    "Entry",
    "EntryClaim",
    "OfficeHolder",
    "Partnership",
    "Party",
    "PartyName",
    "Personal",
    "SketchBand",
    "StoredDocument",
    "StoredReading",
    "StoredSketch",
    "Succession",
    "Trait",
]
