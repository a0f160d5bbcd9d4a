"""Files attached to things in the register: what is attached is a decision, and taking it off another.

The subject of an attached file is `file:#<decision>`; it says what it is attached to by that one's own subject, so it
holds when entries are made anew.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings

from ikrar.register.filestore import FileStore, TooLarge
from ikrar.register.models import AttachedFile, Decision
from ikrar.register.sniffing import ENDINGS, sniff
from ikrar.register.subjects import Intent, Kind, decide, details, parted
from ikrar.register.values import CannotChange

TYPE = "file"
WHATS = ("original", "copy", "translation", "draft", "other")
MB = 1_000_000
_UNSAFE = re.compile(r"[\x00-\x1f\x7f/\\\u200e\u200f\u202a-\u202e\u2066-\u2069]+")
_EMPTY = {"of": "", "sha256": "", "name": "", "media": "", "size": 0, "what": "original", "note": "", "document": ""}


class CannotKeep(CannotChange):
    """A file that is not taken. `why` is `empty`, `large` or `type`."""

    def __init__(self, message: str, why: str) -> None:
        super().__init__(message)
        self.why = why


def store() -> FileStore:
    """Where the files of this register lie."""
    return FileStore(Path(settings.IKRAR_FILES))


def limit() -> int:
    """The most bytes that a file may have."""
    return int(settings.IKRAR_FILE_MB) * MB


def attach(of: str, stream: BinaryIO, name: str, by: str, what: str = "original", note: str = "") -> Decision:
    """Keep a file and attach it to this subject. Raises `CannotKeep`, and `CannotChange`.

    The stream can be sought in. Kept content of which the decision then fails harms nobody: nothing names it.
    """
    stream.seek(0, 2)
    size = stream.tell()
    if not size:
        raise CannotKeep("The file is empty", "empty")
    if size > limit():
        raise CannotKeep(f"The file is larger than {limit() // MB} MB", "large")
    media = sniff(stream)
    if media is None:
        known = ", ".join(sorted({e.upper() for e in ENDINGS.values()}))
        raise CannotKeep(f"The file is none of {known}", "type")
    try:
        sha256 = store().put(stream, limit())
    except TooLarge:
        raise CannotKeep(f"The file is larger than {limit() // MB} MB", "large") from None
    values = {"of": of, "sha256": sha256, "name": safe_name(name, media), "media": media, "size": size}
    return decide([Intent(TYPE, values | {"what": what, "note": note})], by)[0]


def detach(file: AttachedFile, by: str, why: str = "") -> Decision:
    """Take it off. Its content is kept, as this can be taken back."""
    return decide([Intent(TYPE, {}, f"#{file.number}", why, remove=True)], by)[0]


def read_as(file: AttachedFile, document_sha256: str, by: str) -> Decision:
    """Remember which document the file's text was filed as."""
    return decide([Intent(TYPE, {"document": document_sha256}, f"#{file.number}")], by)[0]


def attached_to(subjects: Iterable[str]) -> list[AttachedFile]:
    """The files attached to any of these subjects, in the order in which they came."""
    return list(AttachedFile.objects.filter(of__in=list(subjects)).select_related("decision").order_by("number"))


def taken_off(subjects: Iterable[str]) -> list[tuple[Decision, str]]:
    """The decisions, not taken back, that took files off these subjects, the latest first, with the files' names."""
    removed = Decision.objects.filter(
        what=Decision.What.REMOVE, subject__startswith=f"{TYPE}:", before__of__in=list(subjects), undone_by=None
    )
    return [(d, str(d.before.get("name", ""))) for d in removed.order_by("-number")]


def safe_name(given: str, media: str) -> str:
    """A name for the file that no system stumbles over, with the ending that its content asks for."""
    name = " ".join(_UNSAFE.sub(" ", given).split()).strip(". ")
    stem, dot, ending = name.rpartition(".")
    right = ENDINGS[media]
    same = ending.lower() in {right, {"jpg": "jpeg", "tif": "tiff"}.get(right, right)}
    base = stem if dot and (same or 0 < len(ending) <= 4) else name
    return f"{(base or 'file')[:200]}.{ending.lower() if dot and same else right}"


# ---- the type of subject


def clean(key: str, values: Mapping[str, Any]) -> dict[str, Any]:
    unknown = set(values) - set(_EMPTY)
    if unknown:
        raise CannotChange(f"These cannot be changed: {', '.join(sorted(unknown))}")
    made = dict(values) if key else _EMPTY | dict(values)
    if made.get("what", "original") not in WHATS:
        raise CannotChange(f"Not one of {', '.join(WHATS)}: {made['what']}")
    if not key and not (parted(made["of"])[1] and made["sha256"] and made["name"]):
        raise CannotChange("An attached file has a content, a name and what it is attached to")
    return made


def now_of(key: str) -> Mapping[str, Any]:
    return _EMPTY | dict(details(TYPE, [key])[key].values)


def follow(keys: Collection[str]) -> None:
    """Rows are written for what stands, and removed for what does not."""
    known = details(TYPE, keys)
    rows = {f"#{row.number}": row for row in AttachedFile.objects.filter(number__in=[int(k[1:]) for k in keys])}
    for key, told in known.items():
        row = rows.get(key)
        if told.entered is None or told.removed:
            if row is not None:
                row.delete()
            continue
        row = row or AttachedFile(number=int(key[1:]), decision=told.entered)
        for name in _EMPTY:
            setattr(row, name, told.values.get(name, _EMPTY[name]))
        row.save()


KIND = Kind(TYPE, clean, now_of, follow)
