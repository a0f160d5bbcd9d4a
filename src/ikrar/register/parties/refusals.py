"""Why something about a party cannot be: a code with what it is about, so that pages can say it in their language."""

from __future__ import annotations

from ikrar.register.values import CannotChange

WORDS = {
    "unknown": "{name} is not in the register. Add it first.",
    "circle": "{owner} belongs to {name} already, so {name} cannot belong to {owner}",
    "same": "{name} is the same party already",
    "between": "{name} and {other} have entries with each other, entered by hand; remove them first",
    "itself": "{name} cannot come before itself",
    "taken": "{called} {value} is {other} already; if both are one party, say so there",
    "elsewhere": "{value} lies in another country than {country}",
    "there": "It is in the register already: {name}",
    "nobody": "Say at least who it is or what the person does there",
    "erased": "Nothing about a person is kept here",
    "order": "It cannot end ({until}) before it begins ({since})",
}


class Refused(CannotChange):
    """`code` is one of `WORDS`; `about` fills it in."""

    def __init__(self, code: str, **about: str) -> None:
        super().__init__(WORDS[code], **about)
        self.code = code
