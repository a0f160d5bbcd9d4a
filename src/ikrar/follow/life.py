"""The life of a commitment: made, accepted, under way, kept or not; each step with its evidence or its reason."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from ikrar.register import journal
from ikrar.register.decisions import CannotDecide, Person, set_status
from ikrar.register.models import ClaimRecord, Commitment, Decision, EntryClaim
from ikrar.register.subjects import subject

Status = Commitment.Status
SHOWING = ("delivery", "visit", "meeting", "agreement", "acceptance")


class NeedsReason(CannotDecide):
    """A step was to be taken with neither a reason nor evidence."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step. `claim` is what shows it, where a document does; `decision` is the person's, where one took it."""

    status: str
    day: date | None
    claim: ClaimRecord | None = None
    who: str = ""
    why: str = ""
    decision: Decision | None = None


def move(
    pledge: Commitment, status: str, by: Person | str, why: str = "", evidence: ClaimRecord | None = None
) -> Decision:
    """Take a step. Raises `NeedsReason`: whoever reads the register later wants to know why it stands so."""
    if not why.strip() and evidence is None:
        raise NeedsReason("A step needs a reason, or the words that show it")
    return set_status(pledge, by, why.strip(), status=status, evidence=evidence)


def life(pledge: Commitment) -> tuple[Step, ...]:
    """Its steps, in their order: what documents tell first, then what people decided and nobody took back."""
    links = EntryClaim.objects.filter(entry=pledge.pk).select_related("claim__document").order_by("position")
    told = list(links.defer("claim__document__text", "claim__document__folded"))
    entered = list(pledge.entered.select_related("decision").order_by("position"))
    steps: list[Step] = []
    if told:
        steps.append(Step(_first(told[0].claim.kind), pledge.first_told, told[0].claim))
    elif entered:
        by_hand = entered[0]
        day = pledge.first_told or timezone.localdate(by_hand.decision.at)
        steps.append(
            Step(
                _first(by_hand.kind), day, who=by_hand.decision.who, why=by_hand.decision.why, decision=by_hand.decision
            )
        )
    steps += _answers(told)
    return (*steps, *_decided(pledge, told, [e.number for e in entered]))


def _first(kind: str) -> str:
    return Status.ACCEPTED if kind == "acceptance" else Status.MADE


def _answers(told: Iterable[EntryClaim]) -> list[Step]:
    answers = [link.claim for link in told if link.role == EntryClaim.Role.ACCEPTS]
    ordered = sorted(answers, key=lambda c: (c.document.published_day or date.max, c.pk))
    return [Step(Status.ACCEPTED, c.document.published_day, c) for c in ordered[:1]]


def _decided(pledge: Commitment, told: Iterable[EntryClaim], numbers: Iterable[int]) -> list[Step]:
    keys = {(link.claim.document.sha256, link.claim.key) for link in told}
    found = [*journal.standing({sha for sha, _ in keys}), *journal.about(subject("entry", f"#{n}") for n in numbers)]
    mine = [
        d
        for d in sorted(found, key=lambda d: d.number)
        if d.what == Decision.What.SET_STATUS and d.after.get("type") == pledge.type and d.after.get("status")
        if d.subject or (d.document_sha256, d.claim_key) in keys
    ]
    shown = _shown(mine)
    return [Step(d.after["status"], timezone.localdate(d.at), shown.get(d.number), d.who, d.why, d) for d in mine]


def _shown(decisions: Iterable[Decision]) -> dict[int, ClaimRecord]:
    """The claims that decisions name as evidence, by the decision's number."""
    named = {d.number: d.after["evidence"] for d in decisions if d.after.get("evidence")}
    rows = ClaimRecord.objects.filter(key__in={n["claim_key"] for n in named.values()}).select_related("document")
    held = {(c.document.sha256, c.key): c for c in rows.defer("document__text", "document__folded")}
    found = {number: held.get((n["document_sha256"], n["claim_key"])) for number, n in named.items()}
    return {number: claim for number, claim in found.items() if claim is not None}


def may_show(pledge: Commitment, limit: int = 50) -> list[ClaimRecord]:
    """What documents tell of the same pair from then on, the latest first: a person may choose it as evidence."""
    if pledge.partnership_id is None:
        return []
    found = ClaimRecord.objects.live().filter(partnerships=pledge.partnership_id, kind__in=SHOWING)
    if pledge.first_told:
        found = found.filter(document__published_day__gte=pledge.first_told)
    ordered = found.exclude(entries=pledge.pk).select_related("document").order_by("-document__published_day", "-pk")
    return list(ordered.defer("document__text", "document__folded")[:limit])
