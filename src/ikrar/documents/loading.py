"""Loading: a file or a stream becomes documents."""

from __future__ import annotations

import io
import logging
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from ikrar.documents import docx, html, pdf, records, text
from ikrar.documents.finding import STDIN, find, names, shown
from ikrar.documents.kinds import Kind, begins_with_record, kind
from ikrar.documents.lines import Readable, lines
from ikrar.documents.parts import Parts, blank
from ikrar.documents.unreadable import Refused, Teller, Unreadable, complain
from ikrar.model import Document

MB = 1_000_000
LIMIT = 20 * MB

_log = logging.getLogger("ikrar.documents")


def load_all(
    arguments: Iterable[str | Path], *, limit: int = LIMIT, unreadable: Teller = complain
) -> Iterator[Document]:
    """The documents of files, folders, patterns and `-`. What cannot be read is told to `unreadable`."""
    paths = list(find(arguments, unreadable))
    called = names(paths)
    for path in paths:
        yield from load(path, limit=limit, name=called[path], unreadable=unreadable)


def load(
    path: Path, *, limit: int = LIMIT, name: str | None = None, unreadable: Teller = complain
) -> Iterator[Document]:
    """The documents of a file, of all files of a folder, or of standard input (`-`).

    `limit` is the number of bytes that a document may have; JSON Lines may be longer, each line being a document.
    `name` is the id of a document whose input gives none; without it, the file's name. Raises `Unreadable` at
    the first input that cannot be read, or tells `unreadable` of each and goes on.
    """
    if path == STDIN:
        yield from load_stream(sys.stdin.buffer, "stdin", limit=limit, unreadable=unreadable)
    elif path.is_dir():
        yield from load_all([path], limit=limit, unreadable=unreadable)
    else:
        try:
            with path.open("rb") as stream:
                yield from load_stream(stream, shown(path), limit=limit, id=name, unreadable=unreadable)
        except OSError as e:
            unreadable(Unreadable(shown(path), f"cannot be opened: {e.strerror or e}"))


def load_stream(
    stream: BinaryIO | bytes, name: str, *, limit: int = LIMIT, id: str | None = None, unreadable: Teller = complain
) -> Iterator[Document]:
    """The documents of a stream of bytes. `name` says where they come from; its ending may say what they are."""
    raw = io.BytesIO(stream) if isinstance(stream, bytes) else stream
    buffered = raw if isinstance(raw, io.BufferedReader) else io.BufferedReader(raw)  # type: ignore[type-var]
    ident = id or Path(name).stem
    try:
        begins = buffered.peek(8192)
        format_ = kind(begins, name)
        if format_ == "jsonl":
            yield from _lines(buffered, name, ident, limit, unreadable)
            return
        data = buffered.read(limit + 1)
        if len(data) > limit:
            raise Refused("is larger than {size}: split it", size=_size(limit))
        if not data:
            raise Refused("is empty")
        if format_ == "json":
            yield from _json(data, name, ident, unreadable)
            return
        parts = _parse(data, format_, limit)
        if blank(parts.text):
            raise Refused("is empty: there is no text in it")
    except Refused as e:
        unreadable(Unreadable(name, e))
    else:
        yield _document(parts, ident, name)


def _parse(data: bytes, format_: Kind, limit: int) -> Parts:
    if format_ == "docx":
        return docx.parse(data, limit)
    return {"html": html.parse, "pdf": pdf.parse}.get(format_, text.parse)(data)


def _lines(stream: Readable, name: str, ident: str, limit: int, unreadable: Teller) -> Iterator[Document]:
    """JSON Lines: one line after the other, a bad one named by its number and passed over."""
    empty = True
    for number, line in lines(stream, limit):
        source = f"{name}, line {number}"
        try:
            if line is None:
                raise Refused("is larger than {size}, which no document may be", size=_size(limit))
            line = line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
            if not line.strip():
                continue
            empty = False
            parts = records.parts(records.loads(line))
        except Refused as e:
            empty = False
            unreadable(Unreadable(source, e))
        else:
            yield _document(parts, f"{ident}:{number}", source)
    if empty:
        raise Refused("is empty")


def _json(data: bytes, name: str, ident: str, unreadable: Teller) -> Iterator[Document]:
    """One object, or a list of objects; a file that is JSON Lines under another name is read as that."""
    try:
        found = records.loads(data)
    except Refused:
        if not begins_with_record(data):
            raise
        yield from _lines(io.BytesIO(data), name, ident, len(data), unreadable)
        return
    many = isinstance(found, list)
    if many and not found:
        raise Refused("is empty: the list holds nothing")
    for number, record in enumerate(found if many else [found], 1):
        source = f"{name}, item {number}" if many else name
        try:
            parts = records.parts(record)
        except Refused as e:
            unreadable(Unreadable(source, e))
        else:
            yield _document(parts, f"{ident}:{number}" if many else ident, source)


def _document(parts: Parts, ident: str, source: str) -> Document:
    if parts.undated:
        _log.warning("%s: “%s” is no date such as 2023-04-29; read without one", source, parts.undated)
    return Document(
        id=parts.id or ident,
        text=parts.text,
        lang=parts.lang,
        title=parts.title,
        published=parts.published,
        url=parts.url,
        source=source,
    )


def _size(limit: int) -> str:
    return f"{limit / MB:g} MB" if limit >= MB / 10 else f"{limit} bytes"
