"""From what is known of an agreement to when it binds: its periods, its end, and the dates that can be asked for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from ikrar.model.edtf import interval
from ikrar.ontology.stages import Stages, stages
from ikrar.register.models import Agreement, Entry
from ikrar.register.shapes import Role, Shape
from ikrar.register.terms import as_json, dates, periods, terms_of

Status = Agreement.Status
SAME = timedelta(days=92)  # Apart, at most, of two days that tell of one extension.


def office_stages() -> Stages:
    """The stages that this office's agreements go through: as `IKRAR_ASK_STAGES` names who knows them."""
    asked = getattr(settings, "IKRAR_ASK_STAGES", "")
    return import_string(asked)() if asked else stages(getattr(settings, "IKRAR_STAGES", ""))


def conclude(made: Shape) -> None:
    """A stage that concludes, once entered, puts an agreement in force; what people recorded of its end ends it."""
    if made.type != Entry.Type.AGREEMENT:
        return
    v = made.values
    known = office_stages() if v["stages"] else {}
    entered = [at["entered"] for code, at in v["stages"].items() if code in known and known[code].concludes]
    if entered and v["status"] == Status.PREPARATION:
        first = min(entered)
        v["status"] = Status.FORCE
        _sign(v, first)
    if v["status"] == Status.FORCE and v["terms"].get("extensions"):
        v["status"] = Status.RENEWED
    ended = (v["terms"].get("termination") or {}).get("on")
    if ended and v["status"] != Status.PREPARATION and not v["ended"]:
        v |= {"status": Status.ENDED, "ended": ended}


def _sign(v: dict[str, Any], when: str) -> None:
    span = interval(when)
    v |= {"signed": when, "signed_start": span.start if span else None, "signed_end": span.end if span else None}
    v |= {"when": when, "when_start": v["signed_start"], "when_end": v["signed_end"], "day": v["signed_start"]}


def settle_validity(shapes: Iterable[Shape]) -> None:
    """Set the columns that follow from the others."""
    for made in shapes:
        if made.type == Entry.Type.AGREEMENT:
            _settle(made)


def _settle(made: Shape) -> None:
    v = made.values
    details = v["terms"]
    begins = _day(details.get("valid_from")) or v["signed_start"]
    bound = v["status"] != Status.PREPARATION
    found = periods(begins, v["valid_until"], details.get("duration") or 0, _extensions(made)) if bound else ()
    found = found if found and (begins or found[0].start or found[0].end) else ()
    ended = interval(v["ended"]) if v["status"] == Status.ENDED else None
    v["periods"] = as_json(found)
    v["ended_on"] = ended.end if ended else None
    asked = dates(terms_of(v["status"], details, v["periods"], v["ended_on"]))
    v |= {"expires_on": asked.expires_on, "notice_by": asked.notice_by, "renews_on": asked.renews_on}


def _extensions(made: Shape) -> list[tuple[date, date | None]]:
    """What documents and people say of extensions. Days near each other mean the same one, and people's word stands."""
    said = [(date.fromisoformat(e["on"]), _day(e["until"])) for e in made.values["terms"].get("extensions", ())]
    told = sorted({claim.span.start for claim, role in made.evidence if role == Role.RENEWS and claim.span})
    for day in told:
        if not any(abs(day - other) <= SAME for other, _ in said):
            said.append((day, None))
    return said


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None
