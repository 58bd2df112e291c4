"""What is said beside a figure: where it stands, other scopes, contradictions, which reading was taken."""

from __future__ import annotations

import re
from decimal import Decimal

from corpus.model import Interval, Kind
from index.normal import bare
from qa.answer import Alternative
from qa.arithmetic import Cell, Difference, Sum, exact
from qa.data.load import read
from qa.evidence.entry import own_unit
from qa.lexicon import terms_of
from qa.operations.ask import GENERAL, Ask, Item
from qa.operations.parts import lines_below
from qa.plan import Metric
from qa.resolve.locate import locate


def beside(ask: Ask, item: Item, brief: bool = False) -> None:
    """The notes of one figure: derivation, parts, scopes, contradictions."""
    q = item.quantity
    if q is None:
        return
    if item.found.reason == "flat":
        ask.say("derived_flat", dept=item.body.name, year=item.year, kind=ask.t(item.shown_kind), next=item.year + 1)
    elif item.found.judgement == "derived":
        ask.say("derived", dept=item.body.name, year=item.year, kind=ask.t(item.shown_kind), next=item.year + 1,
                expression=ask.draft.working(q.expression))
    elif not isinstance(q.expression, Cell) and not brief:
        facts = [ask.draft.printed(f) for f in q.facts]
        ask.say("parts_of", table=q.table or "", note=q.note or q.label, expression=" + ".join(facts))
    if not brief:
        for other in item.found.others[:2]:
            wider = other.comparable and q.comparable and exact(other.expression) > exact(q.expression)
            key = other.note if other.note in ("this_year", "version") else "other_scope_wider" if wider else "other_scope"
            ask.say(key, table=other.table or "", label=other.label, amount=ask.draft.quantity(other), document=other.document.name)
            if key == "version":
                ask.warnings.append(ask.t("two_versions", first=q.document.name, second=other.document.name))
    conflicts(ask, item)


def conflicts(ask: Ask, item: Item) -> None:
    """What the disclosure says elsewhere of the same thing."""
    q = item.quantity
    for conflict in item.found.conflicts[:1]:
        said = ask.draft.printed(conflict.fact, against=True)
        if q is not None and q.table is not None:
            ask.say("conflict", said=said, amount=ask.draft.quantity(q))
        else:
            ask.say("conflict_prose", said=said)


def adds_up(ask: Ask, item: Item) -> None:
    """Where the lines below a printed total do not make it, and rounding does not explain it, say so."""
    q = item.quantity
    if q is None or not isinstance(q.expression, Cell) or q.table is None or item.found.judgement != "exact":
        return
    book = ask.library.book(q.document)
    facts = lines_below(q.facts[0], book)
    if len(facts) < 2 or any(f.unit != q.facts[0].unit for f in facts):
        return
    added = Sum(tuple(Cell(f) for f in facts))
    gap = Difference(added, q.expression)
    printed = q.facts[0].amount.interval()
    total = Interval(Decimal(0), Decimal(0))
    for fact in facts:
        total = total + fact.amount.interval()
    if total.meets(printed):
        return
    decimals = max(q.decimals, *(f.amount.decimals for f in facts))
    ask.say("adds_up", sum=ask.draft.computed(added, decimals, q.unit), total=ask.draft.quantity(q),
            gap=ask.draft.computed(gap, decimals, q.unit, absolute=True))


def also(ask: Ask, item: Item) -> None:
    """开会花多少: where another line is printed that the word may mean as well, it is said beside the one that was taken."""
    for name in read("also")["lines"].get(bare(item.metric.phrase), ()):
        other = ask.find(Metric(phrase=name), item.body, item.year, item.kind)
        q = other.quantity
        if q is None or other.found.judgement != "exact" or item.quantity is None or not (q.comparable and item.quantity.comparable):
            continue
        if exact(q.expression) != exact(item.quantity.expression) and bare(q.label) != bare(item.quantity.label):
            ask.say("also", word=item.metric.phrase, item=ask.t("item", label=q.label), amount=ask.draft.quantity(q, ask.plan.unit))
            return


_ONE_YEAR = re.compile("今年|去年|前年|大前年|上一?年|本年|明年|后年|当年|这一年|(this|last|next) year")


def _with_units(item: Item) -> bool:
    """Is its figure of a department with its units, and of no row of its own unit?"""
    q = item.quantity
    if q is None or q.document.level != "department":
        return False
    return not any(own_unit(label) for f in q.facts for label in f.row)


def readings(ask: Ask, items: list[Item]) -> None:
    """Which year, kind and level were taken where the question leaves it open, and the other readings."""
    first = items[0]
    if not ask.plan.years and len(first.body.years) > 1 and len({i.year for i in items}) == 1:
        ask.say("newest", year=first.year)
    elif not ask.plan.years and len({i.body.name for i in items}) > 1 and len({i.year for i in items}) > 1:
        ask.say("mixed_years")
    elif ask.plan.relative_year and _ONE_YEAR.search(ask.question) and {i.year for i in items} != set(first.body.years):
        ask.say("relative", years="、".join(str(y) for y in dict.fromkeys(i.year for i in items)))
    if ask.plan.kinds and not ask.plan.kinds_sure and ask.plan.kinds[0] == "final" and first.shown_kind == "budget":
        ask.say("kind_missing")
        ask.budget_only = True
    if ask.plan.level == "unit" and "本级" in ask.question and any(_with_units(i) for i in items):
        ask.say("with_units", dept=first.body.name)
        ask.units_too = True
    if any(i.metric == GENERAL for i in items) and GENERAL not in ask.plan.metrics:
        ask.say("general_only")
    said = bare(first.metric.phrase)
    for term in terms_of(first.metric.key or said)[1:3]:
        if said not in {bare(n) for n in term.names} and first.quantity is not None and term.name != first.quantity.label:
            words = {"dept": first.body.name, "year": first.year, "item": term.name}
            if not ask.find(Metric(phrase=term.name), first.body, first.year, first.kind).found.solid:
                continue
            ask.alternatives.append(Alternative(question=ask.t("ask_item", **words), why=ask.t("alt_word_why", word=first.metric.phrase)))
    held = first.body.of(first.year, None, None)
    levels = {d.level for d in first.body.documents if d.year == first.year and d.level}
    if len(levels) > 1 and ask.plan.level is None:
        ask.say("level")
        if locate(ask.library, first.metric, first.body, first.year, first.kind, "unit").solid:
            ask.alternatives.append(Alternative(
                question=ask.t("alt_unit", dept=first.body.name, year=first.year, item=first.metric.phrase), why=ask.t("alt_unit_why")
            ))
    kinds = {d.kind for d in held if d.kind}
    if len(kinds) > 1 and not ask.plan.kinds:
        other: Kind = "final" if first.shown_kind == "budget" else "budget"
        kind = ask.t(other)
        if locate(ask.library, first.metric, first.body, first.year, other, ask.plan.level).solid:
            ask.alternatives.append(Alternative(
                question=ask.t("alt_kind", dept=first.body.name, year=first.year, item=first.metric.phrase, kind=kind),
                why=ask.t("alt_kind_why", kind=kind),
            ))
