"""Files attached to an entry: attach, download, take off, read their text as a document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO, cast
from urllib.parse import quote

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from ikrar.documents import Unreadable, load_stream
from ikrar.follow.filing import file_and_follow
from ikrar.office import settings
from ikrar.office.permissions import allowed
from ikrar.reading import read_document
from ikrar.register import decisions, entry_details, files
from ikrar.register.filestore import FileTrouble
from ikrar.register.filing import CannotFile
from ikrar.register.models import AttachedFile, Entry
from ikrar.register.sniffing import ENDINGS
from ikrar.register.subjects import parted
from ikrar.register.values import CannotChange
from ikrar.site.forms.agreements import Attach
from ikrar.site.shown.refusals import said
from ikrar.site.views.entry import show
from ikrar.site.views.posted import posted
from ikrar.site.views.programme_files import page_of

_CHUNK = 1 << 16


@allowed("enter", to_see="read")
@posted("entry")
def attach(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep a file and attach it to the entry."""
    entry = get_object_or_404(Entry, pk=pk)
    form = Attach(request.POST, request.FILES)
    if form.is_valid():
        given = form.cleaned_data["file"]
        try:
            files.attach(
                f"{entry_details.TYPE}:{entry_details.key_of(entry)}",
                cast(BinaryIO, given.file),
                given.name,
                request.user.get_username(),
                form.cleaned_data["what"],
                form.cleaned_data["note"].strip(),
            )
        except files.CannotKeep as e:
            form.add_error("file", refusal(form.cleaned_data["file"].name, e.why))
        except CannotChange as e:
            form.add_error(None, said(e))
        else:
            return redirect("entry", pk)
    return show(request, pk, attach=form)


def refusal(name: str, why: str) -> str:
    """Which file is not taken, and why, in words."""
    endings = ", ".join(sorted({e.upper() for e in ENDINGS.values()}))
    said = {
        "empty": _("The file is empty."),
        "large": _("The file is larger than %(mb)s MB.") % {"mb": files.limit() // files.MB},
        "type": _("The file is none of these, by its content: %(endings)s. Office files with macros are not kept.")
        % {"endings": endings},
    }[why]
    return f"{name}: {said}"


def download(request: HttpRequest, number: int) -> HttpResponse | StreamingHttpResponse:
    """The file as it was kept, checked first; what is damaged is said to be, and not handed out.

    One about a person goes to those alone who work with nominations.
    """
    file = get_object_or_404(AttachedFile, number=number)
    if file.personal and "persons" not in request.may:  # type: ignore[attr-defined]
        raise PermissionDenied
    if file.erased:
        raise Http404
    try:
        stream = files.store(file.personal).open(file.sha256)
    except FileTrouble:
        words = {
            "heading": _("This file is damaged"),
            "hint": _(
                "“%(name)s” is not as it was when it was attached. Attach it again from your own copy, or restore the "
                "folder of files from a backup."
            )
            % {"name": file.name},
        }
        return render(request, "error.html", words, status=500)
    answer = StreamingHttpResponse(_chunks(stream), content_type=file.media)
    answer.headers["Content-Length"] = str(file.size)
    answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(file.name, safe='')}"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _chunks(stream: BinaryIO) -> Iterator[bytes]:
    with stream:
        while chunk := stream.read(_CHUNK):
            yield chunk


def _back(file: AttachedFile) -> HttpResponse:
    """To what it is attached to, as far as that still stands."""
    if page := page_of(file):
        return redirect(page)
    entry = entry_of(file)
    return redirect("entry", entry.pk) if entry else redirect("home")


@allowed("enter", to_see="read")
def detach(request: HttpRequest, number: int) -> HttpResponse:
    """Take it off the entry; that can be undone there."""
    file = get_object_or_404(AttachedFile, number=number)
    back = _back(file)
    if request.method != "POST":
        return back
    files.detach(file, request.user.get_username())
    messages.info(request, _("“%(name)s” was taken off.") % {"name": file.name})
    return back


@allowed("enter", to_see="read")
@posted("entry")
def put_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo that a file was taken off this entry."""
    entry = get_object_or_404(Entry, pk=pk)
    given = request.POST.get("number", "")
    for decision, _name in files.taken_off(entry_details.subjects_of(entry)):
        if str(decision.number) == given:
            decisions.undo(decision, request.user)
            return redirect("entry", pk)
    messages.warning(request, _("There is nothing to undo."))
    return redirect("entry", pk)


@allowed("file", to_see="read")
def read(request: HttpRequest, number: int) -> HttpResponse:
    """File the text of an attached file as a document, and show what was read in it."""
    file = get_object_or_404(AttachedFile, number=number)
    back = _back(file)
    if request.method != "POST" or file.personal:  # What is about a person is no document of the register.
        return back
    told: list[Unreadable] = []
    try:
        with files.store().open(file.sha256) as stream:
            found = list(load_stream(stream, file.name, limit=files.limit(), unreadable=told.append))
        if not found:
            messages.error(
                request, _("No text can be read in “%(name)s”: it may be a picture of a page.") % {"name": file.name}
            )
            return back
        document = found[0] if found[0].title else replace(found[0], title=file.name)
        filed = file_and_follow(read_document(document), settings.of().take_over, by=request.user.get_username())
    except FileTrouble:
        return download(request, number)  # type: ignore[return-value]
    except CannotFile:
        messages.error(request, _("The text of “%(name)s” holds characters that are no text.") % {"name": file.name})
        return back
    if file.document != filed.document.sha256:
        files.read_as(file, filed.document.sha256, request.user.get_username())
    return redirect("document", filed.document.pk)


def entry_of(file: AttachedFile) -> Entry | None:
    """The entry that it is attached to, as far as it still stands."""
    type_, key = parted(file.of)
    if type_ != entry_details.TYPE:
        return None
    return entry_details.entry_of(key)
