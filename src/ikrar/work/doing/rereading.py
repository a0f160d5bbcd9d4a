"""Reading all documents again with the present engine, and taking over what it proposes."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_noop

from ikrar.follow.filing import follow_up
from ikrar.office import settings
from ikrar.reading import read_document
from ikrar.register.filing import present_engine
from ikrar.register.models import StoredDocument, StoredReading
from ikrar.register.readings import as_document
from ikrar.register.rereading import CannotSettle, propose, take_over
from ikrar.work.kinds import Kind
from ikrar.work.run import Run

_BATCH = 50
COUNTS = ("added", "gone", "changed", "weighed")


def reread(run: Run) -> dict[str, Any]:
    """Propose what the present engine reads otherwise. `given`: {"documents": [hash]}; all of them without it."""
    documents = _meant(run.given.get("documents"))
    tally: Counter[str] = Counter(run.kept.get("tally", {}))
    run.begin(documents.count())
    for document in _in_order(documents, run.kept.get("past", 0)):
        run.pause()
        run.say(gettext_noop("Reading %(name)s"), name=str(document)[:200])
        try:
            proposal = propose(read_document(as_document(document)), at=run.now())
        except Exception as e:
            _could_not(run, document, e)
        else:
            tally["documents"] += 1
            if proposal:
                tally["differ"] += 1
                tally.update({name: getattr(proposal, name) for name in COUNTS})
        run.did(past=document.pk, tally=dict(tally))
    return {name: tally[name] for name in ("documents", "differ", *COUNTS)} | {"engine": present_engine()}


def take_over_all(run: Run) -> dict[str, Any]:
    """Take over every open proposal made until now. `given`: {"until": the last one's row}."""
    proposals = StoredReading.objects.open().filter(pk__lte=run.given["until"])
    tally: Counter[str] = Counter(run.kept.get("tally", {}))
    run.begin(tally["documents"] + proposals.count(), done=tally["documents"])
    while True:
        batch = list(proposals.select_related("document").order_by("pk")[:_BATCH])
        if not batch:
            return {name: tally[name] for name in ("documents", *COUNTS)}
        for proposal in batch:
            run.pause()
            run.say(gettext_noop("Taking over %(name)s"), name=str(proposal.document)[:200])
            try:
                follow_up(take_over(proposal, by=run.who, at=run.now()), settings.of().take_over)
            except CannotSettle:  # Somebody was quicker.
                continue
            tally["documents"] += 1
            tally.update({name: getattr(proposal, name) for name in COUNTS})
            run.did(tally=dict(tally))


def _meant(hashes: list[str] | None) -> QuerySet[StoredDocument]:
    documents = StoredDocument.objects.defer("folded")
    return documents if hashes is None else documents.filter(sha256__in=hashes)


def _in_order(documents: QuerySet[StoredDocument], past: int) -> Any:
    """By key, a batch at a time: those that are filed meanwhile come too."""
    while True:
        batch = list(documents.filter(pk__gt=past).order_by("pk")[:_BATCH])
        if not batch:
            return
        yield from batch
        past = batch[-1].pk


def _could_not(run: Run, document: StoredDocument, e: Exception) -> None:
    from django.db import DatabaseError

    if isinstance(e, DatabaseError):
        raise e
    what = f"{type(e).__name__}: {e}"[:500]
    text = gettext_noop("It could not be read, which is a fault of Ikrar: %(what)s")
    run.fault(document.sha256, str(document), text, what=what)


REREADING = Kind("reread", gettext_noop("Reading again"), reread)
TAKING_OVER = Kind("take-over", gettext_noop("Taking over what was read again"), take_over_all)
