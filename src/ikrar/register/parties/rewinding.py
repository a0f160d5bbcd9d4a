"""Parties as they were described at an earlier moment: for a copy of the register that is turned back."""

from __future__ import annotations

from datetime import datetime

from ikrar.register.models import Contact, Decision, OfficeHolder, Party, PartyName, Succession
from ikrar.register.parties import keys, names
from ikrar.register.parties.subject import TYPE, put_back
from ikrar.register.subjects import parted


def rewind(moment: datetime) -> None:
    """Take later descriptions of parties back, while the decisions are still there that say what was before.

    What belongs to parties is removed and made again from the decisions that are left.
    """
    later = Decision.objects.filter(at__gt=moment, subject__startswith=f"{TYPE}:").order_by("-number")
    for decision in later:
        row = keys.row_of(parted(decision.subject)[1])
        if row is not None:
            put_back(row, decision)
    PartyName.objects.exclude(key=None).delete()
    for model in (OfficeHolder, Succession, Contact):
        model.objects.all().delete()
    Party.objects.update(kept=False)
    names.show(list(Party.objects.all()))
