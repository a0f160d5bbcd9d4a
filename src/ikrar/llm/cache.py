"""Answers that were paid for once: a file each, named by what was asked of whom."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from ikrar.llm.endpoint import Messages


class Cache:
    """A folder of answers, which hold words of the documents: for its owner's eyes alone."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / f"{key}.json"

    def get(self, key: str) -> str | None:
        """The answer of a key; None where there is none, or none that can be read."""
        try:
            answer = json.loads(self._path(key).read_text("utf-8"))["answer"]
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return answer if isinstance(answer, str) else None

    def put(self, key: str, model: str, answer: str) -> None:
        """Keep an answer, whole or not at all."""
        path = self._path(key)
        path.parent.mkdir(exist_ok=True, mode=0o700)
        with NamedTemporaryFile("w", dir=path.parent, encoding="utf-8", suffix=".part", delete=False) as file:
            try:
                json.dump({"model": model, "answer": answer}, file)
                file.flush()
                os.fsync(file.fileno())
                os.replace(file.name, path)
            except BaseException:
                Path(file.name).unlink(missing_ok=True)
                raise


def key(model: str, messages: Messages, schema: dict[str, Any]) -> str:
    """The hash of everything that decides an answer: the model, the prompt with the text, the form asked for."""
    return hashlib.sha256(json.dumps([model, messages, schema], sort_keys=True).encode("ascii")).hexdigest()
