"""What the model is asked: the words of `prompt.toml` with the ontology's, and the form of its answer."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, get_args

from ikrar.llm.endpoint import Messages
from ikrar.model import Document
from ikrar.model.party import Level
from ikrar.ontology import fields, kinds, states


@cache
def words() -> dict[str, Any]:
    """The table of `prompt.toml`."""
    return tomllib.loads((files("ikrar.llm") / "prompt.toml").read_text("utf-8"))


@cache
def _task() -> str:
    task: str = words()["task"]
    return task.format(
        kinds="\n".join(f"- {k.code} ({k.shape}; {k.state}): {k.lines['en']}" for k in kinds().values()),
        states="\n".join(f"- {s.code}: {', '.join(s.labels.values())}" for s in states().values()),
        fields="\n".join(f"- {f.code}: {', '.join(f.labels.values())}" for f in fields().values()),
    ).strip()


def messages(document: Document) -> Messages:
    """The question about a document. What all documents share comes first, which endpoints may keep."""
    unknown = words()["unknown"]
    asked = words()["document"].format(
        title=document.title or unknown, published=document.published or unknown, text=document.text
    )
    return [{"role": "system", "content": _task()}, {"role": "user", "content": asked.lstrip()}]


def _object(**properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _list(of: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": of}


@cache
def schema() -> dict[str, Any]:
    """The form of an answer, in the words of `ikrar read --format jsonl`; positions are not the model's to count."""
    text, open_ = {"type": "string"}, {"type": ["string", "null"]}
    party = _object(name=text, country=text, level={"type": "string", "enum": list(get_args(Level))})
    sides = {side: _list(party) for side in ("from", "to", "parties")}
    claim = _object(
        kind={"type": "string", "enum": list(kinds())},
        state={"type": "string", "enum": list(states())},
        **sides,
        what=open_,
        fields=_list({"type": "string", "enum": list(fields())}),
        when=open_,
        speaker=open_,
        evidence=_list(_object(quote=text)),
        confidence={"type": "number"},
    )
    return _object(claims=_list(claim))
