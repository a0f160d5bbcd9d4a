"""A text laid out for reading: its mentions in positions of the original, its sentences and quotations."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from operator import attrgetter

from ikrar.model.folding import Folded
from ikrar.reading.lexicon import Language
from ikrar.reading.mentions import Mention

_STOP = re.compile(r"[。！？!?；;]+[”’\"」』》)]*|\.+[”’\"」』)]*(?=\s|$)|\n+")
# A full stop after these ends no sentence: initials, titles, abbreviations of names and offices.
_ABBREVIATION = re.compile(
    r"(?:\b[A-Z]|\b(?:Mr|Mrs|Ms|Dr|Drs|Hj?|Ir|Prof|St|Gov|Sen|Rep|Gen|Col|No|Jl|Jln|Tn|Ny|Sdr|Bp|Kab|Prov|Va|Tex|Calif|Hon"
    r"|Jr|Sr|Inc|Co|Ltd|etc|vs|a\.m|p\.m|M\.?Si|S\.?H|S\.?E|S\.?Sos|M\.?M|Ph\.?D|[A-Z]\.[A-Z]))$"
)
_start = attrgetter("start")
# Nor after the short name of a month before its day: Sept. 11.
_SHORT_MONTH = re.compile(r"\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Agt|Sept?|Oct|Okt|Nov|Dec|Des)$")
_QUOTE_OPEN, _QUOTE_CLOSE = "“「『", "”」』"
_QUOTING = re.compile(f'[\n"{_QUOTE_OPEN}{_QUOTE_CLOSE}]')
_COMMA = re.compile("[,;，；:：]")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence by position, the paragraph it stands in, and its number in the text."""

    start: int
    end: int
    paragraph: int
    number: int = 0


@dataclass
class Page:
    """A document's text with its mentions, sentences and quotations, all by position in the text."""

    text: str
    language: Language
    mentions: list[Mention]
    sentences: list[Sentence] = field(default_factory=list)
    quotes: list[tuple[int, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.sentences = sentences(self.text)
        self.quotes = quotations(self.text)
        self._starts = [m.start for m in self.mentions]
        self._of: dict[str, list[Mention]] = {}
        for m in self.mentions:
            for cls in m.classes:
                self._of.setdefault(cls, []).append(m)
        self._of_starts = {cls: [m.start for m in found] for cls, found in self._of.items()}
        self._sentence_starts = [s.start for s in self.sentences]
        self._commas = [m.start() for m in _COMMA.finditer(self.text)]
        self._quote_starts = [a for a, _ in self.quotes]

    def within(self, start: int, end: int) -> list[Mention]:
        """Mentions that begin in [start, end)."""
        return self.mentions[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def of(self, *classes: str) -> list[Mention]:
        """All mentions of some classes, in order."""
        found = [m for cls in classes for m in self._of.get(cls, ())]
        if len(classes) > 1 and found:
            found = sorted({id(m): m for m in found}.values(), key=_start)
        return found

    def each(self, cls: str, start: int, end: int) -> list[Mention]:
        """Mentions of a class that begin in [start, end)."""
        starts = self._of_starts.get(cls)
        if starts is None:
            return []
        return self._of[cls][bisect_left(starts, start) : bisect_left(starts, end)]

    def holds(self, cls: str, start: int, end: int) -> bool:
        """Whether a mention of a class begins in [start, end)."""
        starts = self._of_starts.get(cls)
        if starts is None:
            return False
        i = bisect_left(starts, start)
        return i < len(starts) and starts[i] < end

    def comma_from(self, start: int, end: int) -> int | None:
        """Where the first comma or the like in [start, end) stands."""
        i = bisect_left(self._commas, start)
        return self._commas[i] if i < len(self._commas) and self._commas[i] < end else None

    def comma_before(self, start: int, end: int) -> int | None:
        """Where the last comma or the like in [start, end) stands."""
        i = bisect_left(self._commas, end) - 1
        return self._commas[i] if i >= 0 and self._commas[i] >= start else None

    def quoted(self, position: int) -> tuple[int, int] | None:
        """The quotation around a position."""
        i = bisect_right(self._quote_starts, position) - 1
        return self.quotes[i] if i >= 0 and position < self.quotes[i][1] else None

    def opens(self, position: int) -> bool:
        """Whether a sentence begins at a position."""
        i = bisect_left(self._sentence_starts, position)
        return i < len(self._sentence_starts) and self._sentence_starts[i] == position

    def sentence_at(self, position: int) -> int:
        """The number of the sentence that holds a position, or of the one before it."""
        return max(0, bisect_right(self._sentence_starts, position) - 1)


def marked(page: Page, spans: Iterable[tuple[int, int]]) -> bytearray:
    """The characters of a page, 1 within the spans: a long text has too many spans to ask each."""
    marks = bytearray(len(page.text))
    for start, end in spans:
        marks[start:end] = b"\1" * (end - start)
    return marks


def sentences(text: str) -> list[Sentence]:
    """Sentences of a text: cut at stops and line ends, not at abbreviations, initials or numbers."""
    found: list[Sentence] = []
    start = paragraph = 0
    for stop in _STOP.finditer(text):
        if stop[0][0] == "." and _ABBREVIATION.search(text, max(start, stop.start() - 12), stop.start()):
            continue
        digit = stop[0] == "." and text[stop.end() : stop.end() + 2].strip()[:1].isdigit()
        if digit and _SHORT_MONTH.search(text, max(start, stop.start() - 5), stop.start()):
            continue
        end = stop.start() if stop[0][0] == "\n" else stop.end()
        _append(found, text, start, end, paragraph)
        start = stop.end()
        paragraph += stop[0][0] == "\n"
    _append(found, text, start, len(text), paragraph)
    return found


def _append(found: list[Sentence], text: str, start: int, end: int, paragraph: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if end > start:
        found.append(Sentence(start, end, paragraph, len(found)))


def quotations(text: str) -> list[tuple[int, int]]:
    """Spans between quotation marks; a straight mark opens and closes in turn within a paragraph."""
    found: list[tuple[int, int]] = []
    opened: int | None = None
    for mark in _QUOTING.finditer(text):
        i, c = mark.start(), mark[0]
        if c == "\n":
            if opened is not None and i - opened > 40:
                found.append((opened, i))
            opened = None
        elif c in _QUOTE_OPEN or (c == '"' and opened is None):
            opened = i + 1
        elif (c in _QUOTE_CLOSE or c == '"') and opened is not None:
            found.append((opened, i))
            opened = None
    return found


def to_original(folded: Folded, found: list[Mention]) -> list[Mention]:
    """Move mentions from folded to original positions (they differ only where characters were left out)."""
    if folded.offsets is not None:
        for m in found:
            m.start, m.end = folded.offsets[m.start], folded.offsets[m.end - 1] + 1
    return found
