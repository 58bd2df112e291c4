"""Numbers written in Chinese: 八十七点九九, 一亿三千万, 壹佰贰拾, and mixed ones like 1亿3000."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

DIGITS = {
    d: k
    for k, row in enumerate(("〇零○", "一壹", "二两贰俩", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖"))
    for d in row
}
TENS = {"十": 1, "拾": 1, "百": 2, "佰": 2, "千": 3, "仟": 3}
SCALES = {"万": 4, "萬": 4, "亿": 8, "億": 8}
LETTERS = "".join((*DIGITS, *TENS, *SCALES, "廿点"))


def chinese_number(text: str) -> Decimal | None:
    """The value of a number in Chinese, None where the letters make none.

    >>> chinese_number("八十七万九千九百"), chinese_number("八十七点九九"), chinese_number("一亿三千万")
    (Decimal('879900'), Decimal('87.99'), Decimal('130000000'))
    """
    scale = next((power for letter, power in (SCALES | TENS).items() if text.endswith(letter)), None)
    if "点" in text:
        whole, _, fraction = (text[:-1] if scale else text).partition("点")
        digits = [DIGITS.get(letter) for letter in fraction]
        head = _integer(whole) if whole else None
        if head is None or not digits or None in digits:
            return None
        value = Decimal(f"{head}.{''.join(str(digit) for digit in digits)}")
        return value.scaleb(scale) if scale else value
    integer = _integer(text)
    return None if integer is None else Decimal(integer)


_MIXED = re.compile(r"(?:(?P<yi>[\d.,]+)亿)?(?:零?(?P<wan>[\d.,]+)万)?(?:零?(?P<rest>[\d.,]+))?")


def mixed_number(text: str, power: int = 0) -> Decimal | None:
    """The value of digits with 亿 and 万 between them, in 10^`power`, which is the unit of its last digits.

    >>> mixed_number("5344万8300"), mixed_number("1亿2345.67", 4)
    (Decimal('53448300'), Decimal('12345.67'))
    """
    found = _MIXED.fullmatch(text)
    if found is None or not any(found.groups()):
        return None
    total = Decimal(0)
    for name, scale in (("yi", 8), ("wan", 4), ("rest", power)):
        if found[name]:
            try:
                total += Decimal(found[name].replace(",", "")).scaleb(scale - power)
            except InvalidOperation:
                return None
    return total


def _integer(text: str) -> int | None:
    """A whole number, by digits alone (二〇二二) or by places (八十七万)."""
    if not text:
        return None
    if len(text) > 1 and all(letter in DIGITS for letter in text):
        return int("".join(str(DIGITS[letter]) for letter in text))
    total = section = 0
    digit: int | None = None
    last, scaled = 10, 10
    for letter in text:
        if letter in DIGITS:
            if digit:
                return None
            digit = DIGITS[letter]
            last = 0 if digit == 0 else last
        elif letter in TENS:
            section += (digit or 1) * 10 ** TENS[letter]  # 零十七 is 17
            digit, last = None, TENS[letter]
        elif letter == "廿":
            section, digit, last = section + 20, None, 1
        elif letter in SCALES:
            section += digit or 0
            if not section and not total:
                return None
            scale = SCALES[letter]
            whole = section == 0 or scale >= scaled  # 五万二千一百万 is 52100 times 10,000
            total = (total + section) * 10**scale if whole else total + section * 10**scale
            section, digit, last, scaled = 0, None, scale, scale
        else:
            return None
    if digit and last not in (0, 10) and last > 1:
        digit *= 10 ** (last - 1)  # 三千五 is 3500, 一万三 is 13000
    return total + section + (digit or 0)
