"""What comes to each of a number of things: a printed total, or number, by a printed number."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.model import YUAN, Unit
from qa.answer import Status
from qa.arithmetic import Cell, Each, Expression, exact
from qa.data.load import read
from qa.evidence.around import is_bought
from qa.evidence.book import Book
from qa.operations.ask import TOTAL, Ask
from qa.operations.hits import MONEY, Hit, beside, hit_of
from qa.operations.numbers import books_of, number_of, place_of, told_number
from qa.plan import Metric
from qa.planner.plan import parse

_EACH = re.compile("(?:每|(?P<one>一))(?P<unit>辆|台|名|位|个|户|批次|批|人次|次|家|所|间)")
_MEAN = re.compile("平均|均摊|摊到")
_YEARLY = re.compile("每一?年|一年")
_PAID = re.compile("钱|元|费|金|款|补|预算|支出")
_WHOSE = re.compile("[^花要多几平领补用能得是的运养发安]{1,8}")
_CAR = re.compile("(公务用车|公务车|公家车|公车|用车|车辆|车)(?!间|库|位|站)")
_VISITED = ("批", "批次", "次", "人次")
_ANYBODY = re.compile("人(?!大|民)|员工|人员|职员")
_PEOPLE = ("人", "名", "位")


@dataclass(frozen=True)
class Whole:
    """What is divided: its name, its figure as set into the text, what it rests on, the unit to show."""

    item: str
    figure: str
    expression: Expression
    unit: Unit | None


def for_each(ask: Ask, question: str) -> Status | None:
    """平均每辆车运行费多少, 平均一个班多少学生: a printed total by a printed number of things."""
    found, mean = _EACH.search(question), _MEAN.search(question)
    if found is None or not (mean or (not found["one"] and found["unit"] in "辆户批")):
        return None
    said = _WHOSE.match(question, found.end())
    heads, thing = _heads(books_of(ask), found["unit"], said[0] if said else "", question)
    if heads is None or exact(Cell(heads.claim.fact)) == 0:
        return None
    rest = _YEARLY.sub("", _MEAN.sub("", question[: found.start()] + question[found.end() :]))
    whole = _counted_whole(ask, rest, found, heads) or _paid_whole(ask, rest, thing, heads)
    if whole is None:
        return None
    name, b = told_number(ask, heads, thing)
    expression = Each(whole.expression, Cell(heads.claim.fact))
    small = whole.unit is not None and whole.unit.dimension == "money" and exact(expression) < 10**whole.unit.power
    amount = ask.draft.computed(expression, 2, YUAN if small else whole.unit)
    place = place_of(ask, heads)
    ask.say(
        "for_each", place=place, item=whole.item, a=whole.figure, thing=name, b=b, unit=found["unit"], amount=amount
    )
    ask.say("computed", expression=ask.draft.working(expression))
    ask.say("for_each_note")
    return "answered"


def _heads(books: list[Book], unit: str, said: str, question: str) -> tuple[Hit | None, str]:
    """The number that a total is divided by, and the words that name the thing: the longest of which one is told."""
    if unit == "辆" and re.search("买|购|更新", question):
        bought = (Hit(1.0, c, book) for book in books for c in book.claims if is_bought(c))
        return next(bought, None), "车"
    if unit == "辆":  # what is paid for cars is paid for all of them
        own = _CAR.match(question.split(unit, 1)[-1])
        held = (
            Hit(1.0, c, book)
            for book in books
            for c in book.claims
            if c.fact.unit == unit and c.aspect == "value" and "保有量" in c.subject
        )
        return (
            (next(held, None) or number_of(books, "车", "辆"), own[0]) if own else (None, "")
        )  # 保有量: what the running costs are of
    guests = "接待" in question and re.match("[人客]|来宾", said)
    if unit in _VISITED or guests:
        thing = guests[0] if guests else "人" if said.startswith("人") else ""
        parties = hit_of("接待多少批", books, "final")
        if "批" in unit:
            return parties, thing
        visits = "接待多少人次" if guests else f"接待多少{unit}"
        return hit_of(visits, books, "final") or beside("多少人次", parties, question), thing
    if not said and unit == "户":
        only = [(c, book) for book in books for c in book.claims if c.fact.unit == unit and c.aspect == "value"]
        return (Hit(1.0, *only[0]), "") if len(only) == 1 else (None, "")
    if _ANYBODY.match(said):
        return None, ""  # 每个人: of which people is not said
    for end in range(len(said), 0, -1):
        if end == 1 and said[0] not in "村班":
            continue
        if (hit := number_of(books, said[:end], unit)) is not None:
            return hit, said[:end]
    return None, ""


def _counted_whole(ask: Ask, rest: str, found: re.Match[str], heads: Hit) -> Whole | None:
    """平均一个班多少学生: where what is divided is a number of things too."""
    nouns = "|".join(map(re.escape, (*read("counted")["nouns"], "人")))
    many = re.search(f"(?:多少|几)(?:个|名|位)?(?P<thing>{nouns})", rest)
    if many is None or _PAID.search(rest[found.start() :]):
        return None
    visitors = found["unit"] in _VISITED and "人" in many["thing"]
    asked = "接待多少人次" if visitors else "总人口多少万人" if many["thing"] == "人" else f"多少{many['thing']}"
    hit = hit_of(asked, [heads.book], "final")
    if hit is None or hit.claim.fact.id == heads.claim.fact.id or hit.claim.fact.unit in MONEY:
        return None
    name, figure = told_number(ask, hit)
    return Whole(name, figure, Cell(hit.claim.fact), None)


def _paid_whole(ask: Ask, rest: str, thing: str, heads: Hit) -> Whole | None:
    """The amount that the question names besides what it is divided by; all spending only where it names nothing."""
    unit, cars = heads.claim.fact.unit, heads.claim.fact.unit == "辆"
    if cars and re.search("买|购|更新", rest):
        metrics = [Metric(phrase="公务用车购置费")]
    else:
        texts = (
            [rest.replace(thing, "", 1), *([rest.replace(thing, "公务用车", 1)] if cars else []), rest]
            if thing
            else [rest]
        )
        plans = [parse(text, (), ask.library).plan for text in texts]
        plain = not plans[0].metrics and not plans[0].leftover
        metrics = [TOTAL] if plain and unit in _PEOPLE else []  # all spending is of people, and of no cars or villages
        metrics += [m for plan in plans for m in plan.metrics[:1] if m.known]
    body, document = ask.bodies[0], heads.book.document
    for metric in metrics:
        item = ask.find(metric, body, ask.years(body)[-1], document.kind)
        quantity = item.quantity
        if (
            quantity is not None
            and item.found.judgement == "exact"
            and quantity.comparable
            and quantity.unit is not None
            and quantity.unit.dimension == "money"  # how many there are is not what is paid for them
            and quantity.document.kind == document.kind
        ):
            return Whole(ask.name(item), ask.amount(item), quantity.expression, quantity.unit)
    return None
