"""The weights: how likely a casting of an act is what the text states.

A logistic regression over named features, trained by `make train`; the weights are a table that a person can read.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp


@dataclass(frozen=True, slots=True)
class Judge:
    """Weights by feature, a bias for each question (`claim`, `when`), and the probability from which a claim is told."""

    weights: dict[str, float]
    bias: dict[str, float]
    threshold: float

    def probability(self, features: Iterable[str], question: str = "claim") -> float:
        get = self.weights.get
        return 1.0 / (1.0 + exp(-(self.bias[question] + sum(get(f, 0.0) for f in features))))


@cache
def judge() -> Judge:
    """The judge of `weights.toml`."""
    table = tomllib.loads((files("ikrar.reading") / "weights.toml").read_text("utf-8"))
    return Judge(table["weights"], table["bias"], table["threshold"])
