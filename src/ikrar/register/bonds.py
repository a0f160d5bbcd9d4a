"""What people said belongs together or apart: constraints on grouping that follow from decisions. Pure.

A statement is a claim or what was entered by hand. Its name is the one under which entries are changed:
`<sha256>/<claim key>`, or `#12`. Decisions are taken in their order, and the last word on two statements stands:
merging what was split is merging, splitting what was merged is splitting.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Together:
    """These statements tell of one act, or of one life: a signing and its renewal."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Apart:
    """What `names` tell of is not what `others` tell of."""

    names: tuple[str, ...]
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bonds:
    """`joined` gives each statement that was merged the name that stands for all it was merged with."""

    joined: dict[str, str] = field(default_factory=dict)
    parted: frozenset[frozenset[str]] = frozenset()

    @property
    def spoken_of(self) -> frozenset[str]:
        """All that people said is something else than another."""
        return frozenset().union(*self.parted)

    def one(self, names: Iterable[str], others: Iterable[str]) -> bool:
        """Whether people said that some of these and some of those are one."""
        mine = {self.joined[name] for name in names if name in self.joined}
        return bool(mine) and any(self.joined.get(other) in mine for other in others)

    def apart(self, names: Iterable[str], others: Iterable[str]) -> bool:
        """Whether people said that some of these and some of those are two."""
        if not self.parted:
            return False
        theirs = list(others)
        return any(frozenset((name, other)) in self.parted for name in names for other in theirs)


NONE = Bonds()


def bonds(said: Iterable[Together | Apart]) -> Bonds:
    """The constraints that hold after all of this was said, in this order."""
    groups: list[frozenset[str]] = []
    parted: set[frozenset[str]] = set()
    for one in said:
        names = frozenset(one.names)
        if isinstance(one, Together):
            whole = names.union(*(g for g in groups if g & names))
            groups = [g for g in groups if not g & names] + [whole]
            parted = {pair for pair in parted if not pair <= whole}
            continue
        others = frozenset(one.others) - names
        divided = [g for g in groups if g & names and g & others]
        groups = [g for g in groups if g not in divided] + [half for g in divided for half in (g & names, g - names)]
        parted |= {frozenset((a, b)) for a in names for b in others}
    return Bonds({name: min(g) for g in groups if len(g) > 1 for name in g}, frozenset(parted))
