"""`ikrar check`: whether the register is in order."""

from __future__ import annotations

import typer

from ikrar.cli.register import Office, open_register
from ikrar.cli.words import counted


def check(office: Office = None) -> None:
    """Check that the register is in order.

    \b
    ikrar check && ikrar backup /mnt/safe

    Texts are unaltered, quotes stand in their place, the journal has no gap. Prints what is wrong, a line
    each, and exits with 1; or says that all is well and exits with 0.
    """
    open_register(office=office)
    from ikrar.register.integrity import check as flaws
    from ikrar.register.models import ClaimRecord, Decision, Entry, StoredDocument

    found = flaws()
    for flaw in found:
        print(flaw)
    if found:
        raise typer.Exit(1)
    counts = (
        counted(StoredDocument.objects.count(), "document"),
        counted(ClaimRecord.objects.count(), "claim"),
        counted(Entry.objects.count(), "entry", "entries"),
        counted(Decision.objects.count(), "decision"),
    )
    print(f"The register is in order: {', '.join(counts)}.")
