"""Whose entries have to be made anew."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Touched:
    """Ids of partnerships and of parties."""

    partnerships: set[int] = field(default_factory=set)
    parties: set[int] = field(default_factory=set)

    def __or__(self, other: Touched) -> Touched:
        return Touched(self.partnerships | other.partnerships, self.parties | other.parties)
