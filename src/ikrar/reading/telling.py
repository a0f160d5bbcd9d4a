"""Which claims of a text are told: each weighed beside the others of the same text.

What a sentence states twice in two kinds is mostly one act, and what a text states several times it hardly states by
chance. The probability is calibrated: it was trained on readings of texts that the castings were not trained on.
"""

from __future__ import annotations

from math import log

from ikrar.reading.claims import Draft
from ikrar.reading.judging import Feature, Judge


def told(drafts: list[Draft], judge: Judge) -> list[tuple[float, Draft]]:
    """Each draft with the probability that the text states it."""
    if "told" not in judge.bias:
        return [(d.probability, d) for d in drafts]
    return [(judge.probability(judge.sum(features(d, drafts)), "told"), d) for d in drafts]


def features(draft: Draft, drafts: list[Draft]) -> list[Feature]:
    """How likely its castings made it, how often it is stated, and what stands beside it."""
    kind, group = draft.kind, f"told|{draft.kind}"
    found: list[Feature] = [(group, "")]
    # The odds in steps: a casting's probability counts as far as it has proved right.
    odds = log(max(draft.probability, 0.01) / max(1 - draft.probability, 0.01))
    found += [("told", f"above{step}") for step in range(-2, 5) if odds > step]
    found += [(group, f"above{step}") for step in (0, 2) if odds > step]
    times = min(len(draft.more), 2)
    found += [("told", f"again{times}"), (group, f"again{times}")]
    stronger = [o for o in drafts if o is not draft and (o.probability, -o.start) > (draft.probability, -draft.start)]
    found.append(("told", f"rank{min(sum(o.kind == kind for o in stronger), 3)}"))
    beside = {o.kind for o in stronger if o.start < draft.end and draft.start < o.end and o.everyone & draft.everyone}
    found += [(group, f"beside:{other}") for other in sorted(beside)]
    elsewhere = {o.kind for o in stronger if o.everyone == draft.everyone} - beside
    found += [(group, f"elsewhere:{other}") for other in sorted(elsewhere)]
    if any(o.kind == kind and o.everyone != draft.everyone and o.everyone & draft.everyone for o in stronger):
        found.append(("told", "of-others"))
    if any(o.kind == kind and draft.everyone < o.everyone for o in drafts):
        found.append(("told", "part"))
    if draft.fields:
        found.append((group, "fields"))
    if draft.when:
        found.append((group, "dated"))
    return found
