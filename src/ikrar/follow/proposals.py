"""What came of a pledge: claims of something carried out are proposed as its keeping, for a person to judge.

Precision comes first: the same two parties, the right one acting, the object named alike on both sides, and
told after the pledge. Nothing is kept by itself.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from ikrar.follow.models import Proposal
from ikrar.register import journal
from ikrar.register.database import atomic
from ikrar.register.decisions import Person, set_status
from ikrar.register.grouping import WINDOW
from ikrar.register.likeness import likeness, same_fields, same_words
from ikrar.register.models import Activity, ClaimRecord, Commitment, Decision, EntryClaim


def propose(partnerships: Collection[int]) -> None:
    """Make the proposals of these partnerships anew."""
    pledges = list(Commitment.objects.open().filter(partnership__in=list(partnerships)).with_parties())
    deeds = list(Activity.objects.filter(partnership__in=list(partnerships))) if pledges else []
    wanted: dict[tuple[int, int], list[str]] = {}
    if deeds:
        shown = _founding(deeds)
        refused = _refused(pledges)
        for pledge in pledges:
            for deed in (d for d in deeds if d.partnership_id == pledge.partnership_id):
                reasons = _reasons(pledge, deed)
                key = (pledge.pk, shown[deed.pk])
                if reasons and key not in refused:
                    wanted[key] = reasons
    held = {(p.commitment_id, p.claim_id): p for p in Proposal.objects.filter(commitment__partnership__in=partnerships)}
    Proposal.objects.filter(pk__in=[p.pk for key, p in held.items() if wanted.get(key) != p.reasons]).delete()
    Proposal.objects.bulk_create(
        Proposal(commitment_id=c, claim_id=e, status=Commitment.Status.KEPT, reasons=reasons)
        for (c, e), reasons in wanted.items()
        if (c, e) not in held or held[c, e].reasons != reasons
    )


@atomic()
def take(proposal: Proposal, by: Person | str, why: str = "", status: str | None = None) -> Decision:
    """It does show that the pledge was kept (or partly)."""
    return set_status(proposal.commitment, by, why, status=status or proposal.status, evidence=proposal.claim)


@atomic()
def refuse(proposal: Proposal, by: Person | str, why: str) -> Decision:
    """It is something else; it is not proposed again."""
    return set_status(proposal.commitment, by, why, refuses=proposal.claim)


def _reasons(pledge: Commitment, deed: Activity) -> list[str]:
    """Why the deed may be what was pledged; empty where it cannot be."""
    told, done = pledge.first_told, deed.day
    if told is None or done is None or done < told - WINDOW or deed.giver_id not in {None, *_doers(pledge)}:
        return []
    mine, theirs = likeness(pledge.what), likeness(deed.what)
    if mine.empty or theirs.empty or not same_words(mine, theirs):
        return []
    if same_fields(frozenset(pledge.fields), frozenset(deed.fields)) is False:
        return []
    return ["parties", "object", *(["fields"] if set(pledge.fields) & set(deed.fields) else [])]


def _doers(pledge: Commitment) -> set[int | None]:
    """Who acts when the pledge is kept: the guest of an invitation, either side of a plan, else the debtor."""
    if pledge.joint:
        return {p.pk for p in pledge.parties}
    return {pledge.creditor_id} if pledge.kind == "invitation" else {pledge.debtor_id}


def _founding(deeds: Iterable[Activity]) -> dict[int, int]:
    links = EntryClaim.objects.filter(entry__in=[d.pk for d in deeds], position=0)
    return dict(links.values_list("entry_id", "claim_id"))


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
