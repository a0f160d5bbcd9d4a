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
from dataclasses import replace
from pathlib import Path

from fitting import Example, choice, regression
from heard import Stood, cross_stood, cross_worded, sentences_of, standing_of, stood_by, worded_by
from texts import ROOT

import corpus
from corpus import Row
from ikrar.reading import telling
from ikrar.reading.casting import Casting
from ikrar.reading.claims import Draft, Weighed
from ikrar.reading.judging import Judge
from ikrar.reading.reader import claim as told_claim
from ikrar.reading.reader import draft
from ikrar.reading.standing import Standing
from ikrar.reading.standing import dump as dump_standing
from ikrar.reading.wording import Wording, dump

FOLDS = 6
ROUNDS = 3  # what is weighed depends on what was told before
# Trusts grammar alone: the same start gives the same weights, whatever was trained before.
UNTRAINED = Judge({"rule": {"suggested": 2.5}}, {"claim": -2.0, "when": -1.0, "field": 0.5}, 0.3)
TOLD = 0.3  # the probability from which a claim is told: F1 is flat from .25 to .45, and a reviewer sees the confidence
PRESS = 2  # as many texts of ours does one of the press itself weigh
DATE_STRENGTH = 0.05  # of the regularisation of a choice among dates, and among states
STATE_STRENGTH = 0.1
TOLD_STRENGTH = 0.1  # the same of what is told
OUT = ROOT / "src" / "ikrar" / "reading" / "weights.toml"
WORDING = OUT.with_name("wording.txt")
STANDING = OUT.with_name("standing.txt")
PICTURE = ROOT / "docs" / "pictures" / "reliability.svg"


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
        own = [c for c in row["claims"] if corpus.overlap(corpus.span(c, row["text"]), (act.start, act.end))]
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
            if not corpus.overlap(corpus.span(claim, row["text"]), (act.start, act.end)):
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
) -> tuple[list[list[Draft]], list[list[Draft]]]:
    """The drafts of each text by a judge that was trained on the other folds; and those of its first paragraph, its
    wording judged by nothing."""
    drafts: list[list[Draft]] = [[] for _ in rows]
    leads: list[list[Draft]] = [[] for _ in rows]
    for k in range(FOLDS):
        others = [i for i, p in enumerate(part) if p != k]
        trained = pooled(learned([rows[i] for i in others], [found[i] for i in others]), threshold)
        trained = replace(trained, wording=heard[k][0], standing=heard[k][1])
        for i, row in enumerate(rows):
            if part[i] == k:
                drafts[i] = read_by(trained, row)
                leads[i] = read_by(replace(trained, wording=Wording(), known={}), lead(row))
    return drafts, leads


def read_by(judge: Judge, row: Row) -> list[Draft]:
    """The drafts of a text, the likeliest first."""
    return sorted(draft(corpus.document(row), judge).drafts, key=lambda d: -d.probability)


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


def cross_told(
    drafts: list[list[Draft]], examples_of: list[list[Example]], short: list[list[Example]], part: list[int]
) -> list[Rated]:
    """The drafts of each text with the probability that the other folds give them."""
    none = Judge({}, {"claim": 0.0, "when": 0.0, "field": 0.0}, 0.0)
    out: list[Rated] = [[] for _ in drafts]
    for k in range(FOLDS):
        by = with_told(
            none, [e for of in (examples_of, short) for e_of, p in zip(of, part, strict=True) if p != k for e in e_of]
        )
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
        drafts, leads = cross_read(rows, found, part, heard, by.threshold)
        examples_of = [told_examples(row, mine) for row, mine in zip(rows, drafts, strict=True)]
        short = [told_examples(lead(row), mine) for row, mine in zip(rows, leads, strict=True)]
        rated = cross_told(drafts, examples_of, short, part)
        report(rows, rated, TOLD)
        by = with_told(pooled(learned(rows, found), TOLD), [e for mine in (*examples_of, *short) for e in mine])
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
