"""A register to look at: the stories filed, some claims reviewed, some statuses set. Today is 24 November 2026."""

from __future__ import annotations

from datetime import date

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser

from ikrar.model import Claim, Document, Evidence, Note, Party, Reading
from ikrar.office.people import join
from ikrar.register import decisions
from ikrar.register.filing import file_reading
from ikrar.register.models import Agreement, ClaimRecord, Commitment, StoredDocument
from tests.site.stories import STORIES, Story, Told

TODAY = "2026-11-24"
PASSWORD = "a long word of passage"
DIRECTED = {"visit", "invitation", "offer", "interest", "request", "acceptance", "delivery"}
REGIONS = {"Special Region of Yogyakarta", "Kyoto Prefecture", "East Nusa Tenggara", "Northern Territory"}


def officer(name: str = "ratna") -> AbstractBaseUser:
    """Who reviews in the first office."""
    users = get_user_model()
    known = users.objects.filter(username=name).first()
    if known is None:
        known = users.objects.create_user(name, password=PASSWORD)
        join(known)
    return known


def _party(key: str) -> Party:
    name, _, country = key.partition("|")
    return Party(name, country, "region" if name in REGIONS else "city")


def claim(number: int, told: Told, text: str) -> Claim:
    start = text.index(told.quote)
    sides = tuple(map(_party, told.sides))
    directed = told.kind in DIRECTED
    return Claim(
        id=f"c{number}",
        kind=told.kind,
        state=told.state,
        from_=sides[:1] if directed else (),
        to=sides[1:] if directed else (),
        parties=() if directed else sides,
        what=told.what,
        fields=told.fields,
        when=told.when,
        speaker=None,
        evidence=(Evidence(start, start + len(told.quote), told.quote),),
        confidence=told.confidence,
    )


def reading(story: Story) -> Reading:
    document = Document(
        story.ident, story.text, story.lang, story.title, story.published, story.url or None, f"{story.ident}.txt"
    )
    claims = tuple(claim(i, told, story.text) for i, told in enumerate(story.told, 1))
    return Reading(document, story.lang, claims, _notes(story))


def _notes(story: Story) -> tuple[Note, ...]:
    if story.ident != "bandung-suwon-2018":
        return ()
    words = "Sabtu (28/4/2018)"
    start = story.text.index(words)
    return (Note("weekday", "28 April 2018 was a Saturday; the text was published four days later.", start,
                 start + len(words)),)  # fmt: skip


def file_stories(*idents: str) -> list[StoredDocument]:
    """File these stories, or all."""
    return [file_reading(reading(s)).document for s in STORIES if not idents or s.ident in idents]


def one(kind: str, quote: str) -> ClaimRecord:
    """The claim of this kind whose quote holds these words."""
    return next(c for c in ClaimRecord.objects.filter(kind=kind).select_related("document") if quote in c.quote)


def fill() -> None:
    """All stories; what the office has decided about them so far."""
    by = officer()
    file_stories()
    for kind, quote in (("agreement", "25 August 1997"), ("partnership", "2006"), ("delivery", "Kelompok tari")):
        decisions.confirm(one(kind, quote), by)
    decisions.correct(one("offer", "sepuluh beasiswa"), {"when": "2019-09-01"}, by, "Angkatan pertama")
    for what, until in (("nota kesepahaman", date(2029, 5, 17)), ("pernyataan bersama", date(2027, 7, 14))):
        decisions.set_status(Agreement.objects.get(what__startswith=what), by, valid_until=until)
    for what, status in (("Asia Africa Festival", "kept"), ("three hydrologists", "under-way")):
        for commitment in Commitment.objects.filter(what__startswith=what):
            decisions.set_status(commitment, by, status=status)
