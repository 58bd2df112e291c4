"""Synthetic disclosures of the real shape: bodies × years × kinds, ten tables and some prose each, all of one seed.

Functional and economic lines recur in every disclosure; projects are each body's own, so that there are 64,000 distinct
labels a million facts. No body of these exists.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache

from corpus.data.load import economic, functional
from corpus.model import (
    WAN,
    Amount,
    BBox,
    Column,
    Disclosure,
    Document,
    Fact,
    Kind,
    Passage,
    Row,
    Sentence,
    Table,
    content_id,
    stable_id,
)

FACTS = 434
"""Facts of a disclosure, about."""
YEARS = tuple(range(2019, 2025))
KINDS: tuple[Kind, Kind] = ("budget", "final")
PROJECTS = 64
_BODIES = ("财政局", "教育局", "文化和旅游局", "民政局", "司法局", "水务局", "审计局", "统计局", "农业农村局", "卫生健康局",
           "应急管理局", "商务局", "交通运输局", "住房和城乡建设局", "市场监督管理局", "医疗保障局")
_FIRST, _SECOND = "云松石青白清桂竹梅兰莲枫柳榆杏桃梧槐柏樟", "岭河桥湖湾溪塘洲坪崖渡屏"
_WHERE = ("东片", "西片", "南片", "北片", "中心", "沿江", "老城", "新城", "山前", "山后", "湖畔", "渡口", "滨水", "临港", "高铁", "环城")
_WHAT = ("数字云桥", "智慧大厅", "古树名木", "河道堤坝", "档案库房", "应急物资", "公共书屋", "健身步道", "冷链仓储", "消防水源", "地下管线",
         "群众文化", "乡村客运", "环卫设施", "种质资源", "气象观测", "疫苗冷库", "职业技能", "法律援助", "青年公寓", "儿童友好", "养老助餐",
         "残疾人托养", "防汛排涝", "绿道驿站", "公厕改造", "路灯照明", "校园安防", "非遗传承", "图书流动", "电梯加装", "垃圾分类")
_DOING = ("建设", "维护", "改造", "运行", "监测", "补助", "采购", "评估", "宣传", "培训", "修缮", "普查")
_BOX: BBox = (72.0, 100.0, 520.0, 114.0)
_SIDES = {"budget": "预算数", "final": "决算数"}


@dataclass(frozen=True, slots=True)
class Source:
    """One disclosure to be made: of which body, year and kind; `seed` draws its figures."""

    body: int
    year: int
    kind: Kind

    @property
    def department(self) -> str:
        return department(self.body)

    @property
    def projects(self) -> tuple[str, ...]:
        """The names of its projects: the same in the budget and in the final accounts of a year."""
        return _projects(self.body, self.year)


def department(number: int) -> str:
    """The name of a body, another one for each number."""
    region, kind = divmod(number, len(_BODIES))
    first, second = divmod(region, len(_SECOND))
    return f"{_FIRST[first % len(_FIRST)]}{_SECOND[second]}{'县' if first >= len(_FIRST) else '区'}{_BODIES[kind]}"


@lru_cache(maxsize=64)
def _projects(body: int, year: int) -> tuple[str, ...]:
    draw = random.Random(f"{body}/{year}")
    out: dict[str, None] = {}
    while len(out) < PROJECTS:
        where = f"{draw.choice(_SECOND)}{draw.choice(_FIRST)}路{draw.choice(_WHERE)}"
        out[f"{where}{draw.choice(_WHAT)}{draw.choice(_DOING)}{draw.choice('一二三四五六七八九')}期"] = None
    return tuple(out)


def sources(facts: int) -> Iterator[Source]:
    """Disclosures that hold about so many facts together, body by body."""
    documents, body = max(1, round(facts / FACTS)), 0
    while documents > 0:
        for year in YEARS:
            for kind in KINDS:
                if documents > 0:
                    yield Source(body, year, kind)
                    documents -= 1
        body += 1


def disclosure(source: Source) -> Disclosure:
    """The whole of one."""
    return _Maker(source).made


@lru_cache
def _functional() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """(code, path) of items under three classes."""
    held = functional()
    items = [code for code in sorted(held) if len(code) == 7 and code[:3] in ("201", "208", "210", "221")]
    picked = [*random.Random(7).sample(items, 22), "2210201", "2210203", "2080505", "2080506", "2101101"]
    return tuple((code, tuple(held[code[:size]].name for size in (3, 5, 7))) for code in sorted(set(picked)))


@lru_cache
def _economic() -> tuple[tuple[str, tuple[str, ...]], ...]:
    held = economic()
    items = [code for code in sorted(held) if len(code) == 5 and code[:3] in ("301", "302", "303", "310")]
    return tuple((code, (held[code[:3]].name, held[code].name)) for code in items[:48])


class _Maker:
    """Draws the figures of one disclosure."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.draw = random.Random(f"{source.body}/{source.year}/{source.kind}")
        name = f"b{source.body:05}-{source.year}-{source.kind}.pdf"
        what = "部门预算" if source.kind == "budget" else "部门决算"
        self.document = Document(content_id(name.encode()), name, f"{source.department}{source.year}年{what}", source.department,
                                 "department", source.year, source.kind, None, 24)
        self.counted = 0

    @cached_property
    def made(self) -> Disclosure:
        side = _SIDES[self.source.kind]
        split = ((side,), ("基本支出",), ("项目支出",))
        lines = [(code, path) for code, path in _functional()]
        totals = [(None, ("收入总计",)), (None, ("支出总计",)), *((None, (path[0],)) for _, path in lines[::6])]
        tables = (
            self._table("收支总表", "summary", totals, ((side,),)),
            self._table("部门支出总表", "expenditure", lines, split),
            self._table("一般公共预算支出表", "general_expenditure", lines, split),
            self._table("一般公共预算基本支出表", "general_basic", _economic(), ((side,),)),
            self._table("“三公”经费支出表", "three_public", [(None, ())], (
                ("合计",), ("因公出国（境）费",), ("公务接待费",), ("公务用车购置及运行费", "公务用车购置费"),
                ("公务用车购置及运行费", "公务用车运行维护费"))),
            self._table("项目支出表", "project", [(None, (name,)) for name in self.source.projects],
                        ((side,), ("财政拨款",), ("其他资金",))),
        )
        return Disclosure(self.document, tables, tuple(self._prose()), 1.0)

    def _table(self, title: str, kind: str, lines: Sequence[tuple[str | None, tuple[str, ...]]],
               heads: tuple[tuple[str, ...], ...]) -> Table:
        year, own, id = self.source.year, self.source.kind, stable_id(self.document.id, title)
        columns = tuple(Column(path, year, own, "万元") for path in heads)
        rows = []
        for at, (code, path) in enumerate(lines):
            facts = tuple(self._fact(title, id, path, code, head) for head in heads)
            rows.append(Row(stable_id(id, at), at, path, code, 5, _BOX, 0, facts))
        return Table(id, title, kind, "万元", year, (5,), columns, tuple(rows), bbox=_BOX)

    def _fact(self, title: str | None, id: str | None, path: tuple[str, ...], code: str | None,
              head: tuple[str, ...], **more: object) -> Fact:
        self.counted += 1
        mils = self.draw.randrange(1, 5_000_000)
        value = Decimal(mils).scaleb(-2)
        return Fact(stable_id(self.document.id, self.counted), self.document.id, 5, _BOX, title, id, path, code, head,
                    self.source.year, self.source.kind, f"{value:,}", Amount(value, WAN, 2), **more)  # type: ignore[arg-type]

    def _prose(self) -> Iterator[Passage]:
        for at, (_, path) in enumerate(_functional()[:20]):
            section = ("二、支出情况", f"（{at + 1}）{path[-1]}")
            value = Decimal(self.draw.randrange(1, 500_000)).scaleb(-2)
            text = (f"{self.source.department}{self.source.year}年{path[0]}（类）{path[1]}（款）{path[2]}（项）支出{value:,}万元，"
                    f"主要用于{self.source.projects[at]}等工作。")
            fact = Fact(stable_id(self.document.id, "p", at), self.document.id, 3, _BOX, None, None, (), None, (),
                        self.source.year, self.source.kind, f"{value:,}", Amount(value, WAN, 2), text, section, path[-1])
            yield Passage(stable_id(self.document.id, "passage", at), 3, _BOX, section, text,
                          (Sentence(text, 3, _BOX, (fact,)),))
