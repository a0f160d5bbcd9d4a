"""Weights of named features, learnt from examples: the regressions that `train.py` asks for."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from ikrar.reading.judging import Feature

RARE = 3  # a feature of fewer castings tells nothing
STRENGTH = 0.5  # of the weights' regularisation (scikit-learn's C)


@dataclass(frozen=True, slots=True)
class Example:
    """The features of what was weighed, and whether it is right."""

    features: tuple[Feature, ...]
    right: bool
    among: tuple[object, ...] = ()  # the same for those of which at most one is right


def regression(found: list[Example], strength: float = STRENGTH) -> tuple[dict[Feature, float], float]:
    """Weights and bias of a logistic regression on features that are not rare."""
    names, x = design(found)
    model = LogisticRegression(C=strength, max_iter=3000, solver="liblinear", random_state=0)
    model.fit(x, np.array([e.right for e in found]))
    weights = {n: round(float(w), 3) for n, w in zip(names, model.coef_[0], strict=True) if abs(w) >= 0.01}
    return weights, round(float(model.intercept_[0]), 3)


def design(found: list[Example], rare: int = RARE) -> tuple[list[Feature], csr_matrix]:
    """The features that are not rare, and how often each example has them."""
    counts = Counter(f for e in found for f in set(e.features))
    names = sorted(f for f, n in counts.items() if n >= rare)
    index = {f: i for i, f in enumerate(names)}
    rows, columns, values = [], [], []
    for i, e in enumerate(found):
        for f, n in Counter(e.features).items():
            if f in index:
                rows.append(i)
                columns.append(index[f])
                values.append(n)
    return names, csr_matrix((values, (rows, columns)), shape=(len(found), len(names)))


def choice(found: list[Example], strength: float) -> tuple[dict[Feature, float], float]:
    """Weights and bias of a choice of at most one among several, or of none: a conditional logistic regression."""
    names, x = design(found)
    numbers = {among: i for i, among in enumerate(dict.fromkeys(e.among for e in found))}
    group = np.array([numbers[e.among] for e in found])
    right = np.array([e.right for e in found], float)
    none = np.bincount(group, right, len(numbers)) == 0
    back = x.T.tocsr()

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        score = x @ w[:-1] + w[-1]
        top = np.zeros(len(numbers))
        np.maximum.at(top, group, score)
        mass = np.exp(score - top[group])
        every = np.bincount(group, mass, len(numbers)) + np.exp(-top)
        good = np.bincount(group, mass * right, len(numbers)) + np.where(none, np.exp(-top), 0.0)
        slope = mass / every[group] - mass * right / good[group]
        gradient = np.append(back @ slope + w[:-1] / strength, slope.sum())
        return float(np.log(every / good).sum() + w[:-1] @ w[:-1] / (2 * strength)), gradient

    w = minimize(loss, np.zeros(len(names) + 1), jac=True, method="L-BFGS-B", options={"maxiter": 500}).x
    return {n: round(float(v), 3) for n, v in zip(names, w[:-1], strict=True) if abs(v) >= 0.01}, round(float(w[-1]), 3)
