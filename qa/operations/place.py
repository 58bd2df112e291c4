"""A place that is named without a body: what its departments disclose is not the place's."""

from __future__ import annotations

from index.bodies import parse_body
from index.normal import bare
from qa.answer import Status
from qa.data.load import pattern
from qa.lexicon import is_named_whole
from qa.operations.ask import Ask

MOST_LISTED = 8


def of_government(ask: Ask) -> Status | None:
    """上海市的一般公共预算收入: what only the report of its government has is no department's, and none of theirs stands for it."""
    reported = pattern("scopes", "of_government").search(bare(ask.plan.topic))
    if not ask.plan.place or not reported or _has_government(ask):
        return None
    ask.say("no_government", place=ask.plan.place)
    ask.say("publisher_government")
    return "not_disclosed"


def _has_government(ask: Ask) -> bool:
    return any(_is_the_place(b.name, ask.plan.place) for b in ask.bodies)


def of_place(ask: Ask, status: Status) -> Status:
    """盐田区的总预算: what its departments disclose is not the place's, and of a total only a part of what is asked."""
    if not ask.plan.place or not ask.draft.claimed or status not in ("answered", "partial"):
        return status
    if _has_government(ask):
        return status
    names = "、".join(b.name for b in ask.bodies[:MOST_LISTED])
    ask.say("of_place", place=ask.plan.place, n=len(ask.bodies), list=names)
    whole = all(not m.within and is_named_whole(m.key or bare(m.phrase)) for m in ask.metrics)
    return "partial" if whole else status


def _is_the_place(name: str, place: str) -> bool:
    """Is this body the place itself: its government, or a report that bears no other name than the place's (绍兴市柯桥区)?"""
    body = parse_body(name)
    if name == place or body.key == "government":
        return True
    return bool(body.regions) and body.key == body.department and place.startswith(body.regions[-1].stem)
