"""How far back the words of a number reach: over a bracket that has been closed, over the figure that it is set against."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from qa.check.numerals import Numeral
from qa.check.scope import Sentence
from qa.check.text import MASK
from qa.check.words import pattern

_BRACKETED = re.compile(r"[(\[][^()\[\]]*\d[^()\[\]]*[)\]]")
_SET_AGAINST = re.compile(r"(?:(?<![同环])比(?!重|例)|较|在|占)[^,，。;；]*$")


@dataclass
class Reach:
    """Where the words begin that go on behind a bracket, or behind a figure that is compared with."""

    opened: int | None = None
    over: tuple[int, int] | None = None
    """The figure to leave out, where it stands in no bracket."""

    def note(self, numeral: Numeral, sentence: Sentence, begin: int) -> None:
        """What a number leaves open for the ones behind it."""
        before = sentence.bare[begin : numeral.begin]
        inside = _in_brackets(sentence.text, numeral.begin)
        against = not inside and _SET_AGAINST.search(before) is not None
        self.over = (numeral.begin, numeral.end) if against else None
        self.opened = (begin if self.opened is None else self.opened) if inside or against else None

    def back(self, numeral: Numeral, sentence: Sentence, begin: int) -> tuple[Sentence, int] | None:
        """比甲（5万元）多3万元: the sentence with what stands between blotted out, and where the words begin."""
        if self.opened is None or _in_brackets(sentence.text, numeral.begin):
            return None
        closed = max(sentence.text.rfind(mark, begin, numeral.begin) for mark in ")]")
        if closed < 0 and self.over is None:
            return None
        if not pattern("goes_on").fullmatch(sentence.bare[max(begin, closed + 1) : numeral.begin]):
            return None
        bare, kept = (self._blotted(text, numeral.begin) for text in (sentence.bare, sentence.kept))
        return replace(sentence, bare=bare, kept=kept), self.opened

    def _blotted(self, text: str, end: int) -> str:
        assert self.opened is not None
        if self.over is not None:
            text = text[: self.over[0]] + MASK * (self.over[1] - self.over[0]) + text[self.over[1] :]
        blank = _BRACKETED.sub(lambda match: MASK * len(match.group()), text[self.opened : end])
        return text[: self.opened] + blank + text[end:]


def _in_brackets(text: str, at: int) -> bool:
    """Is a bracket open here?"""
    before = text[:at]
    return any(before.count(one) > before.count(other) for one, other in ("()", "[]"))
