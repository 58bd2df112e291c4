"""A question taken apart: its tokens, what linking found, and the things it names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property

from index.link import Linked
from qa.planner.phrases import phrases_of
from qa.planner.spans import Token

_THAN = re.compile(r"比|较|相比|对比|than|compared|versus|vs|exceed")
_BEYOND = re.compile("超出|超过|高出|多出|高于|多于|低于|少于|大于|小于")
_MINUS = re.compile("减|减去|减掉|minus")


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
        return self.stretch[0] if self.stretch is not None else None

    @cached_property
    def stretch(self) -> tuple[int, int] | None:
        """From where a comparison begins to behind what is compared with: 比 …, 与 … 相比, 超出 …."""
        for place, token in enumerate(self.tokens):
            if token.has("than") and _THAN.search(token.text):
                linked = [k for k in range(place) if self.tokens[k].has("and", "than") and k != place]
                if linked and (re.search("相比|对比|比起", token.text) or (token.text == "比" and self._closes(place))):
                    return linked[-1], place
                return place, self._end_of(place)
            if token.has("more", "less") and _BEYOND.fullmatch(token.text) and self._between(place):
                return place, self._end_of(place)
        return (self.minus, self._end_of(self.minus)) if self.minus is not None else None

    @property
    def both_sides(self) -> bool:
        """收支差额: is it what is received against what is spent?"""
        return len(self.phrases) == 1 and self.phrases[0].metric.phrase in ("收支", "收入支出")

    @cached_property
    def minus(self) -> int | None:
        """甲减去乙: where one thing is taken from another, whether or not it is a part of it."""
        return next((k for k, t in enumerate(self.tokens) if _MINUS.fullmatch(t.text) and self._between(k)), None)

    def _closes(self, place: int) -> bool:
        """跟上年比变化多少: nothing that could be compared with stands behind 比."""
        behind = self.tokens[place + 1] if place + 1 < len(self.tokens) else None
        named = any(p.first == place + 1 for p in self.phrases)
        return behind is None or not (named or behind.has("year", "department", "kind", "last_year"))

    def _end_of(self, place: int) -> int:
        behind = range(place + 1, len(self.tokens))
        ends = (k for k in behind if self.tokens[k].has("growth", "fall", "more", "less", "share"))
        return next(ends, len(self.tokens))

    def _between(self, place: int) -> bool:
        """Does a thing stand before this token, and another right behind it: 会议费超出培训费多少?"""
        return any(p.last < place for p in self.phrases) and any(p.first == place + 1 for p in self.phrases)
