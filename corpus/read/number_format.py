"""A stored number as a spreadsheet shows it: its format decides digits, separators and signs."""

from __future__ import annotations

import datetime
import re
from decimal import ROUND_HALF_UP, Decimal

_QUOTED = re.compile(r'"([^"]*)"|\\(.)')
_LAYOUT = re.compile(r"_.|\*.|\[[^\]]*\]")
_DIGITS = re.compile(r"[#0?][#0?,]*(?:\.[#0?]*)?")
_MOST_DIGITS = 15
"""A double holds this many decimal digits for certain; what follows is noise of its binary form."""


def shown(value: object, number_format: str = "General") -> str:
    """The text of a cell.

    >>> shown(1234.5, "#,##0.00")
    '1,234.50'
    >>> shown(0.1 + 0.2)
    '0.3'
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


def _exact(value: int | float | Decimal) -> Decimal:
    if isinstance(value, float):
        return Decimal(format(value, f".{_MOST_DIGITS}g"))
    return Decimal(value)


def _number(value: Decimal, number_format: str) -> str:
    sections = [_LAYOUT.sub("", part) for part in _parts(number_format)]
    section = sections[0]
    own_sign = False
    if value < 0 and len(sections) > 1:
        section, own_sign = sections[1], True
    elif value == 0 and len(sections) > 2:
        section = sections[2]
    if section.strip() in ("", "General", "@", "G/通用格式"):
        return _plain(value) if section.strip() else ""
    bare = _QUOTED.sub("", section)
    found = _DIGITS.search(bare)
    if not found:
        return re.sub(r"[?#]", "", _QUOTED.sub(lambda m: m.group(1) or m.group(2) or "", section)).strip()
    if re.search(r"[eE][+-]|[ymdhs年月日]", bare):
        return _plain(value)
    digits = _digits(abs(value), found.group(0), percent="%" in bare)
    before, after = _around(section)
    sign = "-" if value < 0 and not own_sign and digits.strip("0.,") else ""
    return f"{sign}{before}{digits}{after}".strip()


def _parts(number_format: str) -> list[str]:
    """The sections of a format; a semicolon in quotes parts nothing."""
    parts, quoted = [""], False
    for letter in number_format:
        quoted ^= letter == '"'
        if letter == ";" and not quoted:
            parts.append("")
        else:
            parts[-1] += letter
    return parts


def _around(section: str) -> tuple[str, str]:
    """What stands before and after the digits, in words."""
    marked = _QUOTED.sub(lambda m: (m.group(1) or m.group(2) or "").replace("0", "\0").replace("#", "\1"), section)
    found = _DIGITS.search(marked)
    before, after = (marked[: found.start()], marked[found.end() :]) if found else ("", "")
    return tuple(part.replace("\0", "0").replace("\1", "#") for part in (before, after))  # type: ignore[return-value]


def _digits(value: Decimal, layout: str, percent: bool) -> str:
    whole, _, fraction = layout.partition(".")
    scaled = value.scaleb(2) if percent else value
    trailing = len(whole) - len(whole.rstrip(","))
    scaled = scaled.scaleb(-3 * trailing)
    rounded = scaled.quantize(Decimal(1).scaleb(-len(fraction)), ROUND_HALF_UP)
    if not rounded and "0" not in layout:
        return ""
    text = format(rounded, ",f" if "," in whole.rstrip(",") else "f")
    optional = len(fraction) - len(fraction.rstrip("#?"))
    if optional and "." in text:
        kept = text[: len(text) - optional]
        tail = text[len(text) - optional :].rstrip("0")
        text = (kept + tail).rstrip(".")
    return text


def _plain(value: Decimal) -> str:
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
