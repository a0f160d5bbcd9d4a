"""Mechanisms of reading in each language: a few words, and what they claim (cases/*.toml)."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

import ikrar
from ikrar import Claim
from ikrar.model.folding import fold_name

CASES = Path(__file__).parent / "cases"


def cases() -> list[Any]:
    """Each case with its language, named by both."""
    found = []
    for path in sorted(CASES.glob("*.toml")):
        for case in tomllib.loads(path.read_text("utf-8"))["case"]:
            found.append(pytest.param(path.stem, case, id=f"{path.stem}: {case['name']}"))
    return found


def told(claim: Claim) -> tuple[str, str]:
    """`visit/planned Kochi|JP > Surabaya|ID`, and the date: how a case writes a claim."""
    state = "" if claim.state == "done" or claim.kind == "plan" else f"/{claim.state}"
    if claim.from_:
        sides = " > ".join(" + ".join(sorted(p.key for p in side)) for side in (claim.from_, claim.to))
    else:
        sides = " + ".join(sorted((p.key for p in claim.parties), key=fold_name))
    return f"{claim.kind}{state} {sides}", claim.when or "-"


@pytest.mark.parametrize(("lang", "case"), cases())
def test_reads(lang: str, case: dict[str, Any]) -> None:
    claims = ikrar.read(case["text"], published=case["published"], lang=lang).claims
    read = {told(c): set(c.fields) for c in claims}
    for line in case.get("expected", ()):
        head, sides, when, fields = _parts(line)
        match = [(w, f) for (what, w), f in read.items() if what == f"{head} {sides}" and when in (w, "*")]
        assert match, f"{line}\n  read: {sorted(read)}"
        assert fields <= match[0][1], f"{line}\n  read: {match[0][1]}"
    assert not {c.kind for c in claims} & set(case.get("absent", ())), sorted(read)


def _parts(line: str) -> tuple[str, str, str, set[str]]:
    """Kind (with its state), sides, date, fields of an expected line."""
    head, rest = line.split(" ", 1)
    words = rest.split(" ")
    at = next(i for i, w in enumerate(words) if w in ("-", "*") or (w[:4].isdigit() and w[:1] in "12"))
    return head, " ".join(words[:at]), words[at], set(words[at + 1 :])
