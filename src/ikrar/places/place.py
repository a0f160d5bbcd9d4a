"""A place: a city, a first-level division or a country."""

from __future__ import annotations

from dataclasses import dataclass

from ikrar.model.party import Level, Party


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the gazetteer. `region` is the ISO 3166-2 code of a region, or, if known, of that of a city."""

    name: str
    country: str
    level: Level
    geonames: int | None
    population: int
    region: str | None = None
    latitude: float | None = None
    longitude: float | None = None

    @property
    def party(self) -> Party:
        return Party(self.name, self.country, self.level, self.geonames)
