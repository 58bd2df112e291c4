"""Raw tables to the tables and facts of the model: paths, units, years, kinds, boxes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from corpus.data.words import pattern, table_kind
from corpus.model import Amount, BBox, Column, Document, Fact, Kind, Row, Table, Unit, parse_figure, stable_id, unit_of
from corpus.read.grid import Cell
from corpus.read.raw import BLANK, union
from corpus.tables.caption import years_in
from corpus.tables.found import RawRow, RawTable
from corpus.tables.header import unit_in_heads
from corpus.tables.labels import behind_of, groups_of, indents_of, is_aligned, name_of
from corpus.tables.rowtree import Label, clean_label, paths_by_code, paths_by_columns, paths_by_shape

_CODE = r"(?P<code>(?:2[0-3]|[35]\d)\d(?:\d\d){0,2})"
EMBEDDED = re.compile(rf"^[\[（(【]?{_CODE}[\])）】]?[-—.、]?(?=[一-鿿])(?P<name>.+)$")
TRAILING = re.compile(rf"^(?P<name>[一-鿿].*)[\[（(【]{_CODE}[\])）】]$")
"""A code before or behind the name in one cell."""
LAST_YEAR = re.compile(
    r"(上年|上一年|去年)(度)?(预算|决算|执行|实际|完成|支出|收入)?(数|额|执行数|预算数|决算数|同期)|上年度$"
)


def table_of(raw: RawTable, document: Document, ordinal: int, heading: str | None) -> tuple[Table, Iterator[Row]]:
    """One table of the model, without its rows, and these one by one; `heading` serves where no title is printed."""
    title = raw.caption.title or heading or ""
    unit = unit_in_heads(raw.layout.columns) or raw.caption.unit or _unit_in_notes(raw)
    year = raw.caption.year or document.year
    table_id = stable_id(document.id, "table", ordinal)
    columns = [_column(raw, k, document, year, unit) for k in range(len(raw.layout.columns))]
    paths = _paths(raw)
    note = _note(raw)
    pages = tuple(dict.fromkeys(g.page for g in raw.grids))
    table = Table(
        id=table_id,
        title=title,
        kind=table_kind(title),
        unit=unit,
        year=year,
        pages=pages,
        columns=tuple(
            c for c, logical in zip(columns, raw.layout.columns, strict=True) if logical.role in ("amount", "count")
        ),
        rows=(),
        note=note[0] if note else None,
        note_page=note[1] if note else None,
        note_bbox=note[2] if note else None,
        bbox=raw.grids[0].bbox if raw.grids else None,
    )
    rows = enumerate(zip(raw.rows, paths, strict=True))
    return table, (_row(row, path, index, table_id, title, document, columns) for index, (row, path) in rows)


def _unit_in_notes(raw: RawTable) -> str | None:
    """The unit that a note below a table gives (注：金额单位为万元)."""
    found = (re.search(r"单位(?:均?为|是|[:：])(百万元|千万元|亿元|万元|千元|元)", BLANK.sub("", line.text)) for line in raw.said)
    return next((m.group(1) for m in found if m), None)


_COMPARED = re.compile(r"(?:比|较|与|同|为|占)\s*(?:(?:19|20)\d\d\s*年|上年|上一年|去年)")
"""What a column compares its own year with: 2024年预算数比2023年执行数增减额 is of 2024."""


def _column(raw: RawTable, k: int, document: Document, year: int | None, unit: str | None) -> Column:
    logical = raw.layout.columns[k]
    whole = "".join(logical.heads)
    inline = pattern("captions", "inline_unit").search(whole) or pattern("captions", "unit").search(whole)
    if logical.role == "count":
        own: str | None = None
    elif re.search(r"[%％]|比例|比重|占比|增长率|增幅|完成率", whole) and not inline:
        own = "%"
    else:
        own = inline.group(1) if inline else unit
    heads = [_COMPARED.sub("", head) for head in logical.heads]
    years = years_in(heads[-1] if heads else "") or years_in("".join(heads))
    about = years[-1] if years else year
    if not years and document.year and LAST_YEAR.search("".join(heads)):
        about = document.year - 1
    return Column(logical.heads, about, _kind_of(whole, raw.caption.title or "", document), own, logical.block)


def _kind_of(heads: str, title: str, document: Document) -> Kind | None:
    if said := _said_kind(heads):
        return said
    if "决算" in title:
        return "final"
    if "预算表" in title or title.endswith("预算"):
        return "budget" if document.kind != "final" else document.kind
    return document.kind


_AGAINST = re.compile(
    r"(?:比|较|与|同|为|占|完成)(?:(?:19|20)\d\d年度?|上年度?|上一年度?|去年|本年度?|当年)?(?:年初|调整|调整后|全年|当年)?"
    r"(?:预算|决算|执行|实际|完成)(?:支出|收入|数)?"
)
"""What a column compares its own figures with: 2024年预算数比2023年执行数增减额 is of a budget, 完成年初预算% of what was spent."""


def _said_kind(heads: str) -> Kind | None:
    """What the heads say themselves."""
    heads = pattern("captions", "inline_unit").sub("", _AGAINST.sub("", heads))
    if re.search("决算数|执行数|实际|完成数|支出数|(?:决算|执行)$", heads):
        return "final"
    return "budget" if re.search("预算数|预算$|(?:年初|调整|全年|本年)预算", heads) else None


def _paths(raw: RawTable) -> list[tuple[str, ...]]:
    """A path for every row, block by block."""
    out: dict[int, tuple[str, ...]] = {}
    head = (raw.group,) if raw.group else ()
    coded: dict[str, str] = {}
    for block in sorted({row.block for row in raw.rows}):
        rows = [row for row in raw.rows if row.block == block]
        for row, path in zip(rows, _block_paths(rows, raw, coded), strict=True):
            out[id(row)] = (*head, *path) if path[:1] != head else path
        coded |= {row.code: clean_label(name_of(row)) for row in rows if row.code}
    return [out[id(row)] for row in raw.rows]


def _block_paths(rows: Sequence[RawRow], raw: RawTable, before: Mapping[str, str]) -> list[tuple[str, ...]]:
    for row in rows:
        _split_code(row)
    if sum(row.code is not None for row in rows) >= 0.3 * len(rows) and any(row.code for row in rows):
        labels = [Label(name_of(row), row.code, group=group) for row, group in zip(rows, groups_of(rows), strict=True)]
        return _with_attributes(rows, paths_by_code(labels, before))
    width = max((len(row.texts) for row in rows), default=0)
    if width > 1:
        _told_behind(rows, raw)
        paths = paths_by_columns([row.texts for row in rows])
        return _with_attributes(rows, paths)
    labels = [
        Label(row.texts[0] if row.texts else "", None, x, behind=behind_of(row))
        for row, x in zip(rows, indents_of(rows), strict=True)
    ]
    return paths_by_shape(labels, is_aligned(rows))


def _told_behind(rows: Sequence[RawRow], raw: RawTable) -> None:
    """Names behind the amounts of a row (项目名称 | 金额 | 指标名称) tell of it; the row is what stands before its amounts."""
    columns = [(k, c) for k, c in enumerate(raw.layout.columns) if c.block == rows[0].block]
    first = min((k for k, c in columns if c.role == "amount"), default=0)
    names = [(k, c) for k, c in columns if c.role == "name"]
    before = sum(k < first for k, _ in names)
    if not before or before == len(names):
        return
    for row in rows:
        if row.prints and any(row.texts[:before]):
            behind = zip(names[before:], row.texts[before:], strict=False)
            told = [(c.heads[-1] if c.heads else "", text) for (_, c), text in behind if text]
            row.change(names=row.names[:before], words=[*told, *row.words])
            row.texts = row.texts[:before]


def _with_attributes(rows: Sequence[RawRow], paths: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Add an attribute (采购组织形式) only where two rows would be the same without it."""
    count = Counter(paths)
    return [
        (*p, r.attribute) if count[p] > 1 and r.attribute and r.prints else p for r, p in zip(rows, paths, strict=True)
    ]


