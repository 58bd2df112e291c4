"""A question of several numbers taken apart: which pieces ask for a count, and which for what it cost."""

from __future__ import annotations

import re

from index.normal import bare
from qa.evidence.around import is_bought
from qa.evidence.book import Book
from qa.evidence.claims import Claim
from qa.library import Body
from qa.operations.ask import Ask
from qa.operations.lookup import single
from qa.plan import Metric

_ASKED = re.compile("(?:多少|几)(?:人次|批次|[辆人名位台家次批件张户所场亩座])(?=[^,，;；。?？、]{0,12}(?:多少|几))|多少钱(?=[^,，;；。?？]{0,12}(?:多少|几))")
"""Where one question in a clause ends and the next begins: 接待了多少批多少人."""


def pieces_of(topic: str) -> list[str]:
    """The questions in a question: each part that asks for a number."""
    topic = _EACH_OF.sub(_each_apart, topic)
    topic = _NEXT.sub(lambda m: m[0] + "，", topic)
    clauses = re.split("[,，;；。?？]", _ASKED.sub(lambda m: m[0] + "，", topic))
    parts = [p for clause in clauses for p in _listed(clause) if p.strip()]
    for at, part in enumerate(parts[1:], 1):
        asked = _HOW_MANY.search(parts[at - 1])
        if asked and _AMONG.match(part) and not re.search("多少|几", part):  # 一共有几辆车？其中应急保障用车呢
            parts[at] = re.sub("[呢吗有的]*$", "", _AMONG.sub("", part)) + asked[0]
    parts = [p for p in parts if re.search("多少|几|how|什么|率|分", p)] or parts
    return [p for part in parts for p in _named_apart(part)]


_NEXT = re.compile("(?:多少|几)[人名位个辆台家所次件户][^,，;；。?？、多几]{1,10}(?=(?:多少|几)[人名位个辆台家所次件户][^ ,，。？?呢吗])")
"""管几个村几个社区: where what is counted stands behind its number, the next question begins with the next number."""
_EACH_OF = re.compile("(?P<things>[^,，;；。?？ ]*[、和与及][^,，;；。?？ ]*?)(?:各|分别)(?:有|是|为)?(?P<asked>(?:多少|几)[人名位个辆台家所次件户]?)")
"""行政编、工勤编、事业编各几个: one question of each."""


def _each_apart(found: re.Match[str]) -> str:
    things = [thing for thing in re.split("[、和与及]", found["things"]) if thing]
    return "，".join(f"{thing}{found['asked']}" for thing in things)


def _listed(clause: str) -> list[str]:
    """编制多少、实际多少人、遗属几个: what is listed, where each part asks."""
    parts = clause.split("、")
    return parts if len(parts) > 1 and all(re.search("多少|几", p) for p in parts) else re.split("、(?=多少|几)", clause)


_HOW_MANY = re.compile("(多少|几)(人次|批次|[辆人名位台家次批件张户所场亩座个项])")
_AMONG = re.compile("(其中|里面|这里面|当中|那)的?")
_TWO = re.compile("^(?P<lead>.*(?:多少|几)(?:个|名|位|辆)?)(?P<first>[^和与及、多几]{2,6})(?:和|与|及|、)(?P<second>[^和与及、多几]{2,6})$")


_EACH = re.compile(
    "^(?P<things>[^和与及、多几各]{2,12}(?:(?:和|与|及|以及|、)[^和与及、多几各]{2,12})+)"
    "(?P<asked>(?:各|分别|各自)(?:有|是|为)?(?:多少|几)(?:人次|批次|[辆人名位台家次批件张户所场亩座个项]))"
)


_MEASURES = re.compile("^(?P<first>[^和与及、]{1,10}[率分度])(?:和|与|及|、)(?P<second>[^和与及、]{1,10}[率分度])$")
"""结案率和自评分: two measures, with no word that asks between them."""


def _named_apart(piece: str) -> list[str]:
    """有多少民警和辅警, 甲和乙各有几辆: two things that are counted, each by itself."""
    two = _TWO.match(piece.strip())
    if measures := _MEASURES.match(re.sub("(各|分别)?是?(多少|几)?[?？]*$", "", piece.strip())):
        return [measures["first"], measures["second"]]
    if each := _EACH.match(piece.strip()):
        return [thing + each["asked"] for thing in re.split("以及|[和与及、]", each["things"])]
    return [two["lead"] + two["first"], two["lead"] + two["second"]] if two else [piece]


_PAID = re.compile("(花|用|支出|安排|拨)了?(多少|几)(?![人名批辆家个台次])|多少(钱|元|万|亿|资金|经费)")
_BUYING = re.compile("(买|购|更新|添置|添)[^，。？]{0,6}(多少|几)[辆台部]|(多少|几)[辆台部][^，。？]{0,3}新车")


def money_beside(ask: Ask, body: Body, year: int, pieces: list[str]) -> list[str]:
    """买车花了多少，买了几辆: the pieces that ask what a thing cost, where others count; each is answered by its figure."""
    asked = [p for p in pieces if _PAID.search(p)]
    if not asked or len(asked) == len(pieces):
        return []
    bought_cars = any(_BUYING.search(p) for p in pieces)
    told = []
    for piece in asked:
        own = next((m for m in ask.plan.metrics if bare(m.phrase) in bare(piece)), None)
        metric = own or (Metric(phrase="公务用车购置费") if bought_cars else None)
        item = ask.find(metric, body, year, ask.kinds(body)[0]) if metric is not None else None
        if item is not None and item.quantity is not None:
            single(ask, item)
            told.append(piece)
    return told


def bought(piece: str, books: list[Book]) -> tuple[Claim, Book] | None:
    """打算买几辆车: the number of vehicles that a sentence says are bought, and not of those that there are."""
    if not _BUYING.search(piece) or "设备" in piece:
        return None
    for book in books:
        for claim in book.claims:
            if is_bought(claim):
                return claim, book
    return None
