"""What came of a pledge: deeds that documents tell of are proposed as its keeping, for a person to judge.

Precision comes first (`matching.py`). Nothing is kept by itself unless the office says from what score on.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from ikrar.follow.matching import Deed, Match, Pledge, enough, match
from ikrar.follow.models import Proposal
from ikrar.model.folding import fold_name
from ikrar.register import journal
from ikrar.register.database import atomic
from ikrar.register.decisions import Person, set_status
from ikrar.register.models import Activity, Agreement, ClaimRecord, Commitment, Decision, Encounter, Entry, EntryClaim

BY_ITSELF = "ikrar"  # In whose name the engine takes over what the office lets it.
MOST = 3  # proposals for one pledge


def propose(partnerships: Collection[int]) -> None:
    """Make the proposals of these partnerships anew."""
    pledges = list(Commitment.objects.open().filter(partnership__in=list(partnerships)).with_parties().with_evidence())
    deeds = _deeds(partnerships) if pledges else {}
    refused = _refused(pledges) if deeds else set()
    wanted: dict[tuple[int, int], Match] = {}
    for pledge in pledges:
        mine, names = _pledge(pledge), _names(pledge)
        found = [(match(mine, deed, names), claim) for claim, deed in deeds.get(pledge.partnership_id or 0, [])]
        likely = sorted(
            ((m, claim) for m, claim in found if m and m.score >= enough() and (pledge.pk, claim) not in refused),
            key=lambda one: (-one[0].score, one[1]),
        )
        wanted |= {(pledge.pk, claim): m for m, claim in likely[:MOST]}
    held = {(p.commitment_id, p.claim_id): p for p in Proposal.objects.filter(commitment__partnership__in=partnerships)}
    same = {
        key for key, m in wanted.items() if key in held and _says(held[key]) == (list(m.reasons), round(m.score, 4))
    }
    Proposal.objects.filter(pk__in=[p.pk for key, p in held.items() if key not in same]).delete()
    Proposal.objects.bulk_create(
        Proposal(
            commitment_id=c, claim_id=e, status=Commitment.Status.KEPT, reasons=list(m.reasons), score=round(m.score, 4)
        )
        for (c, e), m in wanted.items()
        if (c, e) not in same
    )


def take_sure(threshold: float, documents: Collection[str] | None = None) -> list[Decision]:
    """Take over by itself what is at least this sure (an office sets it), of these documents or of all.

    Each is a decision in the name of `ikrar`, with its evidence, and can be taken back like any other.
    """
    sure = Proposal.objects.filter(score__gte=threshold).select_related("commitment", "claim__document")
    if documents is not None:
        sure = sure.filter(claim__document__sha256__in=list(documents))
    best: dict[int, Proposal] = {}
    for proposal in sure.order_by("-score", "pk"):
        best.setdefault(proposal.commitment_id, proposal)
    return [take(p, BY_ITSELF) for p in best.values()]


@atomic()
def take(proposal: Proposal, by: Person | str, why: str = "", status: str | None = None) -> Decision:
    """It does show that the pledge was kept (or partly)."""
    return set_status(proposal.commitment, by, why, status=status or proposal.status, evidence=proposal.claim)


@atomic()
def refuse(proposal: Proposal, by: Person | str, why: str) -> Decision:
    """It is something else; it is not proposed again."""
    return set_status(proposal.commitment, by, why, refuses=proposal.claim)


def _says(proposal: Proposal) -> tuple[list[str], float]:
    return proposal.reasons, proposal.score


def _pledge(row: Commitment) -> Pledge:
    links = list(row.evidence.all())
    return Pledge(
        kind=row.kind,
        debtor=row.debtor_id,
        creditor=row.creditor_id,
        what=row.what,
        quote=" ".join(link.claim.quote for link in links[:1]),
        fields=frozenset(row.fields),
        due_start=row.due_start,
        due_end=row.due_end,
        told=row.first_told,
        accepted=row.status != Commitment.Status.MADE,
        documents=frozenset(link.claim.document.sha256 for link in links),
    )


def _names(row: Commitment) -> frozenset[str]:
    """The words of the parties' names, which both sides share anyway."""
    return frozenset(word for party in row.parties for word in fold_name(party.name).split())


def _deeds(partnerships: Collection[int]) -> dict[int, list[tuple[int, Deed]]]:
    """What was carried out in each partnership, with the claim that shows it."""
    where = {"partnership__in": list(partnerships)}
    signed = Agreement.objects.filter(**where).exclude(status=Agreement.Status.PREPARATION).exclude(signed=None)
    found: dict[int, list[tuple[int, Deed]]] = {}
    for kind, rows in (
        ("delivery", Activity.objects.filter(**where)),
        ("", Encounter.objects.filter(planned=False, **where)),
        ("agreement", signed),
    ):
        for row in rows.with_evidence():
            shown = _showing(row)
            if shown is not None:
                made = _deed(kind or row.kind, row, shown)
                found.setdefault(row.partnership_id or 0, []).append((shown.claim_id, made))
    return found


def _showing(row: Entry) -> EntryClaim | None:
    """The piece of evidence that tells of it as done."""
    done = [x for x in row.evidence.all() if x.role == EntryClaim.Role.STATES and x.claim.state == "done"]
    return done[0] if done else None


def _deed(kind: str, row: Entry, shown: EntryClaim) -> Deed:
    actor = getattr(row, "giver_id", None) or getattr(row, "visitor_id", None)
    return Deed(
        kind=kind,
        actor=actor,
        what=row.what,
        quote=shown.claim.quote,
        fields=frozenset(row.fields),
        start=row.when_start,
        end=row.when_end,
        told=shown.claim.document.published_day or row.first_told,
        documents=frozenset(x.claim.document.sha256 for x in row.evidence.all()),
    )


def _refused(pledges: Iterable[Commitment]) -> set[tuple[int, int]]:
    """Pairs of commitment and claim that a person said have nothing to do with each other."""
    links = EntryClaim.objects.filter(entry__in=[p.pk for p in pledges])
    rows = links.values_list("claim__document__sha256", "claim__key", "entry_id")
    holder = {(sha256, key): entry for sha256, key, entry in rows}
    about = journal.standing({sha256 for sha256, _ in holder})
    said = [d for d in about if d.what == Decision.What.SET_STATUS and d.after.get("refuses")]
    keys = {d.after["refuses"]["claim_key"] for d in said}
    claims = ClaimRecord.objects.filter(key__in=keys).values_list("document__sha256", "key", "pk")
    ids = {(sha256, key): pk for sha256, key, pk in claims}
    pairs = (
        (holder.get((d.document_sha256, d.claim_key)), ids.get(tuple(d.after["refuses"][n] for n in _NAMES)))
        for d in said
    )
    return {(entry, claim) for entry, claim in pairs if entry is not None and claim is not None}


_NAMES = ("document_sha256", "claim_key")
