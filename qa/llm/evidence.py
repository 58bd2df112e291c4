"""What a model may write about: the composer's figures as numbered records, and its other sentences as statements."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from corpus.model import Fact, Kind
from index.normal import bare
from qa.answer import Answer, Language
from qa.arithmetic import Cell, Expression, leaves, render
from qa.check.text import plain
from qa.compose.draft import Draft
from qa.data.load import pattern
from qa.evidence.entry import is_total
from qa.library import Library
from qa.verdicts import Claimed

_MARK = re.compile(r"\[(\d+)\]")
_QUOTED = re.compile(r"“([^“”]+)”(经费|支出|收入|费)?")
_STOP = re.compile(r"(?<=[。！？\n])")
_KIND = {"zh": {"budget": "预算", "final": "决算"}, "en": {"budget": "budget", "final": "final accounts"}}


@dataclass(frozen=True)
class Record:
    """A figure of the composer: what it rests on, of whom, of when, and the sentence (plain) that said it.

    `names`: what it is called (plain), first as the composer does, then as its table does. `body`: its department's name.
    """

    id: str
    claimed: Claimed
    marks: tuple[int, ...]
    names: tuple[str, ...]
    departments: frozenset[str]
    years: frozenset[int]
    kinds: frozenset[Kind]
    said: str
    body: str = ""

    @property
    def expression(self) -> Expression:
        assert self.claimed.expression is not None
        return self.claimed.expression

    @property
    def shown(self) -> str:
        """As it stands in the text: its words and its marks."""
        return self.claimed.text + "".join(f"[{m}]" for m in dict.fromkeys(self.marks))


@dataclass(frozen=True)
class Line:
    """A sentence (or row) of the composer; `records`: those whose figures it gives. With `id` it is a statement."""

    text: str
    id: str | None = None
    records: tuple[str, ...] = ()


@dataclass(frozen=True)
class Evidence:
    """All that a model is told, and all that its text is held against."""

    answer: Answer
    records: dict[str, Record]
    lines: tuple[Line, ...]
    library: Library

    @property
    def language(self) -> Language:
        return self.answer.language

    @property
    def statements(self) -> dict[str, Line]:
        return {line.id: line for line in self.lines if line.id}

    @property
    def facts(self) -> frozenset[str]:
        """The ids of the printed figures that the records rest on."""
        return frozenset(f.id for r in self.records.values() for f in leaves(r.expression))

    def names_of(self, expression: Expression) -> frozenset[str]:
        """What the tables call the figures of an expression."""
        return frozenset(_printed_names(tuple(leaves(expression)), self.library))

    def told(self) -> str:
        """What a model gets, a line of JSON each: records, statements, and the composer's sentences with slots in them."""
        rows: list[dict[str, object]] = [self._row(record) for record in self.records.values()]
        rows += [{"id": key, "sentence": _MARK.sub("", line.text)} for key, line in self.statements.items()]
        return "\n".join([*map(_row_text, rows), *(_row_text({"draft": self._slotted(line)}) for line in self.lines if not line.id)])

    def _row(self, record: Record) -> dict[str, object]:
        fact = next(leaves(record.expression))
        row: dict[str, object] = {"id": record.id, "of": list(record.names[:3]), "value": record.claimed.text}
        row |= {"department": record.body, "year": sorted(record.years)}
        row["kind"] = [_KIND[self.language][k] for k in sorted(record.kinds)]
        if isinstance(record.expression, Cell):
            row |= {"table": fact.table, "row": list(fact.row), "column": list(fact.col)}
        else:
            row["computed"] = render(record.expression)
        return row

    def _slotted(self, line: Line) -> str:
        """The composer's sentence, its figures as slots: longest first, that none is cut by a shorter one."""
        text = _MARK.sub("", line.text)
        for name in sorted(line.records, key=lambda n: -len(self.records[n].claimed.text)):
            text = text.replace(self.records[name].claimed.text, f"\x02{name}\x03", 1)
        return text


def _row_text(row: dict[str, object]) -> str:
    """A line that holds no slot but ours, whatever a document says."""
    text = json.dumps(row, ensure_ascii=False).replace("{{", "{ {").replace("}}", "} }")
    return text.replace("\\u0002", "{{").replace("\\u0003", "}}")


