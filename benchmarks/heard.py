"""What the words of sentences say of acts, and the words beside parties of their parts, learnt from texts."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np
from fitting import Example, design
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

import corpus
from corpus import Row
from ikrar.model.party import Party
from ikrar.ontology.shape import DIRECTED, SINGLE
from ikrar.reading.claims import Weighed
from ikrar.reading.lexicon import lexicon
from ikrar.reading.page import sentences
from ikrar.reading.standing import PARTS, Standing
from ikrar.reading.wording import TENTHS, Wording, scale, stretches

WORDS_STRENGTH = 30.0  # of the regularisation, for the wording
WORDS_RARE = 3  # a stretch of words of fewer texts tells nothing
WORDS_KEPT = 800  # stretches of a kind, those that say most
WORDS_HEARD = 100  # texts of a language that teach what it sounds like
WORDS_LEAST = 0.5  # a weight that says too little to be kept
BESIDE_STRENGTH = 0.3  # the same of the words beside parties
BESIDE_RARE = 4  # parties beside which words must have stood
BESIDE_LEAST = 0.1

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
            if c["kind"] == act.kind and corpus.overlap(corpus.span(c, row["text"]), (act.start, act.end))
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
    return [stood_by([of for of, p in zip(stood, part, strict=True) if p != k]) for k in sorted(set(part))]


def cross_worded(rows: list[Row], said: list[Said], part: list[int]) -> list[Wording]:
    """Of each fold, what the others say."""
    others = [[i for i, p in enumerate(part) if p != k] for k in sorted(set(part))]
    return [worded_by([rows[i] for i in of], [said[i] for i in of]) for of in others]
