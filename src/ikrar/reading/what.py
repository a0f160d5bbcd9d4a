"""The object of a claim in the text's own words: an event's name, an instrument, a thing."""

from __future__ import annotations

import re

from ikrar.reading.clauses import Clause
from ikrar.reading.page import Page

_TITLE = re.compile(r"《[^》]{2,60}》|“[^”]{2,60}”|\"[^\"\n]{2,60}\"")
_NAMED = re.compile(r"(?:[A-Z0-9][\w’'&\-]*)(?: (?:of |the |and |for |dan |on |in )*(?:[A-Z0-9][\w’'&\-]*))*")
_BY_KIND = {
    "agreement": ("instrument", "twin"),
    "partnership": ("twin",),
    "invitation": ("event", "object"),
    "acceptance": ("event", "object"),
    "offer": ("object", "event"),
    "delivery": ("event", "object"),
    "request": ("object", "event"),
    "plan": ("event", "object"),
    "interest": ("object",),
    "trait": ("profile",),
    "aim": ("profile",),
}


def what_of(page: Page, clause: Clause, kind: str) -> str | None:
    """The first mention that can be the object, widened to the name that it heads."""
    classes = _BY_KIND.get(kind)
    if classes is None:
        return None
    found = next((ms for cls in classes if (ms := page.each(cls, clause.start, clause.end))), None)
    if found is None:
        return None
    m = next((m for m in found if m.start >= clause.act.start), found[0])  # Rather what follows the act.
    start, end = m.start, m.end
    for title in _TITLE.finditer(page.text, clause.start, clause.end):
        if title.start() <= start < title.end():
            return title[0]
    if m.has("event"):
        for name in _NAMED.finditer(page.text, clause.start, clause.end):
            if name.start() <= start and name.end() >= end:
                return name[0]
    return page.text[start:end]
