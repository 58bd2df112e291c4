"""Sentences that compute: shares, differences, sums, averages, multiples, changes over years, rates of completion."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from eval.checker.material import Cell, Item, Material, in_chinese, only_value, pick
from eval.checker.statements import bare, frames, head_of, pairs

CENT = Decimal("0.01")


def _cent(value: Decimal) -> Decimal:
    return value.quantize(CENT, ROUND_HALF_UP)


def computed(m: Material, n: int) -> Iterator[Item]:
    """Shares, differences, sums, averages and multiples of two rows."""
    for family, groups in frames().items():
        if family in ("share", "difference", "sum", "average", "ratio"):
            for group, forms in groups.items():
                for form in forms:
                    for a, b in pairs(m, n // 4 + 1):
                        yield from _computed(m, family, group, form, a, b)


def _computed(m: Material, family: str, group: str, form: str, a: Cell, b: Cell) -> Iterator[Item]:
    if family == "share":
        above = [p for p in m.tables[a.fact.table_id] if p.fact.row == a.fact.row[:-1] and p.fact.col == a.fact.col]
        if above and only_value(m, above) and above[0].value > a.value:
            b = above[0]
        else:
            a, b = b, a
    slots = head_of(a) | {"A": a.fact.label, "B": b.fact.label, "FA": a.money, "FB": b.money}
    unit = a.unit
    for true, kind, changed, value in _results(family, a, b):
        if "{SC}" in form and value == value.to_integral_value():
            continue
        if not true and m.comes_out(family, a, b, value):
            continue
        result = f"{value}"
        filled = slots | {
            "S": result,
            "SC": in_chinese(value) if value > 0 else "",
            "D": result + unit,
            "T": result + unit,
        }
        filled |= {"V": result + unit, "X": result}
        if changed == "the other way":
            filled |= {"A": b.fact.label, "B": a.fact.label, "FA": b.money, "FB": a.money}
            if group == "apart" or family in ("sum", "average"):
                continue
        yield Item(kind, true, form.format(**filled), () if "{SC}" in form else (result,), form)


def _results(family: str, a: Cell, b: Cell) -> Iterator[tuple[bool, str, str, Decimal]]:
    """(true, kind, what is changed, the result)."""
    x, y = a.value, b.value
    if family == "share":
        right = _cent(x / y * 100)
        yield True, family, "", right
        yield False, "share, wrong", "", right + Decimal("1.5")
        rough = (x / y * 100).quantize(Decimal("0.1"), ROUND_HALF_UP)
        if right < 90 and right != rough:
            yield True, "share, rounded", "", rough
            yield False, "share, rounding direction", "", rough + (Decimal("0.1") if rough < right else -Decimal("0.1"))
        if abs(_cent(x / (x + y) * 100) - right) > CENT * 5:
            yield False, "share, wrong base", "", _cent(x / (x + y) * 100)
        if right > 1:
            yield False, "share, the other way", "the other way", right
    elif family == "difference":
        yield True, family, "", x - y
        yield False, "difference, wrong", "", x - y + 1
        yield False, "difference, the other way", "the other way", x - y
    elif family == "sum":
        yield True, family, "", x + y
        yield False, "sum, wrong", "", x + y + CENT * 100
        yield False, "sum, is a difference", "", abs(x - y)
    elif family == "average":
        yield True, family, "", _cent((x + y) / 2)
        yield False, "average, wrong", "", _cent((x + y) / 2 + 1)
        yield False, "average, is the sum", "", x + y
    elif x / y > Decimal("1.2"):
        yield True, "multiple", "", _cent(x / y)
        yield False, "multiple, wrong", "", _cent(x / y + 1)
        yield False, "multiple, the other way", "the other way", _cent(x / y)


def over_years(m: Material, n: int) -> Iterator[Item]:
    """Changes against last year, which another disclosure or the same table prints."""
    known = [c for c in only_value(m, m.cells) if m.before(c)]
    for group, forms in frames()["change"].items():
        for form in forms:
            for c in pick(m, known, n // 4 + 1):
                yield from _changed(m, group, form, c, m.before(c)[0])


UP = {"up": "增加", "more": "多", "grow": "增长", "span": "增幅", "upto": "增加到", "moreE": "more", "growE": "rose"}
DOWN = {"up": "减少", "more": "少", "grow": "下降", "span": "降幅", "upto": "减少到", "moreE": "less", "growE": "fell"}


def _changed(m: Material, group: str, form: str, c: Cell, o: Cell) -> Iterator[Item]:
    change, rate = c.value - o.value, _cent(abs(c.value - o.value) / o.value * 100)
    slots = head_of(c) | {"A": c.fact.label, "Z": c.year - 1, "F": c.money, "G": o.money}
    words, turned = (UP, DOWN) if change > 0 else (DOWN, UP)
    result = {"amount": abs(change), "rate": rate}.get(group)

    def said(value: Decimal | None, way: dict[str, str], **more: str) -> str:
        return form.format(**(slots | way | {"D": f"{abs(change)}{c.unit}", "R": rate} | more))

    if group == "both":
        figures = (bare(o.fact.text), bare(c.fact.text))
        yield Item("change, both years", True, said(None, words), figures, form)
        text = form.format(**(slots | words | {"F": o.money, "G": c.money}))
        yield Item("change, years swapped", False, text, figures, form)
        if "{upto}" in form:
            yield Item("change, direction", False, said(None, turned), (bare(c.fact.text),), form)
        return
    kind = f"change, {group}"
    key = "D" if group == "amount" else "R"
    unit = c.unit if group == "amount" else ""
    yield Item(kind, True, said(result, words), (f"{result}",), form)
    yield Item(f"{kind}, direction", False, said(result, turned), (f"{result}",), form)
    assert result is not None
    yield Item(f"{kind}, wrong", False, said(result, words, **{key: f"{result + 1}{unit}"}), (f"{result + 1}",), form)
    if group == "rate":
        base = _cent(abs(change) / c.value * 100)
        if abs(base - rate) > CENT * 2:
            yield Item("change, wrong base", False, said(result, words, R=f"{base}"), (f"{base}",), form)
        points = said(result, words).replace("%", "个百分点")
        if "个百分点" in points and "by" not in form:
            yield Item("points for percent", False, points, (f"{result}",), form)


def completion(m: Material, n: int) -> Iterator[Item]:
    """Budget and outcome of one row of final accounts."""
    known = [(c, b) for c in only_value(m, m.cells) if c.document.kind == "final" for b in m.budgeted(c)[:1]]
    for group, forms in frames()["completion"].items():
        for form in forms:
            for c, b in m.rng.sample(known, min(len(known), n // 4 + 1)):
                rate = _cent(c.value / b.value * 100)
                slots = head_of(c) | {"A": c.fact.label, "F": c.money, "G": b.money, "R": rate}
                if group == "both":
                    figures = (bare(b.fact.text), bare(c.fact.text))
                    yield Item("budget and outcome", True, form.format(**slots), figures, form)
                    text = form.format(**(slots | {"F": b.money, "G": c.money}))
                    yield Item("budget and outcome swapped", False, text, figures, form)
                    continue
                yield Item("completion", True, form.format(**slots), (f"{rate}",), form)
                wrong = rate + Decimal("1.3")
                yield Item("completion, wrong", False, form.format(**(slots | {"R": wrong})), (f"{wrong}",), form)
