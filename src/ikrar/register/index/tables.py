"""The tables that are searched."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Table:
    """A table with the columns `id`, `headline`, `folded`, `facets` and a day by which it is ordered."""

    name: str
    day: str

    @property
    def index(self) -> str:
        """What belongs to its index is called so."""
        return f"{self.name}_found"


DOCUMENTS = Table("register_storeddocument", "published_day")
ENTRIES = Table("register_entry", "day")
TABLES = (DOCUMENTS, ENTRIES)
