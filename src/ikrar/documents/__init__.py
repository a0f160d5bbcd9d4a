"""Documents: from files and streams to texts with their source, language and date."""

from ikrar.documents.finding import find
from ikrar.documents.loading import LIMIT, MB, load, load_all, load_stream
from ikrar.documents.unreadable import Unreadable

__all__ = ["LIMIT", "MB", "Unreadable", "find", "load", "load_all", "load_stream"]
