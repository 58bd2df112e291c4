"""The terms under which texts are found: single characters and 2-grams of Chinese, whole words of what is not."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_RUN = re.compile(r"[㐀-䶿一-鿿豈-﫿\U00020000-\U0003134f]+|[a-z0-9]+")


def terms(text: str) -> tuple[str, ...]:
    """The terms of a text in order, repeated as often as they occur.

    >>> terms("水费 A4纸")
    ('水', '费', '水费', 'a4', '纸')
    """
    return tuple(term for run in _RUN.findall(unicodedata.normalize("NFKC", text).lower()) for term in _of(run))


def _of(run: str) -> Iterator[str]:
    if run[0].isascii():
        yield run
        return
    yield from run
    yield from (run[at:at + 2] for at in range(len(run) - 1))
