"""An entry: one thing in the register, with every piece of evidence it stands on and how it stands."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from ikrar.follow.life import life
from ikrar.follow.models import Proposal
from ikrar.office.people import members
from ikrar.register.candidates import likely
from ikrar.register.entry_details import TYPE
from ikrar.register.entry_details import last_number as last_change
from ikrar.register.files import MB, attached_to, limit, taken_off
from ikrar.register.lines import Line
from ikrar.register.merging import statements_of
from ikrar.register.models import Agreement, Commitment, Entry, StoredDocument
from ikrar.register.subjects import subject
from ikrar.site.clock import today as clock
from ikrar.site.forms.agreements import Attach, StageRecord
from ikrar.site.forms.decisions import Care, Standing
from ikrar.site.shown.conflicts import conflicts_of
from ikrar.site.shown.history import about, history, last_of
from ikrar.site.shown.lines import lines_of
from ikrar.site.shown.party import in_office
from ikrar.site.shown.standing import decided, standing_of
from ikrar.site.views.agreement import shown

SETTLED = {Entry.Type.COMMITMENT, Entry.Type.AGREEMENT}


def show(
    request: HttpRequest,
    pk: int,
    form: Standing | None = None,
    care: Care | None = None,
    stage: StageRecord | None = None,
    attach: Attach | None = None,
) -> HttpResponse:
    """The page, with the form as it was sent where something in it has to be mended."""
    found = lines_of(Entry.objects.filter(pk=pk))
    if not found:
        raise Http404
    line = found[0]
    context: dict[str, Any] = {"here": "partners", "line": line, "in_office": in_office(line, clock())}
    context |= _of_any(request, line)
    context |= {"attach": attach or Attach(), "attach_open": attach is not None}
    if line.type in SETTLED:
        entry = standing_of(pk)
        context |= {"form": form or Standing(entry=entry), "decided": decided(entry)} | _of(entry, care)
        if isinstance(entry, Agreement):
            context |= shown(request, entry, stage)
    wrong = any(f is not None and f.errors for f in (form, care, stage, attach))
    return render(request, "entry.html", context, status=422 if wrong else 200)


def _files(subjects: list[str]) -> dict[str, Any]:
    """The files attached to any of these, each with the document that its text was filed as; and those taken off."""
    found = attached_to(subjects)
    read = StoredDocument.objects.filter(sha256__in=[f.document for f in found if f.document])
    rows = dict(read.values_list("sha256", "pk")) if any(f.document for f in found) else {}
    return {
        "files": [(f, rows.get(f.document)) for f in found],
        "taken_off": taken_off(subjects),
        "file_mb": limit() // MB,
    }


def _of_any(request: HttpRequest, line: Line) -> dict[str, Any]:
    """What people did with the entry and may do: merge it with others that are alike, split it."""
    entry = Entry.objects.get(pk=line.id)
    wanted = request.GET.get("merge", "").replace("\0", " ").strip()[:200]
    others = likely(entry, wanted)
    names = statements_of(entry)
    decided = about(entry, names)
    return _files([subject(TYPE, name) for name in names]) | {
        "note": entry.note,
        "conflicts": conflicts_of({line.id: entry.disputed}).get(line.id, []),
        "history": history(decided),
        "seen_all": last_of(decided),
        "by_hand": list(entry.entered.select_related("decision").order_by("position")),
        "can_split": len(names) > 1,
        "merge_q": wanted,
        "candidates": sorted(lines_of(Entry.objects.filter(pk__in=others)), key=lambda x: others.index(x.id)),
    }


def _of(entry: Agreement | Commitment, care: Care | None) -> dict[str, Any]:
    if isinstance(entry, Agreement):
        return {}
    proposed = Proposal.objects.filter(commitment=entry.pk).select_related("claim__document")
    return {
        "why": entry.status_why,
        "shown_by": entry.status_claim,
        "pledge": entry,
        "life": life(entry),
        "care": care or Care(entry=entry, people=colleagues()),
        "seen": last_change(entry),
        "programmes": list(entry.programmes.all()),
        "proposals": list(proposed.defer("claim__document__text", "claim__document__folded")),
    }


def colleagues() -> list[str]:
    """Who may look after a pledge: the people of the office."""
    return [person.get_username() for person in members()]


def entry(request: HttpRequest, pk: int) -> HttpResponse:
    return show(request, pk)
