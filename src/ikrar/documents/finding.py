"""From arguments to files: files, folders, patterns, and `-` for standard input."""

from __future__ import annotations

import glob
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from ikrar.documents.unreadable import Teller, Unreadable, complain

STDIN = Path("-")

# What lies in folders beside documents.
_PICTURES = {".jpg", ".jpeg", ".png", ".gif", ".webp", ".svg", ".ico", ".bmp", ".tif", ".tiff", ".heic"}
_SOUND = {".mp3", ".m4a", ".wav", ".ogg", ".mp4", ".mov", ".avi", ".mkv", ".webm"}
_OF_PAGES = {".css", ".js", ".mjs", ".map", ".woff", ".woff2", ".ttf", ".otf", ".eot"}
_ASIDE = frozenset(_PICTURES | _SOUND | _OF_PAGES | {".tmp", ".part", ".crdownload"})
_NO_DOCUMENTS = frozenset({"thumbs.db", "desktop.ini"})


def find(arguments: Iterable[str | Path], unreadable: Teller = complain) -> Iterator[Path]:
    """The files meant, each once, those of a folder in the order of their names.

    Folders are walked; hidden files, pictures, sound, a folder's README and what belongs to web pages are passed
    over there. A pattern may say `**`. What is not there is told to `unreadable`.
    """
    seen: set[str] = set()
    for argument in arguments:
        for path in _meant(str(argument), unreadable):
            key = os.path.realpath(path) if path != STDIN else "-"
            if key not in seen:
                seen.add(key)
                yield path


def _meant(argument: str, unreadable: Teller) -> Iterator[Path]:
    path = Path(argument)
    if argument == "-":
        yield STDIN
    elif path.is_dir():
        yield from _within(path, unreadable)
    elif os.path.lexists(path):
        yield path
    elif glob.has_magic(argument):
        found = sorted(glob.glob(argument, recursive=True))
        if not found:
            unreadable(Unreadable(shown(path), "no file is called so"))
        for name in found:
            yield from _within(Path(name), unreadable) if os.path.isdir(name) else iter([Path(name)])
    else:
        unreadable(Unreadable(shown(path), "there is no such file"))


def _within(folder: Path, unreadable: Teller) -> Iterator[Path]:
    def refused(e: OSError) -> None:
        unreadable(Unreadable(shown(Path(e.filename)), f"cannot be opened: {e.strerror}"))

    empty = True
    for place, folders, files in os.walk(folder, onerror=refused):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name != "__MACOSX")
        for name in sorted(files):
            path = Path(place, name)
            if _is_document(name) and (path.is_file() or path.is_symlink()):  # A pipe there would be waited for.
                empty = False
                yield path
    if empty and os.access(folder, os.R_OK | os.X_OK):
        unreadable(Unreadable(shown(folder), "this folder holds no documents"))


def _is_document(name: str) -> bool:
    low = name.lower()
    hidden = low.startswith((".", "~$")) or low.endswith("~")
    return not (hidden or low in _NO_DOCUMENTS or low.startswith("readme") or os.path.splitext(low)[1] in _ASIDE)


def names(paths: Sequence[Path]) -> dict[Path, str]:
    """What to call each file's document: its name without ending, or its path where two would be called alike."""
    stems = Counter(path.stem for path in paths)
    folders = [os.path.abspath(path.parent) for path in paths if path != STDIN]
    common = os.path.commonpath(folders) if folders else ""
    alike = {path: os.path.relpath(os.path.abspath(path), common) for path in paths if stems[path.stem] > 1}
    return {path: shown(Path(alike.get(path, path.stem))) if path != STDIN else "stdin" for path in paths}


def shown(path: Path) -> str:
    """A path as it can be printed everywhere."""
    return os.fsencode(path.as_posix()).decode("utf-8", "replace")
