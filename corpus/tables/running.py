"""What stands on page after page and is no part of any: page numbers, running heads and feet."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from corpus.data.words import pattern
from corpus.read.layout import PageLayout
from corpus.read.raw import BLANK, Line
from corpus.tables.caption import is_title

PAGE_NUMBER = re.compile(
    r"^[-—－–\s]*\d{1,4}[-—－–\s]*$|^第\s*\d+\s*页(?:[,，/、]?\s*共\s*\d+\s*页)?$|^第\d+页|^\d{1,4}/\d{1,4}$"
)


def running_lines(pages: Sequence[PageLayout]) -> set[str]:
    """Short lines, without blanks, that stand at the top or the foot of at least three pages."""
    seen: Counter[str] = Counter()
    for page in pages:
        edge = [
            line for line in page.lines if line.top < 0.1 * page.page.height or line.bottom > 0.92 * page.page.height
        ]
        seen.update({BLANK.sub("", line.text) for line in edge if len(line.text) < 40})
    return {text for text, n in seen.items() if n >= max(3, 0.2 * len(pages))}


def furniture(page: PageLayout, running: set[str]) -> set[Line]:
    """Page numbers, and running lines that are no captions: a table's title stands on each of its pages."""
    return {line for line in page.lines if PAGE_NUMBER.match(line.text) or _runs(BLANK.sub("", line.text), running)}


def _runs(text: str, running: set[str]) -> bool:
    captioned = is_title(text) or any(pattern("captions", name).search(text) for name in ("unit", "body", "note"))
    return text in running and not captioned