def _split_code(row: RawRow) -> None:
    if row.code is None and row.texts:
        found = EMBEDDED.match(row.texts[-1]) or TRAILING.match(row.texts[-1])
        if found:
            row.code = found.group("code")
            row.texts = [*row.texts[:-1], found.group("name")]


def _row(
    raw: RawRow,
    path: tuple[str, ...],
    index: int,
    table_id: str,
    title: str,
    document: Document,
    columns: Sequence[Column],
) -> Row:
    row_id = stable_id(table_id, "row", index)
    year_of_row = _row_year(path, document)
    facts: list[Fact] = []
    names, amounts, told = raw.printed
    for k, cell in amounts:
        fact = _fact(cell, raw, path, columns[k], year_of_row, row_id, k, table_id, title, document)
        if fact is not None:
            facts.append(fact)
    cells = [c for c in names if c is not None and c.label] + [c for _, c in amounts]
    cells = [c for c in cells if c.page is None]
    box = union([c.ink for c in cells]) if cells else (0.0, 0.0, 0.0, 0.0)
    words = tuple(told) + tuple(
        (columns[k].path[-1] if columns[k].path else "", c.label)
        for k, c in amounts
        if parse_figure(c.label) is None
    )
    return Row(row_id, index, path, raw.code, raw.page, _rounded(box), raw.block, tuple(facts), words)


def _row_year(path: tuple[str, ...], document: Document) -> int | None:
    for label in reversed(path):
        found = re.fullmatch(r"((?:19|20)\d\d)年?(度)?(预算|决算|执行|实际)?数?", label)
        if found:
            return int(found.group(1))
        if LAST_YEAR.fullmatch(label) and document.year:
            return document.year - 1
    return None


_ROW_KIND = re.compile(r"(?:(?:19|20)\d\d年?度?|[本上去当全]年度?|年度?|年初|调整|全年)*(?:(?P<budget>预算数?)|(?:决算|执行|实际)数?)")


