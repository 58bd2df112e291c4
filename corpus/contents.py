"""What the contents of a disclosure list and its pages do not hold."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from corpus.data.words import table_kind
from corpus.read.pages import Texts
from corpus.tables.caption import clean_title
from corpus.tables.found import RawTable

_ENTRY = re.compile(
    r"^(?:[一二三四五六七八九十]+、|\d{1,2}[.、．]|[（(][一二三四五六七八九十]+[)）])?(?P<title>[^….·\s]{4,40}?表)(?:[（(][^）)]*[)）])?(?:[….·\s]*\d*)$"
)
_MISSING = re.compile(r"目录列有《(?P<title>[^》]+)》，第 (?P<page>\d+) 页之后没有这张表")


def missing_tables(texts: Texts, tables: Sequence[RawTable]) -> list[str]:
    """A warning for each table that the contents list between two others and that is not there.

    Only where most of the listed tables are found, for contents may name tables that another file holds.
    """
    listed = list(dict.fromkeys(_listed(texts)))
    places = {clean_title(t.caption.title): t.grids[-1].page for t in tables if t.caption.title and t.grids}
    found = [title for title in listed if _place(title, places) is not None]
    held = Counter(table_kind(title) for title in places)
    wanted = Counter(table_kind(title) for title in listed)
    if len(listed) < 4 or len(found) < 0.7 * len(listed):
        return []
    out: list[str] = []
    for k, title in enumerate(listed):
        before = next((p for t in reversed(listed[:k]) if (p := _place(t, places)) is not None), None)
        after = any(_place(t, places) is not None for t in listed[k + 1 :])
        kind = table_kind(title)
        if kind is None or held[kind] >= wanted[kind]:
            continue  # it is there under another name, or cannot be told from others
        if title not in found and before is not None and after and not _printed(title, texts):
            out.append(f"目录列有《{title}》，第 {before} 页之后没有这张表。")
    return out


def missing_in(warnings: Sequence[str]) -> list[tuple[str, int]]:
    """(title, page after which it should stand) of the tables that a document's warnings miss."""
    return [(m.group("title"), int(m.group("page"))) for w in warnings if (m := _MISSING.search(w))]


def _listed(every: Texts) -> list[str]:
    out: list[str] = []
    for texts in every.pages(0, 4):
        if not any(re.fullmatch("目录|目次", t) for t in texts[:4]) and not out:
            continue
        entries = [clean_title(m.group("title")) for t in texts if (m := _ENTRY.match(t))]
        if not entries:
            break
        out += entries
    return out


def _place(title: str, places: dict[str, int]) -> int | None:
    bare = _same(title)
    return next((page for known, page in places.items() if _same(known) == bare), None)


def _same(title: str) -> str:
    return re.sub(r"[“”\"《》]|^\d{4}年(度)?|部门|单位", "", title)


def _printed(title: str, texts: Texts) -> bool:
    """Does the title stand anywhere after the contents, as a heading or a caption of something not read as a table?"""
    bare = _same(title)
    return any(_same(clean_title(text)) == bare for page in texts.pages(4) for text in page)
