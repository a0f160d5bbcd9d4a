"""Why something cannot be, in the reader's words: of what was decided, and of files that cannot be read."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from ikrar.documents.unreadable import Refused
from ikrar.register.subjects import ChangedMeanwhile
from ikrar.register.values import CannotChange
from ikrar.site.shown.dates import written


def met_another(met: ChangedMeanwhile) -> str:
    """Who saved something else meanwhile, and what to do."""
    who = ", ".join(dict.fromkeys(d.who for d in met.since))
    return _("%(who)s changed this meanwhile. Look at what stands now, and save again.") % {"who": who}


def said(wrong: CannotChange | Refused) -> str:
    """The words that the room chose, translated, with what they are about filled in."""
    if not wrong.words:
        return ""
    about = {name: written(v.isoformat(), "long") if isinstance(v, date) else v for name, v in wrong.about.items()}
    return _(wrong.words).format(**about) if about else _(wrong.words)
