"""Prose against tables, and prose against itself."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from corpus.model import Fact, Passage, Sentence, round_half_up
from corpus.model.finding import Finding, Place
from corpus.rules.book import Book, is_total_label, plain
from corpus.tables.rowtree import clean_label

_ITEM = re.compile(r"(?:^|[^一-鿿])?([一-鿿、（）()]{2,40}?)[（(]项[)）]")
_TIDY = re.compile(
    r"^(\d{4}年(度)?|其中|本部门|本单位|我单位|我局|本年(度)?|当年|全年|此外|包括|安排|用于|省级|一般公共预算拨款安排的|，|\d+[.．、])+"
)
_TAIL = re.compile(r"(年初)?(预算|决算)?(支出)?(预算|决算)?(数|金额|总额)?(共计|总计|合计|计|为|是|共|约|：)*$")
_OWN_NAME = re.compile(r"^[一-鿿]{2,30}?(?:局|委|委员会|办公室|办公厅|厅|署|院|中心|政府|办事处|学校|中学)(?=20\d\d年)")
_QUOTES = re.compile(r"[“”\"‘’]")
_SHORT_TAIL = re.compile(r"(年初)?(预算|决算)?(数|金额|总额)?(共计|总计|合计|计|为|是|共|约|：)*$")
_GENERIC = re.compile(
    r"^(年初)?(支出|收入|预算|决算|金额|资金|经费|总额|项目|费|支出预算|支出决算|收入预算|年初预算)?$"
)


def named(book: Book, passage: Passage, sentence: Sentence, fact: Fact) -> str | None:
    """The item that a figure of prose is of, in the tables' words; None where the words are not a name."""
    subject = clean_label(_QUOTES.sub("", fact.subject or ""))
    subject = _OWN_NAME.sub("", subject)  # 某局2023年住房保障支出
    if _GRAND.search(subject):
        return None  # 收入支出总计 is no item
    text = _QUOTES.sub("", sentence.text)
    item = _ITEM.search(subject)
    if item is None and fact.text in text:
        item = _ITEM.search(text[: text.find(fact.text)])
    if item is None and passage.section and _GENERIC.match(_tidy(subject, _TAIL)):
        item = _ITEM.search(passage.section[-1])
        if item is None:
            return None
    if item is not None:
        return _known_end(book, plain(re.split(r"[)）]", item.group(1))[-1]))
    for name in (_tidy(subject, _TAIL), _tidy(subject, _SHORT_TAIL)):
        if plain(name) in book.by_label and not _GENERIC.match(name):
            return plain(name)
    name = _tidy(subject, _SHORT_TAIL)
    return None if _GENERIC.match(name) or len(name) < 3 else plain(name)


def _known_end(book: Book, name: str) -> str:
    """An item named with its 款 before it (人大事务行政运行): the item, where both are labels of the tables."""
    for n in range(2, len(name) - 1):
        if name not in book.by_label and name[:n] in book.by_label and name[n:] in book.by_label:
            return name[n:]
    return name


def _tidy(subject: str, tail: re.Pattern[str]) -> str:
    return tail.sub("", _TIDY.sub("", re.sub(r"[“”\"]", "", subject).strip("，：:（）() ")))


def _stated(book: Book) -> Iterator[tuple[Passage, Sentence, Fact]]:
    """The amounts that prose states of this year: no changes, limits, unit prices or other years."""
    for passage, sentence in book.sentences():
        for fact in sentence.facts:
            own = fact.amount.mils is not None and fact.direction is None and fact.year == book.year
            if own and not _elsewhere(sentence, fact):
                yield passage, sentence, fact


def labels(book: Book) -> Iterator[Finding]:
    """A figure of prose is the cell of its name, after conversion (DOMAIN 22)."""
    for passage, sentence, fact in _stated(book):
        name = named(book, passage, sentence, fact)
        cells = [c for c in book.by_label.get(name or "", []) if c.year == book.year]
        if name is None or not cells or is_total_label(name) or any(_same(fact, c) for c in cells):
            continue
        if _also_budget(fact, cells) or _of_a_line(book, sentence, fact, name) or _of_a_project(passage, sentence, fact, cells):
            continue
        if _of_all_uses(book, passage, sentence, fact, cells):
            continue
        if _of_funds(passage, sentence, fact, name) and not any(c.table_id in _fund_tables(book) for c in cells):
            continue
        best = max({c.amount.base for c in cells}, key=lambda v: sum(c.amount.base == v for c in cells))
        cell = next(c for c in cells if c.amount.base == best)
        yield Finding(
            fact.document, fact.page, "prose_vs_table", fact.text, cell.text, fact.amount.base - cell.amount.base,
            "mismatch", _last_digit(fact, cell),
            f"文字写{name} {fact.text}{fact.unit}，《{cell.table}》（第 {cell.page} 页）为 {cell.text}{cell.unit}。",
            (fact, cell),
        )  # fmt: skip
    yield from _grand_totals(book)


_BY_USE = re.compile("按[^，。；]{0,8}经济(分类|科目|用途)[^。]*$")


