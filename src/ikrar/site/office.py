"""Whose office this is: `IKRAR_OFFICE="Jakarta|ID"` puts that party first wherever two stand side by side."""

from __future__ import annotations

from django.conf import settings

from ikrar.register.models import Partnership, Party


def ours() -> str:
    return str(getattr(settings, "IKRAR_OFFICE", "") or "")


def ours_first(pair: Partnership) -> tuple[Party, Party]:
    """The two parties, the office's own first."""
    return (pair.party_b, pair.party_a) if pair.party_b.key == ours() else (pair.party_a, pair.party_b)
