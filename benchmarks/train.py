"""Train the weights of the reading's judge, and say how well they do on texts that they were not trained on.

    make train                writes src/ikrar/reading/weights.toml
    make train ARGS=--dry-run only prints the figures of the cross-validation

Trained on the texts of our own (corpus/) and on the gold data where it is there. The same texts give the same weights.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from texts import ROOT

import corpus
from corpus import Row
from ikrar.model import Claim
from ikrar.reading.claims import Weighed
from ikrar.reading.judging import Feature, Judge, judge
from ikrar.reading.reader import read_document

FOLDS = 6
RARE = 3  # a feature of fewer castings tells nothing
STRENGTH = 0.25  # of the weights' regularisation (scikit-learn's C)
OUT = ROOT / "src" / "ikrar" / "reading" / "weights.toml"
DIRECTED = {"visit", "invitation", "offer", "interest", "request", "acceptance", "delivery"}


@dataclass(frozen=True, slots=True)
class Example:
    """The features of what was weighed, and whether it is right."""

    features: tuple[Feature, ...]
    right: bool


def agrees(claim: Row, kind: str, from_: tuple, to: tuple, parties: tuple) -> bool:
    """Whether a casting has the gold claim's kind, parties and direction."""
    if claim["kind"] != kind:
        return False
    if claim.get("from"):
        return corpus.same_parties(claim["from"], from_) and corpus.same_parties(claim["to"], to)
    return corpus.same_parties(claim["parties"], parties or (*from_, *to))


def examples(row: Row, trace: list[Weighed]) -> list[Example]:
    """Every casting that was weighed in a text; those of a claim whose words stand elsewhere are left out."""
    found = []
    for act in trace:
        own = [c for c in row["claims"] if _overlap(corpus.span(c, row["text"]), (act.start, act.end))]
        for casting in act.castings:
            sides = (casting.from_, casting.to, casting.parties)
            right = any(_holds(c, act.kind, sides) for c in own)
            if not right and any(_holds(c, act.kind, sides) for c in row["claims"]):
                continue
            found.append(Example((*casting.features, *act.common), right))
    return found


def details(row: Row, trace: list[Weighed]) -> tuple[list[Example], list[Example]]:
    """The moments and the fields that were offered for each act that the text states."""
    moments, fields = [], []
    for act in trace:
        best = act.castings[0]
        for claim in row["claims"]:
            if not _overlap(corpus.span(claim, row["text"]), (act.start, act.end)):
                continue
            if _holds(claim, act.kind, (best.from_, best.to, best.parties)):
                moments += [Example(features, edtf == claim.get("when")) for edtf, features in act.moments]
                wanted = set(claim.get("fields") or [])
                fields += [Example(features, code in wanted) for code, features in act.fields]
                break
    return moments, fields


def _holds(claim: Row, kind: str, sides: tuple) -> bool:
    from_, to, parties = sides
    if agrees(claim, kind, from_, to, parties):
        return True
    if kind in ("agreement", "partnership") and len(parties) > 2 and claim["kind"] == kind:
        # One against each of many: the casting holds all, the gold claim one pair of it.
        return any(corpus.same_parties(claim["parties"], (a, b)) for a in parties for b in parties if a != b)
    return False


def _overlap(a: tuple[int, int], b: tuple[int, int]) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def fit(cast: list[Example], timed: list[Example], scoped: list[Example], threshold: float) -> Judge:
    """The judge of all questions."""
    weights: dict[str, dict[str, float]] = {}
    bias = {}
    for question, found in (("claim", cast), ("when", timed), ("field", scoped)):
        mine, bias[question] = regression(found)
        for (group, name), weight in mine.items():
            weights.setdefault(group, {})[name] = weight
    return Judge(weights, bias, threshold)


