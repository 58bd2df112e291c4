"""The kinds of true and false sentences, each from the material to items. A miss that is found becomes a kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from eval.checker.material import Cell, Item, Material, altered, in_chinese, only_value, pick
from qa.check.synonyms import synonyms

CENT = Decimal("0.01")
Maker = Callable[[Material, int], Iterator[Item]]


def _said(cell: Cell, amount: str, link: str = "为") -> str:
    return f"{cell.head}中，{cell.fact.label}{link}{amount}。"


def _bare(text: str) -> str:
    return text.replace(",", "")


def named_loosely(m: Material, n: int) -> Iterator[Item]:
    """Only body, year and row are named, as news do."""
    for c in pick(m, only_value(m, m.cells), n):
        yield Item("loose", True, _said(c, c.money, ""), (_bare(c.fact.text),))
        wrong = altered(m.rng, c.fact.text)
        if m.free(c, Decimal(_bare(wrong))):
            yield Item("loose", False, _said(c, wrong + c.unit, ""), (_bare(wrong),))


def carried_over(m: Material, n: int) -> Iterator[Item]:
    """Body and year stand in the sentence before."""
    for c in pick(m, only_value(m, m.cells), n):
        wrong = altered(m.rng, c.fact.text)
        lead = f"{c.head}已经公开。其中，"
        yield Item("carried over", True, f"{lead}{c.fact.label}{c.money}。", (_bare(c.fact.text),))
        if m.free(c, Decimal(_bare(wrong))):
            yield Item("carried over", False, f"{lead}{c.fact.label}{wrong}{c.unit}。", (_bare(wrong),))


def rounding(m: Material, n: int) -> Iterator[Item]:
    """Converted with fewer digits: half-up is right, the other way is not."""
    larger = {"元": ("万元", 4), "万元": ("亿元", 4)}
    for c in pick(m, [c for c in only_value(m, m.cells) if c.unit in larger], n * 3):
        unit, power = larger[c.unit]
        exact = c.value.scaleb(-power)
        places = CENT if unit == "万元" else CENT * CENT
        right, cut = exact.quantize(places, ROUND_HALF_UP), exact.quantize(places, ROUND_DOWN)
        wrong = cut if cut != right else right + places
        if right == exact or right < places * 100:
            continue
        yield Item("rounding", True, _said(c, f"{right}{unit}"), (str(right),))
        yield Item("rounding", False, _said(c, f"{wrong}{unit}"), (str(wrong),))


def chinese_numerals(m: Material, n: int) -> Iterator[Item]:
    """Written out in Chinese."""
    for c in pick(m, only_value(m, m.cells), n):
        yield Item("chinese numerals", True, _said(c, in_chinese(c.value) + c.unit), ())
        wrong = Decimal(_bare(altered(m.rng, c.fact.text)))
        if m.free(c, wrong):
            yield Item("chinese numerals", False, _said(c, in_chinese(wrong) + c.unit), ())


def approximate(m: Material, n: int) -> Iterator[Item]:
    """约, 超过 and 不足, and the same where they do not hold."""
    for c in pick(m, [c for c in only_value(m, m.cells) if c.value >= 20], n):
        step = Decimal(10) ** (c.value.adjusted() - 1)
        floor = (c.value / step).to_integral_value(ROUND_DOWN) * step
        if floor == c.value:
            continue
        low, high = (format(x.quantize(Decimal(1)) if step >= 1 else x, "f") for x in (floor, floor + step))
        yield Item("approximate", True, _said(c, f"{low}{c.unit}", "超过"), (low,))
        yield Item("approximate", False, _said(c, f"{high}{c.unit}", "超过"), (high,))
        yield Item("approximate", True, _said(c, f"{high}{c.unit}", "不足"), (high,))
        yield Item("approximate", False, _said(c, f"{low}{c.unit}", "不足"), (low,))
        far = format((floor * 13 / 10).quantize(Decimal(1)), "f")
        yield Item("approximate", False, _said(c, f"{far}{c.unit}", "约为"), (far,))


def ranges(m: Material, n: int) -> Iterator[Item]:
    """Between two numbers."""
    for c in pick(m, [c for c in only_value(m, m.cells) if c.value >= 20], n):
        low, high = (format((c.value * k / 10).quantize(Decimal(1), ROUND_DOWN), "f") for k in (9, 11))
        above = format((c.value * 12 / 10).quantize(Decimal(1)), "f")
        yield Item("range", True, _said(c, f"{low}至{high}{c.unit}", "在"), (low, high))
        yield Item("range", False, _said(c, f"{high}至{above}{c.unit}", "在"), (above,))


def negation(m: Material, n: int) -> Iterator[Item]:
    """The right figure, denied."""
    for c in pick(m, only_value(m, m.cells), n):
        for word in ("不是", "并非"):
            yield Item("negation", False, _said(c, c.money, word), (_bare(c.fact.text),))


def other_kind(m: Material, n: int) -> Iterator[Item]:
    """A budgeted figure given out as a final one, and the other way round."""
    kinds = {(c.who, c.year, c.document.kind) for c in m.cells}
    for c in pick(m, m.cells, n):
        other = "final" if c.document.kind == "budget" else "budget"
        if (c.who, c.year, other) not in kinds:
            head = f"{c.who}{c.year}年{'决算' if other == 'final' else '预算'}"
            yield Item("budget for final", False, f"{head}中，{c.fact.label}为{c.money}。", (_bare(c.fact.text),))


def swapped(m: Material, n: int) -> Iterator[Item]:
    """Two figures of one sentence, each in the other's place."""
    for c in pick(m, only_value(m, m.cells), n):
        beside = only_value(m, m.siblings(c))
        if beside:
            x = m.rng.choice(beside)
            right = f"{c.head}中，{c.fact.label}{c.money}，{x.fact.label}{x.money}。"
            wrong = f"{c.head}中，{c.fact.label}{x.money}，{x.fact.label}{c.money}。"
            both = (_bare(c.fact.text), _bare(x.fact.text))
            yield Item("swapped", True, right, both)
            yield Item("swapped", False, wrong, both)


