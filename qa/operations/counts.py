"""What is computed with numbers of things: their sum, how many more of one than of another, what comes to each of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.model import Unit
from index.normal import bare, normalise
from qa.answer import Status
from qa.arithmetic import Cell, Difference, Each, Expression, Sum, exact
from qa.data.load import read
from qa.evidence.around import before, behind
from qa.evidence.book import Book
from qa.library import Body
from qa.operations.ask import TOTAL, Ask
from qa.operations.hits import MONEY, Hit, hit_of, is_cars, units_of, written
from qa.operations.pieces import is_bought
from qa.plan import Metric
from qa.planner.plan import parse

_UNIT = "辆|台|人|名|位|个|家|所|户|件|处|批|次"
_THING = "[^，。；？?和与及跟、比加多少几]{2,14}"
_SUM = re.compile(
    f"(?P<first>{_THING})(?:和|与|及|跟|、|加上?)(?P<second>{_THING}?)(?:一共|总共|共|加起来|加一起|合起来|加在一起|合在一起|加一块|合计)"
    f"[^，。？?]{{0,4}}?(?:多少|几)(?P<unit>{_UNIT})"
)
_MORE = re.compile(f"(?P<first>{_THING})比(?P<second>(?!上年|去年|前年|上一年|[0-9]){_THING})(?:多|少)(?:了|出)?(?:多少|几)(?P<unit>{_UNIT})")
_EACH = re.compile("(?:每|(?P<one>一))(?P<unit>辆|台|名|位|个|户|批次|批|人次|次|家|所|间)")
_MEAN = re.compile("平均|均摊|摊到")
_PAID = re.compile("钱|元|费|金|款|补|预算|支出")
_WHOSE = re.compile("[^花要多几平领补用能得是的运养发安]{1,8}")
_VISITED = ("批", "批次", "次", "人次")


def counts(ask: Ask) -> Status | None:
    """The answer to a question that asks for such a computation; None where it asks for none, or a number is not told."""
    question = written(normalise(ask.question).text)
    if len(ask.bodies) != 1 or ask.language != "zh":
        return None
    return _between_years(ask, question) or _against(ask, question) or _each(ask, question)


_WHO_MOST = re.compile("(?P<who>谁|哪(个|家|一个|一家)(部门|单位|局)?)[^，。？?]*(?P<how>最多|最少|更多|更少|多|少)")
_SAID_OF_ALL = re.compile("(这|那|几|各|所有|全部|[0-9一二两三四五六七八九十])*(个|家)?(单位|部门|机关|局)(里面?|中间?|当中|之中|的)?|谁|最多|最少|更多|更少|哪[个家]|各|的")


def counts_of_each(ask: Ask, bodies: Sequence[Body]) -> Status | None:
    """这几家单位里谁的公车最少: the number that each body tells, in order; None where not two of them do."""
    question = written(normalise(ask.question).text)
    who = _WHO_MOST.search(question)
    topic = re.sub(r"[\s?？]", "", _SAID_OF_ALL.sub("", written(ask.plan.topic)))
    units = units_of(question)
    if who is None or ask.language != "zh" or not units or units[0] in MONEY:
        return None
    piece = "多少辆车" if units == ("辆",) and is_cars(re.sub("多少|几|有|辆", "", topic)) else f"{topic}多少{units[0]}"
    told: list[tuple[Body, int, Hit]] = []
    for body in bodies:
        year = ask.years(body)[0]
        books = [ask.library.book(d) for d in body.of(year, ask.kinds(body)[0], ask.plan.level)]
        if (hit := hit_of(piece, books, "final")) is not None and hit.score > 0.6:
            told.append((body, year, hit))
    if len(told) < 2:
        return None
    least = "少" in who["how"]
    told.sort(key=lambda t: exact(Cell(t[2].claim.fact)), reverse=not least)
    body, year, hit = told[0]
    label = re.sub("([共总]计?|共有|[为是])+$", "", before(hit.claim) or behind(hit.claim) or hit.claim.subject)
    ask.say("rank", item=label if units != ("辆",) else "车辆", word=ask.t("least" if least else "most"), first=body.name,
            amount=ask.draft.printed(hit.claim.fact))
    for body, year, hit in told:
        place = ask.place_of(body, year, hit.book.document.kind)
        ask.draft.say("- " + ask.t("row", label=place, amount=ask.draft.printed(hit.claim.fact)))
    missing = [b.name for b in bodies if b not in [t[0] for t in told]]
    if missing:
        ask.say("part_missing", list="、".join(missing))
    return "partial" if missing else "answered"


def _books(ask: Ask, year: int | None = None) -> list[Book]:
    body = ask.bodies[0]
    documents = body.of(year or ask.years(body)[0], ask.kinds(body)[0], ask.plan.level)
    return [ask.library.book(document) for document in documents]


_YEARS = re.compile(f"(?P<now>[0-9]{{4}})年?度?(?:比|较|跟|和|与)(?P<base>[0-9]{{4}})年?度?(?:相比)?(?P<way>[^，。？?]*?[多少增减])[^，。？?]*?(?:多少|几)(?P<unit>{_UNIT})")


def _between_years(ask: Ask, question: str) -> Status | None:
    """2019年比2018年多接待了几批: the number of both years, and how they differ; or which year does not tell it."""
    found = _YEARS.search(question)
    if found is None or ask.plan.operation != "count":
        return None
    topic = written(ask.plan.topic)
    topic = re.sub(f"(?:多少|几)(?:{_UNIT})+", "", topic)
    thing = re.sub(r"[\s?？]|[比较跟和与]|相比|增加|减少|[多少增减了]", "", topic)
    piece = f"{thing}多少{found['unit']}"
    years = (int(found["now"]), int(found["base"]))
    hits = [hit_of(piece, _books(ask, year), "final") for year in years]
    body = ask.bodies[0]
    missing = [year for year, hit in zip(years, hits, strict=True) if hit is None]
    for year, hit in zip(years, hits, strict=True):
        if hit is not None:
            name, a = _told(ask, hit)
            ask.say("count_quoted", place=ask.place_of(body, year, hit.book.document.kind), quote=f"{name}{a}")
    for year in missing:
        held = body.of(year, None, ask.plan.level)
        place = ask.place_of(body, year, held[0].kind if held else "budget")
        ask.say("no_count" if held else "no_year", place=place, what=f"{thing}多少{found['unit']}", dept=body.name, year=year, item=thing)
    if missing:
        return "partial" if len(missing) < 2 else "not_disclosed"
    first, second = (Cell(hit.claim.fact) for hit in hits if hit is not None)
    gap = Difference(first, second)
    word = ask.t("more" if exact(gap) > 0 else "less")
    amount = ask.draft.computed(gap, 0, absolute=True)
    ask.say("counts_moved" if exact(gap) else "counts_same", year=years[0], before=years[1], word=word, amount=amount)
    return "answered"


def _told(ask: Ask, hit: Hit, thing: str = "") -> tuple[str, str]:
    """What is counted, and its number as it stands; by the words behind the number where those name the thing."""
    names = [before(hit.claim), behind(hit.claim)]
    if thing and not set(thing) & set(names[0]) and set(thing) & set(names[1]):
        names.reverse()
    name = names[0] or names[1] or hit.claim.subject
    return ask.t("item", label=re.sub("([共总]计|共有|[为共计是])+$", "", name)), ask.draft.printed(hit.claim.fact)


def _place(ask: Ask, hit: Hit) -> str:
    return ask.place_of(ask.bodies[0], ask.years(ask.bodies[0])[0], hit.book.document.kind)


def _against(ask: Ask, question: str) -> Status | None:
    """机要车和应急车一共几辆, 辅警比民警多几个, 空编几个: two numbers together, or one against the other."""
    topic = written(ask.plan.topic)
    added, held = _SUM.search(topic), _MORE.search(topic)
    pairs = [words for word, words in read("counted")["against"].items() if word in bare(question)]
    books = _books(ask)
    if added or held:
        found = added or held
        assert found is not None
        pair = [_number(books, found[name], found["unit"]) for name in ("first", "second")]
    elif pairs:
        offices = read("counted")["in_office"] if pairs[0][1] == "实有" else pairs[0][1:]
        second = next((hit for word in offices if (hit := _number(books, word, "人")) is not None), None)
        pair = [_number(books, pairs[0][0], "人"), second]
    else:
        return None
    first, second = pair
    if first is None or second is None or first.claim.fact.id == second.claim.fact.id:
        return None
    (one, a), (other, b) = _told(ask, first), _told(ask, second)
    cells = (Cell(first.claim.fact), Cell(second.claim.fact))
    words = {"place": _place(ask, first), "first": one, "a": a, "second": other, "b": b}
    if added:
        ask.say("counts_sum", amount=ask.draft.computed(Sum(cells), 0), **words)
        return "answered"
    gap = Difference(*cells)
    if exact(gap) == 0:
        ask.say("counts_equal", **words)
    else:
        amount = ask.draft.computed(gap, 0, absolute=True)
        ask.say("counts_differ", word=ask.t("more" if exact(gap) > 0 else "less"), amount=amount, **words)
    return "answered"


def _number(books: list[Book], thing: str, unit: str) -> Hit | None:
    """The number of a thing, of people also where they are counted otherwise than they are asked for."""
    thing = re.sub("的$|^.*(?:有|里|中)(?=..)", "", thing.strip())
    for counted in dict.fromkeys((unit, *("人" for _ in [0] if unit in "个名位"))):
        if (hit := hit_of(f"{thing}多少{counted}", books, "final")) is not None and hit.score > 0.6:
            return hit
    return None


@dataclass(frozen=True)
class Whole:
    """What is divided: its name, its figure as set into the text, what it rests on, the unit to show."""

    item: str
    figure: str
    expression: Expression
    unit: Unit | None


def _each(ask: Ask, question: str) -> Status | None:
    """平均每辆车运行费多少, 平均一个班多少学生: a printed total by a printed number of things."""
    found, mean = _EACH.search(question), _MEAN.search(question)
    if found is None or not (mean or (not found["one"] and found["unit"] in "辆户批")):
        return None
    said = _WHOSE.match(question, found.end())
    heads, thing = _heads(_books(ask), found["unit"], said[0] if said else "", question)
    if heads is None or exact(Cell(heads.claim.fact)) == 0:
        return None
    rest = _MEAN.sub("", question[: found.start()] + question[found.end() :])
    whole = _counted_whole(ask, rest, found, heads) or _paid_whole(ask, rest, thing, found["unit"])
    if whole is None:
        return None
    name, b = _told(ask, heads, thing)
    expression = Each(whole.expression, Cell(heads.claim.fact))
    amount = ask.draft.computed(expression, 2, whole.unit)
    place = _place(ask, heads)
    ask.say("for_each", place=place, item=whole.item, a=whole.figure, thing=name, b=b, unit=found["unit"], amount=amount)
    ask.say("computed", expression=ask.draft.working(expression))
    ask.say("for_each_note")
    return "answered"


def _heads(books: list[Book], unit: str, said: str, question: str) -> tuple[Hit | None, str]:
    """The number that a total is divided by, and the words that name the thing: the longest of which one is told."""
    if unit == "辆" and re.search("买|购|更新", question):
        bought = (Hit(1.0, c, book) for book in books for c in book.claims if is_bought(c))
        return next(bought, None), "车"
    if unit in _VISITED:
        return hit_of("接待多少批" if "批" in unit else f"接待多少{unit}", books, "final"), "人" if said.startswith("人") else ""
    for end in range(len(said), 0, -1):
        if (hit := _number(books, said[:end], unit)) is not None:
            return hit, said[:end]
    return None, ""


def _counted_whole(ask: Ask, rest: str, found: re.Match[str], heads: Hit) -> Whole | None:
    """平均一个班多少学生: where what is divided is a number of things too."""
    nouns = "|".join(map(re.escape, (*read("counted")["nouns"], "人")))
    many = re.search(f"(?:多少|几)(?:个|名|位)?(?P<thing>{nouns})", rest)
    if many is None or _PAID.search(rest[found.start() :]):
        return None
    visitors = found["unit"] in _VISITED and "人" in many["thing"]
    hit = hit_of("接待多少人次" if visitors else f"多少{many['thing']}", _books(ask), "final")
    if hit is None or hit.claim.fact.id == heads.claim.fact.id or hit.claim.fact.unit in MONEY:
        return None
    name, figure = _told(ask, hit)
    return Whole(name, figure, Cell(hit.claim.fact), None)


def _paid_whole(ask: Ask, rest: str, thing: str, unit: str) -> Whole | None:
    """The amount that the question names besides what it is divided by; of all spending only where it names nothing else."""
    cars = unit == "辆"
    if cars and re.search("买|购|更新", rest):
        metrics = [Metric(phrase="公务用车购置费")]
    else:
        texts = [rest.replace(thing, "", 1), *([rest.replace(thing, "公务用车", 1)] if cars else []), rest] if thing else [rest]
        plans = [parse(text, (), ask.library).plan for text in texts]
        metrics = [TOTAL] if not plans[0].metrics and not plans[0].leftover and not cars else []
        metrics += [m for plan in plans for m in plan.metrics[:1] if m.known]
    body = ask.bodies[0]
    for metric in metrics:
        item = ask.find(metric, body, ask.years(body)[0], ask.kinds(body)[0])
        quantity = item.quantity
        if quantity is not None and item.found.judgement == "exact" and quantity.comparable:
            return Whole(ask.name(item), ask.amount(item), quantity.expression, quantity.unit)
    return None
