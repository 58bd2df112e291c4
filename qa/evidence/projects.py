"""The projects of a disclosure: the rows that give their amounts, linked to what is said of them elsewhere in it.

Worked out from what is stored when it is asked for: a link holds no figure of its own, and is right as soon as the names
and amounts that it rests on are read right.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from corpus.model import Disclosure, Fact, Passage, Row, Table
from corpus.tables.rowtree import clean_label
from index.normal import bare, plain
from qa.data.load import pattern
from qa.evidence.entry import is_total, own_line

Place = tuple[Row, Table]


@dataclass(frozen=True)
class Told:
    """A text that says what a project is for or is to reach: a cell under its head."""

    head: str
    text: str
    row: Row
    table: Table


@dataclass(frozen=True)
class Target:
    """An indicator of a project: its name, the head of its value, the value as printed."""

    label: str
    head: str
    value: str
    row: Row
    table: Table


@dataclass
class Project:
    """One project: `amounts` are the rows that bear its name and print money, `names` what it is called there."""

    name: str
    names: set[str] = field(default_factory=set)
    amounts: list[Place] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)

    @property
    def said(self) -> tuple[Fact, ...]:
        """The amounts of money that its passages print."""
        every = (f for passage in self.passages for s in passage.sentences for f in s.facts)
        return tuple(f for f in every if f.amount.unit is not None and f.amount.unit.dimension == "money")

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The amount of each of its rows: the first that is money, which is the whole; those of tables of projects first."""
        ordered = sorted(self.amounts, key=lambda place: place[1].kind == "performance")
        return tuple(f for row, _ in ordered for f in money_of(row)[:1])


def project_names(heading: str) -> tuple[str, ...]:
    """What a chapter's heading names: as it stands, without what it has in brackets, without 专项 and the like.

    >>> project_names("生命健康专项（政策资金）经费情况说明")[1:]
    ('生命健康专项', '生命健康')
    """
    if not re.search(pattern("prose", "project_heading"), plain(heading)):
        return ()
    text = re.sub(pattern("prose", "project_heading"), "", plain(heading))
    names = [bare(text), bare(re.sub(r"\([^()]*\)", "", text))]
    names += [re.sub("(专项资金|专项经费|专项|项目经费|经费|项目|资金)+$", "", n) for n in names]
    return tuple(dict.fromkeys(n for n in names if len(n) > 2))


def core_name(name: str) -> str:
    """A project's name without what such names end in.

    >>> core_name("政务事项管理经费") == core_name("政务事项管理")
    True
    """
    short = pattern("prose", "project_ending").sub("", bare(name))
    return short if len(short) > 2 else bare(name)


def money_of(row: Row) -> list[Fact]:
    """The amounts of money of a row."""
    return [f for f in row.facts if f.amount.unit is not None and f.amount.unit.dimension == "money"]


def targets_of(row: Row) -> Iterator[tuple[str, str, str]]:
    """Name, head and value of the indicators that a row prints, in cells of words or with a number and its sign."""
    label = (row.code or "") + row.label  # digits that begin it may have been read as its code
    valued = [(head, text) for head, text in row.words if pattern("prose", "target_value").search(head)]
    if not row.facts:
        if bare(label) and row.words:
            yield label, *next(((h, v) for h, v in row.words if re.search(r"\d|[≥≧≤＜>]", v)), row.words[-1])
        return
    named = [
        (k, text)
        for k, (head, text) in enumerate(row.words)
        if re.search("指标(?!值|性质|方向)", head) and not re.search(r"\d", text)
    ]
    for k, name in named:
        value = next(((h, v) for h, v in row.words[k + 1 :] if re.search("值|目标", h) and re.search(r"\d", v)), None)
        if value is not None:
            yield name, *value
            return
    fact = next((f for f in row.facts if f.col and pattern("prose", "target_value").search(f.col[-1])), None)
    if named and fact is not None:
        sign = next((text for head, text in row.words if re.search("性质|符号|方向|运算", head) and len(text) < 3), "")
        unit = next((text for head, text in row.words if re.search("单位", head) and len(text) < 5), "")
        yield named[-1][1], fact.col[-1], f"{sign}{fact.text}{unit or fact.unit or ''}"
    elif valued and not money_of(row) and bare(label):
        for head, value_text in valued:
            yield label, head, value_text


