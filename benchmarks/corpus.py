"""Texts with their claims: those of our own in corpus/, and the gold data where it is there."""

from __future__ import annotations

import json
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import texts

from ikrar.model import Document, Party
from ikrar.model.folding import fold_name
from ikrar.places import gazetteer

CORPUS = texts.ROOT / "corpus"
ASIDE = CORPUS / "aside"  # never trained on: what the reading makes of texts that it has not seen
_HEADS = "city municipality province prefecture regency county state kota kabupaten special region of si"
NOISE = frozenset(_HEADS.split())

Row = dict[str, Any]  # id, lang, title, published, text, claims: as in the gold data


def own(folder: Path = CORPUS) -> list[Row]:
    """The texts of our own, each with its claims."""
    rows = []
    for path in sorted(folder.glob("??/*.toml")):
        row = tomllib.loads(path.read_text("utf-8"))
        rows.append({**row, "id": f"{row['lang']}/{path.stem}", "claims": row.get("claim", [])})
    return rows


def gold(folder: Path = texts.GOLD / "dev") -> list[Row]:
    """The gold texts with their claims; none where the folder is absent."""
    rows = [json.loads(p.read_text("utf-8")) for p in sorted(folder.rglob("*.json"))]
    return [r for r in rows if isinstance(r, dict) and "text" in r and "claims" in r]


def document(row: Row) -> Document:
    return Document(row["id"], row["text"], row.get("lang"), row.get("title"), row.get("published"))


def span(claim: Row, text: str) -> tuple[int, int]:
    """Where the evidence stands; (0, 0) where it does not."""
    quote = claim["evidence"] if isinstance(claim["evidence"], str) else claim["evidence"][0]["quote"]
    at = text.find(quote)
    return (at, at + len(quote)) if at >= 0 else (0, 0)


def overlap(a: tuple[int, int], b: tuple[int, int]) -> bool:
    """Whether two stretches share a character."""
    return a[0] < b[1] and b[0] < a[1]


@cache
def _bare(name: str) -> str:
    words = [w for w in fold_name(name).split() if w not in NOISE]
    return " ".join(words) or fold_name(name)


@cache
def _meant(name: str) -> frozenset[str]:
    """Spellings of the places that a gold name (`Sakai|JP`) may mean."""
    place, _, country = name.partition("|")
    found = gazetteer().lookup(place, country or None)
    return frozenset({f"{_bare(place)}|{country}", *(f"{_bare(p.name)}|{p.country}" for p in found[:2])})


def same_parties(named: list[str], read: tuple[Party, ...]) -> bool:
    """Whether gold names and read parties are the same set."""
    keys = {f"{_bare(p.name)}|{p.country}" for p in read}
    return len(named) == len(keys) and all(any(k in _meant(n) for k in keys) for n in named)
