"""The sample documents, and what is read in each: golden/*.txt, files that a person can review.

IKRAR_GOLDEN=write make test ARGS=tests/reading/test_golden.py     writes them anew
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

import pytest

from ikrar.documents import load
from ikrar.model import Claim, Document, Reading
from ikrar.reading import read_document

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = Path(__file__).parent / "golden"


@cache
def documents() -> dict[str, Document]:
    return {Path(d.id).stem: d for d in load(ROOT / "examples")}


def sheet(reading: Reading) -> str:
    """A reading as a page to look over: a claim a paragraph, its words last."""
    notes = [f"note: {n.message}" for n in reading.notes]
    return "\n\n".join([f"{reading.document.title} ({reading.lang})", *notes, *map(_told, reading.claims)]) + "\n"


def _told(c: Claim) -> str:
    sides = [" + ".join(p.key for p in side) for side in (c.from_, c.to, c.parties)]
    who = f"{sides[0]} > {sides[1]}" if c.from_ else sides[2]
    facts = [c.kind if c.state == "done" else f"{c.kind} ({c.state})", who, c.when, ", ".join(c.fields), c.what]
    return "\n".join([" | ".join(f for f in facts if f), *(f"    {e.quote}" for e in c.evidence)])


@pytest.mark.parametrize("name", sorted(documents()))
def test_sample_is_read_as_reviewed(name: str) -> None:
    read = sheet(read_document(documents()[name]))
    path = GOLDEN / f"{name}.txt"
    if os.environ.get("IKRAR_GOLDEN") == "write":
        path.parent.mkdir(exist_ok=True)
        path.write_text(read, "utf-8")
    assert read == path.read_text("utf-8")


@pytest.mark.parametrize("name", sorted(documents()))
def test_every_quote_stands_in_its_document(name: str) -> None:
    document = documents()[name]
    for claim in read_document(document).claims:
        for e in claim.evidence:
            assert document.text[e.start : e.end] == e.quote
