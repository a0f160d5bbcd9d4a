"""Names of places and what they may mean."""

from ikrar.places.gazetteer import Gazetteer, gazetteer
from ikrar.places.place import Place

__all__ = ["Gazetteer", "Place", "gazetteer", "lookup"]


def lookup(name: str, country: str | None = None) -> list[Place]:
    """Places that `name` may mean, best first; `country` (ISO 3166-1) narrows the answer."""
    return gazetteer().lookup(name, country)
