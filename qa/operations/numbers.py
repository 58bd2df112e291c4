"""The number of a thing that a body's sentences tell, and how it is set into an answer."""

from __future__ import annotations

import re

from qa.evidence.around import before, behind
from qa.evidence.book import Book
from qa.operations.ask import Ask
from qa.operations.hits import Hit, hit_of, is_cars

UNITS = "辆|台|人|名|位|个|家|所|户|件|处|批|次"
"""What things are counted in, as a choice of a pattern."""


def books_of(ask: Ask, year: int | None = None) -> list[Book]:
    """The books of the body and the year that are asked about."""
    body = ask.bodies[0]
    documents = body.of(year or ask.years(body)[-1], ask.kinds(body)[0], ask.plan.level)
    return [ask.library.book(document) for document in documents]


def told_number(ask: Ask, hit: Hit, thing: str = "") -> tuple[str, str]:
    """What is counted, and its number as it stands; by the words behind the number where those name the thing."""
    names = [before(hit.claim), behind(hit.claim)]
    if thing and not set(thing) & set(names[0]) and set(thing) & set(names[1]):
        names.reverse()
    name = names[0] or names[1] or hit.claim.subject
    return ask.t("item", label=re.sub("([共总]计|共有|[为共计是])+$", "", name)), ask.draft.printed(hit.claim.fact)


def place_of(ask: Ask, hit: Hit) -> str:
    """Where a number stands, as an answer says it."""
    return ask.place_of(ask.bodies[0], ask.years(ask.bodies[0])[-1], hit.book.document.kind)


def pair_of(books: list[Book], first: tuple[str, str], second: tuple[str, str]) -> tuple[Hit, Hit] | None:
    """Two numbers of one disclosure, each a thing and what it is counted in; of final accounts, where they tell both."""
    for book in sorted(books, key=lambda b: b.document.kind != "final"):
        one, other = number_of([book], *first), number_of([book], *second)
        if one is not None and other is not None and one.claim.fact.id != other.claim.fact.id:
            return one, other
    return None


_SURE = 0.6
"""A number is computed with only where it fits better than this."""


def number_of(books: list[Book], thing: str, unit: str) -> Hit | None:
    """The number of a thing, of people also where they are counted otherwise than they are asked for."""
    thing = re.sub("的$|^.*(?:有|里|中)(?=..)", "", thing.strip())
    thing = "" if unit == "辆" and is_cars(thing) else thing
    for counted in (unit, "人") if unit in ("个", "名", "位") else (unit,):
        hit = hit_of(f"{thing}多少{counted}" if thing else f"多少{counted}车", books, "final")
        if hit is not None and hit.score > _SURE:
            return hit
    return None
