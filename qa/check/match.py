"""The printed figures that the words before a number stand for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.model import Column, Kind
from qa.check.lookup import JOIN, DocumentWords, Entry
from qa.check.reading import Found, Reading
from qa.check.scope import Scope
from qa.check.text import DASH, label_of, plain
from qa.check.words import edge, pattern, trimmed

_CLAUSE = re.compile(r"[,;:。；]")
_EXCLUDED = re.compile(r"(其他|非|除|除去|扣除|剔除|不含|不包括|不计|减去|除了|以外的?|之外的?)$")
_YEAR = re.compile(r"(?:19|20)\d\d年?度?")
_BROAD = ("summary", "expenditure", "income")


@dataclass(frozen=True, slots=True)
class _Named:
    words: DocumentWords
    entry: Entry
    columns: tuple[Column, ...]
    named: bool
    kind: Kind | None
    length: int
    whole: bool = False
    """Is all that stands behind the row's name the head of a column (本年收入合计)?"""


def find(phrases: Sequence[str], scope: Scope, corpus: Sequence[DocumentWords]) -> Found:
    """What the words before a number stand for; `phrases` are forms of them (with and without years), best first."""
    forms = [form for phrase in phrases for form in _forms(phrase)]
    tried: set[str] = set()
    for form in forms:
        if form in tried or len(form) < 2:
            continue
        tried.add(form)
        named = [n for words in corpus for n in _complete(form, words, scope) or _below_body(form, words, scope)]
        named = [n for n in named if n.whole] or named
        if named and not _belittled(form, phrases, named):
            return _found(named, scope, True)
    if any(JOIN in form for form in forms) and scope.title:
        return Found(strict=True)
    for phrase in phrases:
        named = [n for words in corpus for n in _loose(_flat(phrase), words, scope)]
        if named:
            return _found(_nearest(named), scope, False)
    return Found(strict=bool(scope.title))


def _belittled(form: str, phrases: Sequence[str], named: Sequence[_Named]) -> bool:
    """检察（款）：支出合计 is not the body's total: what stands before the colon says whose total it is."""
    if not all(n.entry.row.path and pattern("totals").match(label_of(n.entry.row.path[-1])) for n in named):
        return False
    dropped = [flat[: -len(form)] for flat in map(_flat, phrases) if flat.endswith(form)]
    return any(head.endswith(":") and len(edge("lead").sub("", head)) > 2 for head in dropped)


def _flat(phrase: str) -> str:
    flat = pattern("both_totals").sub("支出", DASH.sub(JOIN, plain(phrase)))
    flat = re.sub(r"\((?:类|款)\)(?=[一-鿿])(?!支出|预算|收入|决算|合计|共|安排)", JOIN, flat)
    return re.sub(r"\((?:类|款|项)\)", "", flat)


def _forms(phrase: str) -> Iterator[str]:
    """The phrase, then ever fewer of its clauses, the last ones."""
    flat = _flat(phrase).rstrip(f"{JOIN}:")
    yield flat
    for stop in _CLAUSE.finditer(flat):
        yield flat[stop.end() :]
    inner = flat.rpartition("(")[2] if flat.count("(") > flat.count(")") else ""
    if inner:
        yield inner  # 甲（含乙: the bracket is still open
    *fronted, rest = _CLAUSE.split(flat)
    if fronted and edge("silent").fullmatch(_YEAR.sub("", rest)):
        yield fronted[-1] + _YEAR.sub("", rest)  # 以甲为例，预算数为: what it is of stands in front


def _stripped(text: str, side: str) -> Iterator[str]:
    """The text as it stands, then with one function word after the other taken off; whole at last."""
    yield text
    found = edge(side)
    match = found.search(text)
    if not match:
        return
    bare = text[match.end() :] if side == "lead" else text[: match.start()]
    # a label may begin or end like a function word (对个人和家庭的补助): every letter's step is tried
    steps = range(1, len(text) - len(bare)) if len(text) - len(bare) <= 12 else ()
    for step in steps:
        yield text[step:] if side == "lead" else text[: len(text) - step]
    yield bare


