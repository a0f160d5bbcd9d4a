"""An endpoint on this machine that says what a test has written down for it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any


@dataclass(frozen=True)
class Reply:
    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    late: bool = False  # Says nothing until the test is over.


def completion(content: str | None, tokens: int | None = 1000) -> Reply:
    """A chat completion as endpoints send it."""
    envelope: dict[str, Any] = {"choices": [{"message": {"role": "assistant", "content": content}}]}
    if tokens is not None:
        envelope["usage"] = {"total_tokens": tokens}
    return Reply(json.dumps(envelope).encode())


def claims(*rows: Any) -> Reply:
    return completion(json.dumps({"claims": rows}, ensure_ascii=False))


def refusal(status: int, message: str = "no", **headers: str) -> Reply:
    body = json.dumps({"error": {"message": message}}).encode()
    return Reply(body, status, {name.replace("_", "-"): value for name, value in headers.items()})


@dataclass
class Stub:
    """`replies` are given in order, the last of them again and again; `requests` are what was asked."""

    url: str
    replies: list[Reply] = field(default_factory=list)
    requests: list[dict[str, Any]] = field(default_factory=list)
    over: Event = field(default_factory=Event)

    def says(self, *replies: Reply) -> None:
        self.replies = list(replies)

    @property
    def asked(self) -> int:
        return len(self.requests)


@contextmanager
def stub() -> Iterator[Stub]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            it.requests.append({"path": self.path, "key": self.headers.get("Authorization"), **body})
            reply = it.replies.pop(0) if len(it.replies) > 1 else it.replies[0]
            if reply.late:
                it.over.wait(10)
                return
            self.send_response(reply.status)
            for name, value in {"Content-Length": str(len(reply.body)), **reply.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(reply.body)

        do_GET = do_POST

        def log_message(self, *_: object) -> None:
            """Quietly."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    it = Stub(f"http://127.0.0.1:{server.server_port}/v1")
    Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield it
    finally:
        it.over.set()
        server.shutdown()
        server.server_close()
