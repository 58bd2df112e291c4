"""Numbers of things held side by side: of several bodies, of several years."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.normal import normalise
from qa.answer import Status
from qa.arithmetic import Cell, exact
from qa.evidence.around import before, behind
from qa.library import Body
from qa.operations.ask import Ask
from qa.operations.hits import MONEY, Hit, hit_of, is_cars, units_of, written

_WHO_MOST = re.compile("(?P<who>谁|哪(个|家|一个|一家)(部门|单位|局)?)[^，。？?]*(?P<how>最多|最少|更多|更少|多|少)")
_SAID_OF_ALL = re.compile(
    "(这|那|几|各|所有|全部|[0-9一二两三四五六七八九十])*(个|家)?(单位|部门|机关|局)(里面?|中间?|当中|之中|的)?|谁|最多|最少|更多|更少|哪[个家]|各|的"
)


def counts_of_each(ask: Ask, bodies: Sequence[Body]) -> Status | None:
    """这几家单位里谁的公车最少: the number that each body tells, in order; None where not two of them do."""
    question = written(normalise(ask.question).text)
    who = _WHO_MOST.search(question)
    topic = re.sub(r"[\s?？]", "", _SAID_OF_ALL.sub("", written(ask.plan.topic)))
    units = units_of(question)
    if who is None or ask.language != "zh" or not units or units[0] in MONEY:
        return None
    piece = "多少辆车" if units == ("辆",) and is_cars(re.sub("多少|几|有|辆", "", topic)) else f"{topic}多少{units[0]}"
    return _ordered(ask, piece, [(body, ask.years(body)[0]) for body in bodies], "少" in who["how"])


_WHICH_YEAR = re.compile("哪一?年[^，。？?]*(?P<how>最多|最少)|(?P<first>最多|最少)的?(是|在)?哪一?年")
_MONEY_ASKED = re.compile("钱|费|花|支出|元")


def counts_of_years(ask: Ask) -> Status | None:
    """哪年公车最多: the number of each year that a body discloses, in order."""
    question = written(normalise(ask.question).text)
    found = _WHICH_YEAR.search(question)
    if found is None or _MONEY_ASKED.search(question) or len(ask.bodies) != 1 or ask.language != "zh":
        return None
    thing = re.sub(r"[\s?？到至年]|哪一?年|最多|最少|[的是在]", "", _WHICH_YEAR.sub("", written(ask.plan.topic)) or "")
    said = re.sub("哪一?年|最多|最少|的|是|在", "", found[0]) + thing
    if "车" not in said:
        return None
    body = ask.bodies[0]
    years = ask.plan.years if len(ask.plan.years) > 1 else body.years
    return _ordered(ask, "多少辆车", [(body, year) for year in years], "少" in (found["how"] or found["first"]))


def _ordered(ask: Ask, piece: str, places: Sequence[tuple[Body, int]], least: bool) -> Status | None:
    told: list[tuple[Body, int, Hit]] = []
    for body, year in places:
        books = [ask.library.book(d) for d in body.of(year, ask.kinds(body)[0], ask.plan.level)]
        if (hit := hit_of(piece, books, "final")) is not None and hit.score > 0.6:
            told.append((body, year, hit))
    if len(told) < 2:
        return None
    several = len({b.name for b, _ in places}) > 1
    told.sort(key=lambda t: exact(Cell(t[2].claim.fact)), reverse=not least)
    values = {exact(Cell(hit.claim.fact)) for _, _, hit in told}
    if len(values) == 1:
        ask.say("all_equal", item="车辆" if "车" in piece else "")
    else:
        _say_first(ask, told[0], piece, least, several)
    for body, year, hit in told:
        place = ask.place_of(body, year, hit.book.document.kind)
        ask.draft.say("- " + ask.t("row", label=place, amount=ask.draft.printed(hit.claim.fact)))
    held = {(body.name, year) for body, year, _ in told}
    missing = [b.name if several else ask.t("scope_time", time=y) for b, y in places if (b.name, y) not in held]
    if missing:
        ask.say("part_missing", list="、".join(missing))
    return "partial" if missing else "answered"


def _say_first(ask: Ask, first: tuple[Body, int, Hit], piece: str, least: bool, several: bool) -> None:
    body, year, hit = first
    label = re.sub("([共总]计?|共有|[为是])+$", "", before(hit.claim) or behind(hit.claim) or hit.claim.subject)
    ask.say(
        "rank",
        item="车辆" if "车" in piece else label,
        word=ask.t("least" if least else "most"),
        first=body.name if several else ask.t("scope_time", time=year),
        amount=ask.draft.printed(hit.claim.fact),
    )
