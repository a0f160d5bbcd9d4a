"""What a change of claims touches: whose entries have to be made anew, and what may now stand on nothing."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Touched:
    """Ids. `parties` are those that carry claims alone; `left` are those that a claim no longer names."""

    partnerships: set[int] = field(default_factory=set)
    parties: set[int] = field(default_factory=set)
    left_partnerships: set[int] = field(default_factory=set)
    left_parties: set[int] = field(default_factory=set)

    def add(self, other: Touched) -> None:
        """What the other touches too."""
        self.partnerships |= other.partnerships
        self.parties |= other.parties
        self.left_partnerships |= other.left_partnerships
        self.left_parties |= other.left_parties
