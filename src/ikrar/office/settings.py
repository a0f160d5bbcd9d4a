"""What an office has settled about itself; what it left open is as the environment says.

settings.of().times.review           # of the office at hand
settings.of(office).two_person
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass

from django.conf import settings as installation
from django.db import DEFAULT_DB_ALIAS

from ikrar.follow.times import Times
from ikrar.office import current
from ikrar.office.models import NEVER, Office
from ikrar.ontology.stages import BadStages, Stages, parsed
from ikrar.ontology.stages import stages as of_the_installation


@dataclass(frozen=True, slots=True)
class OfficeSettings:
    """`home` is a party's key ("Jakarta|ID") or empty. What shows with a score of `take_over` or more that a pledge

    was kept is taken over by itself; None: a person judges each.
    """

    name: str
    home: str
    times: Times
    take_over: float | None
    require_two_factor: bool
    two_person: bool


def of(office: Office | None = None) -> OfficeSettings:
    """The settings of this office, or of the one at hand."""
    known = office or current.office()
    first = known.database == DEFAULT_DB_ALIAS  # The environment speaks of the first office's home alone.
    return OfficeSettings(
        name=known.name,
        home=known.home or (str(installation.IKRAR_HOME) if first else ""),
        times=Times(
            expiring=known.expiring_days or installation.IKRAR_EXPIRING_DAYS,
            notice=known.notice_days or installation.IKRAR_NOTICE_DAYS,
            review=known.review_days or installation.IKRAR_REVIEW_DAYS,
            dormant=known.dormant_days or installation.IKRAR_DORMANT_DAYS,
        ),
        take_over=_take_over(known.take_over),
        require_two_factor=known.require_two_factor,
        two_person=known.two_person,
    )


def stages(office: Office | None = None) -> Stages:
    """The stages of its agreements: the office's own, else the installation's.

    Own ones that make no sense any more, after Ikrar was brought up to date, do not hold; the page Settings says so.
    """
    own = (office or current.office()).stages
    if own:
        with suppress(BadStages):
            return parsed(own)
    return of_the_installation(installation.IKRAR_STAGES)


def _take_over(own: str) -> float | None:
    if own == NEVER:
        return None
    given: float | None = float(own) if own else installation.IKRAR_TAKE_OVER
    return given