def _of_all_uses(book: Book, passage: Passage, sentence: Sentence, fact: Fact, cells: Sequence[Fact]) -> bool:
    """Is it all spending, said by its economic classes (支出按经济分类划分：商品和服务支出…), where tables print them of 基本支出 alone?"""
    before = passage.text.partition(sentence.text)[0] + sentence.text[: _offset(sentence, fact)]
    by_use = _BY_USE.search(before)  # a list of several sentences: 按支出经济分类划分：工资福利支出…；商品和服务支出…
    basic = {t.id for t in book.of_kind("basic", "general_basic", "fiscal_basic", "operating")}
    said = by_use is not None and "基本支出" not in "".join((*passage.section[-1:], by_use.group()))
    return said and all(cell.table_id in basic for cell in cells)


def _of_a_project(passage: Passage, sentence: Sentence, fact: Fact, cells: Sequence[Fact]) -> bool:
    """Is it a project that only bears the name of a subject (重点项目：代表工作50万元), and not the subject (代表工作（项）)?"""
    before = sentence.text[: _offset(sentence, fact)]
    heads = "".join((*passage.section[-1:], before[-40:]))
    subjects = all(cell.code and len(cell.code) == 7 for cell in cells)
    return subjects and bool(re.search("项目(?!支出)", heads)) and not re.search("[（(][类款项][)）]|科目", before)


def _last_digit(fact: Fact, cell: Fact) -> bool:
    """Is the cell's value one unit of the prose's last digit away, or less (cut where it should be rounded)?"""
    power = fact.amount.unit.power if fact.amount.unit else 0
    apart = abs(cell.amount.base.scaleb(-power) - fact.amount.value)
    return apart <= Decimal(1).scaleb(-fact.amount.decimals)


_LIST = re.compile(r"主要包括[：:]?(?P<items>[^。；]+)")


def listed(book: Book) -> Iterator[Finding]:
    """“主要包括：A、B、C”: an item that the tables print as zero or leave blank is not among what was paid."""
    for passage, sentence in book.sentences():
        found = _LIST.search(sentence.text)
        if not found or not re.search(
            "公用|人员|基本支出", "".join((*passage.section[-1:], sentence.text[: found.start()]))
        ):
            continue
        names = [re.sub("等.*$", "", n) for n in re.split("[、，]", found.group("items"))]
        rows = {plain(r.label): r for t in book.of_kind("basic", "general_basic", "fiscal_basic") for r in t.rows}
        known = [n for n in names if plain(n) in rows]
        unpaid = [n for n in known if not any(f.amount.base for f in rows[plain(n)].facts)]
        if len(known) < 3 or len(unpaid) > 0.34 * len(known):
            continue
        for name in unpaid:
            facts = rows[plain(name)].facts[:1]
            place = Place(_file_of(book, passage), sentence.page, sentence.bbox, sentence.text)
            yield Finding(
                place.document, sentence.page, "prose_vs_table", name, facts[0].text if facts else "", None,
                "mismatch", False, f"文字把{name}列为主要内容，表格里这一行是{facts[0].text if facts else '空白'}。",
                facts, place,
            )  # fmt: skip


def _file_of(book: Book, passage: Passage) -> str:
    return next(f.document.id for f in book.files if any(p is passage for p in f.passages))


def _elsewhere(sentence: Sentence, fact: Fact) -> bool:
    """Is the figure one of another year, a limit or a unit price, or a part that only prose itemises?"""
    before = sentence.text[: _offset(sentence, fact)]
    return bool(
        re.search(
            r"(上年|去年|\d{4}年(度)?(预算|决算|执行)数?|单价|以上|以下|人均|每|其中)[^，。；]{0,12}$", before[-18:]
        )
    )


def _offset(sentence: Sentence, fact: Fact) -> int:
    """Where a figure stands in its sentence: one figure may stand there twice, for two things."""
    at = 0
    for other in sentence.facts:
        place = sentence.text.find(other.text, at)
        if other is fact:
            return max(place, 0)
        at = max(at, place + len(other.text))
    return 0


_FUNDS = re.compile("一般公共预算|财政拨款|政府性基金|国有资本经营|专户管理")
_PART_TABLES = re.compile("^(general|fiscal|gov_fund|state_capital|three_public|operating)")


def _of_funds(passage: Passage, sentence: Sentence, fact: Fact, name: str) -> bool:
    """Is the figure said to be of a part of the money, by the words before its 其中 or by a heading above?"""
    head, inside, _ = sentence.text[: _offset(sentence, fact)].rpartition("其中")
    said = (*passage.section[-2:], head if inside else "")
    return any(_FUNDS.search(text) for text in said) and not _FUNDS.search(name)


def _fund_tables(book: Book) -> frozenset[str]:
    """The tables of a part of the money: what prose says of that part can be held against these alone."""
    return frozenset(t.id for t in book.tables if _PART_TABLES.match(t.kind or ""))


