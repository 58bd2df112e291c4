"""An answer in the making: sentences with figures set into them, each with what it rests on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from corpus.model import WAN, YI, Document, Fact, Sentence, Unit, unit_of
from qa.answer import Citation, Figure, Language
from qa.arithmetic import Cell, Expression, evaluate, exact, leaves, render, unit_of_result
from qa.library import Library
from qa.resolve.found import Quantity, Zero
from qa.verdicts import Claimed, Gate

_AMOUNT = re.compile(r"(?<![\d.,，])(\d[\d,，]*(?:\.\d+)?)\s*(亿元|百万元|万元|千元|元|%|％|(?:万|亿)(?!以[上下]))")
_UNITS = {"％": "%", "万": "万元", "亿": "亿元"}


@dataclass
class Draft:
    """Sentences, figures and citations as they come."""

    library: Library
    language: Language
    lines: list[str] = field(default_factory=list)
    claimed: list[tuple[Claimed, list[int]]] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    recognised: list[Fact] = field(default_factory=list)
    """The cited figures that were read off scanned pages."""
    _cited: dict[str, int] = field(default_factory=dict)

    def say(self, text: str) -> None:
        if text and (text.startswith("- ") or text not in self.lines):  # a note that holds for both parts of an answer is said once
            self.lines.append(text)

    def document(self, fact_document: str) -> Document:
        return self.library.document(fact_document)

    def cite(self, fact: Fact) -> int:
        """The number of the citation of a printed figure."""
        if fact.id not in self._cited:
            if fact.confidence is not None:
                self.recognised.append(fact)
            d = self.document(fact.document)
            self._add(
                fact.id, d, fact.page, fact.table, list(fact.row), list(fact.col), list(fact.section), fact.bbox,
                fact.quote or fact.text, fact.year or d.year,
            )
        return self._cited[fact.id]

    def cite_words(
        self, document: Document, page: int, bbox: tuple[float, float, float, float], quote: str,
        table: str | None = None, row: tuple[str, ...] = (), section: tuple[str, ...] = (),
    ) -> int:
        """The number of the citation of a sentence, a note or a cell of words."""
        key = f"{document.id}:{page}:{quote}"
        if key not in self._cited:
            self._add(key, document, page, table, list(row), [], list(section), bbox, quote, document.year)
        return self._cited[key]

    def _add(
        self, key: str, d: Document, page: int, table: str | None, row: list[str], column: list[str], section: list[str],
        bbox: tuple[float, float, float, float], quote: str, year: int | None,
    ) -> None:
        number = len(self.citations) + 1
        self._cited[key] = number
        self.citations.append(Citation(
            id=number, document=d.name, title=d.title, department=d.department, year=year, kind=d.kind, page=page,
            table=table, row=row, column=column, section=section, bbox=bbox, quote=quote, sample=d.sample,
        ))

    def figure(self, claimed: Claimed, facts: tuple[Fact, ...], more: tuple[Fact, ...] = ()) -> str:
        """Set a figure into the text: its words and the marks of its citations."""
        marks = [self.cite(f) for f in (*facts, *more)]
        self.claimed.append((claimed, marks))
        return claimed.text + "".join(f"[{m}]" for m in dict.fromkeys(marks))

    def quantity(self, q: Quantity, unit: str | None = None, extra: bool = False, agree: int = 0) -> str:
        """A resolved amount as printed, with a conversion where one was asked for or helps (`extra`)."""
        own = q.unit
        value, decimals = q.value, _decimals(q)
        printed = f"{q.facts[0].text}{own.name if own else ''}" if q.printed else f"{value:,.{decimals}f}{own.name if own else ''}"
        name = own.name if own else ""
        claimed = Claimed(printed, value, name, decimals, q.expression)
        wanted = self._wanted(q, unit, extra)
        if wanted is None or own is None:
            return self.figure(claimed, q.facts, q.agreeing[:agree])
        text, shown, places = wanted
        other = Claimed(f"{text}{shown}", Decimal(text.replace(",", "")), "元" if shown == " yuan" else shown, places, q.expression)
        first, second = (other, claimed) if unit else (claimed, other)
        left, right = ("（", "）") if self.language == "zh" else (" (", ")")
        self.claimed.append((second, [self.cite(f) for f in q.facts]))
        return self.figure(Claimed(first.text, first.value, first.unit, first.decimals, first.expression), ()) + self._marks(first, q, agree) + f"{left}{second.text}{right}"

    def _marks(self, first: Claimed, q: Quantity, agree: int) -> str:
        marks = [self.cite(f) for f in (*q.facts, *q.agreeing[:agree])]
        self.claimed[-1] = (first, marks)
        return "".join(f"[{m}]" for m in dict.fromkeys(marks))

    def _wanted(self, q: Quantity, unit: str | None, extra: bool) -> tuple[str, str, int] | None:
        """(text, unit, decimals) of a conversion beside the printed figure."""
        own = q.unit
        if own is None or own.dimension != "money" or not q.comparable:
            return None
        target = unit_of(unit) if unit else self._helpful(q, own) if extra else None
        if target is None or target == own:
            return None
        decimals = max(0, q.decimals + target.power - own.power)
        places = decimals if unit and target.power < own.power or target.power < own.power else 2
        value = evaluate(q.expression, places, target)
        name = " yuan" if self.language == "en" and target.name == "元" else target.name
        return f"{value:,.{places}f}", name, places

    def _helpful(self, q: Quantity, own: Unit) -> Unit | None:
        size = abs(exact(q.expression))
        if self.language == "en":
            return unit_of("元") if own.name != "元" and size else None
        if size >= 10**8 and own != YI:
            return YI
        return WAN if size >= 10**4 and own.power < 4 else None

    def computed(
        self, expression: Expression, decimals: int, unit: Unit | None = None, absolute: bool = False, mark: bool = True
    ) -> str:
        """A computed figure, in percent or in a unit of money, with its expression."""
        own = unit_of_result(expression)
        shown = unit or own
        value = evaluate(expression, decimals, shown if own.dimension == "money" else None)
        value = abs(value) if absolute else value
        name = "%" if own.name == "%" else shown.name
        claimed = Claimed(f"{value:,.{decimals}f}{name}", value, name, decimals, expression, absolute=absolute)
        facts = tuple(leaves(expression))
        if not mark:
            self.claimed.append((claimed, [self.cite(f) for f in facts]))
            return claimed.text
        return self.figure(claimed, facts)

    def working(self, expression: Expression) -> str:
        """How a figure came about: the expression in words, its operands listed as printed."""
        for fact in leaves(expression):
            if fact.unit:
                claimed = Claimed(f"{fact.text}{fact.unit}", fact.amount.value, fact.unit, fact.amount.decimals, Cell(fact))
                self.claimed.append((claimed, [self.cite(fact)]))
        return render(expression)

    def printed(self, fact: Fact, against: bool = False, more: tuple[Fact, ...] = ()) -> str:
        """A figure just as it stands in its cell or sentence; `against`: the cells say otherwise; `more`: cells that agree."""
        name = fact.unit or ""
        text = f"{fact.text}{name}"
        claimed = Claimed(text, fact.amount.value, name, fact.amount.decimals, Cell(fact), against=against)
        return self.figure(claimed, (fact,), more)

    def nothing(self, zero: Zero) -> str:
        """A zero that a note or a sentence gives."""
        unit = (zero.table.unit if zero.table else None) or "万元"
        section = ()
        mark = self.cite_words(zero.document, zero.page, zero.bbox, zero.quote, zero.table.title if zero.table else None, (), section)
        claimed = Claimed(f"0.00{unit}", Decimal("0.00"), unit, 2, None, zero.quote)
        self.claimed.append((claimed, [mark]))
        return f"{claimed.text}[{mark}]"

    def quote(
        self, sentence: Sentence, text: str, document: Document, section: tuple[str, ...] = (), counted: Sequence[Fact] = ()
    ) -> str:
        """Words of a sentence, its figures listed, with the mark of its citation; `counted`: numbers of things among them."""
        mark = self.cite_words(document, sentence.page, sentence.bbox, sentence.text, None, (), section)
        self._list_quoted(text, mark, sentence.facts)
        for fact in counted:
            claimed = Claimed(f"{fact.text}{fact.unit or ''}", fact.amount.value, fact.unit or "", fact.amount.decimals, Cell(fact))
            self.claimed.append((claimed, [mark]))
        return f"{text}[{mark}]"

    def quote_cell(self, text: str, mark: int) -> str:
        """Words of a cell, what figures they hold listed as quoted."""
        self._list_quoted(text, mark, ())
        return f"{text}[{mark}]"

    def _list_quoted(self, text: str, mark: int, facts: tuple[Fact, ...]) -> None:
        left = list(facts)
        for found in _AMOUNT.finditer(text):
            value = Decimal(found[1].replace(",", "").replace("，", ""))
            unit = _UNITS.get(found[2], found[2])
            fact = next((f for f in left if f.amount.value == value and f.unit == unit), None)
            decimals = max(0, -int(value.as_tuple().exponent))
            if fact is not None:
                left.remove(fact)
                self.claimed.append((Claimed(found[0], value, unit, decimals, Cell(fact)), [mark]))
            else:
                self.claimed.append((Claimed(found[0], value, unit, decimals, None, text), [mark]))

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    def unlisted(self, question: str) -> list[str]:
        """Amounts and percentages of the text that no figure stands for; those of the question and of the names of cited
        rows and columns (单价100万元以上设备) excepted."""
        listed = {n for claimed, _ in self.claimed for n in _numbers(f"{claimed.text} {claimed.value}")} | _numbers(question)
        listed |= {n for cited in self.citations for name in (*cited.row, *cited.column) for n in _numbers(name)}
        return [found[0] for found in _AMOUNT.finditer(self.text) if not _numbers(found[1]) <= listed]

    def figures(self, gate: Gate) -> list[Figure]:
        """All figures with the verdict of the gate, each text once."""
        out: dict[tuple[str, str], Figure] = {}
        for claimed, marks in self.claimed:
            rendered = render(claimed.expression) if claimed.expression is not None and not isinstance(claimed.expression, Cell) else None
            figure = Figure(
                text=claimed.text, value=str(claimed.value), unit=claimed.unit, verdict=gate.judge(claimed),
                expression=rendered, citations=list(dict.fromkeys(marks)),
            )
            key = (claimed.text, figure.verdict)
            if key in out:
                merged = list(dict.fromkeys([*out[key].citations, *marks]))
                figure = out[key].model_copy(update={"citations": merged})
            out[key] = figure
        return list(out.values())


def _numbers(text: str) -> set[Decimal]:
    return {Decimal(re.sub("[,，]", "", n)) for n in re.findall(r"\d[\d,，]*(?:\.\d+)?", text)}


def _decimals(q: Quantity) -> int:
    return max(0, -int(q.value.as_tuple().exponent))
