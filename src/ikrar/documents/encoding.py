"""From bytes to text: which encoding a text of our languages is in."""

from __future__ import annotations

import codecs
import unicodedata

from ikrar.documents.unreadable import Refused, reason

_BOMS = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)
# What texts in Indonesian, English and Chinese come in where they are not in Unicode.
_LIKELY = ["gb18030", "big5hkscs", "cp1252"]
_WIDE = ["utf_16_le", "utf_16_be"]
_LAYOUT = frozenset("\t\n\v\f\r\x1b\x85")
_SAMPLE = 100_000

BINARY = reason("is not a text, nor a document of a kind that can be read")


def decode(data: bytes) -> str:
    """The text of these bytes, without its byte order mark. Raises `Refused`."""
    for bom, encoding, name in _BOMS:
        if data.startswith(bom):
            try:
                return data[len(bom) :].decode(encoding)
            except UnicodeDecodeError:
                raise Refused("begins as {encoding} and breaks off; save it anew as UTF-8", encoding=name) from None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        wide = b"\0" in data
        return _sound(_detected(data, _WIDE) if wide else _nearly_utf8(data) or _detected(data, _LIKELY))
    strays = text.count("\0")
    return _sound(text.replace("\0", "\ufffd") if strays * 100 < len(text) else _detected(data, _WIDE))


def _sound(text: str | None) -> str:
    if text is None or _looks_binary(text[:_SAMPLE]):
        raise Refused(BINARY)
    return text


def _nearly_utf8(data: bytes) -> str | None:
    """UTF-8 with a few broken characters, such as a text cut in the middle of one."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    return text if broken * 20 < sum(c > "\x7f" for c in text) else None


def _detected(data: bytes, among: list[str]) -> str | None:
    from charset_normalizer import from_bytes

    best = from_bytes(data, cp_isolation=among).best()
    return str(best) if best else None


def _looks_binary(text: str) -> bool:
    """Control characters have no place in a text; neither have code points that mean nothing."""
    odd = sum(unicodedata.category(c) in {"Cc", "Cn", "Co", "Cs"} and c not in _LAYOUT for c in text)
    return "\0" in text or odd * 100 > len(text)