def _complete(form: str, words: DocumentWords, scope: Scope) -> list[_Named]:
    """Readings that leave no word of the phrase unexplained; those of the longest name."""
    best: list[_Named] = []
    longest = 0
    for start_text in _stripped(form, "lead"):
        offset = len(form) - len(start_text)
        for end, entries in words.at(form, offset):
            if end - offset < longest:
                break
            if _YEAR.fullmatch(form[offset:end]) and not scope.title:
                continue
            rest = form[end:]
            got = [n for entry in entries if (n := _take(words, entry, rest, scope, end - offset))]
            if got:
                got = _named_in_full(got, form[offset:end]) if scope.title else got
                best = got if end - offset > longest else best + got
                longest = end - offset
                break
    if not best and JOIN in form:
        best = _partial_chain(form, words, scope)
    return best


def _below_body(form: str, words: DocumentWords, scope: Scope) -> list[_Named]:
    """A path that begins with the body itself (某局—住房保障支出), where the table prints its rows without it."""
    body = label_of(words.document.department or "")
    for name in {body, re.sub(r"\([^()]*\)$", "", body)}:
        if name and form.startswith(name + JOIN):
            return _complete(form[len(name) + len(JOIN) :], words, scope)
    return []


def _named_in_full(named: list[_Named], name: str) -> list[_Named]:
    """In a table that is named, the row whose whole path is named goes before one below another row."""
    full = [n for n in named if JOIN.join(DASH.sub(JOIN, label_of(label)) for label in n.entry.row.path) == name]
    return full or named


def _partial_chain(form: str, words: DocumentWords, scope: Scope) -> list[_Named]:
    """A path that leaves out rungs between its first label and its last."""
    bare = edge("lead").sub("", form)
    *upper, tail = bare.split(JOIN)
    out: list[_Named] = []
    for end, _ in words.at(tail, 0):
        for entry in words.chain([*upper, tail[:end]]):
            named = _take(words, entry, tail[end:], scope, end)
            if named:
                out.append(named)
        if out:
            break
    return out


def _take(words: DocumentWords, entry: Entry, rest: str, scope: Scope, length: int) -> _Named | None:
    """This entry, if the table fits and the rest of the phrase is a column or says nothing."""
    if scope.title is not None and entry.table not in words.titled(scope.title):
        return None
    held = words.tables[entry.table]
    kind = kind_of(rest)
    if entry.columns is not None:
        return _Named(words, entry, entry.columns, True, kind, length) if _empty(rest) else None
    block = entry.row.block
    for middle in _stripped(rest, "lead"):
        for core in _stripped(middle, "tail"):
            columns = held.columns.get((block, core)) if core else None
            if columns:
                whole = len(core) > 3 and middle.removesuffix("为").removesuffix("是") == core
                return _Named(words, entry, tuple(columns), True, None, length, whole)
    return _Named(words, entry, held.defaults.get(block, ()), False, kind, length) if _empty(rest) else None


def _empty(rest: str) -> bool:
    bare = edge("lead").sub("", rest)
    return not bare or not edge("tail").sub("", bare) or not edge("tail").sub("", rest)


def kind_of(rest: str) -> Kind | None:
    """Budget or final, where the words beside a name say it."""
    bare = pattern("kind", "of_money").sub("", rest)
    if pattern("kind", "final").search(bare):
        return "final"
    return "budget" if pattern("kind", "budget").search(bare) else None


def _loose(text: str, words: DocumentWords, scope: Scope) -> list[_Named]:
    """Readings of the names that stand anywhere in the phrase, each with the end of its name as `length`."""
    out: list[_Named] = []
    covered = 0
    closed = [match.span() for match in re.finditer(r"\([^()]*\)", text)]
    for start in range(len(text) - 1):
        for end, entries in words.at(text, start):
            if end <= covered:
                break
            if start < covered or any(a < start and end < b for a, b in closed[:8]):
                break  # 人员经费（财政拨款基本支出中）为: what stands in brackets only narrows the name down
            if _YEAR.fullmatch(text[start:end]) and not scope.title:
                continue
            if start > covered and not _stands_alone(text[covered:start], scope):
                covered = end  # the end of a longer name that is not known
                break
            if covered and _only_says_kind(text[start:end]) and not _CLAUSE.search(text[covered:start]):
                break  # A和B合计: the total of what was named; 会议费预算支出: its budget
            rest = text[end:]
            for entry in (e for e in entries if not e.colloquial):
                named = _take(words, entry, rest, scope, end) or _take_open(words, entry, rest, scope, end)
                if named:
                    out.append(named)
            covered = end
            break
    return out


