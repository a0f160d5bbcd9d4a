"""A reading on a terminal: the document, then each claim with its quote."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from ikrar.cli import words
from ikrar.cli.blocks import block, quote
from ikrar.model import Claim, Reading


def show_reading(reading: Reading, console: Console, explain: bool = False) -> None:
    document = reading.document
    console.print(Text(document.title or document.id, "bold"), soft_wrap=True)
    language = words.LANGUAGES.get(reading.lang or "", reading.lang)
    known = (document.published, language, document.url or document.source, words.counted(len(reading.claims), "claim"))
    console.print(Text(" · ".join(k for k in known if k), "dim"), soft_wrap=True)
    for note in reading.notes:
        console.print(Text(f"Note: {note.message}", "yellow"), soft_wrap=True)
    console.print()
    for claim in reading.claims:
        block(console, claim.when, _lines(claim, explain))
        console.print()


def _lines(claim: Claim, explain: bool) -> list[Text]:
    said = f" ({claim.speaker})" if claim.speaker else ""
    about = (claim.what, words.fields(claim.fields), words.sure(claim.confidence))
    lines = [
        Text.assemble((words.act(claim), "bold"), f"  {words.who(claim)}{said}"),
        Text(" · ".join(part for part in about if part), "dim"),
        *(quote(e.quote) for e in claim.evidence),
    ]
    if explain:
        lines += [Text(f"because {r}" if n == 0 else r, "dim") for n, r in enumerate(claim.reasons)]
    return lines
