"""The programmes that have chapters of their own (…专项经费情况说明), where only their kind is named: 有哪些政策资金专项."""

from __future__ import annotations

import re

from index.normal import bare, plain
from qa.answer import Status
from qa.evidence.projects import project_names
from qa.library import Body
from qa.operations.ask import Ask, Item
from qa.plan import Metric

_KIND = re.compile("(?P<of>(?:政策|财政|补助|扶持|专项)*(?:政策|资金|补助|扶持)?)(?:专项|资金|项目|经费)*")


def programmes(ask: Ask, item: Item) -> Status | None:
    """Each with its amount, in printed order; None where more than a kind is named, or no chapter is of one."""
    asked = bare(item.metric.whole) or item.metric.key or bare(item.metric.phrase)
    kind = _KIND.fullmatch(asked)
    if kind is None:
        return None
    headings = _headings(ask, item.body, item.year)
    of = next((w for w in (kind["of"], re.sub("(专项|资金)*$", "", kind["of"])) if any(w in bare(h) for h in headings)), "")
    named = [h for h in headings if of and of in bare(h)] or headings
    found = _found(ask, item, named)
    if not any(_has_amount(i) for i in found):
        return None
    ask.say("programmes", place=ask.place(found[0]), n=len(found))
    _rows(ask, found)
    others = _found(ask, item, [h for h in headings if h not in named])
    if others:
        ask.say("programmes_other", kind=of, n=len(others))
        _rows(ask, others)
    return "answered"


def _found(ask: Ask, item: Item, headings: list[str]) -> list[Item]:
    names = dict.fromkeys(map(_name, headings))
    return [ask.find(Metric(phrase=name), item.body, item.year, item.kind) for name in names]


def _has_amount(item: Item) -> bool:
    return item.quantity is not None and item.found.judgement == "exact"


def _rows(ask: Ask, items: list[Item]) -> None:
    for one in items:
        amount = ask.amount(one) if _has_amount(one) else ask.t("no_amount")
        ask.draft.say("- " + ask.t("row", label=one.metric.phrase, amount=amount))


def _headings(ask: Ask, body: Body, year: int) -> list[str]:
    """The headings of such chapters, once each, in the newest disclosure of that year."""
    for document in body.of(year, None, ask.plan.level):
        passages = ask.library.book(document).disclosure.passages
        found = list(dict.fromkeys(h for p in passages for h in p.section if project_names(h)))
        if found:
            return found
    return []


def _name(heading: str) -> str:
    names = project_names(heading)
    return names[1] if re.search(r"\(", plain(heading)) and len(names) > 1 else names[0]
