"""Speed and memory of reading, beside what a general pipeline needs to look the same place names up.

Every way runs in a process of its own, one after the other, on the same texts; a figure is the best of several
rounds after the tables are built. Absolute figures drift with the machine; the ratio is what counts.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import texts

STREAM = 20  # news of which one text is relevant
Sets = dict[str, list[texts.Row]]
Run = Callable[[list[texts.Row]], int]  # reads the texts, says how much it found


def automaton_alone() -> Run:
    """The automaton over text that is folded already."""
    from ikrar.model.folding import fold
    from ikrar.reading.lexicon import lexicon

    find = lexicon().automaton.find_matches_as_indexes
    folded: dict[str, str] = {}

    def run(rows: list[texts.Row]) -> int:
        return sum(len(find(folded.get(r["id"]) or folded.setdefault(r["id"], fold(r["text"]).text))) for r in rows)

    return run


def fold_and_scan() -> Run:
    """What every text costs: folding it, and one pass of the automaton."""
    from ikrar.model.folding import fold
    from ikrar.reading.lexicon import lexicon
    from ikrar.reading.mentions import scan

    words = lexicon()
    return lambda rows: sum(len(scan(words, fold(r["text"]))) for r in rows)


def reading() -> Run:
    """The whole reading, from the text to its claims."""
    from ikrar import Document
    from ikrar.reading import read_document
    from ikrar.reading.lexicon import lexicon

    lexicon()
    return lambda rows: sum(len(read_document(Document(**r)).claims) for r in rows)


def side_by_side() -> Run:
    """The whole reading by two processes, from a file of JSON Lines to claims, as `ikrar read --jobs 2` does it."""
    from ikrar.cli import inputs
    from ikrar.cli.streams import Told

    inputs.prepare()

    def run(rows: list[texts.Row]) -> int:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "texts.jsonl"
            lines = (json.dumps(r, ensure_ascii=False) + "\n" for r in rows)
            path.write_text("".join(lines), "utf-8")
            return sum(len(r.claims) for r in inputs.readings([path], Told(), 20, None, None, 2))

    run.copies = 20  # type: ignore[attr-defined]  # Processes that start are no part of a stream's speed.
    return run


def spacy_ruler() -> Run:
    """spaCy's blank pipeline of each language with an EntityRuler of all place names: it only looks names up."""
    import spacy

    from ikrar.places import gazetteer

    patterns = [{"label": "PLACE", "pattern": name} for name in gazetteer().names()]
    pipelines: dict[str, Any] = {}

    def pipeline(lang: str) -> Any:
        if lang not in pipelines:
            pipelines.clear()  # One at a time, or memory would count three.
            pipelines[lang] = spacy.blank(lang)
            ruler = pipelines[lang].add_pipe("entity_ruler", config={"phrase_matcher_attr": "LOWER"})
            ruler.add_patterns(patterns)
        return pipelines[lang]

    def run(rows: list[texts.Row]) -> int:
        return sum(len(doc.ents) for doc in pipeline(rows[0]["lang"]).pipe(r["text"] for r in rows))

    run.prepare = pipeline  # type: ignore[attr-defined]
    return run


WAYS: dict[str, tuple[str, Callable[[], Run]]] = {
    "automaton": ("automaton alone, on folded text", automaton_alone),
    "scan": ("folding and one scan", fold_and_scan),
    "reading": ("the whole reading, one process", reading),
    "two": ("the whole reading, two processes", side_by_side),
    "spacy": ("spaCy blank + EntityRuler, place names only", spacy_ruler),
}


