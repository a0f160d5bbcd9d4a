"""The texts that are measured on: relevant ones, and news that holds no claim, made of word lists of our own."""

from __future__ import annotations

import json
import random
import re
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
GOLD = ROOT.parent / "shared" / "gold"

Row = dict[str, Any]  # id, lang, title, published, text: what a line of JSON Lines holds


def examples() -> list[Row]:
    """The sample documents of the project."""
    from ikrar.documents import load

    return [
        {"id": d.id, "lang": d.lang, "title": d.title, "published": d.published, "text": d.text}
        for d in load(ROOT / "examples")
    ]


def gold(folder: Path = GOLD / "dev") -> list[Row]:
    """The texts of the gold data without their claims; none where the folder is absent."""
    rows = [json.loads(p.read_text("utf-8")) for p in sorted(folder.rglob("*.json"))]
    keys = ("id", "lang", "title", "published", "text")
    return [{k: r.get(k) for k in keys} for r in rows if isinstance(r, dict) and "text" in r and "claims" in r]


def irrelevant(count: int = 300, seed: int = 7) -> list[Row]:
    """News of weather, sport and cooking, the same at every call."""
    chance = random.Random(seed)
    files = sorted(Path(__file__).parent.glob("irrelevant/*.toml"))
    tables = {p.stem: tomllib.loads(p.read_text("utf-8")) for p in files}
    rows = []
    for i in range(count):
        lang = list(tables)[i % len(tables)]
        slots = tables[lang]["slots"]
        topic = chance.choice(["weather", "sport", "cooking"])
        filled = [
            re.sub(r"\{(\w+)\}", lambda m: chance.choice(slots[m[1]]), sentence)  # noqa: B023 - used at once
            for sentence in chance.choices(tables[lang][topic]["sentences"], k=chance.randint(12, 32))
        ]
        gap = "" if lang == "zh" else " "
        paragraphs = [gap.join(filled[j : j + 4]) for j in range(0, len(filled), 4)]
        row = {"id": f"{topic}-{i:03}", "lang": lang, "title": None, "published": "2026-03-02"}
        rows.append({**row, "text": "\n\n".join(paragraphs)})
    return rows
