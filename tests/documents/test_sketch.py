"""Texts that tell the same nearly word for word are found by their sketches."""

from __future__ import annotations

import random
import subprocess
import sys
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ikrar.documents.sketch import ALIKE, BINS, jaccard, shingles, sketch, unpacked

WORDS = [f"word{i}" for i in range(4000)]
HAN = [chr(c) for c in range(0x4E00, 0x4E00 + 3000)]


def article(seed: int, words: int = 400, of: list[str] = WORDS) -> list[str]:
    return random.Random(seed).choices(of, k=words)


def edited(text: list[str], share: float, seed: int = 0, of: list[str] = WORDS) -> list[str]:
    """The text with this share of its words replaced, in one place, as an editor cuts it."""
    many = int(len(text) * share)
    at = random.Random(seed).randrange(len(text) - many + 1)
    return text[:at] + article(seed + 1, many, of) + text[at + many :]


@pytest.mark.parametrize(("between", "of"), [(" ", WORDS), ("", HAN)])
def test_a_copy_with_a_few_words_changed_shares_a_band_and_is_alike(between, of):
    for seed in range(40):
        text = article(seed, of=of)
        one, other = between.join(text), between.join(edited(text, 0.05, seed, of))
        assert jaccard(shingles(one), shingles(other)) >= ALIKE
        first, second = sketch(one), sketch(other)
        assert set(first.bands) & set(second.bands)
        assert first.alike(second) >= 0.7


def test_different_texts_share_no_band():
    seen: set[int] = set()
    for seed in range(200):
        bands = set(sketch(" ".join(article(seed))).bands)
        assert not bands & seen
        seen |= bands


def test_the_estimate_is_near_the_truth_on_average():
    off = []
    for seed in range(60):
        text = article(seed)
        one, other = " ".join(text), " ".join(edited(text, 0.3 * (seed % 5) / 5, seed))
        off.append(sketch(one).alike(sketch(other)) - jaccard(shingles(one), shingles(other)))
    assert abs(sum(off) / len(off)) < 0.02
    assert max(map(abs, off)) < 0.2


def test_case_accents_spaces_and_traditional_characters_make_no_difference():
    assert sketch("Kota  São Paulo,\nbekerja sama").digest == sketch("kota sao paulo bekerja sama").digest
    assert sketch("雅加達與上海簽署諒解備忘錄").digest == sketch("雅加达与上海签署谅解备忘录").digest


def test_a_text_without_a_word_has_no_sketch():
    assert sketch("") is None
    assert sketch(" … – ! ") is None


@given(st.text(max_size=400))
@settings(deadline=None)
def test_every_text_is_wholly_like_itself(text):
    made = sketch(text)
    if made is None:
        assert not shingles(text)
        return
    assert made.alike(made) == 1
    assert len(made.mins) == BINS
    assert unpacked(made.packed, made.digest) == made
    assert all(-(2**63) <= b < 2**63 for b in made.bands)


@given(st.text(alphabet="ab 雅加达上海 \n", max_size=80), st.text(alphabet="ab 雅加达上海 \n", max_size=80))
@settings(deadline=None)
def test_the_same_shingles_make_the_same_sketch_and_others_another(one, other):
    first, second = sketch(one), sketch(other)
    if first is None or second is None:
        return
    assert (shingles(one) == shingles(other)) == (first.digest == second.digest)
    if shingles(one) == shingles(other):
        assert first == second


def test_it_is_the_same_in_another_process():
    """Whatever seed that process gives to its own hashes."""
    code = "from ikrar.documents.sketch import sketch; print(sketch('Jakarta and Shanghai met on Friday').digest)"
    told = set()
    for seed in "12":
        given = {"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)}
        ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=given)
        told.add(ran.stdout)
    assert told == {sketch("Jakarta and Shanghai met on Friday").digest + "\n"}


def test_a_sketch_costs_little():
    """Under 3 ms for 3 kB; the best of several, with room for a slow machine."""
    text = " ".join(article(1, 430))
    sketch(text)
    best = min(_timed(text) for _ in range(20))
    assert best < 0.01


def _timed(text: str) -> float:
    started = time.perf_counter()
    made = sketch(text)
    assert made is not None
    assert made.bands
    return time.perf_counter() - started
