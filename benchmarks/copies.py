"""What it costs to know copies: sketching a text of 3 kB, and finding its copies among those that are on file.

    python benchmarks/copies.py [--documents 2000] [--share 0.3]

The second figure is of a register in memory, filed in one transaction, a share of it copies of another text.
"""

from __future__ import annotations

import argparse
import os
import random
import time

WORDS = [f"word{i}" for i in range(6000)]
HAN = [chr(c) for c in range(0x4E00, 0x4E00 + 3000)]


def article(seed: int, of: list[str] = WORDS, size: int = 3000) -> str:
    """A text of about `size` bytes."""
    between = "" if of is HAN else " "
    rng = random.Random(seed)
    return between.join(rng.choices(of, k=size // 3 if of is HAN else size // 8))


def sketching(of: list[str], rounds: int = 200) -> float:
    """Milliseconds a text, bands included; the best of many."""
    from ikrar.documents.sketch import sketch

    text = article(1, of)
    best = float("inf")
    for _ in range(rounds):
        started = time.process_time()
        made = sketch(text)
        assert made is not None
        assert made.bands
        best = min(best, time.process_time() - started)
    return best * 1000


def finding(documents: int, share: float) -> tuple[float, int]:
    """Milliseconds of the processor a document to sketch it, keep it and find its copies; how many have some."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ikrar.site.settings")
    os.environ["DATABASE_URL"] = "sqlite://:memory:"
    import django

    django.setup()
    from django.core.management import call_command

    from ikrar.register.copies import group
    from ikrar.register.database import atomic
    from ikrar.register.models import StoredDocument

    call_command("migrate", verbosity=0)
    rng = random.Random(7)
    texts = [article(i) for i in range(documents)]
    for i in range(1, documents):
        if rng.random() < share:
            words = texts[rng.randrange(i)].split()
            texts[i] = " ".join(words[: len(words) - rng.randrange(1, 12)])
    spent = 0.0
    with atomic():
        for i, text in enumerate(texts):
            row = StoredDocument.objects.create(sha256=f"{i:064x}", ident=str(i), text=text)
            started = time.process_time()
            group(row)
            spent += time.process_time() - started
    return spent / documents * 1000, StoredDocument.objects.exclude(copies=None).count()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--documents", type=int, default=2000)
    parser.add_argument("--share", type=float, default=0.3)
    given = parser.parse_args()
    print(f"sketching 3 kB: {sketching(WORDS):.2f} ms in words, {sketching(HAN):.2f} ms in characters")
    each, copied = finding(given.documents, given.share)
    print(f"keeping and finding: {each:.2f} ms a document; {copied} of {given.documents} have copies")


if __name__ == "__main__":
    main()
