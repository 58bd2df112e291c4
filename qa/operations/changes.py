"""What the prose says of a change against the year before."""

from __future__ import annotations

import re

from corpus.model import Fact
from qa.evidence.claims import Claim
from qa.operations.ask import Ask, Item
from qa.plan import Metric
from qa.resolve.prose import changes_on, of_amount
from qa.resolve.together import EQUALS, is_total


def said_changes(ask: Ask, now: Item) -> list[Claim]:
    """What the prose says of the change: amounts and percentages."""
    out: list[Claim] = []
    for metric in (now.metric, *_same_amount(ask, now)):
        for document in now.body.of(now.year, now.shown_kind, ask.plan.level):
            book = ask.library.book(document)
            found = changes_on(metric, book, now.shown_kind, now.quantity)
            out += [c for c in found if now.quantity is None or of_amount(c, book, now.quantity)]
        if out:
            break
    return out


_ON_LAST_YEAR = re.compile("(为|占|是|比|较)(上年|去年)[^%％]*([%％]|百分比|比例|比率)|(比|较)(上年|去年)[^%％]*(增减|增长|变动)率?$|^同比.*([%％]|率)")


def printed_rate(ask: Ask, now: Item) -> Fact | None:
    """The percentage against the year before that its own row prints: 决算数为上年决算数的%."""
    fact = now.quantity.facts[0] if now.quantity is not None and now.quantity.printed else None
    if fact is None or fact.table_id is None or now.quantity is None:
        return None
    entries = ask.library.book(now.quantity.document).of_table(fact.table_id)
    own = next((e for e in entries if e.fact.id == fact.id), None)
    beside = (e.fact for e in entries if own is not None and e.row.id == own.row.id)
    rates = (f for f in beside if f.unit == "%" and f.col)
    return next((f for f in rates if _ON_LAST_YEAR.search(re.sub(r"\s", "", f.col[-1]))), None)


def _same_amount(ask: Ask, now: Item) -> list[Metric]:
    """For a total: the totals of its sources that are the same amount, when all the money comes from one source."""
    if now.quantity is None or not is_total(now.metric):
        return []
    out = []
    for name in EQUALS:
        other = ask.find(Metric(phrase=name), now.body, now.year, now.kind)
        if other.quantity is not None and other.quantity.exact == now.quantity.exact:
            out.append(other.metric)
    return out
