"""How the pages of programmes write their codes and costs."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from babel.numbers import format_decimal
from django import template

from ikrar.ontology.programmes import label
from ikrar.site.shown import dates
from ikrar.site.shown.programme import thing
from ikrar.site.shown.tongue import ontology_code

register = template.Library()


@register.filter
def programme_word(code: str, group: str) -> str:
    """A code of a programme, a call or a nomination in the reader's language."""
    return label(group, code, ontology_code())


@register.filter
def amount(written: str) -> str:
    """1500000.5 → 1,500,000.5, as the reader writes numbers; what is no number stays as it is."""
    try:
        return str(format_decimal(Decimal(written), locale=dates.locale()))
    except InvalidOperation:
        return written


@register.filter
def subject_word(subject: str) -> str:
    """What a decision is about: a programme, a call, a nomination, a contact."""
    return thing(subject)
