"""People, their roles, and the offices of an installation, each with a register in a database of its own."""
