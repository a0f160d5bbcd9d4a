"""What forms say about themselves: which of many boxes are ticked."""

from __future__ import annotations

from django import template
from django.forms import BoundField
from django.utils.translation import gettext as _

from ikrar.site.shown.tongue import listed

register = template.Library()


@register.filter
def chosen_words(field: BoundField) -> str:
    """The ticked boxes of a field by their labels, or that there are none."""
    chosen = [str(box.choice_label) for box in field.subwidgets if box.data["selected"]]
    return listed(chosen) if chosen else _("none chosen")


@register.filter
def filled(field: BoundField) -> bool:
    """Whether something stands in a field, or something is wrong with it."""
    return bool(field.errors) or field.value() not in (None, "", [], ())
