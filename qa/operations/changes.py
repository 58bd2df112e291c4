"""What the prose says of a change against the year before."""

from __future__ import annotations

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
