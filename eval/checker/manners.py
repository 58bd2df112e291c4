"""Manners of stating a figure: units and numerals, bounds, tenths and fractions, denials, ranks."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from eval.checker.material import Item, Material, altered, in_chinese, only_value, pick
from eval.checker.statements import bare, families


def written(m: Material, n: int) -> Iterator[Item]:
    """One figure in other units and numerals."""
    for c in pick(m, only_value(m, m.cells), n):
        for kind, figure in _writings(c.fact.amount.base):
            true = f"{c.head}显示，{c.fact.label}为{figure}。"
            yield Item(f"written, {kind}", True, true, (), kind)
        wrong = Decimal(bare(altered(m.rng, c.fact.text)))
        if m.unprinted(c, wrong):
            power = c.fact.amount.unit.power if c.fact.amount.unit else 0
            for kind, figure in _writings(wrong.scaleb(power)):
                yield Item(f"written, {kind}", False, f"{c.head}显示，{c.fact.label}为{figure}。", (), kind)


FORMAL = str.maketrans("零一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟")


def _writings(yuan: Decimal) -> Iterator[tuple[str, str]]:
    yuan = yuan.normalize()
    if yuan == yuan.to_integral_value():
        whole = int(yuan)
        yield "yuan", f"{whole}元"
        yield "grouped", f"{whole:,}元"
        yield "in chinese", f"{in_chinese(Decimal(whole))}元"
        if whole >= 20:
            yield "formal", f"{in_chinese(Decimal(whole)).translate(FORMAL)}元整"
        rest = whole % 10000
        if whole >= 10000 and rest:
            yield "mixed", f"{whole // 10000}万{'零' if rest < 1000 else ''}{rest}元"
            yield "mixed twice", f"{whole // 10000}万元{rest}元"
        if whole > 10**8 and whole % 10**8 >= 10**7:
            yield "yi and wan", f"{whole // 10**8}亿{Decimal(whole % 10**8).scaleb(-4).normalize():f}万元"
    yield "wan", f"{yuan.scaleb(-4).normalize():f}万元"
    yield "wan without yuan", f"{yuan.scaleb(-4).normalize():f}万"
    yield "thousand", f"{yuan.scaleb(-3).normalize():f}千元"
    if yuan >= 10**7:
        yield "yi", f"{yuan.scaleb(-8).normalize():f}亿元"
    yield "million yuan", f"{yuan.scaleb(-6).normalize():f}百万元"


def vague(m: Material, n: int) -> Iterator[Item]:
    """Words of approximation and of bounds."""
    for c in pick(m, [c for c in only_value(m, m.cells) if c.value >= 20], n):
        step = Decimal(10) ** (c.value.adjusted() - 1)
        floor = (c.value // step) * step
        if floor == c.value:
            continue
        low, high = (format(x.normalize(), "f") for x in (floor, floor + step))
        near = c.value - floor < min(step / 2, floor / 20)
        for form, true, false in (
            ("{A}超过{F}", low, high), ("{A}逾{F}", low, high), ("{A}{F}多", low, high), ("{A}不足{F}", high, low),
            ("{A}不到{F}", high, low), ("{A}没有超过{F}", high, low), ("{A}未超过{F}", high, low),
            ("{A}不超过{F}", high, low), ("{A}控制在{F}以内", high, low), ("{A}在{F}以上", low, high),
            ("{A}{F}以上", low, high), ("{A}没有达到{F}", high, low), ("{A}未达到{F}", high, low),
            ("{A}高达{F}以上", low, high), ("{A}突破{F}", low, high), ("{A}低于{F}", high, low), ("{A}多于{F}", low, high),
            ("{A}并不低于{F}", low, high), ("{A}不止{F}", low, high), ("{A}少于{F}", high, low),
        ):  # fmt: skip
            figure = true if form[-1] != "多" or step >= 10 else None
            if figure:
                yield Item(
                    "bound", True, f"{c.head}中，{form.format(A=c.fact.label, F=true + c.unit)}。", (true,), form
                )
            yield Item(
                "bound, broken", False, f"{c.head}中，{form.format(A=c.fact.label, F=false + c.unit)}。", (false,), form
            )
        if near:
            for form in (
                "{A}约{F}",
                "{A}大约{F}",
                "{A}{F}左右",
                "{A}{F}上下",
                "{A}在{F}左右",
                "{A}约为{F}",
                "{A}大概是{F}",
            ):
                yield Item("about", True, f"{c.head}中，{form.format(A=c.fact.label, F=low + c.unit)}。", (low,), form)
        far = format((floor * Decimal("1.3")).normalize(), "f")
        for form in ("{A}约{F}", "{A}大约{F}", "{A}{F}左右", "{A}近{F}", "{A}将近{F}"):
            yield Item(
                "about, far off", False, f"{c.head}中，{form.format(A=c.fact.label, F=far + c.unit)}。", (far,), form
            )


TENTHS = "零一二三四五六七八九十"


def parts_of(m: Material, n: int) -> Iterator[Item]:
    """Tenths, fractions and halves of a whole."""
    for p, a, _ in families(m, n * 2):
        if len(m.printed[a.key]) > 1 or len(m.printed[p.key]) > 1:
            continue
        share = a.value / p.value * 100
        tenth = int(share // 10)
        head = f"{a.head}中，{a.fact.label}占{p.fact.label}的"
        if not 10 < share < 90 or share % 10 in (0, 5):
            continue
        nearest = int((share / 10).to_integral_value(ROUND_HALF_UP))
        if abs(share - nearest * 10) <= 2:
            word = "近" if share < nearest * 10 else "超过"
            yield Item("tenths", True, f"{head}{word}{TENTHS[nearest]}成。", (), "tenths")
            yield Item(
                "tenths, the other side",
                False,
                f"{head}{'超过' if word == '近' else '不足'}{TENTHS[nearest]}成。",
                (),
                "tenths",
            )
        yield Item("tenths", True, f"{head}{TENTHS[tenth]}成多。", (), "tenths")
        yield Item(
            "tenths, wrong", False, f"{head}{TENTHS[tenth + 2 if tenth < 7 else tenth - 2]}成左右。", (), "tenths"
        )
        for under, words in ((2, "二分之一"), (3, "三分之一"), (4, "四分之一"), (5, "五分之一")):
            exact = Decimal(100) / under
            if 0 < share - exact < 3:
                yield Item("fraction", True, f"{head}{words}以上。", (), words)
                yield Item("fraction", True, f"{head}{words}多。", (), words)
                yield Item("fraction, broken", False, f"{head}{words}不到。", (), words)
            if 0 < exact - share < 3:
                yield Item("fraction", True, f"{head}不到{words}。", (), words)
                yield Item("fraction, broken", False, f"{head}超过{words}。", (), words)
        half = "一半以上" if share > 50 else "不到一半"
        turned = "不到一半" if share > 50 else "超过一半"
        yield Item("half", True, f"{a.head}中，{a.fact.label}占{p.fact.label}的{half}。", (), "half")
        yield Item("half, broken", False, f"{a.head}中，{a.fact.label}占{p.fact.label}的{turned}。", (), "half")


def denied(m: Material, n: int) -> Iterator[Item]:
    """The right figure, denied in many ways."""
    forms = ("{A}不是{F}", "{A}并非{F}", "{A}并不是{F}", "{A}绝非{F}", "{A}没有{F}", "{A}不等于{F}", "{A}并未安排{F}",
             "{A}未安排{F}", "{A}没有安排{F}", "{A}并没有{F}", "{A}不为{F}", "否认{A}为{F}", "{A}为{F}的说法不实",
             "{A}为{F}是不对的", "所谓{A}{F}并不属实")  # fmt: skip
    for form in forms:
        for c in pick(m, only_value(m, m.cells), n // 6 + 1):
            text = f"{c.head}中，{form.format(A=c.fact.label, F=c.money)}。"
            yield Item("denied", False, text, (bare(c.fact.text),), form)


def ranked(m: Material, n: int) -> Iterator[Item]:
    """The largest and the smallest of the rows below one."""
    for c in pick(m, only_value(m, m.cells), n * 3):
        beside = [o for o in m.every[c.fact.table_id] if m.alongside(c, o) and o.value]
        rows = {o.fact.row: o for o in beside}
        if len(rows) < 3 or len({o.value for o in rows.values()}) < len(rows):
            continue
        order = sorted(rows.values(), key=lambda o: -o.value)
        top, last = only_value(m, order[:1]), only_value(m, order[-1:])
        above = c.fact.row[-2] if len(c.fact.row) > 1 else ""
        lead = f"{c.head}中，{f'{above}各项里，' if above else ''}"
        for form in (
            "{A}最多，为{F}",
            "最大的一项是{A}，达{F}",
            "{A}金额最高，为{F}",
            "{A}居首，为{F}",
            "{A}排在第一位，{F}",
        ):
            for o in top:
                yield Item(
                    "rank", True, f"{lead}{form.format(A=o.fact.label, F=o.money)}。", (bare(o.fact.text),), form
                )
            for o in only_value(m, order[1:2]):
                if m.leads(o):
                    continue
                yield Item(
                    "rank, wrong",
                    False,
                    f"{lead}{form.format(A=o.fact.label, F=o.money)}。",
                    (bare(o.fact.text),),
                    form,
                )
        for o in last:
            yield Item("rank", True, f"{lead}{o.fact.label}最少，仅{o.money}。", (bare(o.fact.text),), "最少")
        for o in top:
            yield Item("rank, wrong", False, f"{lead}{o.fact.label}最少，仅{o.money}。", (bare(o.fact.text),), "最少")