def _row_kind(path: tuple[str, ...], column: Column) -> Kind | None:
    """Of a row that is a time, as the years of 三公 tables are: 预算数 | 决算数 beside items as columns."""
    if _said_kind("".join(column.path)):
        return None
    found = next((m for label in reversed(path) if (m := _ROW_KIND.fullmatch(label))), None)
    return ("budget" if found["budget"] else "final") if found else None


def _fact(
    cell: Cell,
    raw: RawRow,
    path: tuple[str, ...],
    column: Column,
    row_year: int | None,
    row_id: str,
    k: int,
    table_id: str,
    title: str,
    document: Document,
) -> Fact | None:
    printed = "".join(c.text for line in cell.lines for c in line.chars)
    figure = parse_figure(printed)
    if figure is None:
        return None
    value, decimals, own = figure
    leaf = column.path[-1] if column.path else ""
    if column.unit != "%" and not _MONEY.search(leaf) and not _SCORE.search(leaf):
        own = own or _unit_of_row(raw) or _unit_above(path)
    return Fact(
        id=stable_id(row_id, k),
        document=document.id,
        page=cell.page or raw.page,
        bbox=_rounded(cell.ink),
        table=title,
        table_id=table_id,
        row=path,
        code=raw.code,
        col=column.path,
        year=row_year or column.year,
        kind=_row_kind(path, column) or column.kind,
        text=BLANK.sub("", printed),
        amount=Amount(value, own or unit_of(column.unit), decimals),
    )


_MONEY = re.compile(r"价值|金额|原值|净值|折旧|元[）)]?$")
"""The head of a column of money, whatever its rows count: 车辆（辆） has a 数量 and a 价值."""


_SCORE = re.compile("分值|得分|分数|评分|权重")
"""The head of a column of marks, whatever its rows are counted in: 项目资金（万元） has a 预算数 and a 得分."""


_COUNTED = (
    (re.compile("(?:人数|编制数|人员数)$"), "人"),
    (re.compile("人次数?$"), "人次"),
    (re.compile("批次数?$"), "批次"),
    (re.compile("(?:车辆数|车辆数量|保有量)$"), "辆"),
)
"""What rows count by their names, whatever the unit of their table's money is."""


def _unit_of_row(raw: RawRow) -> Unit | None:
    """The unit that a row's own name gives in brackets (公务用车保有量（辆）, 项目资金（万元）) or ends in (比上年增减%), or a
    cell below 计量单位."""
    for text in reversed(raw.texts):
        if re.search(r"(?:增减|增长|下降|比重|比例|占比|率)[（(]?[%％][)）]?$", text):
            return unit_of("%")
        if (unit := _bracketed_unit(text)) is not None:
            return unit
    counted = next((unit for text in raw.texts[-1:] for found, unit in _COUNTED if found.search(text)), None)
    if counted is not None:
        return unit_of(counted)
    told = (unit_of(text) for head, text in raw.words if re.fullmatch("(?:计量|金额)?单位", head))
    return next((unit for unit in told if unit is not None), None)


def _bracketed_unit(text: str) -> Unit | None:
    found = re.search(r"[（(](?:单位[:：])?(?:人民币)?([^（）()、/，]{1,3})(?:[、/，][^（）()]{1,3})?[)）]$", text)
    unit = unit_of(found.group(1)) if found else None
    return unit if unit is not None and unit.name not in ("年", "月", "天", "期") else None


_OF_MONEY = re.compile("金额|费|资金|支出|经费|价值|原值|净值|投资|收入|预算|决算")


def _unit_above(path: Sequence[str]) -> Unit | None:
    """What the row right above counts in (车辆数合计（辆） above 机要通信用车), where this one names nothing of money."""
    unit = _bracketed_unit(path[-2]) if len(path) > 1 and not _OF_MONEY.search(path[-1]) else None
    return unit if unit is not None and unit.dimension == "count" else None


def _rounded(box: BBox) -> BBox:
    return (round(box[0], 2), round(box[1], 2), round(box[2], 2), round(box[3], 2))


def _note(raw: RawTable) -> tuple[str, int, BBox] | None:
    """The note of a table: below its grid, or the only words in its body."""
    if said := raw.said:
        text = "".join(line.text for line in said)
        return text, said[0].page, _rounded(union([line.bbox for line in said if line.page == said[0].page]))
    for row in raw.rows:
        cells = [] if row.prints else [c for c in row.names if c is not None and c.label]
        empty = next((c for c in cells if _says_empty(c.label)), None)
        if empty is not None:
            return clean_label(empty.label), row.page, _rounded(empty.ink)
    return None


def _says_empty(label: str) -> bool:
    """Do these words of a cell say that the table is empty (此表为空)? A numbered label does not."""
    numbered = re.match(r"^[一二三四五六七八九十\d]", label)
    return len(label) <= 40 and not numbered and bool(pattern("captions", "empty").search(label))
