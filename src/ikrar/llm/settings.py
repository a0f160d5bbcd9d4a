"""Which model is asked, and how much of it: all from the environment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from ikrar.llm.errors import NotConfigured

MAX_DOCUMENTS = 100
MAX_TOKENS = 1_000_000
TIMEOUT = 120  # seconds
_ADVICE = "set IKRAR_LLM_URL (https://api.example.org/v1), IKRAR_LLM_MODEL and, where one is wanted, IKRAR_LLM_KEY"
_PATH = "/chat/completions"


@dataclass(frozen=True, slots=True)
class Settings:
    """`url` is the base, without `/chat/completions`. The budgets count what is sent in one run, not what is cached."""

    url: str
    model: str
    cache: Path
    key: str | None = field(default=None, repr=False)
    max_documents: int = MAX_DOCUMENTS
    max_tokens: int = MAX_TOKENS
    timeout: float = TIMEOUT


def settings(environ: Mapping[str, str]) -> Settings:
    """The settings in an environment (`os.environ`)."""
    given = {name: environ.get(f"IKRAR_LLM_{name}", "").strip() for name in ("URL", "MODEL", "KEY", "CACHE")}
    missing = [f"IKRAR_LLM_{name}" for name in ("URL", "MODEL") if not given[name]]
    if missing:
        raise NotConfigured(f"no language model is configured ({' and '.join(missing)} not set): {_ADVICE}")
    if not (given["KEY"].isascii() and given["KEY"].isprintable()):
        raise NotConfigured("IKRAR_LLM_KEY holds characters that no key has: copy it again")
    return Settings(
        url=_url(given["URL"]),
        model=given["MODEL"],
        key=given["KEY"] or None,
        cache=Path(given["CACHE"]).expanduser() if given["CACHE"] else _cache(environ),
        max_documents=_number(environ, "MAX_DOCUMENTS", MAX_DOCUMENTS),
        max_tokens=_number(environ, "MAX_TOKENS", MAX_TOKENS),
        timeout=_number(environ, "TIMEOUT", TIMEOUT),
    )


def _url(given: str) -> str:
    url = given.rstrip("/").removesuffix(_PATH)
    try:
        parts = urlsplit(url)
        usable = parts.scheme in {"http", "https"} and parts.hostname and (parts.port or 1) and url.isascii()
    except ValueError:  # A port that is no number.
        usable = False
    if not usable or any(c.isspace() for c in url):
        raise NotConfigured(f"IKRAR_LLM_URL=“{given}” is no address such as https://api.example.org/v1")
    return url


def _number(environ: Mapping[str, str], name: str, default: int) -> int:
    given = environ.get(f"IKRAR_LLM_{name}", "").strip()
    if not given:
        return default
    if not (given.isascii() and given.isdecimal() and len(given) <= 12 and int(given)):
        raise NotConfigured(f"IKRAR_LLM_{name}=“{given}” is no whole number above 0")
    return int(given)


def _cache(environ: Mapping[str, str]) -> Path:
    """The user's own cache: what is kept there holds words of the documents."""
    return Path(environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "ikrar" / "llm"
