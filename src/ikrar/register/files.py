"""Files attached to things in the register: what is attached is a decision, and taking it off another.

The subject of an attached file is `file:#<decision>`; it says what it is attached to by that one's own subject, so it
holds when entries are made anew.

A file about a person (`private`) can be erased for good. Its name, its hash and what was noted lie beside the journal
(`parties/personal.py`), and its content in a folder of its own, which nothing else shares: erasing takes both.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Collection, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings

from ikrar.register.database import on_commit
from ikrar.register.filestore import FileStore, TooLarge
from ikrar.register.models import AttachedFile, Decision, Personal
from ikrar.register.parties import personal
from ikrar.register.sniffing import ENDINGS, sniff
from ikrar.register.subjects import Intent, Kind, decide, details, parted, subject
from ikrar.register.values import CannotChange

TYPE = "file"
WHATS = ("original", "copy", "translation", "draft", "other")
MB = 1_000_000
_UNSAFE = re.compile(r"[\x00-\x1f\x7f/\\\u200e\u200f\u202a-\u202e\u2066-\u2069]+")
_OF_FILE = {"sha256": "", "name": "", "media": "", "size": 0, "note": ""}  # of one about a person, beside the journal
_EMPTY = {"of": "", **_OF_FILE, "what": "original", "document": "", "personal": ""}
_PERSONS = "persons"  # the folder of what can be erased, in a folder for each file by its token
_HOLDS = {"of", "what", "document", "private", "personal", "digest", "erased"}  # names in decisions, beyond _OF_FILE


class CannotKeep(CannotChange):
    """A file that is not taken. `why` is `empty`, `large` or `type`."""

    def __init__(self, message: str, why: str) -> None:
        super().__init__(message)
        self.why = why


def store(token: str = "") -> FileStore:
    """Where the files of this register lie; with the token of a file about a person, where that one lies alone."""
    root = Path(settings.IKRAR_FILES)
    return FileStore(root / _PERSONS / token if token else root)


def limit() -> int:
    """The most bytes that a file may have."""
    return int(settings.IKRAR_FILE_MB) * MB


def attach(
    of: str, stream: BinaryIO, name: str, by: str, what: str = "original", note: str = "", private: bool = False
) -> Decision:
    """Keep a file and attach it to this subject; `private` where it is about a person and may have to be erased.

    Raises `CannotKeep`, and `CannotChange`.

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
    token = personal.new_token() if private else ""
    try:
        sha256 = store(token).put(stream, limit())
        held = {"sha256": sha256, "name": safe_name(name, media), "media": media, "size": size, "note": note}
        values = {"private": held | {"personal": token}} if private else held
        return decide([Intent(TYPE, {"of": of, "what": what, **values})], by)[0]
    except Exception as e:
        _throw_away(token)
        if isinstance(e, TooLarge):
            raise CannotKeep(f"The file is larger than {limit() // MB} MB", "large") from None
        raise


def detach(file: AttachedFile, by: str, why: str = "") -> Decision:
    """Take it off. Its content is kept, as this can be taken back."""
    return decide([Intent(TYPE, {}, f"#{file.number}", why, remove=True)], by)[0]


def erase(of: str, by: str, why: str = "") -> int:
    """Erase for good the files about a person that were ever attached to this subject; how many that were."""
    kept = [(token, row.subject) for token, row in _private().items() if _owner(row) == of]
    if kept:
        decide([Intent(TYPE, {"erased": [token]}, parted(named)[1], why) for token, named in kept], by)
    return len(kept)


def private_owners() -> set[str]:
    """The subjects to which files about a person were attached that are not erased, also those taken off since."""
    return {_owner(row) for row in _private().values()}


def private_of(of: str) -> list[Personal]:
    """What is kept of the files about a person that were ever attached to this subject: name, hash, size, note."""
    return [row for row in _private().values() if _owner(row) == of]


def owner_of(row: Personal) -> str:
    """The subject to which the file was attached whose name and note these values are."""
    return _owner(row)


def _private() -> dict[str, Personal]:
    """What is kept of files about persons, by token."""
    found = Personal.objects.filter(erased_at=None, subject__startswith=f"{TYPE}:").order_by("pk")
    return {row.token: row for row in found}


