"""Questions that name no department: of all that disclose it, of the one that has it, or each one's figure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from qa.answer import Status
from qa.compose.draft import Draft
from qa.data.load import pattern
from qa.library import Body
from qa.operations import rank, sums
from qa.operations.ask import Ask
from qa.operations.counted_over import counts_of_each
from qa.operations.which import have, which
from qa.planner.operation import EVERY_BODY

MOST_BODIES = 40
"""Departments that are looked into for the one that has a thing, the likeliest first."""
MOST_COMPARED = 400
"""Departments that are compared or added up, where all are asked about."""
MOST_LISTED = 8
"""Departments whose figures are listed one by one, where the question may mean a single one."""
_EACH = re.compile("分别|各自|各有|各是|各")
_NAMED = 3
"""Departments that a note names."""

Operations = Mapping[str, Callable[[Ask], Status]]


@dataclass(frozen=True)
class _Looked:
    """The departments that a question without one is about."""

    all: int
    """How many the corpus has."""
    disclosing: tuple[Body, ...]
    """Those that have documents of the years asked for."""
    into: tuple[Body, ...]
    """Those that were looked into."""

    @property
    def partly(self) -> bool:
        return len(self.into) < len(self.disclosing)


def of_no_department(ask: Ask, question: str, operations: Operations) -> Status:
    """No department is named and there are several: what is asked of all of them, the one that has the thing, or each
    one's figure."""
    looked = _look(ask, question)
    run = operations.get(ask.plan.operation)
    if not looked.into or run is None:
        return _which(ask)
    if ask.plan.operation == "count" and (each := counts_of_each(ask, ask.library.bodies[:MOST_BODIES])) is not None:
        return each
    if ask.plan.operation in ("performance", "count", "define"):
        of_each = ask.plan.every_body and ask.plan.operation != "define"
        return _each_that_answers(ask, looked, run) if of_each else _first_that_answers(ask, looked.into, run)
    if ask.plan.operation == "share" and ask.plan.execution:
        ask.bodies = looked.into[: MOST_LISTED * 2]
        return _of_some(ask, looked, run(ask))
    held = holders(ask, looked.into)
    if ask.plan.metrics and len(held) == 1:
        ask.bodies = held
        status = run(ask)
        if not ask.plan.every_body:
            ask.say("only_one", dept=held[0].name)
        _left_out(ask, looked, held)
        _covered(ask, looked)
        return status
    if _of_all(ask) and held:
        ask.bodies = held
        status = _over(ask, run)
        _left_out(ask, looked, held)
        return _of_some(ask, looked, status)
    if held and ask.plan.operation in ("lookup", "compare", "sum") and len(held) <= MOST_LISTED:
        ask.bodies = held
        ask.say("no_department")
        return _of_some(ask, looked, run(ask))
    if not held and ask.plan.metrics:
        ask.bodies = looked.into[:1]
        ask.say("no_item", place=ask.t("corpus"), item=ask.plan.metrics[0].phrase)
        have(ask, ask.plan.metrics[0].phrase)
        return "not_disclosed"
    return _which(ask, held or looked.into)


def holders(ask: Ask, bodies: Sequence[Body]) -> tuple[Body, ...]:
    """The departments that print the first thing asked for; where none does, those that name it in a line of money."""
    solid, named = [], []
    for body in bodies:
        item = ask.of_year_before(ask.find(ask.metrics[0], body, ask.years(body)[0], ask.kinds(body)[0]))
        if item.quantity is not None or item.found.zero is not None:
            solid.append(body)
        elif item.found.mention is not None and item.found.mention.row is not None:
            named.append(body)
    return tuple(solid or named)


def _of_all(ask: Ask) -> bool:
    """Is it asked of all departments together: which has most, what do all spend, which are beyond a limit?"""
    lines = ask.plan.operation == "rank" and pattern("scopes", "which_line").search(ask.question)
    return ask.plan.every_body or (ask.plan.operation == "rank" and not lines)


