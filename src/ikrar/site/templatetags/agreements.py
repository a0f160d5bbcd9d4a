"""How the pages of agreements write stages, instruments, files, and what somebody else typed."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import template

from ikrar.ontology.stages import Stage
from ikrar.register.sniffing import ENDINGS
from ikrar.site.clock import today as clock
from ikrar.site.shown import agreement, dates, words
from ikrar.site.shown.tongue import listed, ontology_code

register = template.Library()


@register.filter
def instrument(code: str) -> str:
    """A type of instrument in the reader's words."""
    return agreement.instrument_name(code)


@register.filter
def stage_name(stage: Stage) -> str:
    return stage.label(ontology_code())


@register.filter
def stage_actor(stage: Stage) -> str:
    """Who has to act for a stage to be completed."""
    return stage.who(ontology_code())


@register.filter
def stage_yields(stage: Stage) -> str:
    return listed(stage.documents(ontology_code()))


@register.filter
def distance(day: date) -> str:
    """How far away a day is: in 3 weeks."""
    return dates.ago(day, clock())


@register.filter
def term(months: int) -> str:
    """60 → 5 years."""
    return agreement.months(months)


@register.filter
def file_what(code: str) -> str:
    return agreement.file_what(code)


@register.filter
def filesize_written(number: int) -> str:
    return agreement.size(number)


@register.filter
def readable(media: str) -> bool:
    """Whether the text of an attached file can be read."""
    return ENDINGS.get(media) in {"pdf", "docx"}


@register.filter
def theirs_written(value: Any) -> str:
    """What somebody else wrote in a field of a form, as text."""
    return ", ".join(map(words.called, value)) if isinstance(value, list) else str(value)
