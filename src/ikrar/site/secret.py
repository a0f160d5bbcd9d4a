"""The key that signs sessions: from the environment, or made once and kept in the data folder."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def secret_key(data: Path) -> str:
    """`SECRET_KEY`, or the content of `secret` in the data folder, which is made if it is not there."""
    given = os.environ.get("SECRET_KEY")
    if given:
        return given
    kept = data / "secret"
    if not kept.exists():
        data.mkdir(parents=True, exist_ok=True)
        draft = data / f".secret-{os.getpid()}"
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(50))
        try:
            os.link(draft, kept)  # Only one of several first starts wins; all read what it wrote.
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return kept.read_text().strip()
