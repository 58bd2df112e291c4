"""What one sentence carries on from another, or from its own first half: answers before their basis, series of years,
budget against final accounts, rates in brackets, the order of bodies, totals called by nothing."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from eval.checker.material import Cell, Item, Material, altered, only_value, pick
from eval.checker.statements import bare

CENT = Decimal("0.01")


def _cent(value: Decimal) -> Decimal:
    return value.quantize(CENT, ROUND_HALF_UP)


def answers(m: Material, n: int) -> Iterator[Item]:
    """答案：… / 依据：…: what the figure is of stands in the line behind it, or in the question before."""
    forms = ("答案：{F}\n依据：{H}{A}", "问：{H}的{A}是多少？\n答：{F}。", "结果：{F}\n来源：{H}，{A}")
    for form in forms:
        for c in pick(m, only_value(m, m.cells), n // 2):
            yield Item(
                "answer, basis", True, form.format(F=c.money, H=c.head, A=c.fact.label), (bare(c.fact.text),), form
            )
            wrong = altered(m.rng, c.fact.text)
            if m.unprinted(c, Decimal(bare(wrong))):
                text = form.format(F=wrong + c.unit, H=c.head, A=c.fact.label)
                yield Item("answer, basis, digit", False, text, (bare(wrong),), form)


def series(m: Material, n: int) -> Iterator[Item]:
    """Three years of one line: each of them, their sum, their mean, and what is out of order."""
    for c in pick(m, only_value(m, m.cells), n * 6):
        before = m.before(c)
        first = m.before(before[0]) if before else []
        if not first:
            continue
        run = (first[0], before[0], c)
        if len({o.value for o in run}) < 3:
            continue
        label, span = c.fact.label, f"{run[0].year}—{c.year}年"
        said = "、".join(o.money for o in run)
        figures = tuple(bare(o.fact.text) for o in run)
        yield Item("years, respectively", True, f"{span}，{c.who}{label}分别为{said}。", figures)
        turned = "、".join(o.money for o in (run[1], run[0], run[2]))
        yield Item("years, out of order", False, f"{span}，{c.who}{label}分别为{turned}。", figures[:2])
        total = sum((o.value for o in run), Decimal(0))
        mean = _cent(total / 3)
        text = f"{run[0].year}至{c.year}年，{c.who}{label}三年合计{{T}}{c.unit}，年均{{M}}{c.unit}。"
        yield Item("years, summed up", True, text.format(T=total, M=mean), (f"{total}", f"{mean}"))
        yield Item("years, wrong sum", False, text.format(T=total + 1, M=mean), (f"{total + 1}",))
        yield Item("years, wrong mean", False, text.format(T=total, M=mean + 1), (f"{mean + 1}",))
        a, b = run[1:]
        yield Item("years, arrow", True, f"{c.who}{label}：{a.year}年{a.money}→{b.year}年{b.money}", figures[1:])
        wrong = f"{c.who}{label}：{a.year}年{b.money}→{b.year}年{a.money}"
        yield Item("years, arrow, swapped", False, wrong, figures[1:])


def bracketed(m: Material, n: int) -> Iterator[Item]:
    """A rate that stands in brackets, or with a sign, and is called nothing."""
    known = [c for c in only_value(m, m.cells) if m.before(c)]
    for c in pick(m, known, n):
        o = m.before(c)[0]
        change = c.value - o.value
        rate, sign = _cent(abs(change) / o.value * 100), "+" if change > 0 else "-"
        word, other = ("增加", "-") if change > 0 else ("减少", "+")
        forms = {
            f"{c.head}中，{c.fact.label}{c.money}，比上年{word}{abs(change)}{c.unit}（{{R}}%）。": "",
            f"{c.who}{c.fact.label}——{o.year}年：{o.money}；{c.year}年：{c.money}（{{S}}{{R}}%）。": sign,
            f"{c.who}{c.year}年{c.fact.label}同比{{S}}{{R}}%。": sign,
        }
        for form, signed in forms.items():
            value = f"-{rate}" if signed == "-" else f"{rate}"
            yield Item("rate in brackets", True, form.format(R=rate, S=sign), (value,))
            wrong = f"-{rate + 3}" if signed == "-" else f"{rate + 3}"
            yield Item("rate in brackets, wrong", False, form.format(R=rate + 3, S=sign), (wrong,))
            if signed:
                turned = f"-{rate}" if other == "-" else f"{rate}"
                yield Item("rate, sign", False, form.format(R=rate, S=other), (turned,))


def both_kinds(m: Material, n: int) -> Iterator[Item]:
    """决算比预算少: one line of two disclosures of the same year."""
    final = [c for c in only_value(m, m.cells) if c.document.kind == "final"]
    planned = {c.key: c for c in m.cells if c.document.kind == "budget"}
    for c in pick(m, [c for c in final if c.key in planned], n * 2):
        b = planned[c.key]
        if b.unit != c.unit or len(m.of_kind[c.who, c.year, "budget", c.fact.label]) > 1:
            continue
        if len(m.of_kind[c.who, c.year, "final", c.fact.label]) > 1 or b.value == c.value:
            continue
        less, more = ("少", "多") if c.value < b.value else ("多", "少")
        gap = abs(c.value - b.value)
        head = f"{c.who}{c.year}年{c.fact.label}预算{b.money}，决算{c.money}，决算比预算"
        yield Item("final against budget", True, f"{head}{less}{gap}{c.unit}。", (f"{gap}",))
        yield Item("final against budget, turned", False, f"{head}{more}{gap}{c.unit}。", (f"{gap}",))
        yield Item("final against budget, wrong", False, f"{head}{less}{gap + 1}{c.unit}。", (f"{gap + 1}",))


def bodies(m: Material, n: int) -> Iterator[Item]:
    """The same line of two bodies: which is the larger one, by how much, and how many times."""
    for c in pick(m, only_value(m, m.cells), n * 4):
        others = {o.who: o for o in m.cells if o.fact.label == c.fact.label and o.year == c.year and o.who != c.who}
        fit = [
            o for o in others.values() if o.unit == c.unit and o.document.kind == c.document.kind and o.value < c.value
        ]
        fit = [o for o in fit if not m.akin(o.who, c.who) and len(m.printed[o.key]) == 1]
        if not fit or len(m.printed[c.key]) > 1:
            continue
        o, kind = m.rng.choice(fit), "决算" if c.document.kind == "final" else "预算"
        label, figures = c.fact.label, (bare(o.fact.text),)
        text = f"{c.year}年{kind}中，{c.who}的{label}（{c.money}）{{W}}{o.who}（{o.money}）。"
        yield Item("bodies, set against", True, text.format(W="高于"), figures)
        yield Item("bodies, turned", False, text.format(W="低于"), figures)
        order = f"{c.year}年{kind}中，{label}最高的是{{A}}（{{a}}），最低的是{{B}}（{{b}}）。"
        right = order.format(A=c.who, a=c.money, B=o.who, b=o.money)
        yield Item("bodies, ranked", True, right, (bare(c.fact.text), *figures))
        wrong = order.format(A=o.who, a=o.money, B=c.who, b=c.money)
        yield Item("bodies, ranked wrong", False, wrong, (bare(c.fact.text), *figures))
        gap = c.value - o.value
        apart = f"{c.year}年{kind}中，{c.who}与{o.who}的{label}相差{{D}}{c.unit}。"
        yield Item("bodies, apart", True, apart.format(D=gap), (f"{gap}",))
        yield Item("bodies, apart, wrong", False, apart.format(D=gap + 1), (f"{gap + 1}",))


def shares_of_years(m: Material, n: int) -> Iterator[Item]:
    """占比由…降至…: the second share is called nothing."""
    for c in pick(m, only_value(m, m.cells), n * 4):
        before = m.before(c)
        above, once = _above(m, c), _above(m, before[0]) if before else None
        if not before or above is None or once is None:
            continue
        now, then = _cent(c.value / above.value * 100), _cent(before[0].value / once.value * 100)
        if now == then:
            continue
        word, other = ("升至", "降至") if now > then else ("降至", "升至")
        text = f"{c.who}{c.fact.label}占{above.fact.label}的比重由{c.year - 1}年的{{a}}%{{w}}{c.year}年的{{b}}%。"
        yield Item("share of years", True, text.format(a=then, b=now, w=word), (f"{then}", f"{now}"))
        yield Item("share of years, turned", False, text.format(a=then, b=now, w=other), (f"{now}",))
        yield Item("share of years, swapped", False, text.format(a=now, b=then, w=other), (f"{then}", f"{now}"))


def _above(m: Material, c: Cell) -> Cell | None:
    found = [p for p in m.tables[c.fact.table_id] if p.fact.row == c.fact.row[:-1] and p.fact.col == c.fact.col]
    return found[0] if found and only_value(m, found[:1]) and found[0].value > c.value else None


def told_elsewhere(m: Material, n: int) -> Iterator[Item]:
    """What only sentences print: counts and marks, true and altered."""
    for c in pick(m, m.counted, n):
        fact = c.fact
        subject = (fact.subject or "").split("，")[-1]
        text = f"{c.head}说明：{subject}{{F}}{fact.unit}。"
        yield Item("count of prose", True, text.format(F=fact.text), (bare(fact.text),))
        wrong = f"{fact.amount.value + 3}"
        yield Item("count of prose, wrong", False, text.format(F=wrong), (wrong,))


THREADS = (answers, series, bracketed, both_kinds, bodies, shares_of_years, told_elsewhere)