_SPENDING = re.compile("^(基本支出|项目支出|人员(经费|支出)|(日常)?公用(经费|支出)|工资福利支出|商品和服务支出|对个人和家庭的?补助(支出)?)$")
_LINE = re.compile(r"([一-鿿、（）()]{2,30}?)(支出)?(预算数?|决算数?|为|是|共|约)*[\d,.]*$")


def _of_a_line(book: Book, sentence: Sentence, fact: Fact, name: str) -> bool:
    """Is it how one line is spent (初中教育支出200万元，其中：基本支出150万元), and not how the whole is?"""
    head, inside, _ = sentence.text[: _offset(sentence, fact)].rpartition("其中")
    first = _LINE.search(re.sub(r"\s|[亿万千百]*元.*$", "", head.split("，")[0].split("。")[-1])) if inside else None
    line = plain(_tidy(first.group(1), _SHORT_TAIL)) if first else ""
    return bool(_SPENDING.match(name)) and any(n in book.by_label and not is_total_label(n) for n in (line, line.removesuffix("支出")))


def _also_budget(fact: Fact, cells: Sequence[Fact]) -> bool:
    """Final accounts name the budget beside the outcome: a figure called 预算 is not held against outcomes."""
    return bool(re.search("预算", fact.subject or "")) and all(c.kind == "final" for c in cells)


def _same(fact: Fact, cell: Fact) -> bool:
    """Is the cell's value the prose's, rounded half-up to the digits that the prose shows?"""
    power = fact.amount.unit.power if fact.amount.unit else 0
    shown = cell.amount.base.scaleb(-power)
    if round_half_up(shown, fact.amount.decimals) == fact.amount.value:
        return True
    own, said = cell.amount.interval(), fact.amount.interval()
    if own.high - own.low <= said.high - said.low:
        return False  # the cell says which digits are right
    return own.meets(said)


_GRAND = re.compile(r"(收入支出|收、?支(出)?|收支)(预算|决算)?总(计|预算|决算)(各)?(为|是)?$")


def _grand_totals(book: Book) -> Iterator[Finding]:
    """“收入支出总计 X”: the 总计 of the summary table, or of the fiscal one where it says 财政拨款."""
    for _, sentence in book.sentences():
        for fact in sentence.facts:
            if fact.amount.mils is None or fact.direction is not None or fact.year != book.year:
                continue
            if not _GRAND.search(fact.subject or ""):
                continue
            kind = "fiscal_summary" if "财政拨款" in (fact.subject or "") else "summary"
            cells = [
                f for t in book.of_kind(kind) for f in t.facts
                if f.row and re.search("总计|合计", f.row[-1]) and f.amount.mils is not None and f.year == book.year
            ]  # fmt: skip
            if not cells or any(_same(fact, c) for c in cells):
                continue
            cell = max(cells, key=lambda c: c.amount.base)
            yield Finding(
                fact.document, fact.page, "prose_vs_table", fact.text, cell.text, fact.amount.base - cell.amount.base,
                "mismatch", False,
                f"文字写总计 {fact.text}{fact.unit}，《{cell.table}》（第 {cell.page} 页）为 {cell.text}{cell.unit}。",
                (fact, cell),
            )  # fmt: skip


def repeats(book: Book) -> Iterator[Finding]:
    """The same item in two sentences agrees; where it does not, the one that the tables do not support is reported."""
    said: dict[tuple[str, str | None, str], list[Fact]] = defaultdict(list)
    for passage, sentence, fact in _stated(book):
        name = named(book, passage, sentence, fact)
        if name and re.search("(支出|经费|收入|补助)$", name) and name not in book.by_label:
            top = passage.section[0] if passage.section else ""
            said[name, fact.unit, top].append(fact)
    for (name, _, _), facts in said.items():
        values = list(dict.fromkeys(f.amount.base for f in facts))
        if len(values) != 2:
            continue
        supported = [v for v in values if _supported(book, v)]
        wrong = next((f for f in facts if len(supported) == 1 and f.amount.base not in supported), None)
        if wrong is None:
            continue
        other = next(f for f in facts if f.amount.base in supported)
        yield Finding(
            wrong.document, wrong.page, "prose_vs_table", wrong.text, other.text, wrong.amount.base - other.amount.base,
            "mismatch", False,
            f"{name}在第 {other.page} 页写作 {other.text}{other.unit}，又写作 {wrong.text}{wrong.unit}；表格支持前者。",
            (wrong, other),
        )  # fmt: skip


def _supported(book: Book, value: Decimal) -> bool:
    """Is a value printed in a table of the year, or the sum of two classes of one table's column?"""
    for table in book.tables:
        by_column: dict[tuple[str, ...], set[Decimal]] = defaultdict(set)
        for row in table.rows:
            for fact in row.facts:
                if fact.amount.mils is None or fact.year != book.year:
                    continue
                if fact.amount.base == value:
                    return True
                if len(row.path) <= 2 and not is_total_label(row.label):
                    by_column[fact.col].add(fact.amount.base)
        if any(value - v in vs and v != value - v for vs in by_column.values() for v in vs):
            return True
    return False
