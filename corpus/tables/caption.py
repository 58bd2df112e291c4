"""What stands above a grid: its title, unit, body and year."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.data.words import pattern
from corpus.read.grid import Grid
from corpus.read.raw import BLANK

YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?=\s*(?:年|[-—－至]|$))")
_CHINESE_YEAR = re.compile(r"(二[〇○零O0]([一二三四五六七八九〇○零O0]){2})年")
_DIGITS = {d: str(i) for i, d in enumerate("〇一二三四五六七八九")} | {"○": "0", "零": "0", "O": "0", "0": "0"}
_AT_END = re.compile(r"(?<!\d)(?:(?:19|20)\d\d|二[〇○零O0]..)年度?$")
_BODY_CODE = re.compile(r"^(?:[\[【（(]\d{3,}[\]】）)]|\d{3,}[_\-－—]|\d{6,})")
_BRACKETS = re.compile(r"[（(][^（）()]*[)）]")


@dataclass(frozen=True, slots=True)
class Caption:
    """The words above a table, understood; what is not printed is None."""

    title: str | None = None
    unit: str | None = None
    body: str | None = None
    year: int | None = None
    raw: tuple[str, ...] = ()
    number: str | None = None


def caption_of(lines: Sequence[str]) -> Caption:
    """Read the lines above a grid (nearest last).

    >>> caption_of(["表 2", "收入总表", "部门名称：某市某局 单位：万元"]).title
    '收入总表'
    """
    bare = [BLANK.sub("", line) for line in lines]
    bare = [line for line in bare if line]
    unit = next((m.group(1) for line in reversed(bare) if (m := pattern("captions", "unit").search(line))), None)
    if unit is None:
        unit = next((m.group(1) for line in reversed(bare) if (m := pattern("captions", "unit_alone").search(line))), None)
    if unit is None:
        inline = (pattern("captions", "inline_unit").search(line) for line in reversed(bare))
        unit = next((m.group(1) for m in inline if m), None)
    title = _title(bare)
    return Caption(
        title=clean_title(title) if title else None,
        unit=unit,
        body=next((b for line in reversed(bare) if (b := body_in(line))), None),
        year=next(iter(years_in(title or "")), None) or _year_beside(bare),
        raw=tuple(bare),
        number=title,
    )


def clean_title(title: str) -> str:
    """A title without its number, brackets and what the brackets hold."""
    previous, text = None, BLANK.sub("", title)
    while previous != text:
        previous, text = text, pattern("captions", "number").sub("", text)
        text = text[1:-1] if text.startswith("《") and text.endswith("》") else text
    without = _BRACKETS.sub("", text)
    return without or text


def is_title(line: str) -> bool:
    """Does this line end as titles of tables do?"""
    bare = BLANK.sub("", line)
    if re.match(r"^第[一二三四五六七八九十]+(部分|章)", bare):
        return False  # a heading of a part, which may end in 表
    if (
        len(bare) > 60
        or "。" in bare
        or "，" in bare
        or "…" in bare
        or "..." in bare
        or bare.startswith(("注", "说明"))
    ):
        return False
    rest = clean_title(bare)
    return len(rest) >= 3 and bool(pattern("captions", "title").search(rest if bare.endswith("》") else bare))


def is_contents(grid: Grid) -> bool:
    """Is a grid a list of tables (序号 | 表号 | 表名 | 页码) and none itself: a title in most rows, and no amount?"""
    rows = [[c.label for c in grid.row(r) if c.label and c.r0 == r] for r in range(grid.rows)]
    rows = [texts for texts in rows if texts]
    titled = sum(any(is_title(text) for text in texts) for texts in rows)
    return titled >= 3 and titled >= 0.6 * len(rows) and not any(re.search(r"\d[.,，．]\d", t) for row in rows for t in row)


def _title(lines: Sequence[str]) -> str | None:
    """The last line that reads as a title; where it is wrapped, with the line before."""
    for k in range(len(lines) - 1, -1, -1):
        line = lines[k]
        if re.fullmatch(r"表([（(].*[)）])?", line) or (len(clean_title(line)) < 3 and line.endswith("表")):
            if (
                k
                and not pattern("captions", "body").search(lines[k - 1])
                and len(lines[k - 1]) > 4
                and not lines[k - 1].endswith("表")
            ):
                return lines[k - 1] + line
            continue
        if is_title(line) and not pattern("captions", "body").match(line):
            return lines[k - 1] + line if k and _breaks_off(lines[k - 1], line) else line
        if k and _numbered_by(lines[k - 1], line):
            return line
        if line.startswith(("（", "(")) and k and is_title(lines[k - 1] + line):
            return lines[k - 1] + line
    return None


def _numbered_by(before: str, line: str) -> bool:
    """Is this the title below a line that is nothing but a table's number (公开表8), though it ends as titles do not?"""
    alone = pattern("captions", "only_number").match(before) and "表" in before
    others = ("unit", "inline_unit", "body", "note", "only_number")
    title = clean_title(line)
    if not alone or any(pattern("captions", name).search(line) for name in others):
        return False
    return 5 < len(title) <= 30 and not re.search(r"[。；;：:，,\d]", title)


def _breaks_off(before: str, line: str) -> bool:
    """Is `line` (支出预算表) the rest of a title that begins, with its number, in the line before and does not end there?"""
    number = pattern("captions", "number").match(before)
    if number is None or "表" not in number.group() or len(clean_title(before)) < 3 or clean_title(line) != line:
        return False  # no table's number to begin with, nothing behind it, or a title with a number of its own
    open_end = not is_title(before) and not re.search("[。；;：:]$", before)
    return open_end and not any(pattern("captions", name).search(before) for name in ("unit", "body"))


def body_in(line: str) -> str | None:
    """The body that a caption line names ("部门名称：401_某局"), without its code and the unit of money beside it."""
    text = pattern("captions", "unit").sub("", BLANK.sub("", line))
    found = pattern("captions", "body").search(text)
    if not found:
        return None
    rest = _BODY_CODE.sub("", text[found.end() :])
    name = re.split(r"(?:(?:19|20)\d\d|二[〇○零]..)年|(?:日期|单位|金额|年度|制表|填报)[:：]?", rest)[0].strip("：:，,。；;")
    return name if len(name) >= 3 else None


def _year_beside(lines: Sequence[str]) -> int | None:
    """The year that stands alone above a grid, or between its body and its unit: 部门：某局 2021年度 金额单位：元."""
    for line in reversed(lines):
        found = _AT_END.search(pattern("captions", "unit").sub("", line))
        before = line[: found.start()] if found else ""
        if found and (not before or any(pattern("captions", name).match(before) for name in ("body", "only_number"))):
            return years_in(found.group())[0]
    return None


def years_in(text: str) -> list[int]:
    """Years written in Arabic or Chinese digits, in order.

    >>> years_in("二〇二四年度部门决算 2023 年")
    [2024, 2023]
    """
    found = [(m.start(), int(m.group(1))) for m in YEAR.finditer(text)]
    for m in _CHINESE_YEAR.finditer(text):
        found.append((m.start(), int("".join(_DIGITS.get(c, "") for c in m.group(1)))))
    return [year for _, year in sorted(found)]
