"""The weights: how likely what was weighed is what the text states.

A logistic regression over named features, trained by `make train`; the weights are a table that a person can read.
A feature is a group and a name within it: `("active|A", "subject")`, the acting side is the clause's subject.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from math import exp
from typing import Any

from ikrar.places.kept import kept
from ikrar.reading.standing import Standing, standing
from ikrar.reading.wording import Wording, wording

Feature = tuple[str, str]
_NONE: dict[str, float] = {}
SOURCES = [
    f"reading/{name}"
    for name in ("weights.toml", "wording.txt", "standing.txt", "judging.py", "wording.py", "standing.py")
]


@dataclass(frozen=True, slots=True)
class Judge:
    """Weights by group and name, a bias for each question (`claim`, `when`, `field`), the probability from which a
    claim is told, what wordings say of acts, and what words beside parties say of their parts."""

    weights: dict[str, dict[str, float]]
    bias: dict[str, float]
    threshold: float
    wording: Wording = field(default_factory=Wording, compare=False, repr=False)
    standing: Standing = field(default_factory=Standing, compare=False, repr=False)
    known: dict[tuple[str, ...], Any] = field(default_factory=dict, compare=False, repr=False)  # sums made before

    def group(self, name: str) -> dict[str, float]:
        """The weights of a group of features, by name."""
        return self.weights.get(name, _NONE)

    def together(self, *groups: str) -> dict[str, float]:
        """The weights of several groups added up, by name."""
        total: dict[str, float] = {}
        for group in groups:
            for name, weight in self.group(group).items():
                total[name] = total.get(name, 0.0) + weight
        return total

    def sum(self, features: Iterable[Feature]) -> float:
        """What the features add up to; those without a weight count nothing."""
        weights = self.weights.get
        return sum([weights(group, _NONE).get(name, 0.0) for group, name in features])

    def sum_of_groups(self, groups: Iterable[tuple[str, list[str]]]) -> float:
        """The same for features that are given as groups, each with the names within it."""
        weights, total = self.weights.get, 0.0
        for group, names in groups:
            weight = weights(group, _NONE).get
            for name in names:
                total += weight(name, 0.0)
        return total

    def probability(self, total: float, question: str = "claim") -> float:
        """The probability of a sum of weights, in 0..1."""
        return 1.0 / (1.0 + exp(-(self.bias[question] + total)))


@cache
def judge() -> Judge:
    """The judge of `weights.toml`, `wording.txt` and `standing.txt`."""
    return kept("judge", SOURCES, build)


def build() -> Judge:
    """The same, built from the files as they are."""
    table = tomllib.loads((files("ikrar.reading") / "weights.toml").read_text("utf-8"))
    return Judge(table["weights"], table["bias"], table["threshold"], wording(), standing())
