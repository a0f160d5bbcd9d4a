"""A second reader: a language model behind any endpoint that speaks OpenAI's chat completions.

>>> ModelReader(settings(os.environ)).read(document).claims

Nothing here runs unless somebody asks for it, and nothing is sent to anybody but the address that was set.
"""

from ikrar.llm.errors import NoAnswer, NotConfigured, Refused, Spent, Stopped
from ikrar.llm.reader import ModelReader
from ikrar.llm.settings import Settings, settings

__all__ = ["ModelReader", "NoAnswer", "NotConfigured", "Refused", "Settings", "Spent", "Stopped", "settings"]
