"""Which way a figure went: the amount and the percentage of one change go the same way (DOMAIN 21)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.model.finding import Finding, Place
from corpus.rules.book import Book

_BOTH = re.compile(
    r"(?P<amount>增加|减少|下降|上升|提高|降低|压减)(?:了)?\s*(?P<number>[\d,]+(?:\.\d+)?)\s*(?:亿|万|千)?元[，,、]?\s*(?:同比)?"
    r"(?P<rate>增长|下降|增加|减少|上升|降低|增幅|降幅|减幅)(?:率|幅度)?(?:为|了|达)?\s*(?P<percent>\d+(?:\.\d+)?)\s*[%％]"
)
_UP = ("增加", "增长", "上升", "提高", "增幅")


def ways(book: Book) -> Iterator[Finding]:
    """减少10万元，增长5%: one of the two words is wrong."""
    for file in book.files:
        for passage in file.passages:
            for sentence in passage.sentences:
                for found in _BOTH.finditer(sentence.text):
                    zero = not float(found["number"].replace(",", "")) or not float(found["percent"])
                    if zero or (found["amount"] in _UP) == (found["rate"] in _UP):
                        continue
                    place = Place(file.document.id, sentence.page, sentence.bbox, sentence.text)
                    why = f"同一变动，金额写“{found['amount']}”，幅度写“{found['rate']}”。"
                    printed = f"{found['rate']}{found['percent']}%"
                    yield Finding(
                        file.document.id, sentence.page, "percentage", printed, found["amount"], None, "mismatch",
                        False, why, (), place,
                    )  # fmt: skip
