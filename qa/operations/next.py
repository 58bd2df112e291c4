"""What may be asked next: only what the disclosures answer, and what makes sense to ask."""

from __future__ import annotations

from index.normal import bare
from qa.lexicon import TOTALS, concept_of
from qa.operations.ask import Ask, Item
from qa.operations.changes import said_changes
from qa.operations.parts import parts_of
from qa.resolve.scope import slots


def follow(ask: Ask, item: Item) -> None:
    """The change on the year before, the share of the total, what it is made up of: each where there is an answer."""
    q = item.quantity
    if q is None or item.metric.within or q.unit is None or q.unit.dimension != "money":
        return
    words = {"dept": item.body.name, "year": item.year, "item": _name(item)}
    before = ask.find(item.metric, item.body, item.year - 1, item.kind or item.shown_kind)
    if before.quantity is not None or any(c.aspect == "change" for c in said_changes(ask, item)):
        ask.suggest([ask.t("ask_growth", **words)])
    if not is_total(item) and not _of_another_side(item) and q.table is not None:
        ask.suggest([ask.t("ask_share", **words)])
    slot = next(iter(slots(ask.library, item.body, item.year, item.kind, ask.plan.level)), None)
    if slot is not None and slot.own and len(parts_of(item.metric, slot, None, q)[0]) > 1:
        ask.suggest([ask.t("ask_list", **words)])


def is_total(item: Item) -> bool:
    """Is it a total itself, so that its share of the total says nothing?"""
    concept = concept_of(item.metric.key or bare(item.metric.phrase))
    return concept is not None and concept.name in {*TOTALS, "财政拨款收支总计"}


def _of_another_side(item: Item) -> bool:
    label = item.quantity.label if item.quantity else ""
    return any(word in label for word in ("收入", "结转", "结余", "拨款"))


def _name(item: Item) -> str:
    assert item.quantity is not None
    label = item.quantity.label
    return item.metric.phrase.strip('"“”') if item.metric.code is None and ("（" in label or "“" in label) else label
