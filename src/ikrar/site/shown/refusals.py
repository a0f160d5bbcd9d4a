"""Why something cannot be, in the reader's words: of what was decided, and of files that cannot be read."""

from __future__ import annotations

from django.utils.translation import gettext as _

from ikrar.documents.unreadable import Refused
from ikrar.register.values import CannotChange


def said(wrong: CannotChange | Refused) -> str:
    """The words that the room chose, translated, with what they are about filled in."""
    return _(wrong.words).format(**wrong.about) if wrong.about else _(wrong.words) if wrong.words else ""
