"""An answer's figures recomputed from what it shows alone: its citations, looked up, and its expressions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from corpus.model import Amount, Fact, parse_number, unit_of
from index.ports import FactStore
from qa.answer import Answer, Citation, Figure
from qa.arithmetic import root, rounded

_TOKEN = re.compile(
    r"(?P<number>-?\d[\d,]*(?:\.\d+)?)\s*(?P<unit>[一-鿿%]+(?:（套）|\(套\))?)?|(?P<sign>[-+−×÷()^])|\s+"
)

_NOTHING = re.compile(r"无|没有|空表|未安排|(?<![\d.])0(?:\.0+)?(?![\d.])")


@dataclass(frozen=True, slots=True)
class Unproven:
    """A figure that is shown as verified or recomputed, and does not come out again."""

    figure: Figure
    why: str


def verify_figures(answer: Answer, store: FactStore) -> list[Unproven]:
    """The figures of an answer that the cells it cites do not bear out; the composer's answers have none."""
    cited = {citation.id: citation for citation in answer.citations}
    names = {document.name: document.id for document in store.documents()}
    out = []
    for figure in answer.figures:
        if figure.verdict in ("verified", "recomputed"):
            why = _wrong(figure, [cited[n] for n in figure.citations if n in cited], names, store)
            out += [Unproven(figure, why)] if why else []
    return out


def _wrong(figure: Figure, citations: Sequence[Citation], names: dict[str, str], store: FactStore) -> str | None:
    facts = [fact for citation in citations for fact in _facts(citation, names, store)]
    shown = parse_number(figure.value)
    if shown is None:
        return "its value is no number"
    noted = any(parse_number(c.quote) is None and _NOTHING.search(c.quote) for c in citations)
    if not facts:
        told = figure.expression is None and any(_in_words(figure, c, names, store) for c in citations)
        return None if told or (noted and shown[0] == 0) else "it cites no printed figure"
    unit = unit_of(figure.unit)
    scale = Fraction(10) ** (unit.power if unit else 0)
    if figure.expression is None:
        equal = (rounded(_base(fact.amount) / scale, shown[1]) == shown[0] for fact in facts)
        return None if any(equal) or (noted and shown[0] == 0) else "no cell that it cites prints it"
    try:
        value = _Sum(figure.expression, facts).value()
    except (ValueError, ZeroDivisionError) as error:
        return f"its expression cannot be computed: {error}"
    scale = Fraction(1, 100) if figure.unit == "%" and "÷" in figure.expression else scale
    return None if rounded(abs(value / scale), shown[1]) == abs(shown[0]) else "its expression gives another figure"


def _facts(citation: Citation, names: dict[str, str], store: FactStore) -> list[Fact]:
    """The figures that stand where a citation points."""
    if citation.document not in names:
        return []
    held = store.disclosure(names[citation.document])
    pool = held.facts if citation.table is not None else held.prose_facts
    place = (list(citation.row), list(citation.column))
    return [
        fact
        for fact in pool
        if fact.page == citation.page
        and (
            (citation.table is None and (fact.quote or "") == citation.quote)
            or ((list(fact.row), list(fact.col)) == place and fact.text == citation.quote)
        )
    ]


def _in_words(figure: Figure, citation: Citation, names: dict[str, str], store: FactStore) -> bool:
    """Does a cell of words that is cited print it (a target of 100%), as the store has it?"""
    if citation.document not in names or not re.search(rf"(?<![\d.,]){re.escape(figure.text)}", citation.quote):
        return False
    held = store.disclosure(names[citation.document])
    rows = [row for table in held.tables for row in table.rows if row.page == citation.page]
    cells = [text for row in rows if list(row.path) == list(citation.row) for _, text in row.words]
    prose = [p.text for p in held.passages if p.page == citation.page and citation.quote in p.text]
    return any(figure.text in text for text in (*cells, *prose))


def _base(amount: Amount) -> Fraction:
    return Fraction(amount.base)


class _Sum:
    """A shown expression, computed: every number in it must be one that is cited."""

    def __init__(self, text: str, facts: Sequence[Fact]) -> None:
        self._tokens = [m for m in _TOKEN.finditer(text) if m.group().strip()]
        if "".join(m.group() for m in _TOKEN.finditer(text)).replace(" ", "") != text.replace(" ", ""):
            raise ValueError("it holds words")
        self._facts, self._at = facts, 0

    def value(self) -> Fraction:
        """The whole expression."""
        found = self._terms()
        if self._at != len(self._tokens):
            raise ValueError("it does not end where it should")
        return found

    def _next(self, *signs: str) -> str | None:
        if self._at < len(self._tokens) and self._tokens[self._at]["sign"] in signs:
            self._at += 1
            return self._tokens[self._at - 1]["sign"]
        return None

    def _terms(self) -> Fraction:
        value = self._factors()
        while sign := self._next("+", "−", "-"):
            other = self._factors()
            value = value + other if sign == "+" else value - other
        return value

    def _power(self) -> Fraction:
        """An atom, or the root of one: (a ÷ b)^(1÷2)."""
        value = self._atom()
        if self._next("^"):
            power = self._atom()
            if power.numerator != 1:
                raise ValueError("a power is no root")
            return root(value, power.denominator)
        return value

    def _factors(self) -> Fraction:
        value = self._power()
        while sign := self._next("×", "÷"):
            other = self._power()
            value = value * other if sign == "×" else value / other
        return value

    def _atom(self) -> Fraction:
        if self._next("("):
            value = self._terms()
            if not self._next(")"):
                raise ValueError("a bracket is not closed")
            return value
        if self._at >= len(self._tokens) or not self._tokens[self._at]["number"]:
            raise ValueError("a number is missing")
        token = self._tokens[self._at]
        self._at += 1
        for fact in self._facts:
            if fact.text.replace("，", ",") == token["number"] and (fact.unit or "") == (token["unit"] or ""):
                return _base(fact.amount)
        if token["unit"] is None and "," not in token["number"]:
            return Fraction(token["number"])  # the number of terms of a mean, or 100
        raise ValueError(f"{token.group()} is not cited")
