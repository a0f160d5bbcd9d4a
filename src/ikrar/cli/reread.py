"""`ikrar reread`: what the present version reads otherwise in the documents that are filed."""

from __future__ import annotations

import getpass
from collections import Counter
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ikrar.cli.register import Office, open_register
from ikrar.cli.streams import console, say
from ikrar.cli.words import counted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ikrar.register.models import StoredReading

_SHOWN = 5


def reread(
    take_over: Annotated[bool, typer.Option("--take-over", help="Follow the new readings at once.")] = False,
    examples: Annotated[int, typer.Option(min=0, help="How many documents that differ are shown.")] = _SHOWN,
    office: Office = None,
) -> None:
    """Read all documents again with this version, and tell what it reads otherwise.

    \b
    ikrar reread                  nothing is changed; the differences are kept as proposals
    ikrar reread --take-over      what was read anew is followed; what people decided stays

    A proposal waits until somebody takes it over or drops it, here or on the site, a document at a time or all.
    """
    open_register(office=office)
    from django.utils import timezone

    from ikrar.follow.filing import follow_up
    from ikrar.office import settings
    from ikrar.register.models import StoredReading
    from ikrar.register.rereading import take_over as follow

    tally = _propose_all()
    open_ = StoredReading.objects.open().select_related("document").defer("document__folded").order_by("pk")
    print(f"{counted(tally['documents'], 'document')} read again, {tally['differ']:,} differ")
    names = (("added", "new claim"), ("gone", "claim gone"), ("changed", "changed"), ("weighed", "only weighed anew"))
    print(", ".join(f"{tally[name]:,} {called}" for name, called in names))
    for proposal in open_[:examples]:
        _show(proposal)
    if not take_over:
        if tally["differ"]:
            say("Nothing was changed. To follow the new readings: ikrar reread --take-over", "dim")
        return
    taken = 0
    for key in list(open_.values_list("pk", flat=True)):
        proposal = StoredReading.objects.select_related("document").get(pk=key)
        follow_up(follow(proposal, by=getpass.getuser(), at=timezone.now()), settings.of().take_over)
        taken += 1
    print(f"{counted(taken, 'document')} taken over")


def _propose_all() -> Counter[str]:
    from django.utils import timezone

    from ikrar.cli.inputs import prepare
    from ikrar.reading import read_document
    from ikrar.register.models import StoredDocument
    from ikrar.register.readings import as_document
    from ikrar.register.rereading import propose

    prepare()
    tally: Counter[str] = Counter()
    for document in StoredDocument.objects.defer("folded").order_by("pk").iterator(50):
        proposal = propose(read_document(as_document(document)), at=timezone.now())
        tally["documents"] += 1
        if proposal:
            tally["differ"] += 1
            tally.update({name: getattr(proposal, name) for name in ("added", "gone", "changed", "weighed")})
    return tally


def _show(proposal: StoredReading) -> None:
    from rich.text import Text

    from ikrar.register.rereading import change

    found = change(proposal)
    out = console()
    out.print()
    out.print(Text(str(proposal.document), "bold"), soft_wrap=True)
    for sign, reads in (("+", found.added), ("-", found.gone)):
        for read in reads:
            out.print(f"  {sign} {_line(read)}", soft_wrap=True)
    for before, after in found.changed:
        out.print(f"  ~ {_line(before)}\n    {_line(after)}", soft_wrap=True)


def _line(read: Mapping[str, Any]) -> str:
    from ikrar.ontology import label

    names = {role: ", ".join(p["name"] for p in read[role]) for role in ("from", "to", "parties")}
    who = f"{names['from'] or '?'} → {names['to'] or '?'}" if names["from"] or names["to"] else names["parties"]
    words = " … ".join(" ".join(e["quote"].split()) for e in read["evidence"])
    return " · ".join(part for part in (label(read["kind"], "en"), who, read["when"], f"“{words}”") if part)
