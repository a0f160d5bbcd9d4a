"""Sketches of texts: which of many tell the same nearly word for word, without comparing each with each. Pure.

A text becomes the set of its shingles: three words in a row, six characters in a row where words are not set apart
(Chinese, Japanese). How alike two texts are is the share of shingles that they have in common (Jaccard). A sketch
estimates that share from 128 numbers (one-permutation MinHash, empty bins filled from the next by rotation), and
its bands say where to look for texts that may be alike: two that share 0.8 of their shingles share a band in 998 of
1000 cases, two that share a quarter of them in one of 200.
"""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass
from hashlib import blake2b

from ikrar.model.folding import fold

WORDS, CHARACTERS = 3, 6
BINS = 128
BANDS, ROWS = 20, 6
ALIKE = 0.8  # Jaccard, from which two texts tell the same nearly word for word.
WORTH_A_LOOK = 0.68  # Estimated: below, a text with 0.8 in common is one of 3000.
_SEED = b"ikrar.sketch.1"
_TOKEN = re.compile(r"[\u3041-\u30ff\u3400-\u9fff]|[^\s\u3041-\u30ff\u3400-\u9fff]+")
_SPREAD = 0x9E3779B97F4A7C15  # 2^64 over the golden ratio: moves a borrowed value away from its lender's.
_MASK = (1 << 64) - 1


@dataclass(frozen=True, slots=True)
class Sketch:
    """`mins` are 128 numbers of 32 bits; `digest` is the same for texts with the same shingles."""

    mins: tuple[int, ...]
    digest: str

    def alike(self, other: Sketch) -> float:
        """An estimate of the share of shingles that both have; 0.035 off by one standard deviation."""
        return sum(map(int.__eq__, self.mins, other.mins)) / BINS

    @property
    def bands(self) -> tuple[int, ...]:
        """Signed numbers of 64 bits. Texts that share one may be alike."""
        packed = self.packed
        width = 4 * ROWS
        return tuple(
            struct.unpack("<q", blake2b(packed[i * width : (i + 1) * width], digest_size=8, key=bytes([i])).digest())[0]
            for i in range(BANDS)
        )

    @property
    def packed(self) -> bytes:
        """The numbers as 512 bytes, to be kept."""
        return struct.pack(f"<{BINS}I", *self.mins)


def unpacked(packed: bytes, digest: str) -> Sketch:
    """A sketch that was kept."""
    return Sketch(struct.unpack(f"<{BINS}I", packed), digest)


def shingles(text: str) -> frozenset[str]:
    """What is compared of a text; empty for one without a word."""
    tokens = _TOKEN.findall(fold(text).text)
    least = CHARACTERS if tokens and "\u3041" <= tokens[-1] <= "\u9fff" else WORDS
    found = {
        "".join(tokens[i : i + CHARACTERS]) if "\u3041" <= token <= "\u9fff" else " ".join(tokens[i : i + WORDS])
        for i, token in enumerate(tokens[: max(1, len(tokens) - least + 1)])
    }
    return frozenset(found)


def sketch(text: str) -> Sketch | None:
    """The sketch of a text, None where it holds no word. The same on every machine and in every process."""
    return sketch_of(shingles(text))


def sketch_of(held: frozenset[str]) -> Sketch | None:
    """The sketch of these shingles."""
    if not held:
        return None
    hashes = [blake2b(s.encode("utf-8", "surrogatepass"), digest_size=8, key=_SEED).digest() for s in held]
    numbers = struct.unpack(f"<{len(hashes)}Q", b"".join(hashes))
    mins: list[int | None] = [None] * BINS
    total = 0
    for number in numbers:
        total += number
        place, value = number & 127, number >> 7
        least = mins[place]
        if least is None or value < least:
            mins[place] = value
    digest = blake2b(struct.pack("<QI", total & _MASK, len(numbers)), digest_size=16).hexdigest()
    return Sketch(_filled(mins), digest)


def _filled(mins: list[int | None]) -> tuple[int, ...]:
    """Each bin's number; an empty bin borrows from the next that is not, changed by how far away that is."""
    made = [0] * BINS
    last, away = next(v for v in mins if v is not None), next(i for i, v in enumerate(mins) if v is not None) + 1
    for place in range(BINS - 1, -1, -1):
        own = mins[place]
        if own is None:
            made[place] = ((last + away * _SPREAD) & _MASK) >> 32
            away += 1
        else:
            made[place] = ((own * _SPREAD) & _MASK) >> 32
            last, away = own, 1
    return tuple(made)


def jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of shingles that both have."""
    return len(one & other) / len(one | other) if one or other else 0.0
