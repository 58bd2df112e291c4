"""The final accounts of both departments: one with line numbers and codes in one column, one with codes in three."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from eval.samples.accounts import CLASSES, ECONOMIC, FUNCTIONS, NUMERALS, Accounts, Cents, Line, path_of, percent, wan
from eval.samples.grid import Cell, Grid, Row, blanks, figure, heads
from eval.samples.paper import Paper
from eval.samples.said import TERMS, change, executed

EMPTY = {"政府性基金预算财政拨款收入支出决算表": "说明：本部门{year}年度没有政府性基金预算财政拨款收入，也没有使用政府性基金安排的支出，故本表无数据。",
         "国有资本经营预算财政拨款支出决算表": "注：本部门{year}年度无国有资本经营预算财政拨款支出，本表为空表。"}
SOURCES = ("财政拨款收入", "上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入")


@dataclass(frozen=True, slots=True)
class Style:
    """How a place prints its final accounts."""

    line_numbers: bool
    split_codes: bool
    total_last: bool
    repeat_heads: bool


NONGYE_STYLE = Style(line_numbers=True, split_codes=False, total_last=False, repeat_heads=True)
WENLV_STYLE = Style(line_numbers=False, split_codes=True, total_last=True, repeat_heads=False)


def money(amount: Cents) -> str:
    """In 万元; nothing is left blank."""
    return wan(amount) if amount else ""


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables of one year's final accounts in one style."""

    a: Accounts
    budget: Accounts
    style: Style

    def all(self) -> tuple[Grid, ...]:
        """In the order of the national form."""
        return (self.summary(), self.income(), self.expenditure(), self.fiscal_summary(), self.general(), self.basic(),
                self.three_public(), *(self.empty(title) for title in EMPTY))

    def _grid(self, number: int, title: str, widths: Sequence[float], head: Sequence[Row],
              body: Sequence[Row], **more: object) -> Grid:
        a = self.a
        return Grid(title, "万元", a.year, tuple(widths), tuple(head), tuple(body), number=f"公开{number:02}表",
                    left=f"部门：{a.department.name}", right="单位：万元", repeat="head" if self.style.repeat_heads else "none",
                    **{"size": 9, **more})  # type: ignore[arg-type]

    def _sides(self, left: Sequence[tuple[str, str, Cents]], right: Sequence[tuple[str, str, Cents]]) -> list[Row]:
        """Two blocks, each with line numbers where the style has them."""
        rows: list[Row] = []
        for i in range(max(len(left), len(right))):
            cells: Row = ()
            for side, first in ((left, 1), (right, len(left) + 1)):
                number = (c(str(first + i)),) if self.style.line_numbers else ()
                if i < len(side):
                    label, name, amount = side[i]
                    cells += (Cell(label), *number, figure(money(amount), name))
                else:
                    cells += (Cell(), *number, Cell())
            rows.append(cells)
        return rows

    def summary(self) -> Grid:
        """收入支出决算总表."""
        a = self.a
        sources = (("一般公共预算财政拨款收入", a.income), ("政府性基金预算财政拨款收入", 0), ("国有资本经营预算财政拨款收入", 0),
                   *((name, a.own if name == a.department.own_income else 0) for name in SOURCES[1:]))
        left = [(f"{NUMERALS[i]}、{name}", name, amount) for i, (name, amount) in enumerate(sources)]
        amounts = {FUNCTIONS[line.code]: line.total for line in a.tree() if len(line.code) == 3}
        right = [(f"{NUMERALS[i]}、{name}", name, amounts.get(name, 0)) for i, name in enumerate(CLASSES)]
        left += [("", "", 0)] * (len(right) - len(left))
        income, spent = a.income + a.own, a.total
        ends = (("本年收入合计", income), ("使用非财政拨款结余", 0), ("年初结转和结余", a.carried_in), ("总计", income + a.carried_in))
        others = (("本年支出合计", spent), ("结余分配", 0), ("年末结转和结余", a.carried_out), ("总计", spent + a.carried_out))
        body = self._sides([*left, *((n, n, x) for n, x in ends)], [*right, *((n, n, x) for n, x in others)])
        if self.style.line_numbers:
            head: tuple[Row, ...] = ((c("收入", 3), c("支出", 3)), heads("项目", "行次", "决算数", "项目", "行次", "决算数"),
                    heads("栏次", "", "1", "栏次", "", "2"))
            return self._grid(1, "收入支出决算总表", (5, 1, 2.4, 5, 1, 2.4), head, body, index_rows=(2,))
        head = ((c("收入", 2), c("支出", 2)), heads("项目", "决算数", "项目", "决算数"))
        return self._grid(1, "收入支出决算总表", (5, 2.4, 5, 2.4), head, body)

    def _coded(self, code: str, name: str) -> Row:
        if not self.style.split_codes:
            return (Cell(code), Cell(name))
        parts = (code[:3], code[3:5], code[5:])[: 3 if code[0] == "2" else 2]
        return (*(c(part) for part in parts), Cell(name))

    def _functional(self, number: int, title: str, columns: Sequence[str], rows: Sequence[tuple[str, Sequence[Cents]]],
                    total: Sequence[Cents]) -> Grid:
        """A table by function with any columns."""
        body: list[Row] = [
            (*self._coded(code, FUNCTIONS[code]), *(figure(money(x), *path_of(code), code=code) for x in amounts))
            for code, amounts in rows
        ]
        width = 4 if self.style.split_codes else 2
        sums = (c("合计", width), *(figure(money(x), "合计") for x in total))
        body = [*body, sums] if self.style.total_last else [sums, *body]
        if self.style.split_codes:
            head: tuple[Row, ...] = ((c("项目", 4), *(c(name, 1, 3) for name in columns)),
                                     (c("支出功能分类科目编码", 3), c("科目名称", 1, 2)), heads("类", "款", "项"))
            widths: tuple[float, ...] = (1, 0.8, 0.8, 4.6)
        else:
            head = ((c("项目", 2), *(c(name, 1, 2) for name in columns)), heads("功能分类科目编码", "科目名称"))
            widths = (2, 4.6)
        return self._grid(number, title, (*widths, *([1.9] * len(columns))), head, body)

    def income(self) -> Grid:
        """收入决算表: what is carried over stands under 行政运行."""
        a = self.a
        surplus, running = a.carried_out - a.carried_in, a.department.prefix + "0101"
        at = next(p.function for p in a.department.projects if p.name == a.department.own_project)
        place = SOURCES.index(a.department.own_income)
        rows = []
        for line in a.tree(fiscal_only=True):
            fiscal = line.total + (surplus if running.startswith(line.code) else 0)
            own = a.own if at.startswith(line.code) else 0
            rows.append((line.code, self._spread(fiscal, own, place)))
        return self._functional(2, "收入决算表", ("本年收入合计", *SOURCES), rows, self._spread(a.income, a.own, place))

    @staticmethod
    def _spread(fiscal: Cents, own: Cents, place: int) -> tuple[Cents, ...]:
        amounts = [0] * len(SOURCES)
        amounts[0], amounts[place] = fiscal, own
        return (fiscal + own, *amounts)

    def expenditure(self) -> Grid:
        """支出决算表."""
        def row(line: Line) -> tuple[Cents, ...]:
            return (line.total, line.basic, line.project, 0, 0, 0)
        a = self.a
        columns = ("本年支出合计", "基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出")
        total = (a.total, a.basic, a.project, 0, 0, 0)
        return self._functional(3, "支出决算表", columns, [(x.code, row(x)) for x in a.tree()], total)

    def general(self) -> Grid:
        """一般公共预算财政拨款支出决算表."""
        a = self.a
        rows = [(x.code, (x.total, x.basic, x.project)) for x in a.tree(fiscal_only=True)]
        total = (a.fiscal, a.basic, a.project - a.own)
        return self._functional(5, "一般公共预算财政拨款支出决算表", ("本年支出合计", "基本支出", "项目支出"), rows, total)

    def fiscal_summary(self) -> Grid:
        """财政拨款收入支出决算总表."""
        a, fund = self.a, "一般公共预算财政拨款"
        amounts = {FUNCTIONS[x.code]: x.total for x in a.tree(fiscal_only=True) if len(x.code) == 3}
        left: list[tuple[str, tuple[str, ...], Cents]] = [
            ("一、一般公共预算财政拨款", (fund,), a.income), ("二、政府性基金预算财政拨款", ("政府性基金预算财政拨款",), 0),
            ("三、国有资本经营预算财政拨款", ("国有资本经营预算财政拨款",), 0)]
        right = [(f"{NUMERALS[i]}、{n}", n, amounts.get(n, 0)) for i, n in enumerate(CLASSES)]
        left += [("", (), 0)] * (len(right) - len(left))
        carried = "年初财政拨款结转和结余"
        left += [("本年收入合计", ("本年收入合计",), a.income), (carried, (carried,), a.carried_in),
                 ("　一、一般公共预算财政拨款", (carried, fund), a.carried_in), ("总计", ("总计",), a.income + a.carried_in)]
        right += [("本年支出合计", "本年支出合计", a.fiscal), ("年末财政拨款结转和结余", "年末财政拨款结转和结余", a.carried_out), ("", "", 0),
                  ("总计", "总计", a.fiscal + a.carried_out)]
        body: list[Row] = [
            (Cell(one), figure(money(x), *path), Cell(other), *((figure(money(y), name),) * 2), *blanks(2))
            for (one, path, x), (other, name, y) in zip(left, right, strict=True)
        ]
        head = ((c("收入", 2), c("支出", 5)), heads("项目", "金额", "项目", "合计", fund, "政府性基金预算财政拨款", "国有资本经营预算财政拨款"))
        return self._grid(4, "财政拨款收入支出决算总表", (4, 2, 4, 2, 2, 2, 2), head, body, size=8.5)

    def basic(self) -> Grid:
        """一般公共预算财政拨款基本支出决算表: personnel at the left, running costs at the right."""
        a = self.a
        lines = a.economic_tree()
        left = [x for x in lines if x[0][:3] in ("301", "303")]
        right = [x for x in lines if x[0][:3] in ("302", "310")]
        width = 3 if self.style.split_codes else 2
        body: list[Row] = []
        for i in range(max(len(left), len(right))):
            cells: Row = ()
            for side in (left, right):
                if i < len(side):
                    code, amount = side[i]
                    cells += (*self._coded(code, ECONOMIC[code]), figure(money(amount), *path_of(code), code=code))
                else:
                    cells += blanks(width + 1)
            body.append(cells)
        body.append((c("人员经费合计", width), figure(money(a.personnel), "人员经费合计"), c("公用经费合计", width),
                     figure(money(a.operating), "公用经费合计")))
        groups = (c("人员经费", width + 1), c("公用经费", width + 1))
        if self.style.split_codes:
            block = (c("经济分类科目编码", 2), c("科目名称", 1, 2), c("决算数", 1, 2))
            head: tuple[Row, ...] = (groups, (*block, *block), heads("类", "款", "类", "款"))
            return self._grid(6, "一般公共预算财政拨款基本支出决算表", (1, 0.8, 4, 2, 1, 0.8, 4, 2), head, body, size=8.5)
        head = (groups, heads(*(("科目编码", "科目名称", "决算数") * 2)))
        return self._grid(6, "一般公共预算财政拨款基本支出决算表", (1.6, 4, 2, 1.6, 4, 2), head, body, size=8.5)

    def three_public(self) -> Grid:
        """财政拨款“三公”经费支出决算表, and 机关运行经费 beside it where codes are split."""
        title = "财政拨款“三公”经费支出决算表"
        def of(x: Accounts) -> tuple[Cents, ...]:
            return (x.three_public, x.abroad, x.cars, x.bought_cars, x.running_cars, x.hosting)
        plan, done = of(self.budget), of(self.a)
        car = "公务用车购置及运行维护费"
        if self.style.split_codes:
            amounts = [x for pair in zip(plan, done, strict=True) for x in pair]
            head: tuple[Row, ...] = ((c("合计", 2, 2), c("因公出国（境）费", 2, 2), c(car, 6), c("公务接待费", 2, 2)),
                    (c("小计", 2), c("公务用车购置费", 2), c("公务用车运行维护费", 2)), heads(*(("预算数", "决算数") * 6)))
            return self._grid(7, title, (1,) * 12, head, (tuple(figure(money(x)) for x in amounts),), size=8)
        block = (c("合计", 1, 2), c("因公出国（境）费", 1, 2), c(car, 3), c("公务接待费", 1, 2))
        head = ((c("预算数", 6), c("决算数", 6)), (*block, *block), heads(*(("小计", "公务用车购置费", "公务用车运行维护费") * 2)))
        return self._grid(7, title, (1,) * 12, head, (tuple(figure(money(x)) for x in (*plan, *done)),), size=8)

    def empty(self, title: str) -> Grid:
        """A table without figures, with its note."""
        number = 8 if title.startswith("政府性基金") else 9
        columns = ("科目编码", "科目名称", "年初结转和结余", "本年收入", "本年支出", "年末结转和结余")[: None if number == 8 else 5]
        body = ((c("合计", 2), *blanks(len(columns) - 2)), *((blanks(len(columns)),) * 2))
        return self._grid(number, title, (2, 4, *([2] * (len(columns) - 2))), (heads(*columns),), body,
                          notes=(EMPTY[title].format(year=self.a.year),))


