"""Marks on a strip of years, as SVG: thousands of them on a page, so they are written here and not by a template."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from ikrar.site.shown.timeline import Mark, Scale

FINE = 4  # Steps in a hundredth of the strip: small marks of one shape that stand nearer than that are one.
TABBED = 40  # Marks of a lane that the keyboard stops at.


Spot = tuple[str, float]  # A small mark: its shape, and where it stands.


def spots(acts: Iterable[tuple[str, date]], line: Scale) -> tuple[Spot, ...]:
    """Acts, of which shape and on which day, as marks that can be told from each other."""
    found: dict[tuple[str, int], Spot] = {}
    for shape, day in acts:
        x = line.at(day)
        found[shape, round(x * FINE)] = shape, x
    return tuple(found.values())


def small(marks: Iterable[Spot]) -> SafeString:
    """Marks without words, as in a list of partners."""
    return mark_safe("".join(_small(escape(shape), x) for shape, x in marks))


def _small(shape: str, x: float) -> str:
    if shape == "agreement":
        return _at(x, f'<rect x="-4" width="8" y="10" height="8" class="act {shape}"/>')
    if shape == "encounter":
        return _at(x, f'<rect x="-1" width="2" y="6" height="16" class="act {shape}"/>')
    return f'<circle cx="{x:g}%" cy="14" r="3.5" class="act {shape}"/>'


def linked(marks: Iterable[Mark]) -> SafeString:
    """Marks that say what they are and lead to it."""
    return mark_safe("".join(_linked(marks)))


def _linked(marks: Iterable[Mark]) -> Iterator[str]:
    for number, mark in enumerate(marks, 1):
        said = escape(mark.act.label)
        stop = 0 if number <= TABBED else -1
        yield f'<a href="{escape(mark.act.href)}" aria-label="{said}" tabindex="{stop}"><title>{said}</title>'
        yield _large(mark)
        yield "</a>"


def _large(mark: Mark) -> str:
    shape = escape(mark.act.shape)
    if mark.width:
        where = f'x="{mark.x:g}%" width="{mark.width:g}%"'
        return f'<rect {where} y="10" height="8" class="act span {shape}"/>'
    if "agreement" in shape:
        return _at(mark.x, f'<rect x="-5" width="10" y="9" height="10" class="act {shape}"/>')
    if "encounter" in shape:
        return _at(mark.x, f'<rect x="-1.5" width="3" y="6" height="16" class="act {shape}"/>')
    if "activity" in shape:
        return _at(mark.x, f'<path d="M0 8 L6 14 L0 20 L-6 14 Z" class="act {shape}"/>')
    return f'<circle cx="{mark.x:g}%" cy="14" r="5" class="act {shape}"/>'


def _at(x: float, drawn: str) -> str:
    """What is drawn around a point, moved to where the mark stands."""
    return f'<svg x="{x:g}%" overflow="visible">{drawn}</svg>'
