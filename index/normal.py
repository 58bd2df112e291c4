"""One form for all text that is compared: half width, simplified, lower case, no blanks inside Chinese."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from corpus.data.load import readings, simplified

CJK = "\u3400-\u4dbf\u4e00-\u9fff〇"
_INNER_BLANK = re.compile(rf"(?<=[{CJK}\W])\s+|\s+(?=[{CJK}])")
_PUNCTUATION = re.compile(r"[^\w%‰.]+|(?<!\d)\.|\.(?!\d)|_")
_AMONG = re.compile(r"^(?:其中|包括|含)[:：]?")
_QUOTES = str.maketrans("“”„‟「」『』＂", '"""""""""')


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
    found = unicodedata.normalize("NFKC", text.translate(_QUOTES)).translate(simplified()).lower()
    return _INNER_BLANK.sub("", found).strip()


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
