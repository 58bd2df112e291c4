"""Numbers that only prose and forms give: counts, scores, targets, indicators."""

from __future__ import annotations

import re
from dataclasses import replace

from corpus.model import Kind
from index.normal import bare
from qa.answer import Status
from qa.evidence.around import before, behind, clause_of
from qa.lexicon import concept_of
from qa.operations.ask import Ask, Item
from qa.operations.asked import content_of
from qa.operations.goals import goals
from qa.operations.hits import MARKING, MONEY, Hit, beside, covered_by, hit_of, is_cars, units_of, written
from qa.operations.indicators import indicator, listed, problem, say_indicator, told_in_words
from qa.operations.lookup import lookup, single
from qa.operations.lookup import table as several
from qa.operations.pieces import bought, money_beside, pieces_of
from qa.operations.refuse import nearest, not_disclosed, refuse
from qa.operations.staff import called, everybody
from qa.operations.tallies import counted_in_a_table
from qa.plan import Metric
from qa.resolve.found import Found

_UNITS_OF_THINGS = re.compile("(多少|几)(个(?!亿|月|点|百分)|辆|人|名|位|台|家|次|批|件|张|户|所|场|亩|座)|how many")


def count(ask: Ask) -> Status:
    """How many of something: vehicles, people, projects, sets of equipment."""
    ask.plan = ask.plan.model_copy(update={"topic": written(ask.plan.topic)})
    return _answer(ask, fallback=not any(m.known for m in ask.plan.metrics))


def performance(ask: Ask) -> Status:
    """Targets, indicators and results."""
    ask.plan = ask.plan.model_copy(update={"topic": written(ask.plan.topic)})
    body = ask.bodies[0]
    for year in ask.years(body):
        told = goals(ask, body, year)
        if told is not None:
            return told
        if listed(ask, body, year):
            return "answered"
        hit = indicator(ask, body, year)
        if hit is not None:
            say_indicator(ask, body, year, hit)
            return "answered"
        if told_in_words(ask, body, year):
            return "answered"
    status = _answer(ask, fallback=True)
    return "answered" if status == "partial" and _PROBLEM.search(ask.plan.topic) and problem(ask) else status


_IN_OFFICE = ("实有", "实际", "在职", "在编")
"""编制多少，实际多少人: those that are there, of what was asked for before."""


def _heads(ask: Ask) -> Status | None:
    """A count that disclosures usually give, by the name people use: 编制, 在职, 退休."""
    content = content_of(ask.plan.topic)
    content = "车辆" if is_cars(content) else content
    if ask.plan.metrics and ask.language == "en":
        content = ask.plan.metrics[0].key or bare(ask.plan.metrics[0].phrase)
    alone = "人" in units_of(ask.plan.topic) and len(pieces_of(ask.plan.topic)) < 2
    if alone and (named := called(content, ask)) is not None:
        told = ask.t("count", item=before(named) or named.subject, amount=ask.draft.printed(named.fact), after="")
        place = ask.place_of(ask.bodies[0], ask.years(ask.bodies[0])[0], named.fact.kind)
        ask.say("count_quoted", place=place, quote=told.strip())
        return "answered"
    forms = (content, content + "人数", content + "数")
    concept = next((c for form in forms if (c := concept_of(form)) is not None and c.count), None)
    if concept is None or (ask.language == "zh" and concept.count not in units_of(ask.plan.topic)):
        return None
    for metric in (Metric(phrase=concept.name), *(Metric(phrase=content + end) for end in ("人数", "数"))):
        items = [ask.find(metric, body, year, ask.kinds(body)[0]) for body in ask.bodies for year in ask.years(body)]
        if all(i.quantity is not None for i in items):
            break
    else:
        return None
    return single(ask, items[0]) if len(items) == 1 else several(ask, items)


def _answer(ask: Ask, fallback: bool) -> Status:
    content = content_of(ask.plan.topic)
    heads = None if is_cars(content) else everybody(ask, content) or _heads(ask)
    if heads is not None:
        return heads
    status: Status | None = None
    for body in ask.bodies:
        for year in ask.years(body):
            documents = body.of(year, ask.kinds(body)[0], ask.plan.level)
            books = [ask.library.book(d) for d in documents]
            found: list[Hit | None] = []
            asked = (_NAMES.sub("", piece) for piece in pieces_of(ask.plan.topic))
            pieces = [p for p in asked if p.strip("?？ ")] or [ask.plan.topic]
            paid = money_beside(ask, body, year, pieces)
            for piece in (p for p in pieces if p not in paid):
                last = found[-1] if found else None
                thing = MARKING.sub("", content_of(piece))
                again = beside(piece, last, ask.plan.topic) if len(thing) < 2 or thing in _IN_OFFICE else None
                kind = _kind_meant(ask.plan.topic)
                if (cars := bought(piece, books)) is not None:
                    found.append(Hit(1.0, *cars))
                    continue
                found.append(again or hit_of(piece, books, kind) or beside(piece, last, ask.plan.topic))
            hits = [h for h in found if h is not None]
            if hits:
                named = _NAMES.search(ask.plan.topic) is not None
                quote = ask.joined(dict.fromkeys(_told(ask, hit, named) for hit in hits), "；")
                ask.say("count_quoted", place=ask.place_of(body, year, hits[0].book.document.kind), quote=quote)
                status = "answered" if len(hits) == len(found) and status in (None, "answered") else "partial"
    if status is None:
        status = _heads(ask)
    if status is None and (target := indicator(ask, ask.bodies[0], ask.years(ask.bodies[0])[0])) is not None:
        say_indicator(ask, ask.bodies[0], ask.years(ask.bodies[0])[0], target)
        status = "answered"
    if status is not None:
        return status
    if not fallback and ask.plan.metrics and not _UNITS_OF_THINGS.search(ask.plan.topic):
        return lookup(ask)
    if (told := _paid(ask)) is not None:
        return told
    body = ask.bodies[0]
    unknown = Metric(phrase=content_of(ask.plan.topic) or ask.plan.topic, known=False)
    unknown = Metric(phrase="车辆") if is_cars(content) else unknown
    item = ask.find(ask.plan.metrics[0] if ask.plan.metrics else unknown, body, ask.years(body)[0], None)
    held = body.of(item.year, item.kind, ask.plan.level)
    if (printed := counted_in_a_table(ask, item)) is not None:
        return single(ask, printed)
    if ask.plan.operation == "count" and item.found.judgement != "mentioned" and held:
        return _no_count(ask, item)
    if item.quantity is None:
        return refuse(ask, item)
    return not_disclosed(ask, replace(item, found=Found("absent", reason="item"), metric=unknown))


