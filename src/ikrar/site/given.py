"""What addresses and forms bring: taken where it makes sense, else as if it had not been given."""

from __future__ import annotations

_DIGITS = 18  # No number of a row has more; databases refuse what is larger.


def number_in(text: str | None) -> int | None:
    """The whole number that a text is, such as the number of a row; None where it is none, or no row could have it."""
    text = text or ""
    return int(text) if text.isdecimal() and len(text) <= _DIGITS else None


def numbers_in(texts: list[str]) -> list[int]:
    """Those of the texts that are whole numbers."""
    return [number for number in map(number_in, texts) if number is not None]
