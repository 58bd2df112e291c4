"""A question taken apart: its tokens, what linking found, and the things it names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.link import Linked
from qa.planner.phrases import phrases_of
from qa.planner.spans import Token

_THAN = re.compile(r"比|较|相比|对比|than|compared|versus|vs")


class Spoken:
    """The tokens of one question and what can be read from them."""

    def __init__(self, text: str, tokens: Sequence[Token], linked: Linked, bodies: tuple[str, ...] = ()) -> None:
        self.text = text
        self.tokens = tuple(tokens)
        self.linked = linked
        self.bodies = bodies
        self.phrases = phrases_of(self.tokens, text)
        self.roles = frozenset(role for token in self.tokens for role in token.roles)

    def has(self, *roles: str) -> bool:
        return any(role in self.roles for role in roles)

    def place(self, *roles: str) -> int | None:
        return next((k for k, token in enumerate(self.tokens) if token.has(*roles)), None)

    def sub(self, role: str) -> str | None:
        return next((r.split(":")[1] for t in self.tokens for r in sorted(t.roles) if r.startswith(f"{role}:")), None)

    @property
    def than(self) -> int | None:
        """Where a comparison begins: 比 … , or 与 … 相比."""
        for place, token in enumerate(self.tokens):
            if token.has("than") and _THAN.search(token.text):
                linked = [k for k in range(place) if self.tokens[k].has("and", "than") and k != place]
                closing = re.search("相比|对比|比起", token.text) and linked
                return linked[-1] if closing else place
        return None