def evidence_of(answer: Answer, draft: Draft, library: Library) -> Evidence:
    """The composer's answer taken apart. Where a sentence quotes, gives no figure or shows the working, it is a statement."""
    records: dict[str, Record] = {}
    lines: list[Line] = []
    number = 0
    if not answer.figures:
        return Evidence(answer, {}, (), library)  # nothing to write, or withdrawn
    for text, following in zip_longest(draft.lines, draft.lines[1:], fillvalue=""):
        claims = [(c, m) for c, m in draft.claimed if c.text in text]
        if following.startswith("- ") or not _is_figures(text, claims):
            number += 1
            lines.append(Line(text, f"s{number}"))
            continue
        own = []
        for claimed, marks in _distinct(claims, text):
            held = next((r for r in records.values() if r.claimed == claimed), None)
            if held is None:
                held = _record(f"f{len(records) + 1}", claimed, marks, text, library)
                records[held.id] = held
            own.append(held.id)
        lines.append(Line(text, None, tuple(dict.fromkeys(own))))
    return Evidence(answer, records, tuple(_rows_together(lines)), library)


def _is_figures(text: str, claims: Sequence[tuple[Claimed, list[int]]]) -> bool:
    """Does a sentence give figures of cells and computations, and nothing quoted that a model might bend?"""
    if text.startswith("- ") or not claims or any(c.expression is None or c.against for c, _ in claims):
        return False
    marked = {int(n) for n in _MARK.findall(text)}
    return bool(marked) and marked <= {m for _, marks in claims for m in marks}


def _distinct(claims: Sequence[tuple[Claimed, list[int]]], text: str) -> Iterator[tuple[Claimed, list[int]]]:
    """The claims in the order of the text, each once."""
    seen: list[Claimed] = []
    for claimed, marks in sorted(claims, key=lambda c: text.index(c[0].text)):
        if claimed not in seen:
            seen.append(claimed)
            yield claimed, marks


def _rows_together(lines: Sequence[Line]) -> Iterator[Line]:
    """The rows of a list are one statement with the line before them, which says what they are."""
    held: Line | None = None
    for line in lines:
        if held is not None and line.id and line.text.startswith("- ") and held.id:
            held = Line(f"{held.text}\n{line.text}", held.id)
            continue
        if held is not None:
            yield held
        held = line
    if held is not None:
        yield held


def _record(name: str, claimed: Claimed, marks: Sequence[int], text: str, library: Library) -> Record:
    assert claimed.expression is not None
    facts = tuple(leaves(claimed.expression))
    documents = [library.document(f.document) for f in facts]
    bodies = [library.body(d.department) for d in documents if d.department]
    departments = {n for body in bodies if body for n in body.names} | {d.department for d in documents if d.department}
    years = {y for f, d in zip(facts, documents, strict=True) if (y := f.year or d.year)}
    kinds = {k for f, d in zip(facts, documents, strict=True) if (k := f.kind or d.kind)}
    names = dict.fromkeys(n for n in (*_said_names(claimed.text, text), *_printed_names(facts, library)) if n)
    own = next((b.name for b in bodies if b), documents[0].department or "")
    said = plain(_MARK.sub("", _sentence(claimed.text, text)))
    return Record(name, claimed, tuple(marks), tuple(names), frozenset(departments), frozenset(years), frozenset(kinds), said, own)


def _sentence(figure: str, text: str) -> str:
    """The sentence that holds a figure."""
    return next((s for s in _STOP.split(text) if figure in s), text)


def _said_names(figure: str, text: str) -> Iterator[str]:
    """What the composer calls a figure: the last words in quotation marks before it."""
    quoted = _QUOTED.findall(text[: text.index(figure)])
    if quoted:
        yield from (plain("".join(quoted[-1])), plain(quoted[-1][0]))  # “三公”经费 and 三公


def _printed_names(facts: Sequence[Fact], library: Library) -> Iterator[str]:
    """What their tables call the figures; 合计 and 金额 call them nothing."""
    for fact in facts:
        book = library.book(library.document(fact.document))
        entry = next((e for e in book.of_table(fact.table_id or "") if e.fact.id == fact.id), None)
        named = [*(entry.names if entry is not None else ()), *fact.row[-1:], *fact.col[-1:]]
        yield from (plain(n) for n in named if not is_total(bare(n)) and not pattern("heads", "money").search(bare(n)))
