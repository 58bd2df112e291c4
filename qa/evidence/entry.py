"""A printed number of a table, and what it is the number of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from corpus.model import Document, Fact, Kind, Row, Table
from corpus.place import is_region
from index.normal import bare
from qa.data.load import pattern, read

Side = Literal["income", "expenditure"]


@dataclass(frozen=True, slots=True)
class Entry:
    """`names`: what it is exactly the value of. `heads`: what its column adds to that. `under`: the labels above."""

    fact: Fact
    row: Row
    table: Table
    names: tuple[str, ...]
    heads: tuple[str, ...]
    under: tuple[str, ...]
    side: Side
    grand: bool
    depth: int

    @property
    def year(self) -> int | None:
        return self.fact.year

    @property
    def kind(self) -> Kind | None:
        return self.fact.kind

    @property
    def main(self) -> str:
        return self.names[0] if self.names else ""


def is_total(label: str) -> bool:
    """Is this a label of a sum and of nothing else? `label` without blanks and marks."""
    return bool(pattern("heads", "total").search(label))


_UNIT = re.compile(r"[（(](?:单位[:：]?)?(?:人民币)?(?:百万|千万|亿|万|千)?元[)）]|(?:金额)?单位[:：](?:人民币)?(?:百万|千万|亿|万|千)?元")


@lru_cache(maxsize=32768)
def _named(label: str) -> str:
    """A label without 其中, without a unit of money and without a year before the name: 2022年政府采购项目（万元）."""
    text = bare(_UNIT.sub("", re.sub("^其中[：:]?", "", label)))
    return re.sub(r"^(19|20)\d\d年(度|末|底|初)?(?=[^\d]{4,})", "", text)


@lru_cache(maxsize=8192)
def _specific(path: tuple[str, ...], kind: str | None) -> tuple[str, ...]:
    """The heads of a column that say more than that there is money under them, in a table of this kind."""
    heads = [_named(head) for head in path]
    own = read("heads")["own_head"].get(kind)
    out: list[str] = []
    for place, head in enumerate(heads):
        leaf = place == len(heads) - 1
        if own and not leaf and re.search(own, head):
            continue  # 基本支出 over every column of the table of 基本支出
        if not head or is_total(head) or pattern("heads", "money").search(head):
            continue
        if pattern("heads", "scope").search(head) and not (leaf and head.endswith(("收入", "拨款")) and place):
            continue
        out.append(head)
    return tuple(dict.fromkeys(out))


def says_only_when(label: str) -> bool:
    """Is this a head of a year and a kind and of nothing else: 2023年预算数, 2023年执行数, 上年数?"""
    return bool(re.match(r"(19|20)\d\d|上年|本年|去年", label)) and bool(pattern("heads", "money").search(label) or pattern("heads", "year_label").search(label))


def says_only_against(label: str) -> bool:
    """Is this a head of what changed, named after the years that it compares: 2023年预算数比2022年执行数?"""
    years = re.search(r"(预算|决算|执行|支出|收入|金额)?数?(比|较|与)((19|20)\d\d年|上年|去年)", label)
    return years is not None and not re.search("[，。]", label) and len(label) < 24


def own_line(label: str, department: str) -> bool:
    """Is this the department's own line above its items? 农业农村 is a line of 农业农村局, not its name; 示意县教育局 is one of the
    departments of 示意县, and not the county."""
    own = bare(department)
    if is_region(department):
        return label == own
    short = label in own and label[-1:] in "局厅委办院会室部署处府站所队心级"
    return bool(own) and len(label) > 3 and (label == own or short or own in label)


def own_unit(label: str) -> bool:
    """Is this the row of a department's own unit, where a table lists its units: 示例市财政局本级, 示例市财政局（机关）?"""
    return len(bare(label)) > 4 and bool(re.search(r"(本级|[（(]机关[)）])[)）]?$", label.strip()))


