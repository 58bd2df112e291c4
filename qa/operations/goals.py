"""What a project is to reach: the goal and the indicators that a disclosure gives it, beside the amount of its row."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.model import Document
from index.normal import bare
from qa.answer import Status
from qa.data.load import pattern
from qa.evidence.projects import Project, core_name
from qa.library import Body
from qa.operations.ask import Ask
from qa.operations.asked import content_of

_MOST = 12
"""Indicators that are listed; how many more there are is said."""
_LONG = 420
_GOALS = re.compile("绩效|(总体|年度|预期|中期)?目标值?|指标值?|情况|设置|设定|要达到|达到|完成|成效|效果|内容")


def goals(ask: Ask, body: Body, year: int) -> Status | None:
    """What the disclosure says of the goals of the project that is named; None where none is, or more is asked for."""
    for document in body.of(year, ask.kinds(body)[0], ask.plan.level):
        project = named_in(bare(ask.plan.topic), ask.library.book(document).told_projects)
        if project is None or _more_asked(ask, project):
            continue
        if project.told or project.targets:
            _say(ask, body, year, document, project)
            return "answered"
        if project.amounts:
            ask.say("project_no_goals", place=ask.place_of(body, year, document.kind), item=project.name)
            ask.draft.say(amount_of(ask, project))
            return "not_disclosed"
    return None


def _more_asked(ask: Ask, project: Project) -> bool:
    """Is one thing of the project asked for (问题整改率), rather than what it is to reach?"""
    rest = _GOALS.sub("", bare_of(bare(ask.plan.topic), project))
    return len(content_of(re.sub("[a-z]+", "", rest) if ask.language == "en" else rest)) > 1


def named_in(topic: str, projects: tuple[Project, ...]) -> Project | None:
    """The project that a question names, by the longest name that stands in it; None where two have that name."""
    best: list[Project] = []
    length = 3
    for project in projects:
        own = max((len(n) for n in _names(project) if n in topic), default=0)
        if own > length:
            best, length = [project], own
        elif own == length and own > 3:
            best.append(project)
    return best[0] if len(best) == 1 else None


def _names(project: Project) -> Iterator[str]:
    yield from project.names
    yield core_name(project.name)


def bare_of(topic: str, project: Project) -> str:
    """What a question says besides the project's name."""
    name = max((n for n in _names(project) if n in topic), key=len, default="")
    before, after = topic.split(name, 1) if name else (topic, "")
    return before + re.sub(f"^{pattern('prose', 'project_ending').pattern.rstrip('$')}", "", after)


def amount_of(ask: Ask, project: Project) -> str:
    """The amount of its row, with all rows that give it; nothing where they differ."""
    facts = project.facts
    if not facts or len({f.amount.base for f in facts}) > 1:
        return ""
    return ask.t("project_amount", item=project.name, amount=ask.draft.printed(facts[0], more=facts[1:]))


def _say(ask: Ask, body: Body, year: int, document: Document, project: Project) -> None:
    ask.say("project_goals", place=ask.place_of(body, year, document.kind), item=project.name)
    ask.draft.say(amount_of(ask, project))
    for told in project.told:
        mark = ask.draft.cite_words(document, told.row.page, told.row.bbox, told.text, told.table.title, told.row.path)
        text = told.text if len(told.text) <= _LONG else told.text[:_LONG] + "……"
        ask.draft.say(
            "- " + ask.t("project_told", head=told.head.rstrip("：:"), quote=ask.draft.quote_cell(text, mark))
        )
    for target in project.targets[:_MOST]:
        quote = f"{target.label} {target.value}"
        mark = ask.draft.cite_words(
            document, target.row.page, target.row.bbox, quote, target.table.title, target.row.path
        )
        ask.draft.say(
            "- "
            + ask.t(
                "project_target", label=target.label, head=target.head, value=ask.draft.quote_cell(target.value, mark)
            )
        )
    if len(project.targets) > _MOST:
        ask.say("project_more", count=len(project.targets) - _MOST)
