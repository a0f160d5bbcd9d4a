"""A document's text, cut where claims begin and end, so that every claim can be seen in its words.

Stretches may overlap, nest, or run over paragraphs. Pure: positions in, segments out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words that carry something: claim number `of`, or a note where `note` is set."""

    of: int
    start: int
    end: int
    note: bool = False


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of text under the same claims from end to end."""

    text: str
    claims: tuple[int, ...] = ()
    notes: tuple[int, ...] = ()
    begins: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()
    begins_notes: tuple[int, ...] = ()

    @property
    def inner(self) -> int | None:
        """The claim that a click on these words leads to: the one with the fewest words of its own."""
        return self.claims[0] if self.claims else None


@dataclass(slots=True)
class Paragraph:
    segments: list[Segment] = field(default_factory=list)
    claims: list[int] = field(default_factory=list)


def _lines(text: str) -> Iterable[tuple[int, int]]:
    """Where each line that is not blank begins and ends, without the white space around it."""
    for found in re.finditer(r"[^\r\n\u2028\u2029]+", text):
        line = found.group()
        if line.strip():
            start = found.start() + len(line) - len(line.lstrip())
            yield start, start + len(line.strip())


def paragraphs(text: str, stretches: Sequence[Stretch]) -> list[Paragraph]:
    """The text's paragraphs, each with its segments and the claims whose words begin in it."""
    stretches = [s for s in stretches if text[s.start : s.end].strip()]
    size: dict[int, int] = {}
    first: dict[int, int] = {}
    last: dict[int, int] = {}
    for s in stretches:
        if not s.note:
            size[s.of] = size.get(s.of, 0) + s.end - s.start
            first[s.of] = min(first.get(s.of, s.start), s.start)
            last[s.of] = max(last.get(s.of, s.end), s.end)
    begun: set[tuple[bool, int]] = set()
    made = []
    bounds = list(_lines(text))
    for row, (start, end) in enumerate(bounds):
        until = bounds[row + 1][0] if row + 1 < len(bounds) else len(text) + 1
        here = [s for s in stretches if s.start < end and s.end > start]
        cuts = sorted({start, end, *(c for s in here for c in (s.start, s.end) if start < c < end)})
        paragraph = Paragraph()
        for a, b in pairwise(cuts):
            over = [s for s in here if s.start < b and s.end > a]
            claims = sorted({s.of for s in over if not s.note}, key=lambda n: (size[n], n))
            notes = sorted({s.of for s in over if s.note})
            new = [n for n in claims if (False, n) not in begun]
            new_notes = [n for n in notes if (True, n) not in begun]
            begun |= {(False, n) for n in new} | {(True, n) for n in new_notes}
            ends = [n for n in claims if last[n] <= b or (b == end and last[n] <= until)]
            paragraph.segments.append(
                Segment(text[a:b], tuple(claims), tuple(notes), tuple(new), tuple(sorted(ends)), tuple(new_notes))
            )
            paragraph.claims += sorted(new, key=lambda n: (first[n], n))
        made.append(paragraph)
    return made
