"""Word documents (DOCX): the text as it stands now, with what was inserted and without what was struck."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from typing import Any

from ikrar.documents.parts import Parts, blank
from ikrar.documents.unreadable import Refused, reason

_SWELL = 20  # A document that unpacks to more than so many times the limit is a trap.
_TEMPLATE = datetime(2013, 12, 23, 23, 15)  # When the template of a much-used program was made, not its documents.
_ENCRYPTED = reason("is encrypted: save a copy without a password")
_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_LEFT_OUT = frozenset({"del", "moveFrom", "Fallback"})
_MARKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": "\u00ad"}


def parse(data: bytes, limit: int) -> Parts:
    """Title and day of creation as the document's properties give them."""
    import docx

    if not data.startswith(b"PK"):
        if _PACKAGE in data:
            raise Refused(_ENCRYPTED)
        raise Refused("is an old Word document (.doc): save it as DOCX")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            _refuse_others(packed.namelist())
            if sum(item.file_size for item in packed.infolist()) > limit * _SWELL:
                raise Refused("unpacks to far more than a document should hold")
        document = docx.Document(io.BytesIO(data))
        text = _text(document.element.body).strip("\n")
        properties = document.core_properties
        title, made = properties.title, properties.created
    except Refused:
        raise
    except Exception as e:
        raise Refused("is a Word document that is broken: open it and save it anew") from e
    if blank(text):
        raise Refused("holds no text")
    made = made.replace(tzinfo=None) if made else None
    published = made.date().isoformat() if made and made != _TEMPLATE else None
    return Parts(text, title=title or None, published=published)


def _refuse_others(names: list[str]) -> None:
    """What is packed in the same way."""
    folders = {name.partition("/")[0] for name in names}
    if "word" in folders:
        return
    if "xl" in folders:
        raise Refused("is a spreadsheet: save it as text or PDF")
    if "ppt" in folders:
        raise Refused("is a presentation: save it as PDF")
    if "mimetype" in folders:
        raise Refused("is an OpenDocument file or an e-book: save it as DOCX or PDF")
    raise Refused("is an archive (ZIP): unpack it first")


def _text(element: Any) -> str:
    """The text below an element; a paragraph ends with a line end, a row of a table is one line where it can."""
    pieces: list[str] = []
    for child in element:
        name = child.tag.rpartition("}")[2] if isinstance(child.tag, str) else ""
        if name in _LEFT_OUT:
            continue
        if name == "t":
            pieces.append(child.text or "")
        elif name in _MARKS and not (name == "tab" and child.getparent().tag.endswith("}tabs")):
            pieces.append(_MARKS[name])
        elif name == "p":
            pieces.append(_text(child) + "\n")
        elif name == "tr":
            pieces.append(_row([_text(cell).strip("\n") for cell in child if cell.tag.endswith("}tc")]))
        else:
            pieces.append(_text(child))
    return "".join(pieces)


def _row(cells: list[str]) -> str:
    filled = [cell for cell in cells if cell]
    return ("\n" if any("\n" in cell for cell in filled) else "\t").join(filled) + "\n"
