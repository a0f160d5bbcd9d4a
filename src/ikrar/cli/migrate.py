"""`ikrar migrate`: make or update the tables of all registers."""

from __future__ import annotations

from ikrar.cli import register


def migrate() -> None:
    """Make the register, or bring it up to date: those of all offices.

    \b
    ikrar migrate
    DATABASE_URL=postgres:///ikrar ikrar migrate
    """
    register.set_up()
    new = register.is_new()
    if not new and not register.is_behind():
        print(f"The register at {register.place()} is up to date.")
        return
    register.migrate()
    print(f"{'A new register' if new else 'Brought up to date the register'} at {register.place()}")
