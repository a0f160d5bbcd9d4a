"""One request: JSON to an address, JSON back. No redirects, which would carry the key and the text elsewhere."""

from __future__ import annotations

import json
import urllib.request
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError, URLError

LARGEST = 8_000_000  # bytes of an answer
SHOWN = 200  # characters of what a server says


@dataclass
class Failed(Exception):
    """No answer: `status` where the server said one, `reason` in words, `retry_after` as the server wrote it."""

    reason: str
    status: int | None = None
    retry_after: str | None = None


def _opener() -> urllib.request.OpenerDirector:
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(),
        urllib.request.HTTPHandler(),
        urllib.request.HTTPSHandler(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPErrorProcessor(),
    ):
        opener.add_handler(handler)
    return opener


def post(url: str, key: str | None, body: dict[str, Any], timeout: float) -> bytes:
    """The body of the answer, or `Failed`."""
    headers = {"Content-Type": "application/json", "Accept": "application/json", "User-Agent": "ikrar"}
    if key:
        headers["Authorization"] = f"Bearer {key}"
    data = json.dumps(body).encode("ascii")
    try:
        with _opener().open(urllib.request.Request(url, data, headers), timeout=timeout) as response:
            answer: bytes = response.read(LARGEST + 1)
            missing = response.length  # What was announced and did not come; http.client does not mind.
    except HTTPError as e:
        with e:
            raise Failed(_said(e, key), e.code, e.headers.get("Retry-After")) from None
    except TimeoutError:
        raise Failed(f"no answer within {timeout:g} seconds") from None
    except URLError as e:
        late = isinstance(e.reason, TimeoutError)
        raise Failed(f"no answer within {timeout:g} seconds" if late else f"not reached: {_reason(e)}") from None
    except (OSError, HTTPException) as e:
        raise Failed(f"the connection broke: {e}") from None
    if len(answer) > LARGEST:
        raise Failed(f"an answer larger than {LARGEST // 1_000_000} MB")
    if missing:
        raise Failed("the connection broke off")
    return answer


def _reason(e: URLError) -> str:
    return (e.reason.strerror or str(e.reason)) if isinstance(e.reason, OSError) else str(e.reason)


def _said(e: HTTPError, key: str | None) -> str:
    """What the server says of its refusal, without the key that some of them repeat."""
    try:
        text = e.read(LARGEST).decode("utf-8", "replace")
    except (OSError, HTTPException):
        text = ""
    try:
        error = json.loads(text)["error"]
        text = str(error["message"] if isinstance(error, dict) else error)
    except (ValueError, KeyError, TypeError, RecursionError):
        pass  # A page for people, or nothing.
    text = text.replace(key, "…") if key else text
    text = "".join(c if c.isprintable() else " " for c in text)
    return f"{e.code} {' '.join(text.split())[:SHOWN] or e.reason}"
