"""Arithmetic as a benchmark writes it, to the checker's expressions over printed figures."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import assert_never

from corpus.model import Amount, Fact, Unit
from qa.arithmetic import Average, Cell, Difference, Expression, Growth, Ratio, Share, Sum, exact, unit_of_result

ANY = Unit("个", "count")
"""Benchmarks print bare numbers; all of one computation are of one kind."""


class NotExpressible(ValueError):
    """Arithmetic that the checker does not know: products, powers, constants, comparisons."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it stands in the derivation; `constant` where the benchmark says that it is printed nowhere."""

    text: str
    constant: bool = False

    @property
    def value(self) -> Decimal:
        return Decimal(self.text)


@dataclass(frozen=True, slots=True)
class Operation:
    """Two trees and one of + - * /."""

    sign: str
    left: Tree
    right: Tree


Tree = Number | Operation
_SIGNS: dict[type[ast.operator], str] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}


def parse(derivation: str) -> Tree:
    """The tree of a derivation as TAT-QA writes it: thousands separators, [ ], $, %, × and ÷ allowed. Raises NotExpressible.

    >>> parse("(1,200 - 1,000)/1,000").sign
    '/'
    """
    text = re.sub(r"[$£€%\s]|(?<=\d),(?=\d{3})|(?i:million|billion|thousand)", "", derivation)
    text = text.replace("[", "(").replace("]", ")").translate(str.maketrans("×÷–−{}", "*/--()"))
    try:
        return _tree(ast.parse(text, mode="eval").body)
    except SyntaxError:
        raise NotExpressible(f"no arithmetic: {derivation}") from None


def _tree(node: ast.expr) -> Tree:
    match node:
        case ast.Constant(int() | float()):
            return Number(ast.unparse(node))
        case ast.UnaryOp(ast.USub(), ast.Constant(int() | float()) as inner):
            return Number(f"-{ast.unparse(inner)}")
        case ast.BinOp(left, operation, right) if type(operation) in _SIGNS:
            return Operation(_SIGNS[type(operation)], _tree(left), _tree(right))
        case _:
            raise NotExpressible(ast.unparse(node))


def expression_of(tree: Tree, percent: bool = False) -> Expression:
    """The checker's expression; `percent` where a quotient is told in percent. Raises NotExpressible."""
    match tree:
        case Number(constant=True):
            raise NotExpressible(f"{tree.text} is printed nowhere")
        case Number():
            return Cell(fact(tree.text))
        case Operation("+"):
            return Sum(tuple(expression_of(term, percent) for term in _terms(tree)))
        case Operation("-", left, right):
            if (
                percent
                and isinstance(right, Number)
                and right.value == 1
                and isinstance(left, Operation)
                and left.sign == "/"
            ):
                return Growth(expression_of(left.left), expression_of(left.right))
            return Difference(expression_of(left, percent), expression_of(right, percent))
        case Operation("/", left, right):
            return _quotient(left, right, percent)
        case Operation("*", left, right):
            if percent and isinstance(right, Number) and right.value == 100:
                return expression_of(left, percent)
            raise NotExpressible("a product")
        case Operation():
            raise NotExpressible(tree.sign)
        case _:
            assert_never(tree)


def _quotient(left: Tree, right: Tree, percent: bool) -> Expression:
    terms = list(_terms(left))
    if isinstance(right, Number) and right.value == len(terms) > 1:
        return Average(tuple(expression_of(term, percent) for term in terms))
    if isinstance(right, Number) and right.constant:
        raise NotExpressible(f"{right.text} is printed nowhere")
    if percent and isinstance(left, Operation) and left.sign == "-" and left.right == right:
        return Growth(expression_of(left.left), expression_of(right))
    upper, lower = expression_of(left), expression_of(right)
    return Share(upper, lower) if percent else Ratio(upper, lower)


def _terms(tree: Tree) -> Iterator[Tree]:
    if isinstance(tree, Operation) and tree.sign == "+":
        yield from _terms(tree.left)
        yield from _terms(tree.right)
    else:
        yield tree


def value(expression: Expression) -> Fraction:
    """The exact value; a percentage as a percentage."""
    unit_of_result(expression)
    return exact(expression)


def fact(text: str) -> Fact:
    """A printed number of a benchmark's table as the checker takes it."""
    number = Decimal(text)
    amount = Amount(number, ANY, max(0, -int(number.as_tuple().exponent)))
    return Fact(
        id=text,
        document="",
        page=1,
        bbox=(0, 0, 0, 0),
        table=None,
        table_id=None,
        row=(),
        code=None,
        col=(),
        year=None,
        kind=None,
        text=text,
        amount=amount,
    )


def numbers(tree: Tree) -> Iterator[Number]:
    """The leaves of a tree."""
    if isinstance(tree, Number):
        yield tree
    else:
        yield from numbers(tree.left)
        yield from numbers(tree.right)
