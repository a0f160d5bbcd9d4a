"""Train the weights of the reading's judge, and say how well they do on texts that they were not trained on.

    make train                writes src/ikrar/reading/weights.toml
    make train ARGS=--dry-run only prints the figures of the cross-validation
    make train ARGS="--dry-run --readings FILE" also writes what was read of each text by weights that never saw it,
    for the gold's scorer: score.py GOLD_DIR FILE

Trained on the texts of our own (corpus/) and on the gold data where it is there; those of corpus/aside/ only measure.
The same texts give the same weights.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from texts import ROOT

import corpus
from corpus import Row
from ikrar.model.party import Party
from ikrar.reading import telling
from ikrar.reading.casting import Casting
from ikrar.reading.claims import Draft, Weighed
from ikrar.reading.judging import Feature, Judge
from ikrar.reading.lexicon import lexicon
from ikrar.reading.page import sentences
from ikrar.reading.reader import claim as told_claim
from ikrar.reading.reader import draft
from ikrar.reading.standing import PARTS, Standing
from ikrar.reading.standing import dump as dump_standing
from ikrar.reading.wording import TENTHS, Wording, dump, scale, stretches

FOLDS = 6
ROUNDS = 3  # what is weighed depends on what was told before
# Trusts grammar alone: the same start gives the same weights, whatever was trained before.
UNTRAINED = Judge({"rule": {"suggested": 2.5}}, {"claim": -2.0, "when": -1.0, "field": 0.5}, 0.3)
TOLD = 0.3  # the probability from which a claim is told: F1 is flat from .25 to .45, and a reviewer sees the confidence
PRESS = 2  # as many texts of ours does one of the press itself weigh
RARE = 3  # a feature of fewer castings tells nothing
STRENGTH = 0.5  # of the weights' regularisation (scikit-learn's C)
DATE_STRENGTH = 0.05  # the same for a choice among dates, and among states
STATE_STRENGTH = 0.1
TOLD_STRENGTH = 0.1
WORDS_STRENGTH = 30.0  # the same for the wording
WORDS_RARE = 3  # a stretch of words of fewer texts tells nothing
WORDS_KEPT = 800  # stretches of a kind, those that say most
WORDS_HEARD = 100  # texts of a language that teach what it sounds like
WORDS_LEAST = 0.5  # a weight that says too little to be kept
BESIDE_STRENGTH = 0.3  # the same of the words beside parties
BESIDE_RARE = 4  # parties beside which words must have stood
BESIDE_LEAST = 0.1
OUT = ROOT / "src" / "ikrar" / "reading" / "weights.toml"
WORDING = OUT.with_name("wording.txt")
STANDING = OUT.with_name("standing.txt")
PICTURE = ROOT / "docs" / "pictures" / "reliability.svg"
DIRECTED = {"visit", "invitation", "offer", "interest", "request", "acceptance", "delivery"}
SINGLE = {"trait", "aim"}


@dataclass(frozen=True, slots=True)
class Example:
    """The features of what was weighed, and whether it is right."""

    features: tuple[Feature, ...]
    right: bool
    among: tuple[object, ...] = ()  # the same for those of which at most one is right


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
            right = states(own, act.kind, casting)
            if not right and states(row["claims"], act.kind, casting):
                continue
            found.append(Example((*casting.features, *act.common), right))
    return found


def states(claims: list[Row], kind: str, casting: Casting) -> bool:
    """Whether the claims hold the casting; of one against many, whether they hold each pair."""
    sides = (casting.from_, casting.to, casting.parties)
    if any(agrees(c, kind, *sides) for c in claims):
        return True
    parties = casting.parties
    if len(parties) < 3:
        return False
    pairs = [c["parties"] for c in claims if c["kind"] == kind and c.get("parties")]
    return any(
        all(any(corpus.same_parties(named, (one, other)) for named in pairs) for other in parties if other != one)
        for one in parties
    )


def details(row: Row, trace: list[Weighed]) -> tuple[list[Example], list[Example], list[Example]]:
    """The moments, the fields and the states that were offered for each act that the text states."""
    moments, fields, states = [], [], []
    for act in trace:
        best = act.castings[0]
        for claim in row["claims"]:
            if not _overlap(corpus.span(claim, row["text"]), (act.start, act.end)):
                continue
            if agrees(claim, act.kind, best.from_, best.to, best.parties):
                right = claim.get("when")
                among = (row["id"], len(row["text"]), len(moments), len(states))
                moments += [Example(features, edtf == right, among) for edtf, features in act.moments]
                wanted = set(claim.get("fields") or [])
                fields += [Example(features, code in wanted) for code, features in act.fields]
                state = claim.get("state") or "done"
                states += [Example(features, name == state, among) for name, features in act.states]
                break
    return moments, fields, states


def _overlap(a: tuple[int, int], b: tuple[int, int]) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def fit(found: Found, threshold: float) -> Judge:
    """The judge of all questions."""
    cast, timed, scoped, staged = found
    trained = {
        "claim": regression(cast),
        "when": choice(timed, DATE_STRENGTH),
        "field": regression(scoped),
        "state": choice(staged, STATE_STRENGTH),
    }
    weights: dict[str, dict[str, float]] = {}
    for mine, _ in trained.values():
        for (group, name), weight in mine.items():
            weights.setdefault(group, {})[name] = weight
    bias = {question: found for question, (_, found) in trained.items()}
    return Judge(weights, bias, threshold)


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


Rated = list[tuple[float, Draft]]


def score(rows: list[Row], told_of: list[Rated], threshold: float) -> dict[str, float]:
    """Claim F1 (kind, parties and direction) by language and in all."""
    hit, read, gold = Counter(), Counter(), Counter()
    for row, rated in zip(rows, told_of, strict=True):
        kept = [d for p, d in rated if p >= threshold]
        for key in ("all", row["lang"]):
            hit[key] += sum(matched(row, kept))
            read[key] += len(kept)
            gold[key] += len(row["claims"])
    return {k: 2 * hit[k] / (read[k] + gold[k]) for k in sorted(gold)}


def matched(row: Row, drafts: list[Draft]) -> list[bool]:
    """Which drafts are claims of the gold, each claim used once."""
    left = list(row["claims"])
    out = []
    for d in drafts:
        match = next((g for g in left if agrees(g, d.kind, d.from_, d.to, d.parties)), None)
        if match:
            left.remove(match)
        out.append(match is not None)
    return out


def calibration_error(pairs: list[tuple[float, bool]], bins: int = 10) -> tuple[float, list[tuple[float, float, int]]]:
    """The expected calibration error, and for each bin: mean probability, share that is right, how many."""
    table = []
    for b in range(bins):
        inside = [(p, right) for p, right in pairs if b / bins <= p < (b + 1) / bins or (p == 1.0 and b == bins - 1)]
        if inside:
            mean = sum(p for p, _ in inside) / len(inside)
            table.append((mean, sum(right for _, right in inside) / len(inside), len(inside)))
    error = sum(abs(mean - share) * n for mean, share, n in table) / max(1, len(pairs))
    return error, table


def folds(rows: list[Row]) -> list[int]:
    """A fold for each text, languages and sources spread evenly."""
    nth: dict[tuple, int] = defaultdict(int)
    out = []
    for row in rows:
        key = (row["lang"], "/" in row["id"])
        out.append(nth[key] % FOLDS)
        nth[key] += 1
    return out


# Castings, moments, fields and states of one text.
Found = tuple[list[Example], list[Example], list[Example], list[Example]]
Heard = tuple[Wording, Standing]  # what the words of sentences and of those beside parties say


def collect(rows: list[Row], by: Judge, heard: list[Heard], part: list[int]) -> tuple[list[Found], list[list[Stood]]]:
    """What was weighed in each text, with the right answers, and what stood beside its parties; its words judged by
    what the other folds taught, the wording of its first paragraph by nothing, as in a language in which little was
    heard."""
    out, stood = [], []
    for row, fold in zip(rows, part, strict=True):
        wording, standing = heard[fold]
        found: Found = ([], [], [], [])
        for text, words in ((row, wording), (lead(row), Wording())):
            trace: list[Weighed] = []
            draft(corpus.document(text), replace(by, wording=words, standing=standing), trace)
            for mine, more in zip(found, (examples(text, trace), *details(text, trace)), strict=True):
                mine.extend(more)
            if text is row:
                stood.append(standing_of(row, trace))
        out.append(found)
    return out, stood


def lead(row: Row) -> Row:
    """The first paragraph as a text of its own: what a short text looks like."""
    first = row["text"].strip().split("\n")[0]
    claims = [c for c in row["claims"] if corpus.span(c, row["text"])[1] <= row["text"].find(first) + len(first)]
    return {**row, "text": first, "title": None, "claims": claims}


def pooled(found: list[Found], threshold: float) -> Judge:
    cast, timed, scoped, staged = ([e for text in found for e in text[i]] for i in range(4))
    return fit((cast, timed, scoped, staged), threshold)


def learned(rows: list[Row], found: list[Found]) -> list[Found]:
    """What is learned from, each text as often as it counts."""
    return [f for row, f in zip(rows, found, strict=True) for _ in range(1 if "/" in row["id"] else PRESS)]


def cross_read(
    rows: list[Row], found: list[Found], part: list[int], heard: list[Heard], threshold: float
) -> list[list[Draft]]:
    """The drafts of each text by a judge that was trained on the other folds."""
    drafts: list[list[Draft]] = [[] for _ in rows]
    for k in range(FOLDS):
        others = [i for i, p in enumerate(part) if p != k]
        trained = pooled(learned([rows[i] for i in others], [found[i] for i in others]), threshold)
        trained = replace(trained, wording=heard[k][0], standing=heard[k][1])
        for i, row in enumerate(rows):
            if part[i] == k:
                drafts[i] = sorted(draft(corpus.document(row), trained).drafts, key=lambda d: -d.probability)
    return drafts


Said = list[tuple[set[str], set[str]]]  # of each sentence: its stretches of words, the kinds of act that it states


def sentences_of(row: Row) -> Said:
    """The sentences of a text with the kinds of the claims whose words stand in them."""
    spaced, found = lexicon().languages[row["lang"]].spaced, []
    for s in sentences(row["text"]):
        kinds = set()
        for claim in row["claims"]:
            start, end = corpus.span(claim, row["text"])
            shared = min(end, s.end) - max(start, s.start)
            if shared > 0 and 2 * shared >= min(end - start, s.end - s.start):
                kinds.add(claim["kind"])
        found.append((stretches(row["text"][s.start : s.end], spaced=spaced), kinds))
    return found


def worded_by(rows: list[Row], said: list[Said]) -> Wording:
    """What wordings say of acts, learnt from texts: once to choose the stretches that say most, once of those alone."""
    heard = Counter(row["lang"] for row in rows)
    languages = frozenset(lang for lang, n in heard.items() if n >= WORDS_HEARD)
    texts = Counter(gram for of in said for gram in {g for found, _ in of for g in found})
    every = sorted(gram for gram, n in texts.items() if n >= WORDS_RARE)
    _, weights = _of_words(said, every)
    most = {kind: sorted(range(len(every)), key=lambda i, w=w: -abs(w[i]))[:WORDS_KEPT] for kind, w in weights.items()}
    chosen = sorted(every[i] for i in {i for kept in most.values() for i in kept})
    bias, weights = _of_words(said, chosen)
    kept = {kind: np.where(abs(w) >= WORDS_LEAST, (w * TENTHS).round(), 0.0) for kind, w in weights.items()}
    table = {gram: tuple(int(w[i]) for w in kept.values()) for i, gram in enumerate(chosen)}
    return Wording(languages, bias, table)


def _of_words(said: list[Said], vocabulary: list[str]) -> tuple[dict[str, float], dict[str, np.ndarray]]:
    """The bias of each kind and the weight of each stretch of words."""
    index = {gram: i for i, gram in enumerate(vocabulary)}
    rows, columns, values, kinds = [], [], [], []
    for i, (found, stated) in enumerate(s for of in said for s in of):
        known = sorted(index[g] for g in found if g in index)
        rows += [i] * len(known)
        columns += known
        values += [scale(len(known))] * len(known)
        kinds.append(stated)
    x = csr_matrix((values, (rows, columns)), shape=(len(kinds), len(index)))
    bias, weights = {}, {}
    for kind in sorted({k for stated in kinds for k in stated}):
        model = LogisticRegression(C=WORDS_STRENGTH, max_iter=300, solver="liblinear", random_state=0)
        weights[kind] = model.fit(x, np.array([kind in stated for stated in kinds])).coef_[0]
        bias[kind] = round(float(model.intercept_[0]), 2)
    return bias, weights


@dataclass(frozen=True, slots=True)
class Stood:
    """The words beside a party in the sentence of an act that a text states, and its parts in the act."""

    words: tuple[str, ...]
    kind: str
    parts: tuple[bool, ...]  # in the order of PARTS


def standing_of(row: Row, trace: list[Weighed]) -> list[Stood]:
    """Each group beside each act that the text states, once."""
    found: dict[Stood, None] = {}
    for act in trace:
        own = [
            c
            for c in row["claims"]
            if c["kind"] == act.kind and _overlap(corpus.span(c, row["text"]), (act.start, act.end))
        ]
        if own and act.kind not in SINGLE:
            for parties, words in act.beside:
                parts = tuple(any(_among(parties, c.get(side)) for c in own) for side in ("from", "to", "parties"))
                found[Stood(tuple(words), act.kind, parts)] = None
    return list(found)


def _among(parties: tuple[Party, ...], side: list[str] | None) -> bool:
    return all(any(corpus.same_parties([name], (p,)) for name in side or ()) for p in parties)


def stood_by(stood: list[list[Stood]]) -> Standing:
    """What words beside parties say of their parts in acts, learnt from texts."""
    every = [s for of in stood for s in of]
    table: dict[str, dict[str, list[float]]] = {}
    bias = []
    for n in range(len(PARTS)):
        asked = [s for s in every if (s.kind in DIRECTED) == (n < 2)]
        said = [Example(tuple((kind, w) for w in s.words for kind in ("", s.kind)), s.parts[n]) for s in asked]
        names, x = design(said, BESIDE_RARE)
        model = LogisticRegression(C=BESIDE_STRENGTH, max_iter=300, solver="liblinear", random_state=0)
        model.fit(x, np.array([e.right for e in said]))
        bias.append(round(float(model.intercept_[0]), 2))
        for (kind, word), weight in zip(names, model.coef_[0], strict=True):
            if abs(weight) >= BESIDE_LEAST:
                table.setdefault(kind, {}).setdefault(word, [0.0, 0.0, 0.0])[n] = round(float(weight), 2)
    learnt = {kind: {word: (f, t, i) for word, (f, t, i) in of.items()} for kind, of in table.items()}
    return Standing((bias[0], bias[1], bias[2]), learnt)


def cross_stood(stood: list[list[Stood]], part: list[int]) -> list[Standing]:
    """Of each fold, what the others say."""
    return [stood_by([of for of, p in zip(stood, part, strict=True) if p != k]) for k in range(FOLDS)]


def cross_worded(rows: list[Row], said: list[Said], part: list[int]) -> list[Wording]:
    """Of each fold, what the others say."""
    others = [[i for i, p in enumerate(part) if p != k] for k in range(FOLDS)]
    return [worded_by([rows[i] for i in of], [said[i] for i in of]) for of in others]


def told_examples(row: Row, drafts: list[Draft]) -> list[Example]:
    rights = matched(row, drafts)
    return [Example(tuple(telling.features(d, drafts)), r) for d, r in zip(drafts, rights, strict=True)]


def with_told(by: Judge, found: list[Example]) -> Judge:
    """A judge that also decides which drafts are told."""
    mine, bias = regression(found, TOLD_STRENGTH)
    weights = {group: dict(names) for group, names in by.weights.items()}
    for (group, name), weight in mine.items():
        weights.setdefault(group, {})[name] = weight
    return replace(by, weights=weights, bias={**by.bias, "told": bias}, known={})


def cross_told(drafts: list[list[Draft]], examples_of: list[list[Example]], part: list[int]) -> list[Rated]:
    """The drafts of each text with the probability that the other folds give them."""
    none = Judge({}, {"claim": 0.0, "when": 0.0, "field": 0.0}, 0.0)
    out: list[Rated] = [[] for _ in drafts]
    for k in range(FOLDS):
        by = with_told(none, [e for e_of, p in zip(examples_of, part, strict=True) if p != k for e in e_of])
        for i, mine in enumerate(drafts):
            if part[i] == k:
                out[i] = telling.told(mine, by)
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dry-run", action="store_true")
    parser.add_argument("--readings", type=Path)
    args = parser.parse_args()
    rows = [*corpus.gold(), *corpus.own()]
    by, part = UNTRAINED, folds(rows)
    said = [sentences_of(row) for row in rows]
    worded = cross_worded(rows, said, part)
    standing = [Standing()] * FOLDS
    for _ in range(ROUNDS):
        heard = list(zip(worded, standing, strict=True))
        found, stood = collect(rows, by, heard, part)
        castings = [e for cast, *_ in found for e in cast]
        print(f"{len(rows)} texts, {len(castings)} castings, {sum(e.right for e in castings)} right")
        drafts = cross_read(rows, found, part, heard, by.threshold)
        examples_of = [told_examples(row, mine) for row, mine in zip(rows, drafts, strict=True)]
        rated = cross_told(drafts, examples_of, part)
        report(rows, rated, TOLD)
        by = with_told(pooled(learned(rows, found), TOLD), [e for mine in examples_of for e in mine])
        standing = cross_stood(stood, part)
    by = replace(by, wording=worded_by(rows, said), standing=stood_by(stood))
    pairs = [
        (p, e.right) for mine, of in zip(rated, examples_of, strict=True) for (p, _), e in zip(mine, of, strict=True)
    ]
    error, table = calibration_error(pairs)
    print(f"expected calibration error {error:.3f} over {len(pairs)} drafts")
    for mean, share, n in table:
        print(f"  said {mean:.2f}  right {share:.2f}  ({n})")
    aside = corpus.own(corpus.ASIDE)
    if aside:
        told_of = [telling.told(draft(corpus.document(row), by).drafts, by) for row in aside]
        figures = {k: round(v, 3) for k, v in score(aside, told_of, TOLD).items()}
        print(f"{len(aside)} texts of ours set aside, never trained on: {figures}")
    if args.readings:
        args.readings.write_text("".join(read_as(row, TOLD, of) for row, of in zip(rows, rated, strict=True)), "utf-8")
    if not args.dry_run:
        write(by)
        PICTURE.write_text(reliability(table, error), "utf-8")


def read_as(row: Row, threshold: float, rated: Rated) -> str:
    """A line of JSON as `ikrar read --format jsonl` writes it."""
    document = corpus.document(row)
    claims = [told_claim(document, d, p).as_json() for p, d in rated if p >= threshold]
    return json.dumps({"document": {"id": row["id"]}, "claims": claims}, ensure_ascii=False) + "\n"


def reliability(table: list[tuple[float, float, int]], error: float) -> str:
    """What was said against what was right, as a drawing: a dot a bin, as large as the bin."""
    side, edge = 360, 48

    def at(x: float, y: float) -> tuple[float, float]:
        return edge + x * side, edge + (1 - y) * side

    marks = "".join(
        f'<circle cx="{at(m, s)[0]:.1f}" cy="{at(m, s)[1]:.1f}" r="{2 + n**0.5 / 2:.1f}"/>' for m, s, n in table
    )
    labels = "".join(
        f'<text x="{at(t, 0)[0]:.0f}" y="{edge + side + 18}" text-anchor="middle">{t:.0%}</text>'
        f'<text x="{edge - 8}" y="{at(0, t)[1] + 4:.0f}" text-anchor="end">{t:.0%}</text>'
        for t in (0.0, 0.25, 0.5, 0.75, 1.0)
    )
    size = side + 2 * edge
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size + 20}" font-family="Georgia, serif"'
        f' font-size="13" role="img" aria-label="Reliability of the confidence"><rect width="100%" height="100%"'
        f' fill="#fbfaf6"/><path d="M{edge} {edge}V{edge + side}H{edge + side}" fill="none" stroke="#333"/>'
        f'<path d="M{edge} {edge + side}L{edge + side} {edge}" stroke="#999" stroke-dasharray="4 4"/>'
        f'<g fill="#8c2f1b" fill-opacity="0.75">{marks}</g><g fill="#333">{labels}'
        f'<text x="{edge + side / 2}" y="{size + 8}" text-anchor="middle">said</text>'
        f'<text x="{edge}" y="{edge - 16}">right</text>'
        f'<text x="{edge + side}" y="{edge - 16}" text-anchor="end">calibration error {error:.3f}</text></g></svg>\n'
    )


def report(rows: list[Row], rated: list[Rated], threshold: float) -> None:
    """Print the cross-validated F1 of the gold data and of our own texts."""
    for name, keep in (("gold", lambda r: "/" not in r["id"]), ("own", lambda r: "/" in r["id"])):
        chosen = [i for i, r in enumerate(rows) if keep(r)]
        if chosen:
            figures = score([rows[i] for i in chosen], [rated[i] for i in chosen], threshold)
            print(f"cross-validated, {name}, from {threshold}:", {k: round(v, 3) for k, v in figures.items()})


def write(by: Judge) -> None:
    lines = ["# Written by `make train`: the weight of each feature (see casting.py, claims.py, timing.py, scope.py)."]
    lines += [f"threshold = {by.threshold}", "", "[bias]", *(f"{k} = {v}" for k, v in by.bias.items())]
    for group, table in sorted(by.weights.items()):
        lines += ["", f'[weights."{group}"]', *(f'"{name}" = {weight}' for name, weight in sorted(table.items()))]
    OUT.write_text("\n".join(lines) + "\n", "utf-8")
    WORDING.write_text(dump(by.wording), "utf-8")
    STANDING.write_text(dump_standing(by.standing), "utf-8")
    print(f"{sum(map(len, by.weights.values()))} weights written to {OUT.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