def _paid(ask: Ask) -> Status | None:
    """出国几次，花了多少: where the number of times is not told, what was paid is."""
    pieces = pieces_of(ask.plan.topic)
    money = [p for p in pieces if _PAID.search(p) and not _UNITS_OF_THINGS.search(p)]
    body = ask.bodies[0]
    if not ask.plan.metrics or len(pieces) < 2 or not money:
        return None
    if ask.find(ask.metrics[0], body, ask.years(body)[0], None).quantity is None:
        return None
    status = lookup(ask)
    ask.say("part_missing", list="、".join(p.strip() for p in pieces if p not in money))
    return "partial" if status == "answered" else status


_PAID = re.compile("(花|用|支出|付)[了掉]?(多少|几)|多少钱|多少经费|多少万|how much|cost")


def _other_year(ask: Ask, year: int) -> int | None:
    """The newest other year whose disclosure tells the number."""
    body = ask.bodies[0]
    pieces, meant = pieces_of(ask.plan.topic), _kind_meant(ask.plan.topic)
    for other in sorted(set(body.years) - {year}, reverse=True):
        books = [ask.library.book(d) for d in body.of(other, None, ask.plan.level)]
        if all(hit_of(piece, books, meant) is not None for piece in pieces):
            return other
    return None


def _no_count(ask: Ask, item: Item) -> Status:
    """The number is not told; what is paid for the thing, or is named like it, is offered."""
    concept = concept_of(item.metric.key or bare(item.metric.phrase))
    counted_thing = concept is not None and bool(concept.count)
    named = concept is not None and counted_thing and ask.language == "en"
    what = concept.name if named and concept is not None else ask.plan.topic.strip("?？。 ")
    ask.say("no_count", place=ask.place(item), what=what)
    if (year := _other_year(ask, item.year)) is not None:
        ask.say("count_other", year=year)
        dated = re.sub(r"(19|20)\d\d", str(year), ask.question)
        ask.suggest([dated if ask.plan.years else f"{item.body.name}{year}年{ask.plan.topic.strip()}"])
    near = [] if counted_thing else nearest(ask, item)
    if near:
        ask.say("nearest", list="、".join(near))
        ask.suggest(ask.t("ask_item", dept=item.body.name, year=item.year, item=n) for n in near[:3])
    return "not_disclosed"


_NAMES = re.compile("(分别|都)?(叫什么|叫啥|有哪些|是哪些|哪几个|哪几家|是哪几[个家]|有谁|是谁)(名字|名称)?[呢啊呀]?")
"""下属单位有几家，叫什么: asks for the names behind the number."""


def _kind_only(ask: Ask, hit: Hit) -> bool:
    """学校一共多少所: is only one kind of what is asked told (职业学校1所), beside others of its sentence?"""
    content = content_of(ask.plan.topic)
    core = hit.claim.core
    kind = len(content) > 1 and core != content and core.endswith(content) and bool(_TOTAL.search(ask.plan.topic))
    others = [c for c in hit.book.claims if c.sentence is hit.claim.sentence and c.fact.unit == hit.claim.fact.unit]
    return kind and len(others) > 1 and not _TOTAL.search(before(hit.claim))


_TOTAL = re.compile("一共|总共|总数|合计|[总共]计?有?$")


def _told(ask: Ask, hit: Hit, named: bool = False) -> str:
    """One number with what it is of; its whole clause, where that has other numbers in its name; its whole sentence,
    where the names behind it are asked for."""
    claim = hit.claim
    named = named or _kind_only(ask, hit)
    if named and re.search("[:：]|包括|、", claim.sentence.text):
        text = claim.sentence.text.strip().rstrip("。；;")
        return ask.draft.quote(claim.sentence, text, hit.book.document, claim.passage.section, [claim.fact])
    if clause := clause_of(claim):
        return ask.draft.quote(claim.sentence, clause, hit.book.document, claim.passage.section, [claim.fact])
    things = claim.fact.unit not in MONEY
    content = content_of(ask.plan.topic)
    named = not things or not content or is_cars(content) or covered_by(content, claim)
    label = before(claim) or claim.subject or ask.plan.topic if named else ""
    after = behind(claim) if things else ""
    return ask.t("count", item=label, amount=ask.draft.printed(claim.fact), after=after).strip()


def _kind_meant(topic: str) -> Kind:
    """Results are told with the final accounts, targets with the budget."""
    return "final" if re.search("自评|评价|得分|完成|结果|实际", topic) else "budget"


_PROBLEM = re.compile("什么问题|哪些问题|何问题|什么不足|哪些不足")
