"""Pages cut into chunks, as the recipes do it: text by pdfplumber and LangChain's splitter, or tables as Markdown."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from eval.systems.ground import Ground

SIZE, OVERLAP = 500, 50
SEPARATORS = ["\n\n", "\n", "。", "；", "，", " ", ""]
MARKDOWN_ROWS = 30
"""Rows of a table that go into one chunk; each begins with the heads again."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece of a page, and where it is from."""

    document: str
    page: int
    text: str


@lru_cache(maxsize=1)
def text_chunks(ground: Ground) -> tuple[Chunk, ...]:
    """Every page's text in pieces of 500 characters, each below its file's title: else no recipe tells years apart."""
    splitters = importlib.import_module("langchain_text_splitters")
    splitter = splitters.RecursiveCharacterTextSplitter(chunk_size=SIZE, chunk_overlap=OVERLAP, separators=SEPARATORS)
    return tuple(
        Chunk(name, number, f"{title}\n{piece}")
        for name, title, number, text, _ in _pages(ground, tables=False)
        for piece in splitter.split_text(text)
    )


@lru_cache(maxsize=1)
def markdown_chunks(ground: Ground) -> tuple[Chunk, ...]:
    """Every table as Markdown under the lines above it, and every page's text without its tables' rows."""
    return tuple(
        Chunk(name, number, f"{title}\n{piece}")
        for name, title, number, text, tables in _pages(ground, tables=True)
        for piece in (*_prose(text), *(part for table in tables for part in markdown(table, _caption(text))))
    )


def _pages(ground: Ground, tables: bool) -> Iterator[tuple[str, str, int, str, list[list[list[str | None]]]]]:
    library = importlib.import_module("pdfplumber")
    for document in ground.documents:
        if document.name.lower().endswith(".pdf"):
            with library.open(ground.file(document)) as file:
                for page in file.pages:
                    found = page.extract_tables() if tables else []
                    yield document.name, document.title, page.page_number, page.extract_text() or "", found
                    page.close()


def _caption(text: str) -> str:
    """The first lines of a page: the title of its table, and its unit."""
    return "\n".join(text.split("\n")[:3])


def _prose(text: str) -> Iterator[str]:
    lines = [line for line in text.split("\n") if len(re.findall(r"[\d,]+\.\d\d", line)) < 2 or "。" in line]
    joined = "\n".join(lines)
    for start in range(0, len(joined), SIZE):
        if piece := joined[start : start + SIZE].strip():
            yield piece


def markdown(table: list[list[str | None]], caption: str) -> Iterator[str]:
    """A table as Markdown, cut after so many rows, each part under its heads.

    >>> print(next(markdown([["项目", "金额"], ["水费", "9.90"]], "单位：万元")))
    单位：万元
    | 项目 | 金额 |
    | --- | --- |
    | 水费 | 9.90 |
    """
    rows = [["".join((cell or "").split()) for cell in row] for row in table]
    if not rows:
        return
    heads, body = rows[0], rows[1:]
    top = [_line(heads), _line(["---"] * len(heads))]
    for start in range(0, max(1, len(body)), MARKDOWN_ROWS):
        yield "\n".join([caption, *top, *(_line(row) for row in body[start : start + MARKDOWN_ROWS])])


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"