def compared(m: Material, n: int) -> Iterator[Item]:
    """A比B多, A和B合计, A占…合计: operands by name."""
    for c in pick(m, only_value(m, m.cells), n):
        beside = [
            x
            for x in only_value(m, m.siblings(c))
            if "和" not in x.fact.label + c.fact.label and "、" not in x.fact.label + c.fact.label
        ]
        if not beside:
            continue
        x = m.rng.choice(beside)
        gap, total = abs(c.value - x.value), c.value + x.value
        more, less = ("多", "少") if c.value > x.value else ("少", "多")
        a, b, u = c.fact.label, x.fact.label, c.unit
        yield Item("compared by name", True, f"{c.head}中，{a}比{b}{more}{gap}{u}。", (str(gap),))
        yield Item("compared by name", False, f"{c.head}中，{a}比{b}{less}{gap}{u}。", (str(gap),))
        yield Item("compared by name", False, f"{c.head}中，{a}比{b}{more}{gap + 1}{u}。", (str(gap + 1),))
        yield Item("sum by name", True, f"{c.head}中，{a}和{b}合计{total}{u}。", (str(total),))
        yield Item("sum by name", False, f"{c.head}中，{a}和{b}合计{total + 1}{u}。", (str(total + 1),))
        each = (total / 2).quantize(CENT, ROUND_HALF_UP)
        pair = f"{c.head}中，{a}{c.money}，{b}{x.money}"
        yield Item("average", True, f"{pair}，两项平均{each}{u}。", (str(each),))
        yield Item("average", False, f"{pair}，两项平均{each + 1}{u}。", (str(each + 1),))
        if x.value:
            times = (c.value / x.value).quantize(CENT, ROUND_HALF_UP)
            if times > 1:
                yield Item("times", True, f"{pair}，前者是后者的{times}倍。", (str(times),))
                yield Item("times", False, f"{pair}，后者是前者的{times}倍。", (str(times),))


