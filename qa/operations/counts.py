"""What is computed with numbers of things: their sum, how many more of one than of another, one in percent of one."""

from __future__ import annotations

import re

from index.normal import bare, normalise
from qa.answer import Status
from qa.arithmetic import Cell, Difference, Share, Sum, exact
from qa.data.load import read
from qa.operations.ask import Ask
from qa.operations.each import for_each
from qa.operations.hits import hit_of, written
from qa.operations.numbers import UNITS, books_of, number_of, pair_of, place_of, told_number

_THING = "[^，。；？?和与及跟、比加多少几]{2,14}"
_SUM = re.compile(
    f"(?P<first>{_THING})(?:和|与|及|跟|、|加上?)(?P<second>{_THING}?)(?:一共|总共|共|加起来|加一起|合起来|加在一起|合在一起|加一块|合计)"
    f"[^，。？?]{{0,4}}?(?:多少|几)(?P<unit>{UNITS})"
)
_MORE = re.compile(
    f"(?P<first>{_THING})比(?P<second>(?!上年|去年|前年|上一年|[0-9]){_THING})(?:多|少)(?:了|出)?(?:多少|几)(?P<unit>{UNITS})"
)


def counts(ask: Ask) -> Status | None:
    """The answer to a question that asks for such a computation; None where it asks for none or no number is told."""
    question = written(normalise(ask.question).text)
    if len(ask.bodies) != 1 or ask.language != "zh":
        return None
    return (
        _between_years(ask, question)
        or share_of_counts(ask)
        or _without(ask)
        or _against(ask, question)
        or for_each(ask, question)
    )


_YEARS = re.compile(
    f"(?P<now>[0-9]{{4}})年?度?(?:比|较|跟|和|与)(?P<base>[0-9]{{4}})年?度?(?:相比)?(?P<way>[^，。？?]*?[多少增减])[^，。？?]*?"
    f"(?:多少|几)(?P<unit>{UNITS})"
)


def _between_years(ask: Ask, question: str) -> Status | None:
    """2019年比2018年多接待了几批: the number of both years, and how they differ; or which year does not tell it."""
    found = _YEARS.search(question)
    if found is None or ask.plan.operation != "count":
        return None
    topic = written(ask.plan.topic)
    topic = re.sub(f"(?:多少|几)(?:{UNITS})+", "", topic)
    thing = re.sub(r"[\s?？]|[比较跟和与]|相比|增加|减少|[多少增减了]", "", topic)
    piece = f"{thing}多少{found['unit']}"
    years = (int(found["now"]), int(found["base"]))
    hits = [hit_of(piece, books_of(ask, year), "final") for year in years]
    body = ask.bodies[0]
    missing = [year for year, hit in zip(years, hits, strict=True) if hit is None]
    for year, hit in zip(years, hits, strict=True):
        if hit is not None:
            name, a = told_number(ask, hit)
            ask.say("count_quoted", place=ask.place_of(body, year, hit.book.document.kind), quote=f"{name}{a}")
    for year in missing:
        held = body.of(year, None, ask.plan.level)
        place = ask.place_of(body, year, held[0].kind if held else "budget")
        ask.say(
            "no_count" if held else "no_year",
            place=place,
            what=f"{thing}多少{found['unit']}",
            dept=body.name,
            year=year,
            item=thing,
        )
    if missing:
        return "partial" if len(missing) < 2 else "not_disclosed"
    first, second = (Cell(hit.claim.fact) for hit in hits if hit is not None)
    gap = Difference(first, second)
    word = ask.t("more" if exact(gap) > 0 else "less")
    amount = ask.draft.computed(gap, 0, absolute=True)
    ask.say("counts_moved" if exact(gap) else "counts_same", year=years[0], before=years[1], word=word, amount=amount)
    return "answered"


_COUNTED = "车|用车|车辆|人员|职工|教师|民警|辅警|干警|干部|法官|检察官|学生|党员|编制|单位|项目|案件|人数"
_OF = re.compile(
    f"(?P<part>[^，。？?占]{{0,10}}?(?:{_COUNTED}))占(?:全部|所有|总|全体|全院|全局)?"
    f"(?P<whole>[^，。？?占]{{0,8}}?(?:{_COUNTED}))(?:总数|总量)?"
    "的?(?:多少|几成|几分之|比例|比重|百分)"
)
_OF_INSIDE = re.compile(
    f"(?P<whole>[^，。？?占]{{0,8}}?(?:{_COUNTED}))(?:里头?|里面|中|当中|之中)"
    f"(?P<part>[^，。？?占]{{0,10}}?(?:{_COUNTED}))占(?:多少|几成|比例|比重|百分)"
)


