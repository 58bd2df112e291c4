"""How an expected figure comes from cells: `{document | table | row | column}` and arithmetic, computed exactly.

Independent of everything that answers: it reads the lines of printed cells (`cells/<document>.jsonl`) and nothing else, so that
an error in reading, resolving or computing cannot also be in what is expected.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import Any

from corpus.errors import BudgetQAError
from corpus.model import unit_of

_REFERENCE = re.compile(r"\{([^{}]*)\}")
_OPERATIONS: dict[type[ast.operator], Callable[[Fraction, Fraction], Fraction]] = {
    ast.Add: Fraction.__add__,
    ast.Sub: Fraction.__sub__,
    ast.Mult: Fraction.__mul__,
    ast.Div: Fraction.__truediv__,
}


class NotWorkedOut(BudgetQAError):
    """A working names no cell, several that differ, or is no arithmetic."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A printed cell: table, last label of the row, code, heads of the column, value in 元 or as it is."""

    table: str
    row: str
    code: str
    column: tuple[str, ...]
    value: Fraction


Cells = Callable[[str], Sequence[Printed]]
"""A document's stem to its printed cells."""


def cells_in(folder: Path) -> Cells:
    """The cells of a folder of `<document>.jsonl`."""

    @lru_cache
    def of(document: str) -> tuple[Printed, ...]:
        path = folder / f"{document}.jsonl"
        if not path.is_file():
            raise NotWorkedOut(f"There are no cells of {document} in {folder.name}.")
        return tuple(_printed(json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines())

    return of


def _printed(line: dict[str, Any]) -> Printed:
    number = Fraction(re.sub("[,，%％ ]", "", line["text"]))
    unit = unit_of(line["unit"] or "")
    if unit is not None and unit.dimension == "money":
        number *= Fraction(10) ** unit.power
    row = line["row"][-1] if line["row"] else ""
    return Printed(line["table"] or "", row, line["code"] or "", tuple(line["col"]), number)


def worked_out(working: str, unit: str, decimals: int, cells: Cells) -> Decimal:
    """The figure of a working in `unit`, rounded half-up; one that ends in % is a percentage. Raises NotWorkedOut.

    >>> worked_out("{a | | 水费 | } + {a | | 电费 | }", "万元", 2, lambda _: [
    ...     Printed("", "水费", "", ("金额",), Fraction(90000)), Printed("", "电费", "", ("金额",), Fraction(362500))])
    Decimal('45.25')
    """
    percentage = working.rstrip().endswith("%")
    found: list[Fraction] = []

    def put(reference: re.Match[str]) -> str:
        found.append(_cell(reference[1], cells))
        return f"_{len(found) - 1}"

    text = _REFERENCE.sub(put, working.rstrip().removesuffix("%"))
    try:
        value = _value(ast.parse(text.strip(), mode="eval").body, found)
    except (SyntaxError, ZeroDivisionError) as error:
        raise NotWorkedOut(f"{working!r} is no arithmetic ({error}).") from None
    known = unit_of(unit)
    if percentage:
        value *= 100
    elif known is not None and known.dimension == "money":
        value /= Fraction(10) ** known.power
    scale = Fraction(10) ** decimals
    whole = (Decimal((value * scale).numerator) / Decimal((value * scale).denominator)).quantize(
        Decimal(1), ROUND_HALF_UP
    )
    return whole.scaleb(-decimals)


def _cell(reference: str, cells: Cells) -> Fraction:
    parts = [part.strip() for part in reference.split("|")]
    if len(parts) != 4:
        raise NotWorkedOut(f"{{{reference}}} is not of the form {{document | table | row | column}}.")
    document, table, row, column = parts
    among = {cell.value for cell in _named(cells(document), table, row, column)}
    if len(among) != 1:
        raise NotWorkedOut(f"{{{reference}}} names {len(among)} figures that differ: it must name one.")
    return among.pop()


def _named(cells: Sequence[Printed], table: str, row: str, column: str) -> list[Printed]:
    """Those of table and row whose heads end in the column's; where none do, those that bear all its heads."""
    heads = tuple(column.split(">")) if column else ()
    titled = [c for c in cells if c.table == table] or [c for c in cells if table in c.table]
    held = [c for c in titled if row == c.row or (row and row == c.code)]
    return [c for c in held if c.column[len(c.column) - len(heads) :] == heads] or [
        c for c in held if set(heads) <= set(c.column)
    ]


def _value(node: ast.expr, found: Sequence[Fraction]) -> Fraction:
    match node:
        case ast.BinOp(left, operation, right) if type(operation) in _OPERATIONS:
            return _OPERATIONS[type(operation)](_value(left, found), _value(right, found))
        case ast.UnaryOp(ast.USub(), operand):
            return -_value(operand, found)
        case ast.Constant(int(value)):
            return Fraction(value)
        case ast.Name(name) if name[1:].isdigit():
            return found[int(name[1:])]
        case _:
            raise NotWorkedOut(f"Only + - * / and cells can be worked with, not {ast.unparse(node)}.")