def projects_of(disclosure: Disclosure, chapters: Mapping[str, list[Passage]]) -> tuple[Project, ...]:
    """The projects of a disclosure in the order in which they are first named; what could be said of two is said of none.

    `chapters`: the passages of a project's own chapter, by each of the names that its heading gives.
    """
    found: dict[str, Project] = {}
    own = bare(disclosure.document.department or "")
    forms = _forms(disclosure.tables)
    for row, table in _rows(disclosure.tables):
        name = _project_in(row, table, own, forms, found)
        if name is not None:
            _take(found.setdefault(bare(name), Project(clean_label(name))), row, table, name)
    joined = _joined(found.values())
    for project in joined:
        project.passages = _passages(project, joined, disclosure.passages, chapters)
    taken = {passage.id for project in joined for passage in project.passages}
    for passages in {p[0].id: p for p in chapters.values() if p[0].id not in taken}.values():
        names = project_names(passages[0].section[0])
        joined.append(Project(names[0], set(names), passages=list(dict.fromkeys(passages))))
    return tuple(joined)


def _rows(tables: Iterable[Table]) -> Iterator[Place]:
    for table in tables:
        if table.kind in ("project", "general_project", "performance"):
            yield from ((row, table) for row in table.rows if row.path)


def _project_in(row: Row, table: Table, own: str, forms: frozenset[str], known: Container[str]) -> str | None:
    """The project that a row is of: its own name where it prints money, or goes on with one that did; the first of its
    path in a form of one project."""
    path = tuple(p for p in row.path if not own_line(bare(p), own))
    if not path:
        return None
    if table.kind == "performance" and len(path) > 1 and path[0] in forms:
        return path[0]
    name = bare(path[-1])
    if row.code or len(name) < 3 or is_total(name) or pattern("prose", "no_project").search(name):
        return None
    return path[-1] if money_of(row) or name in known else None


def _forms(tables: Iterable[Table]) -> frozenset[str]:
    """The projects that have a form of their own: below their name stand labels of such forms, with amounts."""
    label = pattern("prose", "form_label")
    return frozenset(
        row.path[0]
        for table in tables
        if table.kind == "performance"
        for row in table.rows
        if len(row.path) > 1 and any(label.search(bare(p)) for p in row.path[1:])
    )


def _take(project: Project, row: Row, table: Table, name: str) -> None:
    project.names.add(bare(name))
    targets = list(targets_of(row))
    own = row.path[-1] == name
    if money_of(row) and (own or pattern("prose", "form_total").search(bare(row.label))):
        project.amounts.append((row, table))
    if own:
        project.told += [Told(h, t, row, table) for h, t in row.words if pattern("prose", "told_head").search(h)]
    elif row.words and not row.facts and pattern("prose", "told_head").search(row.label):
        project.told += [Told(row.label, text, row, table) for _, text in row.words]
        return
    if own or len(row.path) > 2:
        project.targets += [
            Target(*target, row, table) for target in targets if target[1] not in {t.head for t in project.told}
        ]


def _joined(projects: Iterable[Project]) -> list[Project]:
    """Projects that two tables call a little differently, as one: the same but for how such names end, and no two amounts
    that contradict each other; or one name within the other, and the same amount. What could be either of two stays alone."""
    every = list(projects)
    for same in (_called_alike, _held_and_equal):
        for project in list(every):
            others = [p for p in every if p is not project and same(project, p)]
            if (
                project in every
                and len(others) == 1
                and len([p for p in every if p is not others[0] and same(others[0], p)]) == 1
            ):
                _merge(project, others[0])
                every.remove(others[0])
    return every


def _called_alike(one: Project, other: Project) -> bool:
    a, b = ({f.amount.base for f in p.facts} for p in (one, other))
    return core_name(one.name) == core_name(other.name) and bool(a & b or not (a and b))


def _held_and_equal(one: Project, other: Project) -> bool:
    a, b = core_name(one.name), core_name(other.name)
    equal = {f.amount.base for f in one.facts} & {f.amount.base for f in other.facts} - {0}
    return (a in b or b in a) and min(len(a), len(b)) > 3 and bool(equal)


def _merge(project: Project, other: Project) -> None:
    project.names |= other.names
    project.amounts += other.amounts
    project.told += other.told
    project.targets += other.targets


def _passages(
    project: Project, every: list[Project], passages: Iterable[Passage], chapters: Mapping[str, list[Passage]]
) -> list[Passage]:
    """Its own chapter, and paragraphs that begin with its name and no longer one's."""
    for name in (*project.names, core_name(project.name)):
        if name in chapters:
            return list(dict.fromkeys(chapters[name]))
    longer = {n for p in every if p is not project for n in p.names if n.startswith(core_name(project.name))}
    out = []
    for passage in passages:
        if any("名词解释" in h for h in passage.section) or len(passage.text) < 16:
            continue
        text = bare(re.sub(r"^[(（]?[一二三四五六七八九十\d]{1,3}[)）、.．]+", "", passage.text))
        if any(text.startswith(n) for n in project.names) and not any(text.startswith(n) for n in longer):
            out.append(passage)
    return out
