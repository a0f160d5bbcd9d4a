"""What an office has settled about itself; what it left open is as the environment says.

settings.of().review_days            # of the office at hand
settings.of(office).two_person
"""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings as installation
from django.db import DEFAULT_DB_ALIAS

from ikrar.office import current
from ikrar.office.models import Office


@dataclass(frozen=True, slots=True)
class OfficeSettings:
    """`home` is a party's key ("Jakarta|ID") or empty. After `review_days` days a pledge without a day is looked at

    again; after `dormant_days` without an act a partnership sleeps.
    """

    name: str
    home: str
    review_days: int
    dormant_days: int
    require_two_factor: bool
    two_person: bool


def of(office: Office | None = None) -> OfficeSettings:
    """The settings of this office, or of the one at hand."""
    known = office or current.office()
    first = known.database == DEFAULT_DB_ALIAS  # The environment speaks of the first office's home alone.
    return OfficeSettings(
        name=known.name,
        home=known.home or (str(installation.IKRAR_HOME) if first else ""),
        review_days=known.review_days or installation.IKRAR_REVIEW_DAYS,
        dormant_days=known.dormant_days or installation.IKRAR_DORMANT_DAYS,
        require_two_factor=known.require_two_factor,
        two_person=known.two_person,
    )
