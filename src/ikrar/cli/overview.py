"""What a register holds, on a terminal: the first of each list, each with the words that prove it."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import F
from rich.console import Console
from rich.text import Text

from ikrar.cli.blocks import block
from ikrar.cli.entries import heading, proof, show_lines
from ikrar.cli.follow import show_attention
from ikrar.cli.show import state
from ikrar.follow.attention import review
from ikrar.office import settings
from ikrar.register.lines import line, lines_of
from ikrar.register.models import Agreement, Entry, Partnership
from ikrar.site.clock import today

AHEAD = 183  # Days.
FIRST = 5


def overview(shown: Console) -> None:
    pairs = Partnership.objects.with_parties().order_by(F("last_act").desc(nulls_last=True), "pk")
    heading(shown, "Partners", pairs.count())
    for pair in pairs[:FIRST]:
        _pair(pair, shown)
    agreements = Agreement.objects.with_parties().with_evidence().order_by(F("day").desc(nulls_last=True), "-pk")
    show_lines(shown, "Agreements", [line(a) for a in agreements[:FIRST]], agreements.count())
    show_attention(
        review(today(), AHEAD, times=settings.of().times, apart=True, limit=FIRST),
        shown,
        ("overdue", "due", "lapsed", "notice", "expiring"),
    )


def _pair(pair: Partnership, shown: Console) -> None:
    """The pair, and what was told of it last."""
    told: Sequence[tuple[int, str]] = (
        Entry.objects.filter(partnership=pair)
        .order_by(F("last_told").desc(nulls_last=True), "-pk")
        .values_list("pk", "type")[:1]
    )
    lines = [Text.assemble((str(pair), "bold"), f"  {state(pair)}")]
    for last in lines_of(told):
        lines += proof(last.source)
    block(shown, str(pair.last_act or ""), lines)
    shown.print()
