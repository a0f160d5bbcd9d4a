"""Pages of a few words, for the tests of single mechanisms."""

from __future__ import annotations

from ikrar.model.folding import fold
from ikrar.reading.date_forms import DateForms
from ikrar.reading.dates import Dates, calendar
from ikrar.reading.lexicon import lexicon, load_table
from ikrar.reading.mentions import mentions, scan
from ikrar.reading.page import Page, to_original
from ikrar.reading.parties import Cast, cast


def page(text: str, lang: str) -> Page:
    """A text laid out for reading in a language."""
    words, folded = lexicon(), fold(text)
    return Page(
        text, words.languages[lang], to_original(folded, mentions(words, folded, text, scan(words, folded), lang))
    )


def dates(text: str, lang: str, published: str | None) -> Dates:
    """The dates of a text published on a day."""
    return Dates(page(text, lang), calendar(published), DateForms(load_table(lang, "dates")))


def parties(text: str, lang: str, title: str | None = None) -> Cast:
    """The parties of a text, and of its title."""
    return cast(page(text, lang), page(title, lang) if title else None)


def named(text: str, lang: str) -> list[str]:
    """Keys of the parties that a text names, in order, each once."""
    return list(dict.fromkeys(p.key for g in parties(text, lang).groups for p in g.parties))
