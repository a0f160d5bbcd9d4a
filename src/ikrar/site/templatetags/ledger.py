"""How the pages write dates, numbers, codes, names and proofs."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from babel.numbers import format_percent
from django import template
from django.forms import BoundField, CheckboxInput
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from ikrar.follow.attention import Item, Quiet
from ikrar.model.edtf import interval
from ikrar.model.tokens import Term
from ikrar.register.agreement_details import STAGE
from ikrar.register.excerpts import Excerpt, marks
from ikrar.register.lines import Line, Quote
from ikrar.register.models import ClaimRecord
from ikrar.register.validity import office_stages
from ikrar.site.clock import today as clock
from ikrar.site.forms.decisions import party_written
from ikrar.site.reasons import REASONS
from ikrar.site.shown import agreement, attention, dates, history, marking, state, strips, who, words
from ikrar.site.shown.narrowing import Choice
from ikrar.site.shown.tongue import ontology_code

register = template.Library()

register.filter("called", words.called)
register.filter("country", words.country)
register.filter("number", dates.number)
register.filter("linked_marks", strips.linked)
register.filter("small_marks", strips.small)
register.filter("claim_state", state.of_claim)
register.filter("claim_who", who.of_claim)
register.filter("claim_speaker", who.speaker)
register.filter("line_who", who.of_line)
register.filter("line_from", who.acting)
register.filter("line_to", who.towards)
register.filter("named", who.named)
register.filter("corrected", history.corrected)
register.filter("written", party_written)
register.filter("partnership_state", state.of_partnership)

_HTML_LANG = {"zh": "zh", "id": "id", "en": "en"}


@register.filter
def shortened(text: str, most: int) -> str:
    """A text of so many characters at most; Django's own looks at each of them."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


@register.filter
def options(choices: Iterable[Choice]) -> SafeString:
    """Choices as options of a list, with their numbers where they were counted."""
    rows = []
    for c in choices:
        many = "" if c.many is None else f" ({dates.number(c.many)})"
        rows.append((c.code, mark_safe(" selected") if c.chosen else "", c.label, many))
    return format_html_join("", '<option value="{}"{}>{}{}</option>', rows)


@register.filter
def bare(field: BoundField) -> SafeString:
    """A form's field without the grey words in it, which say the same as its label; with what it held at first, where
    its form asks for that.
    """
    shown = field.as_widget(attrs={"placeholder": ""} if "placeholder" in field.field.widget.attrs else None)
    return shown + field.as_hidden(only_initial=True) if field.field.show_hidden_initial else shown


@register.filter
def is_switch(field: BoundField) -> bool:
    """Whether a field is a single box to tick."""
    return isinstance(field.field.widget, CheckboxInput)


@register.filter
def html_lang(code: str | None) -> str:
    """What goes into lang="…" for a document; empty (unknown) where nobody knows."""
    return _HTML_LANG.get(code or "", code or "")


@register.filter
def when(value: str | date | None, length: str = "medium") -> SafeString | str:
    """A date, absolute; how long ago stands in its title."""
    if not value:
        return ""
    edtf = value.isoformat()[:10] if isinstance(value, date) else value
    return _when(edtf, length, clock(), ontology_code())


@lru_cache(4096)
def _when(edtf: str, length: str, today: date, _language: str) -> SafeString | str:
    """A page names the same few days again and again, and each takes many steps to write."""
    machine = dates.datetime_attribute(edtf)
    text = dates.written(edtf, length)  # type: ignore[arg-type]
    if machine is None:
        return text
    return format_html('<time datetime="{}" title="{}">{}</time>', machine, dates.title(edtf, today), text)


@register.filter
def per_cent(value: float) -> str:
    return str(format_percent(value, locale=dates.locale()))


@register.filter
def words_url(claim: ClaimRecord) -> str:
    """Where the words that carry a claim stand in their document."""
    return f"{reverse('document', args=[claim.document_id])}#w{claim.pk}"


@register.filter
def item_state(item: Item | Quiet) -> state.State:
    return attention.quiet(item, clock()) if isinstance(item, Quiet) else attention.state(item, clock())


@register.filter
def line_state(line: Line) -> state.State | None:
    return state.of_line(line, clock())


@register.filter
def line_until(line: Line) -> date | None:
    """Until when an agreement binds, or bound: with what renewed itself by today."""
    return agreement.clock_of(line, clock()).until if line.validity else None


@register.filter
def quote_state(quote: Quote) -> state.State:
    return state.of_review(quote.review, quote.first_by)


@register.inclusion_tag("parts/quote.html")
def quote(words: Quote) -> dict[str, Any]:
    """The words of a source, a click from their place in it, and where they come from."""
    return {"quote": words, "address": f"{reverse('document', args=[words.document_id])}#w{words.claim_id}"}


@register.inclusion_tag("parts/quote.html")
def claim_quote(claim: ClaimRecord) -> dict[str, Any]:
    return sentence_quote(claim, claim.quote)


@register.inclusion_tag("parts/quote.html")
def sentence_quote(claim: ClaimRecord, sentence: str) -> dict[str, Any]:
    """Words that stand beside those of a claim, a click from these."""
    d = claim.document
    said = {"text": sentence, "lang": d.lang, "title": d.title, "ident": d.ident, "published": d.published}
    return {"quote": said, "address": words_url(claim)}


