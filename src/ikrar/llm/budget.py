"""How much may be asked in one run."""

from __future__ import annotations

from dataclasses import dataclass

from ikrar.llm.errors import Spent
from ikrar.llm.settings import Settings

_AGAIN = "what was answered is cached; run it again to go on, or raise"


@dataclass(slots=True)
class Budget:
    """What has been sent so far. Answers from the cache cost nothing."""

    settings: Settings
    documents: int = 0
    tokens: int = 0

    def begin(self) -> None:
        """Another document."""
        most = self.settings.max_documents
        if self.documents >= most:
            documents = "1 document" if most == 1 else f"{most:,} documents"
            raise Spent(f"the budget of {documents} a run is spent ({_AGAIN} IKRAR_LLM_MAX_DOCUMENTS)")
        self.documents += 1

    def ask(self, tokens: int) -> None:
        """Another question of about so many tokens."""
        most = self.settings.max_tokens
        if self.tokens + tokens > most:
            raise Spent(
                f"the budget of {most:,} tokens a run does not suffice: {self.tokens:,} are used, "
                f"this document takes {tokens:,} or more ({_AGAIN} IKRAR_LLM_MAX_TOKENS)"
            )

    def pay(self, tokens: int) -> None:
        self.tokens += tokens
