"""What a question asks for, typed, and shown to the user."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from corpus.model import Kind, Level

Operation = Literal[
    "lookup", "list", "sum", "difference", "share", "growth", "compare", "rank", "trend", "average", "count", "check",
    "define", "explain", "performance", "ratio", "movers", "none",
]


class Metric(BaseModel):
    """A thing asked for: the words of the question, what they stand in, a code where one was given.

    `known` is False where some of the words are no term that any scoped disclosure or the glossary has. `key` is the
    printed label where the words shorten it. `shared`: what it stands in was said of another thing of the same list. `joined`:
    it was run together with another name, and is meant only where both are there.
    """

    model_config = ConfigDict(frozen=True)

    phrase: str
    key: str = ""
    whole: str = ""
    within: tuple[str, ...] = ()
    code: str | None = None
    known: bool = True
    side: Literal["income", "expenditure"] | None = None
    shared: bool = False
    joined: bool = False


class Side(BaseModel):
    """What a comparison is made against, as far as it differs from what is compared; `more`: what is left out with `metric`,
    or, where they are `summed`, added to it."""

    model_config = ConfigDict(frozen=True)

    metric: Metric | None = None
    more: tuple[Metric, ...] = ()
    summed: bool = False
    year: int | None = None
    kind: Kind | None = None
    department: str | None = None
    last_year: bool = False


class Filters(BaseModel):
    """What narrows or orders a list; `place`: only the n-th of the order; `strict`: a limit itself is left out."""

    model_config = ConfigDict(frozen=True)

    top: int | None = None
    place: int | None = None
    order: Literal["most", "least"] | None = None
    at_least: str | None = None
    at_most: str | None = None
    strict: bool = True
    exclude: tuple[str, ...] = ()
    level: str | None = None


class Plan(BaseModel):
    """The plan of one question. Empty lists: the question does not say, and the stated rules decide.

    `parts_only`: all that is named stands before 占, so the whole is not named.
    `part_count`: how many things stand before 占. `summed`: a word for adding up is there.
    `every_body`: 三个部门, 各部门. `compound`: 年均增长. `first`: what is asked before the reason. `claimed`: the amount that the question asks to confirm. `position`: 排第几. `counting`: how many lines there are. `over_years`: 哪年最多.
    `place`: a place that is named without a body. `heard`: a body's name as it was said, and what it was taken for. `fraction`: so much of a thing, as 30% or 1/3.
    `course`: 越来越少, whether every year went that way. `meaning`: what it means is asked too. `actual`: 实际花了, what was spent is meant. `leftover`: what is said where nothing is named, and no known word accounts for.
    """

    model_config = ConfigDict(frozen=True)

    operation: Operation
    metrics: tuple[Metric, ...] = ()
    departments: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    relative_year: bool = False
    kinds: tuple[Kind, ...] = ()
    kinds_sure: bool = True
    level: Level | None = None
    unit: str | None = None
    filters: Filters = Field(default_factory=Filters)
    base: Side | None = None
    growth: bool = False
    each: bool = False
    percent: bool = False
    direction: int = 0
    execution: bool = False
    asks_number: bool = False
    whole_only: bool = False
    parts_only: bool = False
    part_count: int = 0
    purpose: bool = False
    opinion: bool = False
    pick: int | None = None
    first: Operation | None = None
    summed: bool = False
    every_body: bool = False
    compound: bool = False
    claimed: str | None = None
    confirms: bool = False
    course: int = 0
    meaning: bool = False
    actual: bool = False
    position: bool = False
    counting: bool = False
    over_years: bool = False
    place: str = ""
    heard: tuple[str, str] | None = None
    fraction: str = ""
    leftover: str = ""
    topic: str = ""
    carried_over: tuple[str, ...] = ()


TOTAL = Metric(phrase="总支出")
"""What is meant where a question names no thing."""
