"""What can go wrong, in words for whoever runs it."""

from __future__ import annotations


class NotConfigured(Exception):
    """The environment does not say which model to ask, or says it in a way that makes no sense."""


class NoAnswer(Exception):
    """One document got no usable answer; the next one may."""


class Stopped(Exception):
    """Nothing more can be read in this run."""


class Refused(Stopped):
    """The endpoint will not serve us, whatever the document: the key, the model or the address is wrong."""


class Spent(Stopped):
    """The budget is spent."""
