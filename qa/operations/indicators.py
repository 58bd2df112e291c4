"""Targets and results that forms print in words: the name of an indicator and its value."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.model import Document, Row, Table
from index.normal import bare
from qa.evidence.book import Book
from qa.evidence.projects import Project, targets_of
from qa.library import Body
from qa.operations.ask import Ask
from qa.operations.asked import content_of
from qa.operations.goals import bare_of, named_in


@dataclass(frozen=True)
class Indicator:
    """A target or result that a form prints in words: its name, the head of its value, the value."""

    score: float
    document: Document
    table: Table
    row: Row
    label: str
    head: str
    value: str


def indicator(ask: Ask, body: Body, year: int) -> Indicator | None:
    """The row of an indicator whose name the question covers."""
    content = content_of(re.sub("目标值?|指标值?|绩效|多少", "", ask.plan.topic))
    if len(content) < 3:
        return None
    best: Indicator | None = None
    for document in body.of(year, None, ask.plan.level):
        book = ask.library.book(document)
        project = named_in(bare(ask.plan.topic), book.told_projects)
        wanted = content if project is None else bare_of(content, project)
        for table, row in _places(book, project):
            for label, head, value in targets_of(row):
                score = _alike(wanted, bare(label)) - (0.3 if value == _NONE else 0)
                if score > 0.55 and (best is None or score > best.score):
                    best = Indicator(score, document, table, row, label, head, value)
    return best


def _places(book: Book, project: Project | None) -> Iterator[tuple[Table, Row]]:
    """The rows that may print an indicator: of the project that is named, where it has some; else all."""
    if project is not None and project.targets:
        yield from dict.fromkeys((target.table, target.row) for target in project.targets)
        return
    for table in book.disclosure.tables:
        if table.kind in ("performance", None):
            yield from ((table, row) for row in table.rows)


_MEASURE = re.compile("满意度|[一-鿿]{1,3}率")


def told_in_words(ask: Ask, body: Body, year: int) -> bool:
    """热线满意度目标: the clause of a form's words on the thing that gives the measure (力争来电人满意度达到90%以上); False
    where no form says one."""
    topic = bare(ask.plan.topic)
    measure = _MEASURE.search(topic)
    if measure is None:
        return False
    named = content_of(re.sub("目标值?|指标值?|绩效|多少|要?达到", "", topic.replace(measure[0], "")))
    if len(named) < 2:
        return False
    for document in body.of(year, ask.kinds(body)[0], ask.plan.level):
        for word in ask.library.book(document).words:
            if word.row is None or word.table is None or named not in word.plain:
                continue
            clause = next((c for c in re.split("[，,。；;]", word.text) if measure[0] in c and re.search(r"\d", c)), None)
            if clause is not None:
                row = word.row
                mark = ask.draft.cite_words(document, row.page, row.bbox, word.text, word.table.title, row.path)
                item, quote = ask.t("item", label=row.label), ask.draft.quote_cell(clause.strip(), mark)
                ask.say("told_of", place=ask.place_of(body, year, document.kind), item=item, quote=quote)
                return True
    return False


_NONE = "不适用"
_LISTED = re.compile("哪些|哪几|列一?下|列出|列举|清单|有什么|分别是|which|list")
_PLAIN = re.compile(
    "年度|绩效|指标|目标值?|指标值|都?有?哪些|都有|哪几个?|列一?下|列出|列举|清单|有什么|分别是?什么?|各是|是什么"
    "|部门|单位|整体|支出|一?级|[一二三]级|的|共|是|有|和|与|及|、"
)
MOST_SHOWN = 24


def listed(ask: Ask, body: Body, year: int) -> bool:
    """数量指标有哪些: every indicator of the form, or those of the groups that are named; False where there is none."""
    topic = bare(ask.plan.topic)
    if not _LISTED.search(topic) or not re.search("指标|目标", topic):
        return False
    groups = _PLAIN.sub("", topic)
    for document in body.of(year, None, ask.plan.level):
        places = _places(ask.library.book(document), None)
        rows = [
            (table, row, label, value) for table, row in places if not row.facts and len(row.path) > 1
            for label, _, value in targets_of(row) if value != _NONE
        ]
        kept = [r for r in rows if not groups or _in_group(r[1], groups) or len(groups) > 2 and groups in bare(r[2])]
        if kept and (groups or len(rows) > 1):
            _say_listed(ask, body, year, document, kept)
            return True
    return False


def _in_group(row: Row, groups: str) -> bool:
    names = [name for p in row.path[:-1] for name in (bare(p), bare(p).removesuffix("指标"))]
    return any(name and name in groups for name in names)


def _say_listed(ask: Ask, body: Body, year: int, document: Document, rows: list[tuple[Table, Row, str, str]]) -> None:
    ask.say("indicators", place=ask.place_of(body, year, document.kind), n=len(rows))
    for table, row, label, value in rows[:MOST_SHOWN]:
        mark = ask.draft.cite_words(document, row.page, row.bbox, f"{label} {value}", table.title, row.path)
        group = "·".join(bare(p) for p in row.path[:-1])
        ask.draft.say("- " + ask.t("row", label=f"{group}·{label}", amount=ask.draft.quote_cell(value, mark)))


def _alike(content: str, label: str) -> float:
    """How much of a question's pairs of letters a label has, and of the label's the question."""
    grams = {content[k : k + 2] for k in range(len(content) - 1)}
    back = {label[k : k + 2] for k in range(len(label) - 1)}
    there = sum(g in label for g in grams) / max(1, len(grams))
    return (there + sum(g in content for g in back) / max(1, len(back))) / 2


def say_indicator(ask: Ask, body: Body, year: int, found: Indicator) -> None:
    row, document = found.row, found.document
    quote = f"{found.label} {found.value}"
    mark = ask.draft.cite_words(document, row.page, row.bbox, quote, found.table.title, row.path)
    ask.say("indicator", place=ask.place_of(body, year, document.kind), item=found.label, head=found.head or "目标值",
            value=ask.draft.quote_cell(found.value, mark))


_SHORTCOMING = re.compile("问题(是|为|有|及|：|:|主要)|不足|不够|有待")


def problem(ask: Ask) -> bool:
    """The sentence in which an evaluation says what went wrong; False where there is none."""
    for body in ask.bodies:
        for document in (d for year in ask.years(body) for d in body.of(year, ask.kinds(body)[0], ask.plan.level)):
            for passage in ask.library.book(document).disclosure.passages:
                about = "绩效" in "".join(passage.section) or "绩效" in passage.text
                sentence = next((s for s in passage.sentences if about and _SHORTCOMING.search(s.text)), None)
                if sentence is not None:
                    quote = ask.draft.quote(sentence, sentence.text, document, passage.section)
                    place = ask.place_of(body, document.year or ask.years(body)[0], document.kind)
                    ask.say("explain", place=place, quote=quote)
                    return True
    return False
