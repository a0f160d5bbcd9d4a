"""A trait or an aim of a place, or of the two places of a pair. `kind` says which of the two it is."""

from __future__ import annotations

from ikrar.register.models.entry import Entry


class Trait(Entry):
    pass
