"""Row labels to row paths: by codes, by numbering, by indentation, by the order of label columns."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpus.data.words import numbering, pattern
from corpus.read.raw import BLANK

STEP = 3.0
"""Labels whose first characters are less than this apart (points) stand at one level."""


@dataclass(frozen=True, slots=True)
class Label:
    """A row's label as printed: its text without blanks, its code, the x of its first character, the body whose item it
    is, where a table holds the items of several, and the x of the words behind "其中："."""

    text: str
    code: str | None = None
    indent: float = 0.0
    group: str = ""
    behind: float | None = None


def clean_label(text: str) -> str:
    """A label without numbering, "其中：", blanks and the mark of a footnote.

    >>> clean_label("（二） 一般 公共服务")
    '一般公共服务'
    """
    bare = BLANK.sub("", text)
    previous, bare = None, pattern("labels", "mark").sub("", bare) or bare
    while previous != bare and bare:
        previous = bare
        for found in (*numbering(), pattern("labels", "among")):
            rest = found.sub("", bare)
            bare = rest or bare
    return bare


def rank_of(text: str) -> int | None:
    """Which numbering a label carries, 0 the outermost; None if none."""
    return next((rank for rank, found in enumerate(numbering()) if found.match(text)), None)


def is_total(text: str) -> bool:
    """Is this the label of a total (合计, 本年收入合计, 支出总计)?"""
    return bool(pattern("labels", "total").match(BLANK.sub("", text)))


def is_body(text: str) -> bool:
    """Is this the name of a body (示意省财政厅本级) rather than of an item?"""
    bare = re.sub(r"[（(]?本级[)）]?$", "", BLANK.sub("", text))
    return len(bare) >= 4 and bool(re.search(rf"(?:{pattern('bodies', 'suffix').pattern})$", bare))


def paths_by_code(labels: Sequence[Label], before: Mapping[str, str] | None = None) -> list[tuple[str, ...]]:
    """A path for each label: its ancestors are the rows whose code is a prefix of its own (201 ⊃ 20103 ⊃ 2010301).

    `before`: names by code of the blocks at the left, where a list of codes goes on in the block beside it.
    """
    names: dict[str, str] = dict(before or {})
    out: list[tuple[str, ...]] = []
    group = ""
    for label in labels:
        if label.group != group:
            group, names = label.group, {}
        head = (group,) if group else ()
        name = clean_label(label.text)
        code = label.code
        if code is None:
            out.append((*head, name) if name else head)
            continue
        names[code] = name
        ancestors = [names[code[:n]] for n in (3, 5, 7) if n < len(code) and code[:n] in names]
        out.append((*head, *ancestors, name))
    return out


def against_codes(labels: Sequence[Label]) -> list[tuple[Label, Label]]:
    """Where indentation says otherwise than codes do: (a row, the row that it is set in below though its code does not
    begin with that row's). Empty where the labels are not set in by their codes for the most part."""
    out: list[tuple[Label, Label]] = []
    agreed = 0
    stack: list[Label] = []
    for label in labels:
        if label.code is None:
            stack = []
            continue
        while stack and stack[-1].indent > label.indent - 2 * STEP:
            stack.pop()
        if stack and label.code.startswith(stack[-1].code or ""):
            agreed += 1
        elif stack:
            out.append((label, stack[-1]))
        stack.append(label)
    return out if agreed > 2 * len(out) else []


def paths_by_shape(labels: Sequence[Label], aligned: bool) -> list[tuple[str, ...]]:
    """A path for each label by numbering and, where the labels are `aligned` at the left, by indentation."""
    out: list[tuple[str, ...]] = []
    stack: list[tuple[int | None, float, str, bool, float | None]] = []  # rank, indent, name, begins with "其中", its words
    seen: dict[int, str] = {}
    for label in labels:
        bare = BLANK.sub("", label.text)
        name = clean_label(bare)
        if not name:
            out.append(())
            continue
        if is_total(bare):
            stack = []
            out.append((name,))
            continue
        rank = rank_of(bare)
        among = bool(pattern("labels", "among").match(bare))
        restart = rank is not None and rank in seen and _first(bare) and not _first(seen[rank])
        before: tuple[int | None, float, str, bool, float | None] | None = None
        while stack and not _below(stack[-1], rank, label.indent, aligned, among, restart):
            if before is not None and rank is None and stack[-1][0] is not None and _next_among(before, label.indent, name):
                among = True
                break
            before = stack.pop()
        stack.append((rank, label.indent, name, among, label.behind))
        if rank is not None:
            seen[rank] = bare
            seen = {k: v for k, v in seen.items() if k <= rank}
        out.append(tuple(entry[2] for entry in stack))
    return out


def _next_among(
    before: tuple[int | None, float, str, bool, float | None], indent: float, name: str
) -> bool:
    """Does an unnumbered row go on with what "其中：" begins, though it is set in no further: 其中：公务用车购置费 above 公务用车运行费?
    Their names begin or end alike."""
    _, first, other, among, _ = before
    alike = name[:2] == other[:2] or name[-4:] == other[-4:]
    return among and alike and abs(indent - first) < STEP


def _first(text: str) -> bool:
    return bool(re.match(r"^[（(]?[一1①]", text))


def _below(
    top: tuple[int | None, float, str, bool, float | None],
    rank: int | None,
    indent: float,
    aligned: bool,
    among: bool,
    restart: bool,
) -> bool:
    """Is a row of this numbering and indent a child of the row on top of the stack? Not where it stands below the words that
    are behind "其中：" there: it is the next of them."""
    top_rank, top_indent, _, top_among, behind = top
    if behind is not None and rank is None and abs(indent - behind) < 0.2 * (behind - top_indent):
        return False
    if among and not top_among:
        return not (aligned and indent < top_indent - STEP)
    if rank is not None and top_rank is not None:
        return rank > top_rank
    if restart and top_rank is None:
        return True
    deeper = aligned and indent > top_indent + STEP
    return deeper


def paths_by_columns(rows: Sequence[Sequence[str]]) -> list[tuple[str, ...]]:
    """Paths from several label columns, outermost first: a blank goes on with the label above it.

    >>> paths_by_columns([["货物", ""], ["", "电脑"], ["合计", ""]])
    [('货物',), ('货物', '电脑'), ('合计',)]
    """
    current: list[str] = []
    out: list[tuple[str, ...]] = []
    for texts in rows:
        first = next((i for i, t in enumerate(texts) if t), None)
        if first is None:
            out.append(tuple(t for t in current if t))
            continue
        current = [*current[:first], *[""] * (first - len(current)), *texts[first:]]
        if is_total(texts[first]) and (first == 0 or not texts[first].endswith("小计")):
            current = [*[""] * first, *texts[first:]]
        out.append(tuple(clean_label(t) for t in current if t))
    return out