def _only_says_kind(name: str) -> bool:
    return bool(pattern("totals").match(name) or pattern("weak_total").fullmatch(name))


def _stands_alone(before: str, scope: Scope) -> bool:
    """May a name begin here, or is it the end of a longer one that is not known? In a named table it stands alone."""
    if _EXCLUDED.search(before) or (scope.title and edge("lead").sub("", before)):
        return False
    return not before or not "一" <= before[-1] <= "鿿" or bool(edge("lead_end").search(before))


def _take_open(words: DocumentWords, entry: Entry, rest: str, scope: Scope, end: int) -> _Named | None:
    if scope.title is not None and entry.table not in words.titled(scope.title):
        return None
    held = words.tables[entry.table]
    if not pattern("opener").match(trimmed(rest) or ","):
        return None
    if entry.columns is not None:
        return _Named(words, entry, entry.columns, True, kind_of(rest), end)
    keys = [key for (block, key) in held.columns if block == entry.row.block and len(key) > 2 and key in rest]
    if keys:
        return _Named(words, entry, tuple(held.columns[entry.row.block, max(keys, key=len)]), True, None, end)
    return _Named(words, entry, held.defaults.get(entry.row.block, ()), False, kind_of(rest), end)


def _nearest(named: Sequence[_Named]) -> list[_Named]:
    last = max(n.length for n in named)
    return [n for n in named if n.length == last]


def _found(named: Sequence[_Named], scope: Scope, strict: bool) -> Found:
    exact = {n.words.document.id for n in named if n.entry.exact}
    # a row without a name goes by its table's title: that is near only, and must not give way to another document's row
    chosen = [
        n for n in named if n.entry.exact or not (exact and n.entry.row.path) and n.words.document.id not in exact
    ]
    if scope.title is None:
        chosen = _of_spending(_in_main_tables(chosen))
    fitting: list[Reading] = []
    misfits: list[Reading] = []
    kinds: dict[str, Kind | None] = {}
    for n in chosen:
        for fact in n.words.facts(n.entry, n.columns):
            kind = n.kind or _kind_meant(n, scope)
            into = fitting if scope.fits(fact, n.words.document, kind) else misfits
            reading = Reading(fact, n.words, n.entry, n.named)
            if reading not in into:
                into.append(reading)
                kinds[fact.id] = n.kind
    if not fitting and scope.free:
        fitting = [r for r in misfits if scope.fits(r.fact, r.document, kinds[r.fact.id], anywhere=True)]
        misfits = [r for r in misfits if r not in fitting]
    return Found(tuple(fitting), tuple(misfits), strict)


def _kind_meant(n: _Named, scope: Scope) -> Kind | None:
    """决算 of a table that prints 预算数 and 决算数 is the latter, unless the column is named."""
    if scope.title is not None or (n.named and n.entry.columns is None) or n.words.document.kind != scope.kind:
        return None
    table = n.words.tables[n.entry.table].table
    kinds = {c.kind for c in table.columns if c.block == n.entry.row.block}
    if kinds == {None}:  # its rows are 预算数 and 决算数
        kinds = {f.kind for row in table.rows for f in row.facts if row.path and pattern("kind_alone").fullmatch(label_of(row.path[-1]))}
    return scope.kind if scope.kind in kinds and len(kinds) > 1 else None


def _of_spending(named: Sequence[_Named]) -> list[_Named]:
    """教育支出 is what is spent: not its row in the table of income, where another table prints one, unless a source
    of income is named."""

    def of_income(n: _Named) -> bool:
        path = n.entry.row.path
        own = n.words.tables[n.entry.table].table.kind == "income" and not n.named
        return own and bool(path) and not pattern("totals").match(label_of(path[-1])) and "收入" not in path[-1]

    spent = {n.words.document.id for n in named if not of_income(n)}
    return [n for n in named if not of_income(n) or n.words.document.id not in spent]


def _in_main_tables(named: Sequence[_Named]) -> list[_Named]:
    """A bare 合计 speaks of the whole body, not of some table's last line."""
    bare = [
        n
        for n in named
        if n.entry.row.path and n.entry.columns is None and pattern("totals").match(plain(n.entry.row.path[-1]))
    ]
    if len(bare) < len(named):
        return list(named)
    main = [n for n in named if n.words.tables[n.entry.table].table.kind in _BROAD]
    return main or list(named)