def _owner(row: Personal) -> str:
    entered = Decision.objects.filter(subject=row.subject, what=Decision.What.ENTER).order_by("number").first()
    return str(entered.after.get("of", "")) if entered else ""


def _throw_away(token: str) -> None:
    """The content of a file about a person, from the disk."""
    if token:
        shutil.rmtree(store(token).root, ignore_errors=True)


def read_as(file: AttachedFile, document_sha256: str, by: str) -> Decision:
    """Remember which document the file's text was filed as. Raises `CannotChange` for what is about a person."""
    if file.personal:
        raise CannotChange("What is about a person is not filed as a document")
    return decide([Intent(TYPE, {"document": document_sha256}, f"#{file.number}")], by)[0]


def attached_to(subjects: Iterable[str]) -> list[AttachedFile]:
    """The files attached to any of these subjects, in the order in which they came."""
    return list(AttachedFile.objects.filter(of__in=list(subjects)).select_related("decision").order_by("number"))


def ever_attached_to(subjects: Iterable[str]) -> list[str]:
    """The subjects of all files that were ever attached to these, whether or not they still are."""
    entered = Decision.objects.filter(
        what=Decision.What.ENTER, subject__startswith=f"{TYPE}:", after__of__in=list(subjects)
    )
    return list(entered.order_by("number").values_list("subject", flat=True))


def taken_off(subjects: Iterable[str]) -> list[tuple[Decision, str]]:
    """The decisions, not taken back, that took files off these subjects, the latest first, with the files' names.

    What was erased since is not among them: nothing is left to put back.
    """
    removed = Decision.objects.filter(
        what=Decision.What.REMOVE, subject__startswith=f"{TYPE}:", before__of__in=list(subjects), undone_by=None
    )
    found = [(d, d.before, personal.row(d.before.get("personal", ""))) for d in removed.order_by("-number")]
    return [
        (d, str((row.values if row else before).get("name", "")))
        for d, before, row in found
        if row is None or row.erased_at is None
    ]


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
    unknown = set(values) - set(_OF_FILE) - _HOLDS
    if unknown:
        raise CannotChange(f"These cannot be changed: {', '.join(sorted(unknown))}")
    made = dict(values) if key else {name: v for name, v in _EMPTY.items() if name != "personal"} | dict(values)
    held = made.pop("private", None)
    if held:
        token = str(held["personal"])
        made = {name: value for name, value in made.items() if name not in _OF_FILE}
        made |= personal.keep({name: held[name] for name in _OF_FILE}, subject(TYPE, "#"), token)
    if made.get("what", "original") not in WHATS:
        raise CannotChange(f"Not one of {', '.join(WHATS)}: {made['what']}")
    whole = made.get("personal") or (made.get("sha256") and made.get("name"))
    if not key and not (parted(made["of"])[1] and whole):
        raise CannotChange("An attached file has a content, a name and what it is attached to")
    return made


def now_of(key: str) -> Mapping[str, Any]:
    return _EMPTY | dict(details(TYPE, [key])[key].values)


def follow(keys: Collection[str]) -> None:
    """Rows are written for what stands, and removed for what does not; what was erased stays away for good."""
    named = [subject(TYPE, key) for key in keys]
    personal.follow(named)
    for token in Personal.objects.filter(subject__in=named).exclude(erased_at=None).values_list("token", flat=True):
        on_commit(partial(_throw_away, token))
    known = details(TYPE, keys)
    rows = {f"#{row.number}": row for row in AttachedFile.objects.filter(number__in=[int(k[1:]) for k in keys])}
    for key, told in known.items():
        held = personal.row(str(told.values.get("personal") or ""))
        row = rows.get(key)
        if told.entered is None or told.removed:
            if row is not None:
                row.delete()
            continue
        row = row or AttachedFile(number=int(key[1:]), decision=told.entered)
        for name in _EMPTY:
            setattr(row, name, (held.values if held and name in _OF_FILE else told.values).get(name, _EMPTY[name]))
        row.save()


KIND = Kind(TYPE, clean, now_of, follow)