def _look(ask: Ask, question: str) -> _Looked:
    years = set(ask.plan.years)
    every = ask.library.bodies
    disclosing = tuple(b for b in every if not years or years & set(b.years))
    if _of_all(ask):
        return _Looked(len(every), disclosing, disclosing[:MOST_COMPARED])
    likely = ask.library.holding(question, MOST_BODIES)
    return _Looked(len(every), disclosing, tuple(b for b in likely if b in disclosing)[:MOST_BODIES])


def _over(ask: Ask, run: Callable[[Ask], Status]) -> Status:
    """What is asked, over the departments of `ask`."""
    if ask.plan.summed and ask.plan.operation in ("lookup", "compare", "list", "sum"):
        return sums.total(ask)
    if ask.plan.filters.at_least or ask.plan.filters.at_most:
        return rank.beyond(ask, ask.items())
    return run(ask)


def _left_out(ask: Ask, looked: _Looked, held: Sequence[Body]) -> None:
    """Say which departments an answer about all of them leaves out, and why: no document of the year, no such item."""
    if not _of_all(ask):
        return
    years = "、".join(str(year) for year in ask.plan.years)
    absent = [b for b in ask.library.bodies if b not in looked.disclosing]
    if absent:
        ask.say("bodies_without_year", years=years, n=len(absent), list=_some(ask, absent))
    lacking = [b for b in looked.into if b not in held]
    if lacking and ask.plan.operation in ("count", "performance"):
        ask.say("bodies_without_word", n=len(lacking), list=_some(ask, lacking))
    elif lacking and ask.plan.metrics:
        ask.say("bodies_without_item", item=ask.plan.metrics[0].phrase, n=len(lacking), list=_some(ask, lacking))


def _some(ask: Ask, bodies: Sequence[Body]) -> str:
    """The names of a few of them."""
    named = ask.joined((body.name for body in bodies[:_NAMED]), "、")
    return named if len(bodies) <= _NAMED else ask.t("and_others", list=named)


def _covered(ask: Ask, looked: _Looked) -> bool:
    """Say which departments were looked into, where the corpus has more than are looked into one by one."""
    if not looked.partly:
        return False
    named = ask.joined((body.name for body in looked.into[:MOST_LISTED]), "、")
    key = "covered_first" if _of_all(ask) else "covered"
    ask.say(key, count=len(looked.into), all=looked.all, list=named)
    return True


def _of_some(ask: Ask, looked: _Looked, status: Status) -> Status:
    """What is told of each is told of those that were looked into: the greatest of them need not be the greatest."""
    return "partial" if _covered(ask, looked) and status == "answered" else status


def _which(ask: Ask, bodies: Sequence[Body] = ()) -> Status:
    which(ask, bodies)
    return "partial"


def _each_that_answers(ask: Ask, looked: _Looked, run: Callable[[Ask], Status]) -> Status:
    """各部门分别有几辆车: what each tells of it, and which do not."""
    told = tuple(b for b in looked.into[:MOST_BODIES] if run(_of_one(ask, b, Draft(ask.library, ask.language))) == "answered")
    if not told:
        return _which(ask)
    for body in told:
        run(_of_one(ask, body, ask.draft))
    ask.bodies = told
    _left_out(ask, looked, told)
    return _of_some(ask, looked, "answered" if len(told) == len(looked.into) else "partial")


def _of_one(ask: Ask, body: Body, draft: Draft) -> Ask:
    """The same, asked of one department."""
    topic = _EACH.sub("", EVERY_BODY.sub("", ask.plan.topic))
    return Ask(ask.plan.model_copy(update={"topic": topic}), ask.library, draft, (body,), False, ask.question)


def _first_that_answers(ask: Ask, bodies: Sequence[Body], run: Callable[[Ask], Status]) -> Status:
    for body in bodies:
        trial = _of_one(ask, body, Draft(ask.library, ask.language))
        if run(trial) == "answered":
            ask.draft, ask.bodies = trial.draft, (body,)
            return "answered"
    return _which(ask)
