"""What a system says to a question: an answer of the contract, what it found on the way, what it cost."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol, cast

from pydantic import BaseModel, ConfigDict, ValidationError

from corpus.errors import BudgetQAError
from corpus.model import unit_of
from qa.answer import Answer, Citation, Figure, Status


class SystemFailed(BudgetQAError):
    """A system cannot be started, or gives nothing that can be read."""


class Hit(BaseModel):
    """A row or a chunk that was found, in the order of its rank."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    document: str
    text: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """`hits` is None where a system does not tell what it found, `tokens` where it uses no model or does not say.

    `seconds` is a system's own measure, where the harness' would count more than the answer.
    """

    answer: Answer
    hits: tuple[Hit, ...] | None = None
    tokens: int | None = None
    seconds: float | None = None


class System(Protocol):
    """Anything that answers."""

    def ask(self, question: str, history: Sequence[str] = ()) -> Reply:
        """One answer; `history` holds the earlier questions, oldest first."""
        ...


_AMOUNT = re.compile(
    r"(?<![\d.,，])(-?\d[\d,，]*(?:\.\d+)?)\s*(亿元|百万元|万元|千元|元|亿|万|%|％|辆|人|个|倍|家|台|项)?"
)
_UNITS = {"％": "%", "万": "万元", "亿": "亿元"}
_REFUSALS: tuple[tuple[Status, re.Pattern[str]], ...] = (
    ("not_itemised", re.compile("没有单列|未单列|并未单独列|not itemi[sz]ed|no line of its own", re.IGNORECASE)),
    ("out_of_scope", re.compile("不在.{0,8}范围|与.{0,12}无关|out of scope", re.IGNORECASE)),
    (
        "not_disclosed",
        re.compile(
            "没有公开|未公开|没有披露|未披露|未提供|没有提供|未找到|没有找到|无法(确定|得知|回答|找到)|不知道|资料中没有|"
            "not (disclosed|available|provided|found)|cannot (find|answer|determine)|don't know|"
            "no information",
            re.IGNORECASE,
        ),
    ),
)


def status_of(text: str) -> Status:
    """The status that a plain text amounts to: what it says of having nothing, else an answer."""
    return next(
        (status for status, said in _REFUSALS if said.search(text)), "answered" if text.strip() else "not_disclosed"
    )


def plain_answer(question: str, text: str, hits: Sequence[Hit] = (), status: Status | None = None) -> Answer:
    """The contract's answer for a system that only writes text: each amount in it counts as put forward, with the
    places that it was written from as its citations."""
    citations = [
        Citation(id=k, document=hit.document, title="", page=hit.page or 1, bbox=(0, 0, 0, 0), quote=hit.text)
        for k, hit in enumerate(hits, 1)
    ]
    marks = [c.id for c in citations]
    known = status or status_of(text)
    given = known in ("answered", "partial")
    figures = [
        Figure(
            text=found[0].strip(),
            value=found[1].replace("，", "").replace(",", ""),
            unit=_UNITS.get(found[2] or "", found[2] or ""),
            verdict="verified",
            citations=marks,
        )
        for found in _AMOUNT.finditer(re.sub(r"\[\d+\]", "", text))
        if given and not _only_a_year(found)
    ]
    return Answer(
        question=question,
        status=known,
        answer=text,
        figures=figures,
        citations=citations if given else [],
        writer="text",
    )


def _only_a_year(found: re.Match[str]) -> bool:
    after = found.string[found.end() : found.end() + 1]
    return not found[2] and (
        after in "年月日号页" and after != "" or re.fullmatch(r"(19|20)\d\d", found[1]) is not None
    )


def reply_of(question: str, given: Mapping[str, Any]) -> Reply:
    """A foreign system's JSON: an answer of the contract, or `answer` alone as text; `hits`, `tokens`, `seconds` if it
    tells them. Raises SystemFailed."""
    if "error" in given:
        return Reply(Answer(question=question, status="not_disclosed", answer=str(given["error"])))
    try:
        hits = tuple(Hit.model_validate(h) for h in given["hits"]) if given.get("hits") is not None else None
        if "figures" in given:
            answer = Answer.model_validate(
                {"status": status_of(str(given.get("answer", "")))} | dict(given) | {"question": question}
            )
        else:
            said = cast("Status | None", given.get("status"))
            answer = plain_answer(question, str(given.get("answer", "")), hits or (), said)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise SystemFailed(f"The answer to {question!r} is not of the contract ({where}: {first['msg']}).") from None
    tokens, seconds = given.get("tokens"), given.get("seconds")
    return Reply(
        answer, hits, int(tokens) if tokens is not None else None, float(seconds) if seconds is not None else None
    )


def in_money(figure: Figure) -> bool:
    """Is a figure an amount of money?"""
    unit = unit_of(figure.unit)
    return unit is not None and unit.dimension == "money"


def timed(reply: Reply, seconds: float) -> Reply:
    """The reply with the harness' measure, where the system has none of its own."""
    return reply if reply.seconds is not None else replace(reply, seconds=seconds)
