"""What a text says of figures beside them: their order, what is left of them, one unit over all, fields, points."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from eval.checker.material import Cell, Item, Material, altered, only_value, pick
from eval.checker.statements import bare, pairs

CENT = Decimal("0.01")
_ORDER = (
    "{H}中，{A}和{B}分别是{FA}、{FB}，前者{w}后者。",
    "{H}中，{A}（{FA}）{w}{B}（{FB}）。",
)
_FIELDS = "部门：{W}；年度：{Y}；口径：{K}；项目：{A}；金额：{F}"


def ordered(m: Material, n: int) -> Iterator[Item]:
    """前者高于后者, 甲（5万元）高于乙（3万元）: figures that are right, in an order that is right or not."""
    for form in _ORDER:
        for a, b in pairs(m, n):
            slots = {"H": a.head, "A": a.fact.label, "B": b.fact.label, "FA": a.money, "FB": b.money}
            both = (bare(a.fact.text), bare(b.fact.text))
            yield Item("order of two", True, form.format(**slots, w="高于"), both, form)
            yield Item("order of two, wrong", False, form.format(**slots, w="低于"), both[1:], form)


def left_over(m: Material, n: int) -> Iterator[Item]:
    """扣除甲5万元后为3万元."""
    form = "{H}中，{A}{FA}，扣除{B}{FB}后为{D}{u}。"
    for a, b in pairs(m, n * 2):
        slots = {"H": a.head, "A": a.fact.label, "B": b.fact.label, "FA": a.money, "FB": b.money, "u": a.unit}
        rest = a.value - b.value
        yield Item("left over", True, form.format(**slots, D=rest), (f"{rest}",), form)
        yield Item("left over, wrong", False, form.format(**slots, D=rest + 1), (f"{rest + 1}",), form)


def under_one_unit(m: Material, n: int) -> Iterator[Item]:
    """（单位：万元）over numbers that have none of their own, and what is said in fields."""
    form = "{H}（单位：{u}）：{A} {FA}，{B} {FB}"
    for a, b in pairs(m, n * 2):
        slots = {"H": a.head, "A": a.fact.label, "B": b.fact.label, "u": a.unit}
        both = (a.fact.text, b.fact.text)
        if "." not in both[0] or "." not in both[1]:
            continue
        yield Item("one unit", True, form.format(**slots, FA=both[0], FB=both[1]), tuple(map(bare, both)), form)
        wrong = altered(m.rng, both[1])
        if m.unprinted(b, Decimal(bare(wrong))):
            text = form.format(**slots, FA=both[0], FB=wrong)
            yield Item("one unit, digit", False, text, (bare(wrong),), form)
    for c in pick(m, only_value(m, m.cells), n * 2):
        kind = "决算" if c.document.kind == "final" else "预算"
        slots = {"W": c.who, "Y": str(c.year), "K": kind, "A": c.fact.label}
        yield Item("fields", True, _FIELDS.format(**slots, F=c.money), (bare(c.fact.text),), _FIELDS)
        wrong = altered(m.rng, c.fact.text)
        if m.unprinted(c, Decimal(bare(wrong))):
            text = _FIELDS.format(**slots, F=wrong + c.unit)
            yield Item("fields, digit", False, text, (bare(wrong),), _FIELDS)


def points(m: Material, n: int) -> Iterator[Item]:
    """占…的20%，比上年提高1个百分点: by how much a share is another one than the year before."""
    form = "{H}中，{A}占{B}的{S}%，比上年{w}{P}个百分点。"
    for a, b in pairs(m, n * 4):
        before = [_only(m.before(cell)) for cell in (a, b)]
        shares = [_share(one, other) for one, other in ((b, a), (before[1], before[0])) if one and other]
        if len(shares) < 2 or abs(shares[0] - shares[1]) < CENT * 3:
            continue
        gap, up = abs(shares[0] - shares[1]), shares[0] > shares[1]
        slots = {"H": a.head, "A": b.fact.label, "B": a.fact.label, "S": shares[0]}
        right, wrong = ("提高", "下降") if up else ("下降", "提高")
        yield Item("points", True, form.format(**slots, w=right, P=gap), (f"{gap}",), form)
        yield Item("points, the other way", False, form.format(**slots, w=wrong, P=gap), (f"{gap}",), form)
        yield Item("points, wrong", False, form.format(**slots, w=right, P=gap + 1), (f"{gap + 1}",), form)


def _only(cells: list[Cell]) -> Cell | None:
    return cells[0] if len({cell.value for cell in cells}) == 1 else None


def _share(part: Cell, whole: Cell) -> Decimal:
    return (part.value / whole.value * 100).quantize(CENT, ROUND_HALF_UP) if whole.value else Decimal(0)


SAID = (ordered, left_over, under_one_unit, points)