@lru_cache(maxsize=4096)
def titles_of(title: str) -> frozenset[str]:
    """What a table is called: its title, and without the year and whose it is (2022年部门支出预算总表: 支出预算总表)."""
    whole = bare(title)
    short = re.sub(r"^(?:(?:19|20)\d\d年?度?)?(?:部门|单位|预算单位|本级)?", "", whole)
    return frozenset(t for t in (whole, short) if t.endswith("表") and len(t) > 3)


_SIZE = re.compile(r"[(（](?=[^()（）]*(\d|以上|以下))[^()（）]*[)）]$")


def _unsized(label: str) -> str:
    """A label without the size that stands in brackets behind it: 台式计算机（20万以下）."""
    return bare(_SIZE.sub("", label.strip()))


def _variants(label: str) -> tuple[str, ...]:
    short = pattern("heads", "total_suffix").sub("", label)
    lettered = re.sub("[abc]$", "", label)
    return tuple(dict.fromkeys(v for v in (label, short, lettered) if v))


def _joined(heads: tuple[str, ...]) -> str | None:
    for rule in read("heads")["joined"]:
        if re.search(rule["leaf"], heads[-1]) and any(re.search(rule["under"], h) for h in heads[:-1]):
            return str(rule["name"])
    return None


@lru_cache(maxsize=4096)
def _titled_side(title: str) -> Side | None:
    """The one side that a table is of by its title: 政府性基金收入决算表; None where it is of both, or does not say."""
    said = re.search("(收入|支出)(?!.*(收入|支出))", bare(title))
    both = re.search("收入.*支出|支出.*收入|收支", bare(title))
    return None if said is None or both else "income" if said[1] == "收入" else "expenditure"


def side_of(kind: str | None, path: tuple[str, ...], labels: tuple[str, ...], title: str = "") -> Side:
    """Does a number of this column and row, in a table of this title, stand on the side of income or of expenditure?"""
    if kind == "income" or (kind in ("gov_fund", "state_capital") and _titled_side(title) == "income"):
        return "income"
    whole = "".join(path[:1])
    if re.search(pattern("heads", "income_side"), whole) and not re.search("支出", whole):
        return "income"
    if "支出" in whole or kind not in ("summary", "fiscal_summary", "general_summary", "gov_fund", "state_capital"):
        return "expenditure"
    own = labels[-1] if labels else ""
    return "income" if re.search(pattern("heads", "income_label"), own) and "支出" not in own else "expenditure"


def entry_of(fact: Fact, row: Row, table: Table, document: Document) -> Entry:
    """Read the paths of a number: which of its labels and heads name it, which only say where it stands."""
    return Entry(fact, row, table, *_read(row.path, fact.col, table.kind, document.department or "", table.title))


@lru_cache(maxsize=32768)
def _read(
    path: tuple[str, ...], column: tuple[str, ...], kind: str | None, department: str, title: str
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], Side, bool, int]:
    """All of an entry but where it stands: the lines of a classification recur in every table and year."""
    labels = tuple(_named(label) for label in path)
    side = side_of(kind, column, labels, title)
    changes = any(pattern("heads", "change_label").search(label) for label in labels[-1:])
    kept = tuple(x for x in labels if not pattern("heads", "year_label").search(x) and not own_line(x, department))
    while len(kept) > 1 and is_total(kept[-1]):
        kept = kept[:-1]
    heads = _specific(column, kind)
    grand = not kept or is_total(kept[-1])
    if changes:
        return (), heads, kept, side, False, len(path)
    if not grand:
        joined = _joined((*kept, kept[-1])) if len(kept) > 1 else None
        whole = _unsized(path[-1]) if path and _SIZE.search(path[-1].strip()) else ""
        names = (*([joined] if joined else []), *_variants(kept[-1]), *([whole] if len(whole) > 2 else []))
        return names, heads, kept[:-1], side, False, len(path)
    if heads:
        joined = _joined(heads)
        names = (*([joined] if joined else []), *_variants(heads[-1]))
        return names, (), (*kept, *heads[:-1]), side, True, len(column)
    return tuple(kept[-1:]), (), kept[:-1], side, True, len(path)
