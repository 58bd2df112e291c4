"""Letters as they are meant: radicals and compatibility forms that programs write where ideographs are meant."""

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


def with_letters_meant(page: RawPage) -> RawPage:
    """The page as it is, or with the letters that are meant where it has others."""
    if not _ODD.search("".join(c.text for c in page.chars)):
        return page
    return replace(page, chars=tuple(c._replace(text=meant(c.text)) if _ODD.match(c.text) else c for c in page.chars))