def c(text: str, span: int = 1, down: int = 1) -> Cell:
    """A centred cell."""
    return Cell(text, span, down, "center")


def write(paper: Paper, now: Accounts, before: Accounts, budget: Accounts, style: Style,
          planted_share: str | None = None) -> None:
    """Sets the final accounts of a year; `planted_share` is a wrong share of project expenditure."""
    paper.cover(f"{now.year}年度", now.department.name, "部门决算公开")
    paper.contents(("第一部分　部门概况", "第二部分　部门决算表", "第三部分　部门决算情况说明", "第四部分　名词解释"))
    paper.heading("第一部分　部门概况", 1)
    paper.heading("一、主要职能")
    tasks = "；".join(p.purpose for p in now.department.projects)
    paper.paragraphs(f"{now.department.name}{now.year}年度的主要工作是：{tasks}。")
    paper.heading("二、部门决算单位构成")
    paper.paragraphs("纳入本部门决算编制范围的单位共3个，包括机关本级和2个所属事业单位。")
    for grid in Tables(now, budget, style).all():
        paper.turn(wide=len(grid.widths) > 7)
        paper.table(grid)
    paper.turn()
    _explain(paper, now, before, budget, planted_share)
    paper.heading("第四部分　名词解释", 1)
    paper.paragraphs(*TERMS)