def regression(found: list[Example]) -> tuple[dict[Feature, float], float]:
    """Weights and bias of a logistic regression on features that are not rare."""
    counts = Counter(f for e in found for f in set(e.features))
    names = sorted(f for f, n in counts.items() if n >= RARE)
    index = {f: i for i, f in enumerate(names)}
    rows, columns, values = [], [], []
    for i, e in enumerate(found):
        for f, n in Counter(e.features).items():
            if f in index:
                rows.append(i)
                columns.append(index[f])
                values.append(n)
    x = csr_matrix((values, (rows, columns)), shape=(len(found), len(names)))
    model = LogisticRegression(C=STRENGTH, max_iter=3000, solver="liblinear", random_state=0)
    model.fit(x, np.array([e.right for e in found]))
    weights = {n: round(float(w), 3) for n, w in zip(names, model.coef_[0], strict=True) if abs(w) >= 0.01}
    return weights, round(float(model.intercept_[0]), 3)


def score(rows: list[Row], readings: list[tuple[Claim, ...]], threshold: float) -> dict[str, float]:
    """Claim F1 (kind, parties and direction) by language and in all."""
    hit, told, gold = Counter(), Counter(), Counter()
    for row, claims in zip(rows, readings, strict=True):
        kept = [c for c in claims if c.confidence >= threshold]
        left = list(row["claims"])
        for c in kept:
            match = next((g for g in left if agrees(g, c.kind, c.from_, c.to, c.parties)), None)
            if match:
                left.remove(match)
            for key in ("all", row["lang"]):
                hit[key] += match is not None
                told[key] += 1
        for key in ("all", row["lang"]):
            gold[key] += len(row["claims"])
    return {k: 2 * hit[k] / (told[k] + gold[k]) for k in sorted(gold)}


def folds(rows: list[Row]) -> list[int]:
    """A fold for each text, languages and sources spread evenly."""
    nth: dict[tuple, int] = defaultdict(int)
    out = []
    for row in rows:
        key = (row["lang"], "/" in row["id"])
        out.append(nth[key] % FOLDS)
        nth[key] += 1
    return out


Found = tuple[list[Example], list[Example], list[Example]]  # castings, moments, fields of one text


def collect(rows: list[Row], by: Judge) -> list[Found]:
    """What was weighed in each text, with the right answers."""
    out = []
    for row in rows:
        trace: list[Weighed] = []
        read_document(corpus.document(row), by, trace)
        out.append((examples(row, trace), *details(row, trace)))
    return out


def pooled(found: list[Found], threshold: float) -> Judge:
    cast, timed, scoped = ([e for text in found for e in text[i]] for i in range(3))
    return fit(cast, timed, scoped, threshold)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dry-run", action="store_true")
    args = parser.parse_args()
    rows = [*corpus.gold(), *corpus.own()]
    by = judge()
    part = folds(rows)
    for _ in range(2):  # what is weighed depends on what was told before: twice is enough
        found = collect(rows, by)
        castings = [e for cast, _, _ in found for e in cast]
        print(f"{len(rows)} texts, {len(castings)} castings, {sum(e.right for e in castings)} right")
        readings: list[tuple[Claim, ...]] = [()] * len(rows)
        for k in range(FOLDS):
            trained = pooled([f for f, p in zip(found, part, strict=True) if p != k], 0.05)
            for i, row in enumerate(rows):
                if part[i] == k:
                    readings[i] = read_document(corpus.document(row), trained).claims
        best = max((t / 100 for t in range(15, 75, 5)), key=lambda t: score(rows, readings, t)["all"])
        for name, keep in (("gold", lambda r: "/" not in r["id"]), ("own", lambda r: "/" in r["id"])):
            chosen = [i for i, r in enumerate(rows) if keep(r)]
            if chosen:
                figures = score([rows[i] for i in chosen], [readings[i] for i in chosen], best)
                print(f"cross-validated, {name}, from {best}:", {k: round(v, 3) for k, v in figures.items()})
        by = pooled(found, best)
    if not args.dry_run:
        write(by)


def write(by: Judge) -> None:
    lines = ["# Written by `make train`: the weight of each feature (see casting.py, claims.py, timing.py, scope.py)."]
    lines += [f"threshold = {by.threshold}", "", "[bias]", *(f"{k} = {v}" for k, v in by.bias.items())]
    for group, table in sorted(by.weights.items()):
        lines += ["", f'[weights."{group}"]', *(f'"{name}" = {weight}' for name, weight in sorted(table.items()))]
    OUT.write_text("\n".join(lines) + "\n", "utf-8")
    print(f"{sum(map(len, by.weights.values()))} weights written to {OUT.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
