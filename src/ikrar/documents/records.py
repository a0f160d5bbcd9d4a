"""JSON: objects with `id`, `text` and, where known, `lang`, `title`, `published`, `url`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from ikrar.documents.parts import Parts, blank, day, language
from ikrar.documents.unreadable import Refused

SHAPE = '{"id": …, "text": …}'


def loads(written: str | bytes) -> Any:
    """The JSON value. Raises `Refused`."""
    try:
        return json.loads(written)
    except json.JSONDecodeError as e:
        if e.lineno == 1:
            raise Refused("is not JSON: {fault} at column {column}", fault=e.msg, column=e.colno) from None
        raise Refused(
            "is not JSON: {fault} at column {column} of line {line}", fault=e.msg, column=e.colno, line=e.lineno
        ) from None
    except UnicodeDecodeError:
        raise Refused("is not UTF-8, which JSON is written in: convert it") from None
    except (ValueError, RecursionError):
        raise Refused("is not JSON of a reasonable kind") from None


def parts(record: Any) -> Parts:
    """A record as a document's parts; the text is taken as it stands, character for character."""
    if not isinstance(record, Mapping):
        raise Refused("is not an object such as {shape}", shape=SHAPE)
    text = record.get("text")
    if not isinstance(text, str):
        if "text" in record:
            raise Refused("has no text: “text” is not a string")
        raise Refused("has no text: “text” is missing")
    if blank(text):
        raise Refused("its text is empty")
    if any("\ud800" <= c <= "\udfff" for c in text):
        raise Refused("its text holds halves of characters (lone surrogates)")
    written = _word(record, "published")
    published = day(written)
    return Parts(
        text,
        id=_word(record, "id"),
        title=_word(record, "title"),
        published=published,
        url=_word(record, "url"),
        lang=language(_word(record, "lang")),
        undated=None if published else written,
    )


def _word(record: Mapping[str, Any], name: str) -> str | None:
    """A value that should be a string; a number is taken for one."""
    value = record.get(name)
    if value is None or value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise Refused("“{name}” is not a string", name=name)
    return str(value).encode("utf-8", "replace").decode()
