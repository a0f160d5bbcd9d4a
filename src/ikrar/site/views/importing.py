"""Importing a list on the site: upload it, say what its columns hold, look it through, enter it, take it back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from ikrar.documents.unreadable import Refused
from ikrar.office.permissions import allowed
from ikrar.register.decisions import CannotDecide, undo_batch
from ikrar.site.clock import now
from ikrar.site.given import number_in
from ikrar.site.shown.dates import number
from ikrar.site.shown.refusals import said
from ikrar.site.shown.work import line_shown
from ikrar.work import offices, uploads
from ikrar.work.doing.importing import opened
from ikrar.work.models import ColumnMapping, JobLine, TableImport
from ikrar.work.queue import ask
from ikrar.work.tables.mapping import TARGETS, by_header, guess, to_headers
from ikrar.work.tables.sheets import Table

MB = 1_000_000
SAMPLE = 4  # rows of the table that are shown
LINES = 200
CHOICES = 50


@dataclass(frozen=True, slots=True)
class Target:
    """Something that a column may hold: its name for people, and the column that holds it, counted from 1; 0: none."""

    code: str
    name: str
    column: int


@dataclass(frozen=True, slots=True)
class Question:
    """A name that may mean several places: as it is written, the places, and the one that is chosen."""

    asked: str
    name: str
    candidates: list[str]
    chosen: str


def names() -> dict[str, str]:
    """What a column may hold, for people."""
    return {
        "party_a": _("First party"),
        "party_b": _("Second party (the partner)"),
        "country_a": _("Country of the first"),
        "country_b": _("Country of the second"),
        "tie": _("Kind of tie"),
        "instrument": _("Instrument"),
        "date": _("Date (signed, since)"),
        "end": _("Valid until"),
        "fields": _("Fields of cooperation"),
        "status": _("Status"),
        "note": _("Note"),
        "lat_a": _("Latitude of the first"),
        "lon_a": _("Longitude of the first"),
        "lat_b": _("Latitude of the second"),
        "lon_b": _("Longitude of the second"),
    }


@allowed("import")
def imports(request: HttpRequest) -> HttpResponse:
    """The lists that were imported, and the form for another one."""
    if request.method == "POST":
        return _uploaded(request)
    return _list(request)


@allowed("import")
def table_import(request: HttpRequest, pk: int) -> HttpResponse:
    """One list: its columns, what is wrong with which row, and what came of it."""
    found = _of_this_office(pk)
    if request.method != "POST":
        return _show(request, found)
    how = request.POST.get("how", "")
    if found.imported and not found.imported.can_be_retried and found.undone_at is None:
        messages.warning(request, _("This list was entered already."))
    elif how == "columns":
        return _columns(request, found)
    elif how == "choices":
        found.choices = found.choices | _chosen(request.POST)
        found.save(update_fields=["choices"])
        return _check(request, found)
    elif how == "enter":
        found.imported = _ask(request, "import-table", found)
        found.undone_at = None
        found.save(update_fields=["imported", "undone_at"])
        return redirect("job", found.imported.pk)
    return redirect("import", pk)


@allowed("import")
def undo_import(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back all that a list entered."""
    found = _of_this_office(pk)
    if request.method == "POST":
        try:
            taken = undo_batch(found.batch, request.user.get_username(), found.name)
            found.undone_at = now()
            found.save(update_fields=["undone_at"])
            messages.success(request, _("Decisions taken back: %(n)s.") % {"n": number(len(taken))})
        except CannotDecide:
            messages.warning(request, _("There is nothing to undo."))
    return redirect("import", pk)


def _of_this_office(pk: int) -> TableImport:
    known = TableImport.objects.select_related("checked", "imported")
    return get_object_or_404(known, pk=pk, office=offices.at_hand())


def _uploaded(request: HttpRequest) -> HttpResponse:
    file = request.FILES.get("file")
    if file is None:
        return _list(request, _("Choose a file."))
    if (file.size or 0) > settings.IKRAR_UPLOAD_MB * MB:
        limit = number(settings.IKRAR_UPLOAD_MB)
        return _list(request, _("This file is larger than %(limit)s MB.") % {"limit": limit})
    made = TableImport(office=offices.at_hand(), name=file.name or "list", who=request.user.get_username(), at=now())
    made.sha256 = uploads.keep(file.chunks())
    try:
        table = opened(made)
    except Refused as e:
        uploads.remove(made.sha256)
        return _list(request, f"{made.name}: {said(e)}")
    made.sheet, made.columns = table.sheet if len(table.sheets) > 1 else "", guess(table.header)
    made.save()
    return redirect("import", made.pk)


