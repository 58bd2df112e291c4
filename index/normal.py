"""One form for all text that is compared: half width, simplified, lower case, no blanks inside Chinese."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from corpus.data.load import readings, simplified

CJK = "\u3400-\u4dbf\u4e00-\u9fff〇"
_BLANKS = re.compile(r"\s+")
_BEFORE, _BEHIND = re.compile(rf"[{CJK}\W]"), re.compile(f"[{CJK}]")
"""What a blank behind, or before, says nothing."""
_PUNCTUATION = re.compile(r"[^\w%‰.]+|(?<!\d)\.|\.(?!\d)|_")
_AMONG = re.compile(r"^(?:其中|包括|含)[:：]?")
_QUOTES = str.maketrans("“”„‟「」『』＂", '"""""""""')

_QUOTED = re.compile(f"[{''.join(map(chr, _QUOTES))}]")


@lru_cache
def _written_otherwise() -> tuple[re.Pattern[str], dict[str, str]]:
    """What is written with another character here, and with which. Texts hold few of them: to look for those takes a
    tenth of what `str.translate` takes, which looks every character up."""
    other = {chr(a): chr(b) for a, b in (*_QUOTES.items(), *simplified().items())}
    return re.compile(f"[{''.join(map(re.escape, other))}]"), other


@dataclass(frozen=True, slots=True)
class Normal:
    """Normalised text, and for each of its characters where it stands in the original."""

    text: str
    places: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The place in the original of `text[start:end]`."""
        return self.places[start], self.places[end - 1] + 1


def normalise(text: str) -> Normal:
    """NFKC, simplified, lower case; length may change, so places are kept.

    >>> normalise("２０１９年預算").text
    '2019年预算'
    """
    out: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        plain = unicodedata.normalize("NFKC", character.translate(_QUOTES)).translate(simplified()).lower()
        out.append(plain)
        places.extend([place] * len(plain))
    return Normal("".join(out), tuple(places))


@lru_cache(maxsize=65536)
def plain(text: str) -> str:
    """The normal form without blanks beside Chinese.

    >>> plain("合　　计（Ａ）")
    '合计(a)'
    """
    return _joined(_one_form(text)).strip()


def plain_of_many(texts: Iterable[str], mark: str) -> str:
    """The normal forms of many texts in one, a mark between them: less work than one after the other."""
    return _joined(_one_form(mark.join(texts)))


def _one_form(text: str) -> str:
    foreign, other = _written_otherwise()
    half = unicodedata.normalize("NFKC", _QUOTED.sub('"', text))
    return foreign.sub(lambda found: other[found[0]], half).lower()


def _joined(text: str) -> str:
    """The text without the blanks beside Chinese and beside signs."""
    return _BLANKS.sub(_blank, text)


def _blank(found: re.Match[str]) -> str:
    text, start, end = found.string, *found.span()
    beside = (start and _BEFORE.match(text, start - 1)) or _BEHIND.match(text, end)
    return "" if beside else found[0][0]


@lru_cache(maxsize=65536)
def bare(text: str) -> str:
    """The normal form without punctuation: what two labels are compared by.

    >>> bare("“三公”经费（合计）")
    '三公经费合计'
    """
    return _PUNCTUATION.sub(" ", plain(text)).strip().replace(" ", "") if not text.isascii() else plain(text)


@lru_cache(maxsize=65536)
def name_of(label: str) -> str:
    """A label as it is compared: without blanks, punctuation and 其中.

    >>> name_of("其中：“三公” 经费")
    '三公经费'
    """
    return bare(_AMONG.sub("", label))


@lru_cache(maxsize=8192)
def sound(text: str) -> tuple[str, ...]:
    """The readings of its characters; a character without one stands for itself."""
    table = readings()
    return tuple(table.get(c, c) for c in text)
