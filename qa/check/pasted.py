"""Tables that were pasted into a text: Markdown, tab-separated, or set with blanks; their rows read as sentences."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from qa.check.words import pattern

_GAP = re.compile(r" {2,}|　+")
_RULE = re.compile(r"[\s|:+=\-—─]*")
_NUMBER = r"[-−+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_AMOUNT = re.compile(rf"[¥￥]?\s*(?P<number>{_NUMBER})\s*(?P<unit>%|(?:百|千|万|亿)*元|个百分点|万|亿|批次|人次|人|名|辆|户|家|台)?")
_NARROW = re.compile(rf"(?P<label>[^\d\s|][^\s|，。；：:！？]*)(?P<rest>(?: {_NUMBER}%?)+)")
_CSV = re.compile(
    rf'[^\s,|，。；：:！？"]{{2,30}}(?:,(?:"{_NUMBER}%?"|[-−]?\d+(?:\.\d+)?%?|[^\d\s,|，。；：！？"][^\s,|，。；：！？"]{{0,20}}|(?:19|20)\d\d年?))+'
)
_COMMA = re.compile(r',(?=(?:[^"]*"[^"]*")*[^"]*$)')
_YEAR = re.compile(r"(?P<year>(?:19|20)\d\d)\s*(?:年度?)?")
_KIND = re.compile(r"(?:部门|单位)?(?:预算|决算)数?")
_MARKS = '*`_ \t　#>"'


@dataclass(frozen=True, slots=True)
class PastedCell:
    """The text of a cell and where it stands."""

    text: str
    start: int
    end: int

    @property
    def amount(self) -> re.Match[str] | None:
        """The number that is all of the cell."""
        return _AMOUNT.fullmatch(self.text)

    @property
    def whole(self) -> bool:
        """Is it a whole number, as codes, years and places in a list are?"""
        return self.text.isdigit()


@dataclass(frozen=True, slots=True)
class PastedRow:
    """A row read as a sentence; `places` has, for each number in it, (its place in the sentence, its place in the text)."""

    said: str
    places: tuple[tuple[int, int, int], ...]
    total: bool = False
    """Is it the row of totals?"""
    columns: tuple[int, ...] = ()
    """The columns of its numbers."""


@dataclass
class PastedTable:
    """Lines of a text that make a table."""

    start: int
    end: int
    style: str = ""
    """What divides its cells."""
    lines: list[list[PastedCell]] = field(default_factory=list)

    @property
    def corner(self) -> str:
        """The head over the labels, where it says what the table is about (甲局2023年预算)."""
        head, _ = self._split()
        return head[0].text if head and not pattern("pasted", "label_head").fullmatch(head[0].text) else ""

    def rows(self, caption: str, is_body: Callable[[str], bool]) -> Iterator[PastedRow]:
        """Its rows as sentences: year, label, head of the column, number and unit; `caption` is the line before it."""
        head, body = self._split()
        one = len({_unit_in(cell.text) for cell in head} - {""}) == 1
        unit = _unit_in("".join(cell.text for cell in head)) if one else ""
        unit = unit or _unit_in(caption)
        for line in body:
            row = _row(line, head, unit, "" if head and head[0].text == caption else caption, is_body)
            if row is not None:
                yield row

    def _split(self) -> tuple[list[PastedCell], list[list[PastedCell]]]:
        """The last line before the first with an amount is the head."""
        first = next(k for k, line in enumerate(self.lines) if _amounts(line))
        if not first and all(_YEAR.fullmatch(cell.text) or not cell.amount for cell in self.lines[0]):
            first = 1
        return (self.lines[first - 1] if first else []), self.lines[first:]


def tables(text: str) -> list[PastedTable]:
    """The tables of a half-width text, in its order."""
    found: list[PastedTable] = []
    style, open_ = "", False
    at = 0
    for line in text.splitlines(keepends=True):
        here, cells = _cells(line.rstrip("\r\n"), at)
        if here and here == style and open_:
            found[-1].end = at + len(line)
            found[-1].lines += [cells] if cells else []
        elif here and cells:
            found.append(PastedTable(at, at + len(line), here, [cells]))
        style, open_ = here, bool(here) and bool(found)
        at += len(line)
    return [t for t in found if any(map(_amounts, t.lines)) and (len(t.lines) > 1 or t.style != ",")]


def _cells(line: str, at: int) -> tuple[str, list[PastedCell]]:
    """How a line divides its cells, and these; "" where it is a line of prose, no cells where it is a mere rule."""
    if _CSV.fullmatch(line):
        return ",", _cut(line, _COMMA, at)
    if "|" in line or "\t" in line:
        mark = "|" if "|" in line else "\t"
        if mark == "|" and _RULE.fullmatch(line):
            return mark, []
        cells = _cut(line, re.compile(re.escape(mark)), at)
        cells = cells[1:] if mark == "|" and cells and not cells[0].text else cells
        return (mark, cells) if sum(bool(cell.text) for cell in cells) > 1 else ("", [])
    narrow = _NARROW.fullmatch(line.strip())
    indent = len(line) - len(line.lstrip())
    cells = _cut(line.strip(), re.compile(" +") if narrow else _GAP, at + indent)
    if len(cells) > 1 and (narrow or not re.search("[，。；！？]", line)):
        return "blank", cells
    return "", []


def _cut(line: str, gap: re.Pattern[str], at: int) -> list[PastedCell]:
    out, begin = [], 0
    for stop in [*gap.finditer(line), None]:
        end = stop.start() if stop else len(line)
        text = line[begin:end]
        lead = len(text) - len(text.lstrip(_MARKS))
        bare = text.strip(_MARKS)
        out.append(PastedCell(bare, at + begin + lead, at + begin + lead + len(bare)))
        begin = stop.end() if stop else end
    return out


def _amounts(line: Sequence[PastedCell]) -> list[int]:
    """The columns of the numbers behind the label: what stands before it is a code or a place in the list."""
    first = next((k for k, cell in enumerate(line) if cell.text and not cell.amount), -1)
    years = [k for k in range(len(line)) if k > first and _is_year(line, k)]  # 甲局,2021,决算,培训费,44.94
    label = max([k for k, cell in enumerate(line) if cell.text and not cell.amount], default=-1) if years else first
    return [k for k, cell in enumerate(line) if k > label and cell.amount and not _is_year(line, k)]


def _is_year(line: Sequence[PastedCell], k: int) -> bool:
    """2018 in front of the row, or of one of its labels, is the year that it is of."""
    before_label = any(cell.text and not cell.amount for cell in line[k + 1 :])
    return (k == 0 or before_label) and len(line) > 1 and _YEAR.fullmatch(line[k].text) is not None


def _row(
    line: list[PastedCell], head: list[PastedCell], unit: str, caption: str, is_body: Callable[[str], bool]
) -> PastedRow | None:
    columns = [k for k in _amounts(line) if not pattern("pasted", "no_amount").search(_head_of(k, line, head))]
    if not columns:
        return None
    labels = [
        c.text for k, c in enumerate(line) if k < columns[0] and c.text and not (c.whole and not _is_year(line, k))
    ]
    if not labels and len(columns) == 1 and len(line) == 1:
        return None
    said, places = "", []
    for k in columns:
        amount = line[k].amount
        assert amount is not None
        over = _head_of(k, line, head)
        own, bare = _unit_in(over), _bare_head(over)
        relative = said and pattern("pasted", "relative").search(bare)
        number, measure = amount["number"], amount["unit"] or own or unit or _unit_in("".join(labels))
        signed = pattern("signed").search(bare) if relative else None
        if signed:  # 增减 -8.00: the sign is its direction
            bare = f"{bare[: signed.start()]}{'减少' if number[0] in '-−' else '增加'}{bare[signed.end() :]}"
            number = number.lstrip("-−+")
        words = bare if relative else _phrase(labels, bare, caption, is_body)
        said += f"{'，' if said else ''}{words}为"
        cut = len(amount["number"]) - len(number)
        places.append((len(said), line[k].start + amount.start("number") + cut, len(number)))
        said += (number if measure or not number.isdigit() else f"{int(number):,}") + measure
    total = bool(labels) and pattern("pasted", "total").fullmatch(labels[-1]) is not None
    return PastedRow(f"{said}。", tuple(places), total, tuple(columns))


def _head_of(k: int, line: Sequence[PastedCell], head: Sequence[PastedCell]) -> str:
    """The head over a cell; where blanks divide the cells, a line may have more or fewer, so they count from the end."""
    at = k if len(line) == len(head) else k - len(line)
    return head[at].text if -len(head) <= at < len(head) else ""


def _unit_in(text: str) -> str:
    """The last unit that a head or a caption gives: 金额（万元）, 单位：元, 占比(%)."""
    alone = pattern("pasted", "unit_alone").fullmatch(text.strip())
    found = [text.strip()] if alone else pattern("pasted", "unit").findall(text)
    return str(found[-1]) if found else ""


def _bare_head(text: str) -> str:
    """A head without its unit, and without words that only say that there is an amount."""
    bare = pattern("pasted", "unit_written").sub("", text).strip()
    silent = pattern("pasted", "only_amount").fullmatch(bare) or pattern("pasted", "unit_alone").fullmatch(bare)
    return "" if silent else bare


def _phrase(labels: list[str], head: str, caption: str, is_body: Callable[[str], bool]) -> str:
    """2018年，培训费预算数: the year first, which stands in the label or in the head."""
    labels = [bare for label in labels if (bare := pattern("pasted", "unit_written").sub("", label).strip())]
    parts = [part for part in (*labels, head) if part]
    year = ""
    for k, part in enumerate(parts):
        found = _YEAR.match(part)
        if found and not year:
            year, parts[k] = f"{found['year']}年，", part[found.end() :]
            if k < len(labels) and _KIND.fullmatch(parts[k]):
                year, parts[k] = f"{found['year']}年{parts[k]}，", ""  # 甲局 | 2021年预算 | …
    if year and labels:
        kinds = [k for k, part in enumerate(parts[: len(labels)]) if _KIND.fullmatch(part)]
        named = [k for k, part in enumerate(parts[: len(labels)]) if part and k not in kinds]
        if len(named) > 1 and is_body(parts[named[0]]):  # 甲局,2021,决算,培训费
            year = f"{parts[named[0]]}{year.rstrip('，')}{parts[kinds[0]] if kinds else ''}，"
            parts[named[0]] = ""
            for k in kinds[:1]:
                parts[k] = ""
    item = "—".join(part for part in parts[: len(labels)] if part)
    rest = "".join(parts[len(labels) :])
    if pattern("pasted", "only_kind").fullmatch(rest) and (labels and not item or is_body(item)):
        item += _item_of(caption)
    return f"{year}{item}{rest}"


def _item_of(caption: str) -> str:
    """The item that the line before the table announces (甲局住房公积金（万元）：)."""
    bare = pattern("pasted", "unit_written").sub("", caption)
    return re.split(r"[，。；、\x00]", bare)[-1].strip(" :：*#")
