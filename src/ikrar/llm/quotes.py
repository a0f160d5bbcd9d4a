"""Where a quote stands in a text, whatever its white space and quotation marks."""

from __future__ import annotations

from functools import cached_property

from ikrar.model import Evidence
from ikrar.model.folding import IGNORED

_MARKS = dict.fromkeys(map(ord, "\"'“”„‟«»‘’‚‛‹›「」『』〝〞〟＂＇`´′″"), '"')


def _squeezed(text: str) -> tuple[str, list[int]]:
    """The text without white space and unseen characters, quotation marks alike; and where each character came from."""
    kept = [i for i, c in enumerate(text) if not c.isspace() and c not in IGNORED]
    return "".join(text[i] for i in kept).translate(_MARKS), kept


class Quoted:
    """A text to look quotes up in."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def _page(self) -> tuple[str, list[int]]:
        return _squeezed(self.text)

    def find(self, quote: str) -> Evidence | None:
        """The first place where these words stand, as the text itself has them."""
        page, origin = self._page
        wanted, _ = _squeezed(quote)
        at = page.find(wanted) if wanted else -1
        if at < 0:
            return None
        start, end = origin[at], origin[at + len(wanted) - 1] + 1
        return Evidence(start, end, self.text[start:end])
