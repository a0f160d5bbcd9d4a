"""How long `ikrar read` on one file takes as a whole process, and its peak memory."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FILE = ROOT / "examples" / "2020-10-26_id_jakarta-shanghai.txt"
ROUNDS = 7


def once(command: list[str]) -> tuple[float, float]:
    """Seconds and peak megabytes of one run."""
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - began
    if os.waitstatus_to_exitcode(status):
        sys.exit(f"{' '.join(command)} failed")
    return seconds, usage.ru_maxrss / 1024


def main() -> None:
    ikrar = str(Path(sys.executable).with_name("ikrar"))
    for words in (["--help"], ["read", str(FILE), "--format", "jsonl"]):
        once([ikrar, *words])  # Once for the disk's sake.
        runs = [once([ikrar, *words]) for _ in range(ROUNDS)]
        seconds = [s for s, _ in runs]
        shown = " ".join(Path(w).name for w in words)
        print(
            f"ikrar {shown}: best {min(seconds):.2f} s, median {statistics.median(seconds):.2f} s,"
            f" peak {max(m for _, m in runs):.0f} MB"
        )


if __name__ == "__main__":
    main()
