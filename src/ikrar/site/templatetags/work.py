"""How the pages write what is done in the background."""

from __future__ import annotations

from django import template

from ikrar.site.shown import work

register = template.Library()

register.filter("moment", work.moment)