def _explain(paper: Paper, a: Accounts, b: Accounts, budget: Accounts, planted_share: str | None) -> None:
    def w(amount: Cents) -> str:
        return wan(amount, False)
    year, income = a.year, a.income + a.own
    total, before = income + a.carried_in, b.income + b.own + b.carried_in
    parts = (
        ("一、收入支出决算总体情况说明", (f"{year}年度收入、支出总计{w(total)}万元。与上年决算相比，收、支总计各{change(total, before)}。",)),
        ("二、收入决算情况说明", (
            f"{year}年度本年收入合计{w(income)}万元，其中：财政拨款收入{w(a.income)}万元，占{percent(a.income, income)}%；"
            f"{a.department.own_income}{w(a.own)}万元，占{percent(a.own, income)}%。",)),
        ("三、支出决算情况说明", (
            f"{year}年度本年支出合计{w(a.total)}万元，其中：基本支出{w(a.basic)}万元，占{percent(a.basic, a.total)}%；"
            f"项目支出{w(a.project)}万元，占{planted_share or percent(a.project, a.total)}%。",)),
        ("四、财政拨款收入支出决算总体情况说明", (f"{year}年度财政拨款收入、支出总计{w(a.income + a.carried_in)}万元。",)),
        ("五、一般公共预算财政拨款支出决算情况说明", (
            f"{year}年度一般公共预算财政拨款支出{w(a.fiscal)}万元，占本年支出合计的{percent(a.fiscal, a.total)}%。具体情况如下：",
            *executed(a, budget))),
        ("六、一般公共预算财政拨款基本支出决算情况说明", (
            f"{year}年度一般公共预算财政拨款基本支出{w(a.basic)}万元，其中：人员经费{w(a.personnel)}万元，公用经费{w(a.operating)}万元。",)),
        ("七、财政拨款“三公”经费支出决算情况说明", (
            f"{year}年度“三公”经费年初预算为{w(budget.three_public)}万元，支出决算为{w(a.three_public)}万元，"
            f"完成预算的{percent(a.three_public, budget.three_public)}%。决算数小于预算数的主要原因是减少不必要的接待和用车。",
            f"其中：因公出国（境）费支出决算为{w(a.abroad)}万元；公务用车购置费支出决算为{w(a.bought_cars)}万元，"
            f"公务用车运行维护费支出决算为{w(a.running_cars)}万元；公务接待费支出决算为{w(a.hosting)}万元。"
            f"年末公务用车保有量{a.department.cars}辆。")),
        ("八、机关运行经费支出情况说明", (f"{year}年度机关运行经费支出{w(a.operating)}万元，{change(a.operating, b.operating)}。",)),
        ("九、预算绩效情况说明", (f"{year}年度本部门对{len(a.department.projects)}个项目开展了绩效自评，涉及资金{w(a.project)}万元，自评结果均为良好以上。",)),
    )
    paper.heading("第三部分　部门决算情况说明", 1)
    for heading, texts in parts:
        paper.heading(heading)
        paper.paragraphs(*texts)