@register.filter
def web(address: str) -> bool:
    """Whether an address that came with a document may become a link: of the web, nothing that runs."""
    return urlsplit(address).scheme in {"http", "https"}


@register.filter
def urlhost(address: str) -> str:
    """www.example.org of https://www.example.org/news/1."""
    return urlsplit(address).hostname or address


@register.filter
def tongue(code: str | None) -> str:
    """The name of a document's language in the reader's."""
    return str(dates.locale().languages.get(code or "", code or "")) if code else ""


@register.filter
def note_text(note: dict[str, Any]) -> str:
    """What a note is about, in the reader's language; its details stand beside it as the engine wrote them."""
    known = {"weekday": _("A weekday in this text contradicts its date.")}
    return known.get(note.get("code", ""), "")


@register.filter
def decided(what: str) -> str:
    """What a decision did, in a word."""
    done = {
        "confirm": _("Confirmed"),
        "correct": _("Corrected"),
        "reject": _("Rejected"),
        "merge": _("Merged"),
        "split": _("Split"),
        "enter": _("Entered"),
        "change": _("Changed"),
        "remove": _("Removed"),
        "set-status": _("Status set"),
        "undo": _("Taken back"),
    }
    return done.get(what, what)


@register.filter
def setting(name: str) -> str:
    """What a person set, in a word."""
    names = {
        "what": _("What"),
        "fields": _("Fields"),
        "when": _("When"),
        "note": _("Note"),
        "valid_until": _("Valid until"),
        "due": _("Due"),
        "owner": _("Looked after by"),
        "next_step": _("Next step"),
        "next_on": _("On"),
        "kind": _("Kind"),
        "state": _("State"),
        "direction": _("Direction"),
        "from": _("Who acts"),
        "to": _("Towards whom"),
        "parties": _("Parties"),
        "told": _("Told on"),
        "status": _("Status"),
    }
    if name.startswith(STAGE):
        known = office_stages().get(name.removeprefix(STAGE))
        return known.label(ontology_code()) if known else name.removeprefix(STAGE)
    return (names | _agreement_names()).get(name, name.replace("_", " ").capitalize())


def _agreement_names() -> dict[str, str]:
    return {
        "instrument": _("Type"),
        "languages": _("Languages of the text"),
        "place": _("Signed at"),
        "manner": _("How it was signed"),
        "signatories": _("Who signed"),
        "valid_from": _("Valid from"),
        "duration": _("Duration in months"),
        "renewal": _("Renews itself every … months"),
        "notice": _("Notice before its end, in months"),
        "extensions": _("Extensions"),
        "amendments": _("Amendments"),
        "termination": _("Its end"),
        "parent": _("Under which instrument"),
        "our_number": _("Our number"),
        "their_number": _("Their number"),
        "original": _("Where the original lies"),
    }


_CODES = frozenset({"kind", "state", "status", "fields"})


@register.filter
def setting_value(value: Any, name: str) -> str:
    """What was set, as people write it: fields and statuses in words, dates written out, parties by name."""
    if isinstance(value, list):
        return ", ".join(setting_value(one, name) for one in value)
    if isinstance(value, dict):
        parts = [value["name"]] if value.get("name") and "country" in value else [v for v in value.values() if v]
        return ", ".join(dates.written(str(part)) for part in parts)
    if name == "instrument":
        return agreement.instrument_name(str(value))
    if name == "manner":
        return agreement.manner_name(str(value))
    if name == "languages":
        return agreement.language_name(str(value))
    if name in _CODES:
        return words.called(str(value))
    return dates.written(str(value), "medium") if interval(str(value)) else str(value)


@register.filter
def reason(why: str) -> str:
    """A reason of the journal: its code in words, then what was added."""
    code, _colon, more = why.partition(": ")
    known = dict(REASONS)
    if code not in known:
        return why
    return f"{known[code]}: {more}" if more else str(known[code])


@register.filter
def keys_written(text: str) -> str:
    """Words of the engine, in which parties stand by their keys: Berlin|DE as Berlin (DE)."""
    return re.sub(r"\|([A-Z]{2})\b", r" (\1)", text)


@register.filter
def role(code: str) -> str:
    """What a claim says about its entry."""
    says = {
        "states": _("States it"),
        "prepares": _("Announces it"),
        "renews": _("Renews it"),
        "ends": _("Ends it"),
        "accepts": _("Accepts it"),
    }
    return says.get(code, code)


@register.filter
def lane_name(code: str) -> str:
    """What a row of a line of years holds."""
    names = {
        "office": _("In office"),
        "agreement": _("Agreements"),
        "encounter": _("Encounters"),
        "commitment": _("Pledges"),
        "activity": _("Carried out"),
    }
    return names.get(code, code)


@register.filter
def plain(number: float) -> str:
    """A number for a machine: 12.5 in every language."""
    return f"{number:g}"


@register.filter
def excerpt(piece: Excerpt) -> SafeString:
    """A piece of a document with the found words marked."""
    return marking.marked(piece.text, piece.marks)


@register.filter
def marked(text: str, terms: Iterable[Term]) -> SafeString:
    """A short text with what was looked for in it marked."""
    return marking.marked(text, marks(text, terms))