def share_of_counts(ask: Ask) -> Status | None:
    """执法执勤用车占全部车辆多少, 车辆里应急车占几成: one number of things in percent of another, where both are told."""
    topic = written(ask.plan.topic)
    found = _OF_INSIDE.search(topic) or _OF.search(topic)
    if found is None:
        return None
    books = books_of(ask)
    inner, outer = ((found[name], "辆" if found[name].endswith(("车", "车辆")) else "个") for name in ("part", "whole"))
    hits = pair_of(books, inner, outer)
    if hits is None:
        return None
    part, whole = (Cell(hit.claim.fact) for hit in hits)
    share = Share(part, whole)
    if part.fact.unit != whole.fact.unit and {part.fact.unit, whole.fact.unit} - {"人", "名", "位"}:
        return None
    if not exact(whole) or exact(part) > exact(whole):
        return None
    (one, a), (other, b) = told_number(ask, hits[0]), told_number(ask, hits[1])
    percent = ask.draft.computed(share, 2)
    ask.say("share", place=place_of(ask, hits[0]), part=one, a=a, whole=other, b=b, percent=percent)
    ask.say("computed", expression=ask.draft.working(share))
    return "answered"


_BEYOND = re.compile(
    f"(?:除了?|除去)?(?P<part>{_THING}?)(?:以外|之外)(?:还|一共|总共)*(?:有)?(?:多少|几)(?P<unit>辆|台|人|名|位|家|所)(?P<whole>[^，。？?]{{0,6}})"
)
_NOT = re.compile(
    f"(?P<whole>{_THING}?)(?:里头?|里面|中|当中)?(?:除了?|除去|扣除|不算|不是|去掉)(?P<part>{_THING}?)(?:以外|之外|外|的|还|，|,)+"
    f"(?:一共|总共|还)?(?:有|剩)?(?:多少|几)(?P<unit>{UNITS})"
)


def _without(ask: Ask) -> Status | None:
    """车辆里除了其他用车还有多少辆: one number less another, which is a part of it; no answer where either is not told."""
    topic = written(ask.plan.topic)
    found = _BEYOND.search(topic) or _NOT.search(topic)
    if found is None or ask.plan.operation != "count":
        return None
    books = books_of(ask)
    whole = found["whole"] or ("车" if found["unit"] == "辆" else "")
    hits = pair_of(books, (whole, found["unit"]), (found["part"], found["unit"])) if whole else None
    body = ask.bodies[0]
    year = ask.years(body)[0]
    if hits is None or exact(Cell(hits[1].claim.fact)) > exact(Cell(hits[0].claim.fact)):
        held = body.of(year, None, ask.plan.level)
        if not held:
            return None
        ask.say("no_count", place=ask.place_of(body, year, held[0].kind), what=topic.strip("?？。 "))
        return "not_disclosed"
    (one, a), (other, b) = told_number(ask, hits[0]), told_number(ask, hits[1])
    rest = ask.draft.computed(Difference(Cell(hits[0].claim.fact), Cell(hits[1].claim.fact)), 0)
    ask.say("counts_without", place=place_of(ask, hits[0]), first=one, a=a, second=other, b=b, amount=rest)
    return "answered"


def _against(ask: Ask, question: str) -> Status | None:
    """机要车和应急车一共几辆, 辅警比民警多几个, 空编几个: two numbers together, or one against the other."""
    topic = written(ask.plan.topic)
    added, held = _SUM.search(topic), _MORE.search(topic)
    pairs = [words for word, words in read("counted")["against"].items() if re.search(word, bare(question))]
    together = next(
        (
            parts
            for word, parts in read("counted")["made_of"].items()
            if ask.plan.operation == "count" and word in topic
        ),
        None,
    )
    books = books_of(ask)
    if added or held:
        found = added or held
        assert found is not None
        pair = pair_of(books, (found["first"], found["unit"]), (found["second"], found["unit"]))
    elif together:
        if number_of(books, "".join(together), "人") is None or ask.plan.summed:
            pair = pair_of(books, (together[0], "人"), (together[1], "人"))
        else:
            return None
    elif pairs:
        offices = read("counted")["in_office"] if pairs[0][1] == "实有" else pairs[0][1:]
        pair = next(
            (p for word in offices if (p := pair_of(books, (pairs[0][0], "人"), (word, "人"))) is not None), None
        )
    else:
        return None
    if pair is None:
        return None
    first, second = pair
    (one, a), (other, b) = told_number(ask, first), told_number(ask, second)
    cells = (Cell(first.claim.fact), Cell(second.claim.fact))
    words = {"place": place_of(ask, first), "first": one, "a": a, "second": other, "b": b}
    if added or together:
        ask.say("counts_sum", amount=ask.draft.computed(Sum(cells), 0), **words)
        return "answered"
    gap = Difference(*cells)
    if exact(gap) == 0:
        ask.say("counts_equal", **words)
    else:
        amount = ask.draft.computed(gap, 0, absolute=True)
        ask.say("counts_differ", word=ask.t("more" if exact(gap) > 0 else "less"), amount=amount, **words)
    return "answered"