def measure(way: str, sets: Sets, seconds: float) -> dict[str, Any]:
    """Run one way over every set: the best round of each, by language, since pipelines differ by language."""
    began = time.perf_counter()
    run = WAYS[way][1]()
    ready = time.perf_counter() - began
    best: dict[str, float] = dict.fromkeys(sets, 0.0)
    found: dict[str, int] = dict.fromkeys(sets, 0)
    for lang in ("en", "id", "zh"):
        if prepare := getattr(run, "prepare", None):
            began = time.perf_counter()
            prepare(lang)
            ready += time.perf_counter() - began
        for name, rows in sets.items():
            copies: int = getattr(run, "copies", 1)
            mine = [r for r in rows if r["lang"] == lang] * copies
            found[name] += run(mine) // copies  # Once to warm up.
            rounds: list[float] = []
            while len(rounds) < 3 or sum(rounds) < seconds:
                began = time.perf_counter()
                run(mine)
                rounds.append(time.perf_counter() - began)
            best[name] += min(rounds) / copies
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"seconds": best, "found": found, "ready": ready, "peak": peak}


def _of_stream(each: dict[str, float]) -> float:
    """Seconds for so many texts of a news stream that one of them is relevant."""
    return each["relevant"] + (STREAM - 1) * each["irrelevant"]


def size(rows: list[texts.Row]) -> float:
    return sum(len(r["text"].encode()) for r in rows) / 1e6


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=1.0, help="how long to repeat each set in each language")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument("--way", choices=WAYS, help=argparse.SUPPRESS)
    parser.add_argument("--texts", type=Path, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.way:
        print(json.dumps(measure(args.way, json.loads(args.texts.read_text("utf-8")), args.seconds)))
        return 0

    gold = texts.gold()
    sets: Sets = {"relevant": texts.examples() + gold, "irrelevant": texts.irrelevant()}
    figures: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "texts.json"
        path.write_text(json.dumps(sets, ensure_ascii=False), "utf-8")
        for way in WAYS:
            command = [sys.executable, __file__, "--way", way, "--texts", str(path), "--seconds", str(args.seconds)]
            done = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True)
            figures[way] = json.loads(done.stdout)

    ratio = {n: figures["spacy"]["seconds"][n] / figures["reading"]["seconds"][n] for n in sets}
    ratio["all"] = sum(figures["spacy"]["seconds"].values()) / sum(figures["reading"]["seconds"].values())
    each = {way: {n: figures[way]["seconds"][n] / len(rows) for n, rows in sets.items()} for way in figures}
    ratio["stream"] = _of_stream(each["spacy"]) / _of_stream(each["reading"])
    ratio["two"] = each["spacy"]["relevant"] / each["two"]["relevant"]
    if args.json:
        print(json.dumps({"figures": figures, "ratio": ratio}, indent=1))
        return 0

    print(f"relevant: {len(sets['relevant'])} texts, {size(sets['relevant']):.2f} MB", end="")
    print(f" (with {len(gold)} of the gold data)" if gold else " (the examples alone)", end="; ")
    print(f"irrelevant: {len(sets['irrelevant'])} texts, {size(sets['irrelevant']):.2f} MB\n")
    print(f"{'':44} {'relevant':>16} {'irrelevant':>18} {'ready':>7} {'peak':>7}")
    print(f"{'':44} {'docs/s':>9} {'MB/s':>6} {'docs/s':>11} {'MB/s':>6} {'s':>7} {'MB':>7}")
    for way, row in figures.items():
        rates = [(len(rows) / row["seconds"][n], size(rows) / row["seconds"][n]) for n, rows in sets.items()]
        (docs, mb), (docs_not, mb_not) = rates
        speed = f"{docs:9,.0f} {mb:6.2f} {docs_not:11,.0f} {mb_not:6.2f}"
        print(f"{WAYS[way][0]:44} {speed} {row['ready']:7.1f} {row['peak']:7.0f}")
    print(
        f"\nThe whole reading is {ratio['all']:.1f} times as fast as spaCy's lookup of names"
        f" ({ratio['relevant']:.1f} on relevant texts, {ratio['irrelevant']:.1f} on irrelevant ones,\n"
        f"{ratio['stream']:.1f} in a stream in which one text in {STREAM} is relevant;"
        f" with two processes {ratio['two']:.1f} on relevant texts)."
    )
    claims = figures["reading"]["found"]
    print(f"Claims found: {claims['relevant']} in relevant texts, {claims['irrelevant']} in irrelevant ones.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
