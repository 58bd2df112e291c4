"""Sums inside a table and between tables (DOMAIN, identities 1-14)."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from corpus.model import Fact, Row, Table
from corpus.model.finding import Finding, FindingKind
from corpus.rules.book import Book, is_total_label, plain
from corpus.rules.judge import Judgement, judge_sum
from corpus.rules.three_public import are_the_three, without_car_parts

MOSTLY = 0.6
"""An identity is taken to hold in a table if it holds in this share of its places."""
_TOTAL_HEAD = re.compile(r"^(本年)?(三公经费)?(收入|支出)?(合计|总计|小计)$")
_NO_PART = re.compile(r"政府采购|其中|比例|占比|%|％|上年|增减|年初|预算数|决算数")
Checked = tuple[Fact, Sequence[Fact], Judgement]


def rows(book: Book) -> Iterator[Finding]:
    """A row is the sum of the rows right below it in the tree."""
    for table in book.tables:
        strict = any(row.code for row in table.rows) or table.kind == "procurement"
        checked: list[Checked] = []
        for parent, children in _families(table):
            for fact in parent.facts:
                parts = [f for child in children for f in child.facts if _added(f, fact)]
                if parts and fact.amount.mils is not None:
                    checked.append((fact, parts, _judged(fact, parts)))
        certain = table.kind == "three_public"  # the car line is its two parts wherever it is printed (DOMAIN 9)
        yield from _said(table, checked, strict, "下级各行之和", certain=certain)


def _added(part: Fact, fact: Fact) -> bool:
    """Does a figure below stand in the same column, of the same kind, and is it money where that is?"""
    return part.col == fact.col and part.kind == fact.kind and part.amount.mils is not None


def _families(table: Table) -> Iterator[tuple[Row, list[Row]]]:
    """Each row that has rows below it, with those that stand directly below."""
    for own in _lists(table):
        by_path: dict[tuple[str, ...], Row] = {}
        children: dict[str, list[Row]] = defaultdict(list)
        known: dict[str, Row] = {}
        for row in own:
            for n in range(len(row.path) - 1, 0, -1):
                parent = by_path.get(row.path[:n])
                if parent is not None:
                    children[parent.id].append(row)
                    break
            by_path[row.path] = row
            known[row.id] = row
        for key, group in children.items():
            yield known[key], group


def _lists(table: Table) -> Iterator[list[Row]]:
    """The rows of each block; a list of codes that goes on in the block beside it (302 …30217 | 30226 …) is one."""
    lists: list[list[Row]] = []
    for block in sorted({row.block for row in table.rows}):
        own = [row for row in table.rows if row.block == block and row.path]
        codes = {row.code for row in own if row.code}
        orphans = {code[:3] for code in codes if len(code) > 3} - codes
        held = next((rows for rows in lists if orphans & {row.code for row in rows}), None)
        if held is None:
            lists.append(own)
        else:
            held.extend(own)
    yield from lists


def _judged(fact: Fact, parts: Sequence[Fact], signs: Sequence[int] = ()) -> Judgement:
    return judge_sum(fact.amount, [(s, p.amount) for s, p in zip(signs or [1] * len(parts), parts, strict=True)])


def _said(
    table: Table, checked: Sequence[Checked], strict: bool, of: str, kind: FindingKind = "sum", certain: bool = False
) -> Iterator[Finding]:
    """Findings of the places where an identity fails, if it is certain or holds in most places of the table."""
    held = sum(j.outcome != "mismatch" or j.last_digit for _, _, j in checked)
    if not checked or (held < MOSTLY * len(checked) and not certain):
        return
    for fact, parts, found in checked:
        if found.outcome == "equal":
            continue
        below = found.difference > 0 and found.outcome == "mismatch" and not found.last_digit
        if below and not strict:
            continue  # parts of a form (其中 …) need not be all of it
        yield finding_of(
            fact,
            parts,
            found,
            kind,
            f"《{table.title}》{'—'.join(fact.row)}印的是 {fact.text}，{of}为 {found.expected}。",
        )


def finding_of(fact: Fact, parts: Sequence[Fact], found: Judgement, kind: FindingKind, why: str) -> Finding:
    """A finding of a figure and what it was held against; the expected figure shows the digits of the most exact part."""
    most = max(p.amount.decimals for p in (fact, *parts))
    verdict = "rounding" if found.outcome == "rounding" else "mismatch"
    return Finding(
        fact.document,
        fact.page,
        kind,
        fact.text,
        f"{found.expected.quantize(Decimal(1).scaleb(-most)):,}",
        found.difference,
        "rounding" if verdict == "rounding" else "mismatch",
        found.last_digit,
        why,
        (fact, *parts),
    )


def totals(book: Book) -> Iterator[Finding]:
    """合计 is the sum of the classes; 总计 is 合计 and what is carried over."""
    for table in book.tables:
        checked: list[Checked] = []
        checked += _uses(table)
        for own in _lists(table):
            columns = dict.fromkeys(f.col for row in own for f in row.facts)
            for column in columns:
                checked += _totals_of(own, column)
        # a table of classes or of purchases has nothing in its total but them (DOMAIN 4, 8, 11, 12)
        tops = without_car_parts([row for row in table.rows if len(row.path) == 1 and not is_total_label(row.label)])
        three = table.kind == "three_public" and are_the_three([row.label for row in tops])
        certain = table.kind in ("procurement", "project") or three or any(row.code for row in table.rows)
        yield from _said(table, checked, True, "各项之和", certain=certain)


_USES = {"人员": ("301", "303"), "公用": ("302", "307", "309", "310", "311", "312", "313", "399")}
"""The classes of the economic classification that 人员经费合计 and 公用经费合计 hold, whichever blocks they stand in."""


def _uses(table: Table) -> Iterator[Checked]:
    """人员经费合计 and 公用经费合计 below the blocks of a table of basic expenditure."""
    coded = [row for row in table.rows if row.code and len(row.code) == 3]
    once = len({row.code for row in coded}) == len(coded)  # and not the same class for several bodies
    classes = {row.code: row for row in coded if once}
    for fact, held in ((f, row) for row in table.rows for f in row.facts[:1] if f.amount.mils is not None):
        codes = next((c for use, c in _USES.items() if _use_total(held, use)), ())
        parts = [f for code in codes if code in classes for f in classes[code].facts[:1] if f.amount.mils is not None]
        if parts:
            yield fact, parts, _judged(fact, parts)


def _use_total(row: Row, use: str) -> bool:
    return not row.code and len(row.path) == 1 and bool(re.fullmatch(f"{use}(经费|支出)?(合计|总计|小计)", plain(row.label)))


def _totals_of(own: Sequence[Row], column: tuple[str, ...]) -> Iterator[Checked]:
    coded = any(row.code for row in own)
    cells = {row.id: next((f for f in row.facts if f.col == column and f.amount.mils is not None), None) for row in own}
    if coded:
        shortest = min(len(row.code) for row in own if row.code)
        parts = [f for row in own if row.code and len(row.code) == shortest and (f := cells[row.id]) is not None]
        for row in own:
            total = cells[row.id]
            if (
                total is not None
                and not row.code
                and len(row.path) == 1
                and is_total_label(row.label)
                and not any(_use_total(row, use) for use in _USES)
                and len(parts) > 1
            ):
                yield total, parts, _judged(total, parts)
        return
    since: list[Fact] = []
    everything: list[Fact] = []
    last: Fact | None = None
    # more where groups have no row
    level = min((len(row.path) for row in own if not is_total_label(row.label)), default=1)
    first = cells[own[0].id] if own and is_total_label(own[0].label) and len(own[0].path) == 1 else None
    if first is not None and first.amount.mils is not None:
        tops = without_car_parts([row for row in own[1:] if len(row.path) == level and not is_total_label(row.label)])
        below = [fact for row in tops if (fact := cells[row.id]) is not None]
        if len(below) > 1:
            yield first, below, _judged(first, below)
        return
    for row in own:
        fact = cells[row.id]
        if fact is None or fact.amount.mils is None or len(row.path) > level:
            continue
        group = _group_of(row, own, cells)
        if group:  # the 小计 of a group that stands in a column of its own
            yield fact, group, _judged(fact, group)
            continue
        if not is_total_label(row.label) or _heads_a_group(row, own):
            since.append(fact)
            everything.append(fact)
            continue
        choices = [since, everything, *([[last, *since]] if last is not None else [])]
        judged = [(parts, _judged(fact, parts)) for parts in choices if len(parts) > 1 or (parts and last is None)]
        best = min(judged, key=lambda pair: abs(pair[1].difference), default=None)
        if best is not None:
            yield fact, best[0], best[1]
        last, since = fact, []


def _group_of(row: Row, own: Sequence[Row], cells: Mapping[str, Fact | None]) -> list[Fact]:
    """The figures that the total of a group sums up (本级项目 | 小计 below 本级项目 | 甲 and 本级项目 | 乙); none where it is no such total."""
    if len(row.path) < 2 or not _BARE_TOTAL.fullmatch(plain(row.label)):
        return []
    mine = (other for other in own if other.path[:-1] == row.path[:-1] and not is_total_label(other.label))
    return [fact for other in mine if (fact := cells[other.id]) is not None]


_BARE_TOTAL = re.compile("(合计|总计|小计)$")


def _heads_a_group(row: Row, own: Sequence[Row]) -> bool:
    """三、政府采购支出合计 above 1.货物 and 2.服务: an item with parts of its own, and no total of the items before it."""
    n = len(row.path)
    below = any(len(other.path) > n and other.path[:n] == row.path for other in own)
    return below and not _BARE_TOTAL.fullmatch(plain(row.label))


def columns(book: Book) -> Iterator[Finding]:
    """A column 合计 or 小计 is the sum of its sibling columns, whichever the table prints."""
    for table in book.tables:
        for block in sorted({c.block for c in table.columns}):
            heads = [c.path for c in table.columns if c.block == block and c.path]
            for total in heads:
                if not _TOTAL_HEAD.match(plain(total[-1])):
                    continue
                parts = _siblings(total, heads)
                inner = len(total) - 1 if table.kind == "three_public" else 0  # below 2024年预算数
                if len(parts) < 2 or any(_NO_PART.search("".join(p[inner:])) for p in (*parts, total)):
                    continue
                own = [row for row in table.rows if row.block == block]
                checked = [c for row in own if (c := _across(row, total, parts)) is not None]
                strict = table.kind in ("three_public", "expenditure", "general_expenditure", "income")
                if len(checked) >= 3 or strict:
                    certain = table.kind == "three_public" and are_the_three([p[len(total) - 1] for p in parts])
                    yield from _said(table, checked, strict, "各栏之和", certain=certain)


def _siblings(total: tuple[str, ...], heads: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """The columns that add up to a total column: one for each sibling group, its own total where it has one."""
    parent = total[:-1]
    groups: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for head in heads:
        if head != total and head[: len(parent)] == parent and len(head) > len(parent):
            groups[head[len(parent)]].append(head)
    out: list[tuple[str, ...]] = []
    for name, group in groups.items():
        own = [h for h in group if len(h) == len(parent) + 2 and _TOTAL_HEAD.match(plain(h[-1]))]
        leaf = [h for h in group if len(h) == len(parent) + 1]
        nested = _leaves((*parent, name), group)
        out += own[:1] or leaf[:1] or nested
    return out


def _leaves(parent: tuple[str, ...], group: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    out: list[tuple[str, ...]] = []
    for name in dict.fromkeys(h[len(parent)] for h in group if len(h) > len(parent)):
        inner = [h for h in group if len(h) > len(parent) and h[len(parent)] == name]
        own = [h for h in inner if len(h) == len(parent) + 2 and _TOTAL_HEAD.match(plain(h[-1]))]
        out += own[:1] or [h for h in inner if len(h) == len(parent) + 1][:1] or _leaves((*parent, name), inner)
    return out


def _across(row: Row, total: tuple[str, ...], parts: Sequence[tuple[str, ...]]) -> Checked | None:
    cells = {f.col: f for f in row.facts}
    whole = cells.get(total)
    found = [cells[p] for p in parts if p in cells]
    if whole is None or not found or whole.amount.mils is None:
        return None
    return whole, found, _judged(whole, found)


_MAIN = re.compile(r"^(本年支出合计|本年收入合计|支出总计|收入总计|支出合计|收入合计|合计|总计|金额|决算数|预算数)$")


def across(book: Book) -> Iterator[Finding]:
    """The same item in tables of the same total prints the same figure: the rarer of two is reported."""
    kinds = ("summary", "income", "expenditure", "fiscal_summary", "fiscal_expenditure", "general_expenditure")
    seen: dict[tuple[str, str, str], list[Fact]] = defaultdict(list)
    for table in book.of_kind(*kinds):
        total = _total_of(table, book.year)
        for row in table.rows:
            for fact in row.facts:
                leaf = _leaf(fact)
                if fact.amount.mils is None or leaf is None or total is None or fact.year != book.year:
                    continue
                name = plain(row.path[-1]) if row.path else ""
                if is_total_label(name) or (row.code is not None and len(row.code) != 3):
                    name = row.code or ""
                if name and re.search("支出$|^\\d{5,7}$", name):
                    seen[name, leaf, str(round(total.amount.base / 1000))].append(fact)
    for facts in seen.values():
        yield from _odd_one(facts)


def _total_of(table: Table, year: int | None) -> Fact | None:
    """A table's total of this year's expenditure (or income, if it has no other)."""
    sums = [f for row in table.rows if row.path and is_total_label(row.label) for f in row.facts]
    found = [f for f in sums if _leaf(f) == "合计" and f.year == year]
    spent = [f for f in found if "支" in f.row[-1] or any("支出" in h for h in f.col)]
    both = spent or found
    return max(both, key=lambda f: f.amount.base, default=None)


def _leaf(fact: Fact) -> str | None:
    leaf = plain(fact.col[-1]) if fact.col else ""
    if _MAIN.match(re.sub(r"^\d{4}年", "", leaf)):
        return "合计"
    return leaf if leaf in ("基本支出", "项目支出") else None


def _odd_one(facts: Sequence[Fact]) -> Iterator[Finding]:
    values = Counter(f.amount.base for f in facts)
    if len(values) < 2:
        return
    common, times = values.most_common(1)[0]
    right = next(f for f in facts if f.amount.base == common)
    for fact in facts:
        if fact.amount.base == common or values[fact.amount.base] > times:
            continue
        found = _judged(fact, [right])
        if found.outcome == "mismatch" and times < 2:
            continue
        why = f"《{fact.table}》{'—'.join(fact.row)}印的是 {fact.text}，《{right.table}》为 {right.text}。"
        yield finding_of(fact, [right], found, "cross_table", why)
