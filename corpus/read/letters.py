"""Letters as they are meant: radicals and compatibility forms that programs write where ideographs are meant,
simplified letters for a page that is written in traditional ones, and no readings of letters."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from functools import lru_cache

from corpus.data.load import radicals, simplified
from corpus.read.raw import RawPage

_ODD = re.compile("[\u2e80-\u2fdf\uf900-\ufaff]")


@lru_cache(maxsize=1024)
def meant(text: str) -> str:
    """Text with ideographs for radicals and compatibility forms; simplified ones, where fonts draw both alike.

    >>> meant("⼈⺠医院财政专⼾")
    '人民医院财政专户'
    """
    return "".join(radicals().get(c) or (_ideograph(c) if _ODD.match(c) else c) for c in text)


def _ideograph(letter: str) -> str:
    """The ideograph of a radical: ⼾ is 戶 by its decomposition, and 户 in every text of the mainland that has it."""
    return unicodedata.normalize("NFKC", letter).translate(simplified())


_FEW = 4
"""A page with so many different traditional letters, and fewer simplified ones, is written in traditional letters."""
_READING = re.compile(r"(?<=[一-鿿])[（(][a-zü]*[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ][a-zü]*[）)]")
TOLD = "文件以繁体字书写，按简体字读取。 (The file is written in traditional characters and was read as simplified ones.)"


def with_letters_meant(page: RawPage) -> RawPage:
    """The page as it is, or with the letters that are meant where it has others."""
    chars = page.chars
    text = "".join(c.text for c in chars)
    if _ODD.search(text):
        chars = tuple(c._replace(text=meant(c.text)) if _ODD.match(c.text) else c for c in chars)
    if is_traditional(text):
        table = simplified()
        chars = tuple(c._replace(text=c.text.translate(table)) for c in chars)
        return replace(page, chars=chars, warnings=(*page.warnings, TOLD))
    return page if chars is page.chars else replace(page, chars=chars)


def is_traditional(text: str) -> bool:
    """Is a page written in traditional letters? One that names a person or a place with some is not.

    >>> is_traditional("公務接待費預算為四萬元，較上年減少，無變動"), is_traditional("公务接待费预算为四万元，较上年减少，无变动")
    (True, False)
    """
    table = simplified()
    letters = set(text)
    old = {c for c in letters if ord(c) in table}
    return len(old) >= _FEW and len(old) > len(letters & _new())


@lru_cache
def _new() -> frozenset[str]:
    """The letters that only simplified writing has."""
    table = simplified()
    return frozenset(chr(c) for c in table.values() if c not in table)


def without_readings(text: str) -> str:
    """A text without the readings that stand behind some letters in brackets.

    >>> without_readings("三公經(jīng)費(fèi)(2022年)")
    '三公經費(2022年)'
    """
    return _READING.sub("", text)
