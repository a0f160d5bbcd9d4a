"""The shapes of kinds that code decides by; labels and descriptions are data in kinds.toml."""

DIRECTED = frozenset({"visit", "invitation", "offer", "interest", "request", "acceptance", "delivery"})
SINGLE = frozenset({"trait", "aim"})
