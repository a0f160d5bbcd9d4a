"""Which claims of a text are told: each weighed beside the others of the same text.

What a sentence states twice in two kinds is mostly one act, and what a text states several times it hardly states by
chance. The probability is calibrated: it was trained on readings of texts that the castings were not trained on.
"""

from __future__ import annotations

from math import log

from ikrar.reading.claims import Draft
from ikrar.reading.judging import Feature, Judge
from ikrar.reading.wording import UNHEARD

ODDS = [step / 4 for step in range(-8, 17)]
MARGINS = (0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 4.0, 5.0)  # by how much the likeliest casting is ahead of the next
SURE = (-2, -1, 0, 1, 2)  # log odds beside which the wording is weighed
LIKELY = 0.4
MOST = 8  # claims of a text, beyond which more say no more


def told(drafts: list[Draft], judge: Judge) -> list[tuple[float, Draft]]:
    """Each draft with the probability that the text states it."""
    return [(_likely(d, drafts, judge), d) for d in drafts]


def _likely(draft: Draft, drafts: list[Draft], judge: Judge) -> float:
    """The castings decide where nothing was learnt of what is told, or of the wording of a language."""
    if "told" not in judge.bias or UNHEARD in draft.weighed.said:
        return draft.probability
    return judge.probability(judge.sum(features(draft, drafts)), "told")


def features(draft: Draft, drafts: list[Draft]) -> list[Feature]:
    """How likely its castings made it and how sure its parties are, what its wording says, how often it is stated, and
    what stands beside it."""
    kind, castings = draft.kind, draft.weighed.castings
    # The odds in steps: a casting's probability counts as far as it has proved right.
    odds = log(max(draft.probability, 0.01) / max(1 - draft.probability, 0.01))
    margin = castings[0].total - castings[1].total if len(castings) > 1 else MARGINS[-1] + 1
    stronger = [o for o in drafts if o is not draft and (o.probability, -o.start) > (draft.probability, -draft.start)]
    beside = {o.kind for o in stronger if o.start < draft.end and draft.start < o.end and o.everyone & draft.everyone}
    elsewhere = {o.kind for o in stronger if o.everyone == draft.everyone} - beside
    likely = sum(o.probability > LIKELY for o in drafts)
    always = [
        *(f"odds>{step}" for step in ODDS if odds > step),
        *(f"margin>{step}" for step in MARGINS if margin > step),
        f"rank{min(sum(o.kind == kind for o in stronger), 3)}",
        *(f"drafts>{n}" for n in range(min(len(drafts), MOST))),
        *(f"likely>{n}" for n in range(min(likely, MOST))),
    ]
    if any(o.kind == kind and o.everyone != draft.everyone and o.everyone & draft.everyone for o in stronger):
        always.append("of-others")
    if any(o.kind == kind and draft.everyone < o.everyone for o in drafts):
        always.append("part")
    by_kind = [
        *(f"odds>{step}" for step in (0.0, 2.0) if odds > step),
        *(f"margin>{step}" for step in (1.0, 3.0) if margin > step),
    ]
    both = [
        f"again{min(len(draft.more), 2)}",
        *(f"beside:{other}" for other in sorted(beside)),
        *(f"elsewhere:{other}" for other in sorted(elsewhere)),
        f"state:{draft.state}",
        f"when:{len(draft.when or '')}",
        f"fields{min(len(draft.fields), 4)}",
    ]
    sure = sum(odds > step for step in SURE)
    said = [name for word in draft.weighed.said for name in (word, f"{word}@{sure}")]
    groups = ("told", [*always, *both]), (f"told|{kind}", ["", *by_kind, *both]), ("told|wording", said)
    return [(group, name) for group, names in groups for name in names]
