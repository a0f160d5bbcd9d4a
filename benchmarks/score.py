"""Accuracy on the gold data, by its own scorer, of what `ikrar read --format jsonl` prints.

The gold data is no part of the project: it lies in ../shared/gold, and where it is absent there is no score.
Further words go to the scorer: make score ARGS="--by-kind --misses 20"
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import texts


def main() -> int:
    scorer, folder = texts.GOLD / "score.py", texts.GOLD / "dev"
    if not scorer.is_file() or not folder.is_dir():
        print("No score: the gold data (../shared/gold with score.py and dev/) is not on this machine.")
        return 0
    with tempfile.TemporaryDirectory() as temporary:
        given, read = Path(temporary) / "gold.jsonl", Path(temporary) / "read.jsonl"
        rows = texts.gold(folder)
        given.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows), "utf-8")
        ikrar = Path(sys.executable).with_name("ikrar")
        with read.open("w", encoding="utf-8") as out:
            failed = subprocess.run([ikrar, "read", "--format", "jsonl", given], stdout=out, check=False).returncode
        if failed:
            return failed  # It said why.
        return subprocess.run([sys.executable, scorer, folder, read, *sys.argv[1:]], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
