"""Changes that a sentence computes from two figures of its own: 5万元，比上年的4万元增加1万元."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from corpus.model import Fact, Sentence, round_half_up
from corpus.model.finding import Finding
from corpus.rules.book import Book
from corpus.rules.judge import in_digits

_BEFORE = re.compile(r"(?:比|较|与|和)(?:上年度?|去年|上一年|20\d\d年度?)(?:同期)?的?(?:预算|决算|执行|完成|支出)*数?的?(?:为|是)?[（(]?$")
"""Just before a figure: it is that of the year before."""
NEAR = Decimal("0.2")
"""A change that lies further off than this part of it is of something else."""


def restated(book: Book) -> Iterator[Finding]:
    """The change is the one figure less the other, rounded half-up to the digits that it shows (DOMAIN: Rounding)."""
    for _, sentence in book.sentences():
        for k, change in enumerate(sentence.facts[2:], 2):
            pair = _pair(sentence, sentence.facts[:k], change)
            if pair is None:
                continue
            now, before = pair
            power = change.amount.unit.power if change.amount.unit else 0
            right = (now.amount.base - before.amount.base).scaleb(-power)
            said = change.amount.value if change.direction == "up" else -change.amount.value
            if round_half_up(right, change.amount.decimals) == said or abs(right - said) > abs(right) * NEAR:
                continue
            expected = in_digits(abs(right), change.amount.decimals)
            last = abs(said - right) <= Decimal(1).scaleb(-change.amount.decimals)
            yield Finding(
                change.document, change.page, "sum", change.text, f"{expected:,f}", said - right, "mismatch", last,
                f"同一句话里的两个数 {now.text} 与 {before.text} 相差 {expected}{change.unit}，印的是 {change.text}{change.unit}。",
                (change, now, before),
            )  # fmt: skip


def _pair(sentence: Sentence, earlier: Sequence[Fact], change: Fact) -> tuple[Fact, Fact] | None:
    """The figure of the year and that of the year before, both named just before the change."""
    now, before = earlier[-2], earlier[-1]
    money = all(f.amount.mils is not None for f in (now, before, change))
    if not money or change.direction not in ("up", "down") or now.direction is not None:
        return None
    text, at = sentence.text, 0
    for fact in earlier[:-1]:
        at = text.find(fact.text, at) + len(fact.text)
    start = text.find(before.text, at)
    behind = text[start + len(before.text) :]
    between = behind[: behind.find(change.text)]
    if start < 0 or not _BEFORE.search(text[at:start]):
        return None
    way = re.fullmatch(r"(?:亿|万|千)?元?[）)]?[，,]?(?:支出|预算)?(?:增加|减少|下降|增长|压减|多|少)了?", between)
    return (now, before) if way else None
