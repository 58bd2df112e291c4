"""Letters as they are meant: radicals and compatibility forms that programs write where ideographs are meant."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from functools import lru_cache

from corpus.data.load import radicals
from corpus.read.raw import RawPage

_ODD = re.compile("[\u2e80-\u2fdf\uf900-\ufaff戶]")


@lru_cache(maxsize=1024)
def meant(text: str) -> str:
    """Text with ideographs for radicals and compatibility forms.

    >>> meant("⼈⺠医院")
    '人民医院'
    """
    return "".join(radicals().get(c) or (unicodedata.normalize("NFKC", c) if _ODD.match(c) else c) for c in text)


def with_letters_meant(page: RawPage) -> RawPage:
    """The page as it is, or with the letters that are meant where it has others."""
    if not _ODD.search("".join(c.text for c in page.chars)):
        return page
    return replace(page, chars=tuple(c._replace(text=meant(c.text)) if _ODD.match(c.text) else c for c in page.chars))
