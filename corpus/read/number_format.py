"""A stored number as a spreadsheet shows it: its format decides digits, separators, signs and words."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|[\\!](?P<escaped>.)|[_*].|\[\$(?P<currency>[^\]-]*)[^\]]*\]|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<general>General|G/通用格式)|(?P<exponent>[eE][+-])|(?P<date>[ymdhs]+|AM/PM)|(?P<digit>[0#?])|(?P<mark>[.,%@/])"
    r"|(?P<other>.)",
    re.I | re.S,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)")
_MOST_DIGITS = 15
"""A double holds this many decimal digits for certain; what follows is noise of its binary form."""


def shown(value: object, number_format: str = "General") -> str:
    """The text of a cell.

    >>> shown(1234.5, "#,##0.00")
    '1,234.50'
    >>> shown(0.1 + 0.2)
    '0.3'
    >>> shown(12345678, "0!.0,")  # yuan shown in ten thousands
    '1234.6'
    """
    match value:
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case int() | float() | Decimal():
            return _number(_exact(value), number_format or "General")
        case datetime.datetime() | datetime.date():
            return f"{value.year}年{value.month}月{value.day}日"
        case _:
            return str(value)


@dataclass(frozen=True, slots=True)
class _Part:
    """A piece of a section: its kind (digit, word, or the mark itself) and its text."""

    kind: str
    text: str


def _exact(value: int | float | Decimal) -> Decimal:
    if isinstance(value, float):
        return Decimal(format(value, f".{_MOST_DIGITS}g"))
    return Decimal(value)


def _number(value: Decimal, number_format: str) -> str:
    section, own_sign = _section(_sections(number_format), value)
    parts = _parts(section)
    kinds = {part.kind for part in parts}
    if not section.strip():
        return ""
    if kinds & {"date", "exponent", "@"} or ("/" in kinds and "digit" in kinds):
        return _plain(value)
    if "general" in kinds:
        sign = "-" if value < 0 and not own_sign else ""
        return sign + "".join(_plain(abs(value)) if p.kind == "general" else p.text for p in parts).strip()
    text, told = _set(parts, abs(value)) if "digit" in kinds else ("".join(p.text for p in parts), "")
    sign = "-" if value < 0 and not own_sign and told.strip("0.,") else ""
    return f"{sign}{text}".strip()


def _sections(number_format: str) -> list[str]:
    """The sections of a format; a semicolon in quotes, or escaped, parts nothing."""
    out = [""]
    for found in _TOKEN.finditer(number_format):
        if found.group() == ";":
            out.append("")
        else:
            out[-1] += found.group()
    return out


def _section(sections: Sequence[str], value: Decimal) -> tuple[str, bool]:
    """The section for a value, and whether it is only for negative ones and so writes their sign itself."""
    if any(_condition(section) for section in sections):
        return _conditional(sections, value), False
    if value < 0 and len(sections) > 1:
        return sections[1], True
    return (sections[2] if value == 0 and len(sections) > 2 else sections[0]), False


def _condition(section: str) -> re.Match[str] | None:
    """The first bracket of a section that gives a condition."""
    return next((m for m in _TOKEN.finditer(section) if m["bracket"] and _CONDITION.fullmatch(m["bracket"])), None)


def _conditional(sections: Sequence[str], value: Decimal) -> str:
    """The first section whose condition holds, else the last of those without one."""
    for section in sections[:3]:
        found = _condition(section)
        if found is None:
            continue
        how, bound = _CONDITION.fullmatch(found["bracket"]).groups()  # type: ignore[union-attr]
        order = (value > Decimal(bound)) - (value < Decimal(bound))
        if order in {"<": (-1,), ">": (1,), "=": (0,), "<=": (-1, 0), ">=": (1, 0), "<>": (-1, 1)}[how]:
            return section
    return next((s for s in reversed(sections[:3]) if _condition(s) is None), sections[-1])


def _parts(section: str) -> list[_Part]:
    out: list[_Part] = []
    for found in _TOKEN.finditer(section):
        kind = found.lastgroup or "blank"
        if kind == "mark":
            out.append(_Part(found.group(), found.group()))
        elif kind in ("quoted", "escaped", "currency", "other"):
            out.append(_Part("word", found[kind]))
        elif kind not in ("blank", "bracket"):
            out.append(_Part(kind, found.group()))
    return out


def _set(parts: Sequence[_Part], value: Decimal) -> tuple[str, str]:
    """A value without its sign in the places of its digits; and those digits alone."""
    point = next((k for k, p in enumerate(parts) if p.kind == "."), len(parts))
    before = [k for k, p in enumerate(parts[:point]) if p.kind == "digit"]
    after = [k for k, p in enumerate(parts) if p.kind == "digit" and k > point]
    last = (before or [point])[-1]
    behind = [*parts[last + 1 : point], *(parts[after[-1] :] if after else ())]
    scale = 3 * sum(p.kind == "," for p in behind)
    grouped = any(p.kind == "," for p in parts[before[0] : last]) if before else False
    percent = 2 * sum(p.kind == "%" for p in parts)
    rounded = value.scaleb(percent - scale).quantize(Decimal(1).scaleb(-len(after)), ROUND_HALF_UP)
    whole, _, fraction = format(rounded, "f").partition(".")
    put = _whole(parts, before, whole.lstrip("0"), grouped) | _fraction(parts, after, fraction)
    out: list[str] = []
    for k, part in enumerate(parts):
        if part.kind == "digit":
            out.append(put[k])
        elif part.kind == ".":
            out.append("." if any(put[j] for j in after) else "")
        elif part.kind != ",":
            out.append(part.text)
    return "".join(out), "".join(put[k] for k in (*before, *after))


def _whole(parts: Sequence[_Part], places: Sequence[int], digits: str, grouped: bool) -> dict[int, str]:
    """The digits before the point by their places, from the right; the first place holds all that are left."""
    out: dict[int, str] = {}
    rest, count = digits, 0
    for n, k in enumerate(reversed(places)):
        own = rest if n == len(places) - 1 else rest[-1:]
        rest = rest[: len(rest) - len(own)]
        own = own or ("0" if parts[k].text == "0" else "")
        text = ""
        for digit in reversed(own):
            text = digit + ("," if grouped and count and count % 3 == 0 else "") + text
            count += 1
        out[k] = text
    return out


def _fraction(parts: Sequence[_Part], places: Sequence[int], digits: str) -> dict[int, str]:
    """The digits behind the point by their places; zeros at the end only where the format wants them."""
    out: dict[int, str] = {}
    wanted = False
    for k, digit in zip(reversed(places), reversed(digits), strict=True):
        wanted |= digit != "0" or parts[k].text == "0"
        out[k] = digit if wanted else ""
    return out


def _plain(value: Decimal) -> str:
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
