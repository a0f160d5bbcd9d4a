"""Inputs that cannot be read, each with a plain reason and what to do about it."""

from __future__ import annotations

from collections.abc import Callable


def reason(words: str) -> str:
    """A reason in plain words, as it is: so marked, it can be found by those who tell it in other languages."""
    return words


class Refused(Exception):
    """What a format says of data that it cannot read; the loader, which knows the source, makes it `Unreadable`.

    `about` fills in the words, so that they can be told in other languages.
    """

    def __init__(self, words: str, **about: object) -> None:
        super().__init__(words.format(**about) if about else words)
        self.words, self.about = words, about


class Unreadable(Exception):
    """`source` names the input (a file, a line of a file, a stream), `reason` says what is wrong with it, and `why`

    says the same so that it can be told in other languages.
    """

    def __init__(self, source: str, reason: str | Refused) -> None:
        super().__init__(source, str(reason))
        self.why = reason if isinstance(reason, Refused) else Refused(reason)
        self.source, self.reason = source, str(reason)

    def __str__(self) -> str:
        return f"{self.source}: {self.reason}"


# Who is told of an unreadable input; loading then goes on with the next one.
Teller = Callable[[Unreadable], object]


def complain(problem: Unreadable) -> None:
    """Raise it: what happens where nobody asked to be told."""
    raise problem