def _columns(request: HttpRequest, found: TableImport) -> HttpResponse:
    """Another sheet, a mapping that was kept, or the columns as they were chosen: then look the list through."""
    try:
        table = opened(found)
    except Refused as e:
        messages.error(request, f"{found.name}: {said(e)}")
        return redirect("imports")
    sheet, kept = request.POST.get("sheet", found.sheet), request.POST.get("mapping", "")
    if sheet != found.sheet and sheet in table.sheets:
        found.sheet = sheet
        table = opened(found)
        found.columns = guess(table.header)
    elif kept:
        mapping = get_object_or_404(ColumnMapping, office=found.office, name=kept)
        found.columns = by_header(table.header, mapping.headers)
    else:
        found.columns = _given(request.POST, len(table.header))
    found.checked = None
    found.save(update_fields=["sheet", "columns", "checked"])
    name = request.POST.get("keep", "").strip()[:80]
    if name:
        headers = to_headers(table.header, found.columns)
        ColumnMapping.objects.update_or_create(office=found.office, name=name, defaults={"headers": headers})
    if "party_b" not in found.columns:
        messages.error(request, _("Say which column names the second party."))
        return redirect("import", found.pk)
    return redirect("import", found.pk) if kept or sheet != request.POST.get("was", sheet) else _check(request, found)


def _check(request: HttpRequest, found: TableImport) -> HttpResponse:
    found.checked = _ask(request, "check-table", found)
    found.save(update_fields=["checked"])
    return redirect("import", found.pk)


def _ask(request: HttpRequest, kind: str, found: TableImport) -> Any:
    given = {"import": found.pk, "sha256": found.sha256}
    return ask(kind, given, at=now(), who=request.user.get_username(), about=found.name)


def _given(posted: Mapping[str, Any], width: int) -> dict[str, int]:
    chosen = {target: str(posted.get(target, "")) for target in TARGETS}
    numbers = {t: number_in(value) or 0 for t, value in chosen.items()}
    return {t: number - 1 for t, number in numbers.items() if 1 <= number <= width}


def _chosen(posted: Mapping[str, Any]) -> dict[str, str]:
    return {name.removeprefix("place."): value for name, value in posted.items() if name.startswith("place.") and value}


def _list(request: HttpRequest, error: str = "") -> HttpResponse:
    known = TableImport.objects.filter(office=offices.at_hand()).select_related("imported")
    context = {"here": "documents", "imports": known[:50], "error": error, "limit": settings.IKRAR_UPLOAD_MB}
    return render(request, "imports.html", context, status=422 if error else 200)


def _show(request: HttpRequest, found: TableImport) -> HttpResponse:
    try:
        table: Table | None = opened(found)
    except Refused:
        table = None
    done = found.checked if found.checked and found.checked.state == "done" else None
    lines = list(done.lines.order_by("level", "pk")[: LINES + 1]) if done else []
    context = {
        "here": "documents",
        "given": found,
        "table": table,
        "sample": table.rows[:SAMPLE] if table else [],
        "targets": [Target(code, name, found.columns.get(code, -1) + 1) for code, name in names().items()],
        "kept": ColumnMapping.objects.filter(office=found.office),
        "checked": done,
        "lines": [line_shown(line) for line in lines[:LINES]],
        "more": len(lines) > LINES,
        "questions": _questions(found) if done else [],
        "entered": found.imported and found.imported.state in ("done", "faulty") and found.undone_at is None,
    }
    return render(request, "import.html", context)


def _questions(found: TableImport) -> list[Question]:
    """The names that may mean several places, each once."""
    asked: dict[str, Question] = {}
    doubtful = JobLine.objects.filter(job=found.checked).exclude(values__asked="").order_by("pk")
    for values in doubtful.values_list("values", flat=True):
        name, candidates = values.get("asked", ""), values.get("candidates", [])
        if candidates and name not in asked and len(asked) < CHOICES:
            asked[name] = Question(name, name.partition("|")[0], candidates, found.choices.get(name, ""))
    return list(asked.values())
