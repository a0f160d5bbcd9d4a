"""Reading by a language model, where somebody asks for it and has said which."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

from ikrar.cli.streams import Told, fail
from ikrar.documents import Unreadable
from ikrar.model import Document, Reader, Reading


def readings(documents: Iterable[Document], told: Told) -> Iterator[Reading]:
    """What a model reads in the documents; stops, and says so, where it cannot go on."""
    from ikrar.llm import ModelReader, NotConfigured, settings

    try:
        reader = ModelReader(settings(os.environ))
    except NotConfigured as e:
        fail(str(e))
    return _read(reader, documents, told)


def _read(reader: Reader, documents: Iterable[Document], told: Told) -> Iterator[Reading]:
    from ikrar.llm import NoAnswer, Refused, Stopped

    for document in documents:
        source = document.source or document.id
        try:
            yield reader.read(document)
        except NoAnswer as e:
            told(Unreadable(source, str(e)))
        except Refused as e:
            fail(str(e))
        except Stopped as e:
            told(Unreadable(source, f"not read, nor what comes after it: {e}"))
            return
