"""The office's own party stands first wherever two stand side by side."""

from __future__ import annotations

from ikrar.office import settings
from ikrar.register.models import Partnership, Party
from ikrar.register.parties import keys


def ours() -> str:
    """The key of the party whose office this is, or nothing; of the one that it is, where two are one."""
    home = settings.of().home
    row = keys.row_of(home) if home else None
    return keys.itself(row).key if row else home


def ours_first(pair: Partnership, home: str | None = None) -> tuple[Party, Party]:
    """The two parties, the office's own first. `home` saves asking where there are many pairs."""
    mine = ours() if home is None else home
    return (pair.party_b, pair.party_a) if pair.party_b.key == mine else (pair.party_a, pair.party_b)
