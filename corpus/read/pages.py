"""The pages of a file as they were laid out: put by, with the little that is asked of all of them at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice

from corpus.model import BBox
from corpus.read.grid import Grid
from corpus.read.kept import PAGES, Kept
from corpus.read.layout import PageLayout
from corpus.read.raw import BLANK

EDGE = 40
"""A line of as many letters or more at the edge of a page is text."""


@dataclass(frozen=True, slots=True)
class Sight:
    """What is known of a page without looking at it again: as PageLayout and RawPage name it."""

    number: int
    silent: bool
    unruled: bool
    unmapped: int
    hidden: int
    images: int
    warnings: tuple[str, ...]
    doubts: tuple[tuple[BBox, float], ...]


class Pages:
    """The pages of a file, in order. Each comes without the cells of its grids, but from `whole`."""

    def __init__(self, layouts: Iterable[PageLayout] = (), held: int = PAGES) -> None:
        self.sights: list[Sight] = []
        self._bare: Kept[PageLayout] = Kept(held)
        self._grids: Kept[tuple[Grid, ...]] = Kept(held)
        self._texts: Kept[list[str]] = Kept(held)
        self._edges: Counter[str] = Counter()
        for layout in layouts:
            self.add(layout)

    def add(self, layout: PageLayout) -> None:
        """Put a page by."""
        page = layout.page
        self.sights.append(
            Sight(layout.number, layout.silent, layout.unruled, layout.unmapped,
                  page.hidden, page.images, page.warnings, page.doubts)
        )
        texts = [BLANK.sub("", line.text) for line in layout.lines]
        top, foot = 0.1 * page.height, 0.92 * page.height
        edge = {
            text
            for text, line in zip(texts, layout.lines, strict=True)
            if (line.top < top or line.bottom > foot) and len(line.text) < EDGE
        }
        self._edges.update(edge)
        self._texts.append(texts)
        self._grids.append(layout.grids)
        self._bare.append(layout.without_cells())

    def __len__(self) -> int:
        return len(self.sights)

    def __iter__(self) -> Iterator[PageLayout]:
        return iter(self._bare)

    def whole(self) -> Iterator[PageLayout]:
        """The pages with the cells of their grids."""
        return (replace(page, grids=grids) for page, grids in zip(self._bare, self._grids, strict=True))

    def let_go(self) -> None:
        """Forget the cells, of which nothing is asked any more once the tables are found."""
        self._grids = Kept(0)

    @property
    def texts(self) -> Texts:
        """The texts of the lines outside the grids, without blanks."""
        return Texts(self._texts)

    @property
    def running(self) -> frozenset[str]:
        """Short lines, without blanks, that stand at the top or the foot of at least three pages."""
        return frozenset(text for text, n in self._edges.items() if n >= max(3, 0.2 * len(self)))


class Texts:
    """The texts of the lines of all pages, as often as they are asked for."""

    def __init__(self, pages: Kept[list[str]]) -> None:
        self._pages = pages

    def __iter__(self) -> Iterator[str]:
        return chain.from_iterable(self._pages)

    def pages(self, first: int, last: int | None = None) -> Iterator[Sequence[str]]:
        """Those of the pages from `first` to before `last`, by page."""
        return (self._pages[k] for k in range(len(self._pages))[first:last])

    def first(self, count: int) -> list[str]:
        """The first so many."""
        return list(islice(self, count))
