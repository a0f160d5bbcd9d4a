"""A party: the government of a place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

Level = Literal["city", "region", "country"]


@dataclass(frozen=True, slots=True)
class Party:
    """The government of a place.

    `name` is the English exonym that GeoNames uses, `country` the ISO 3166-1 alpha-2 code ("" where the
    text leaves it open), `geonames` the GeoNames id (None for a place that the gazetteer does not hold).
    """

    name: str
    country: str
    level: Level = "city"
    geonames: int | None = None

    def __hash__(self) -> int:
        return hash(self.name)  # Known to the string already; few parties share a name.

    @property
    def key(self) -> str:
        """`Name|CC`, the spelling used in tables, logs and gold data."""
        return f"{self.name}|{self.country}"

    def as_json(self) -> dict[str, Any]:
        return {"name": self.name, "country": self.country, "level": self.level, "geonames": self.geonames}