def growth(m: Material, n: int) -> Iterator[Item]:
    """Against the year before: the rate, the wrong direction, the wrong base."""
    known = [c for c in only_value(m, m.cells) if m.over_years(c)]
    for c in pick(m, known, n):
        before = [o for o in m.over_years(c) if o.year == c.year - 1 and len(m.same[o.key]) == 1]
        if not before or before[0].value == c.value:
            continue
        o = before[0]
        change, rate = c.value - o.value, (c.value - o.value) / o.value * 100
        up, down = ("增加", "减少") if change > 0 else ("减少", "增加")
        grows, falls = ("增长", "下降") if change > 0 else ("下降", "增长")
        shown, other = (
            abs(rate).quantize(CENT, ROUND_HALF_UP),
            abs(change / c.value * 100).quantize(CENT, ROUND_HALF_UP),
        )
        head = f"{c.head}中，{c.fact.label}{c.money}，"
        yield Item("change over years", True, f"{head}比上年{up}{abs(change)}{c.unit}。", (str(abs(change)),))
        yield Item("change over years", False, f"{head}比上年{down}{abs(change)}{c.unit}。", (str(abs(change)),))
        yield Item("growth", True, f"{head}比{o.year}年{grows}{shown}%。", (str(shown),))
        yield Item("growth", False, f"{head}比{o.year}年{falls}{shown}%。", (str(shown),))
        if other != shown:
            yield Item("growth, wrong base", False, f"{head}比{o.year}年{grows}{other}%。", (str(other),))


def unknown(m: Material, n: int) -> Iterator[Item]:
    """A body, a table, a row or a parent that is not there."""
    for c in pick(m, m.cells, n):
        figure = (_bare(c.fact.text),)
        kind = "决算" if c.document.kind == "final" else "预算"
        row, col = "—".join(c.fact.row), (c.fact.col[-1] if c.fact.col else "")
        rest = f"中，{row}{'的' + col if col else ''}为{c.money}。"
        yield Item("unknown body", False, f"云岭省青石市水文勘测局{c.year}年{kind}《{c.fact.table}》{rest}", figure)
        yield Item("unknown table", False, f"{c.head}《固定资产折旧明细表》{rest}", figure)
        yield Item(
            "unknown row",
            False,
            f"{c.head}《{c.fact.table}》中，海洋浮标维护{'的' + col if col else ''}为{c.money}。",
            figure,
        )
        yield Item(
            "unknown parent", False, f"{c.head}《{c.fact.table}》中，海洋浮标维护—{c.fact.label}为{c.money}。", figure
        )
        if (c.who, c.year, f"其他{c.fact.label}") not in m.same and f"其他{c.fact.label}" not in dict(
            synonyms(c.fact.label)
        ):
            yield Item("longer name", False, f"{c.head}中，其他{c.fact.label}为{c.money}。", figure)


def in_english(m: Material, n: int) -> Iterator[Item]:
    """An English sentence with the Chinese names kept."""
    for c in pick(m, only_value(m, m.cells), n):
        word = "final accounts" if c.document.kind == "final" else "budget"
        wrong = altered(m.rng, c.fact.text)
        lead = f"In the {c.year} {word} of {c.who}, {c.fact.label} was"
        yield Item("english", True, f"{lead} {c.fact.text} {c.unit}.", (_bare(c.fact.text),))
        if m.free(c, Decimal(_bare(wrong))):
            yield Item("english", False, f"{lead} {wrong} {c.unit}.", (_bare(wrong),))


KINDS: tuple[Maker, ...] = (
    named_loosely,
    carried_over,
    rounding,
    chinese_numerals,
    approximate,
    ranges,
    negation,
    other_kind,
    swapped,
    compared,
    growth,
    unknown,
    in_english,
)
