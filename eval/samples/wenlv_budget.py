"""The budgets of 示例市文化和旅游局: prose first, tables in 元 with codes in three columns and the total last, 三公 in 万元."""

from __future__ import annotations

from collections.abc import Sequence

from eval.samples.accounts import ECONOMIC, FUNCTIONS, NUMERALS, Accounts, Cents, path_of, wan, yuan
from eval.samples.finals import c
from eval.samples.grid import Cell, Grid, Row, blanks, figure, heads
from eval.samples.nongye_budget import procurement_parts
from eval.samples.paper import Paper
from eval.samples.said import TERMS, change, reason

OWN_COLUMNS = ("财政拨款收入", "事业收入", "事业单位经营收入", "其他收入")


def money(amount: Cents) -> str:
    """In 元; nothing is left blank."""
    return yuan(amount) if amount else ""


def write(paper: Paper, now: Accounts, before: Accounts, planted: tuple[str, str] | None = None) -> None:
    """Sets the budget of a year; `planted`: a functional item and the wrong amount that the prose gives it."""
    name, year = now.department.name, now.year
    paper.cover(name, f"{year}年度部门预算")
    paper.contents(("一、部门主要职能", "二、部门机构设置", "三、名词解释", f"四、{year}年部门预算编制说明", f"五、{year}年部门预算表", "六、其他相关情况说明"))
    paper.heading("部门主要职能", 1)
    paper.paragraphs("统筹全市文化事业、文化产业和旅游业发展，管理公共图书馆、文化馆和文物保护单位，组织群众文化活动，规范旅游市场秩序。")
    paper.heading("部门机构设置", 1)
    paper.paragraphs(f"{name}部门预算是包括{name}本部以及下属2家单位的综合收支计划，下属单位为示例市图书馆和示例市文物管理所。")
    paper.heading("名词解释", 1)
    paper.paragraphs(*TERMS)
    _explain(paper, now, before, planted)
    for grid in (_summary(now), _income(now), _expenditure(now), _fiscal(now), _general(now)):
        paper.turn()
        paper.table(grid)
    paper.turn()
    for title, note in (
        ("政府性基金预算支出功能分类预算表", f"注：本部门{year}年无政府性基金预算拨款安排的预算，故本表为空表。"),
        ("国有资本经营预算支出功能分类预算表", f"注：本部门{year}年无国有资本经营预算拨款安排的预算，故本表为空表。"),
    ):
        paper.table(_empty(now, title, note))
    paper.turn()
    paper.table(_economic(now))
    paper.turn(wide=True)
    paper.table(_three_public(now))
    paper.turn()
    _others(paper, now, before)


def _grid(a: Accounts, title: str, widths: Sequence[float], head: Sequence[Row],
          body: Sequence[Row], unit: str = "元", notes: tuple[str, ...] = ()) -> Grid:
    return Grid(f"{a.year}年部门{title}", unit, a.year, tuple(widths), tuple(head), tuple(body),
                left=f"编制部门：{a.department.name}", right=f"单位：{unit}", repeat="none", notes=notes, size=9)


def _classes(a: Accounts, fiscal_only: bool = False) -> list[tuple[str, Cents]]:
    return [(FUNCTIONS[x.code], x.total) for x in a.tree(fiscal_only) if len(x.code) == 3]


def _summary(a: Accounts) -> Grid:
    left: list[tuple[str, tuple[str, ...], Cents]] = [
        ("一、财政拨款收入", ("财政拨款收入",), a.income), ("1. 一般公共预算资金", ("财政拨款收入", "一般公共预算资金"), a.income),
        ("2. 政府性基金", ("财政拨款收入", "政府性基金"), 0), ("3. 国有资本经营预算", ("财政拨款收入", "国有资本经营预算"), 0),
        ("二、事业收入", ("事业收入",), a.own), ("三、事业单位经营收入", ("事业单位经营收入",), 0), ("四、其他收入", ("其他收入",), 0)]
    right = [(f"{NUMERALS[i]}、{name}", name, amount) for i, (name, amount) in enumerate(_classes(a))]
    body: list[Row] = []
    for i in range(10):
        one = (Cell(left[i][0]), figure(money(left[i][2]), *left[i][1])) if i < len(left) else blanks(2)
        other = (Cell(right[i][0]), figure(money(right[i][2]), right[i][1])) if i < len(right) else blanks(2)
        body.append((*one, *other))
    body.append((c("收入总计"), figure(money(a.total), "收入总计"), c("支出总计"), figure(money(a.total), "支出总计")))
    head = ((c("本年收入", 2), c("本年支出", 2)), heads("项目", "预算数", "项目", "预算数"))
    return _grid(a, "财务收支预算总表", (4.5, 3, 4.5, 3), head, body)


def _coded(a: Accounts, title: str, group: str, columns: Sequence[str], rows: Sequence[tuple[str, Sequence[Cents]]],
           total: Sequence[Cents]) -> Grid:
    """By function: 类, 款 and 项 in three columns, the total in the last row."""
    body: list[Row] = []
    for code, amounts in rows:
        parts = (c(code[:3]), c(code[3:5]), c(code[5:]), Cell(FUNCTIONS[code]))
        body.append((*parts, *(figure(money(x), *path_of(code), code=code) for x in amounts)))
    body.append((c("合计", 4), *(figure(money(x), "合计") for x in total)))
    head = ((c("项目", 4), c(group, len(columns))),
            (c("功能分类科目编码", 3), c("功能分类科目名称", 1, 2), *(c(name, 1, 2) for name in columns)), heads("类", "款", "项"))
    return _grid(a, title, (0.9, 0.8, 0.8, 5, *([2.6] * len(columns))), head, body)


def _income(a: Accounts) -> Grid:
    at = next(p.function for p in a.department.projects if p.name == a.department.own_project)
    rows = []
    for line in a.tree(fiscal_only=True):
        own = a.own if at.startswith(line.code) else 0
        rows.append((line.code, (line.total + own, line.total, own, 0, 0)))
    return _coded(a, "收入预算总表", "收入预算", ("合计", *OWN_COLUMNS), rows, (a.total, a.fiscal, a.own, 0, 0))


def _expenditure(a: Accounts) -> Grid:
    rows = [(x.code, (x.total, x.basic, x.project)) for x in a.tree()]
    return _coded(a, "支出预算总表", "支出预算", ("合计", "基本支出", "项目支出"), rows, (a.total, a.basic, a.project))


def _general(a: Accounts) -> Grid:
    rows = [(x.code, (x.total, x.basic, x.project)) for x in a.tree(fiscal_only=True)]
    total = (a.fiscal, a.basic, a.project - a.own)
    return _coded(a, "一般公共预算支出功能分类预算表", "一般公共预算支出", ("合计", "基本支出", "项目支出"), rows, total)


def _fiscal(a: Accounts) -> Grid:
    left = (("一、一般公共预算资金", "一般公共预算资金", a.fiscal), ("二、政府性基金", "政府性基金", 0), ("三、国有资本经营预算", "国有资本经营预算", 0))
    classes = _classes(a, fiscal_only=True)
    body: list[Row] = []
    for i in range(8):
        one = (Cell(left[i][0]), figure(money(left[i][2]), left[i][1])) if i < len(left) else blanks(2)
        if i < len(classes):
            name, amount = classes[i]
            value = figure(money(amount), name)
            other = (Cell(f"{NUMERALS[i]}、{name}"), value, value, *blanks(2))
        else:
            other = blanks(5)
        body.append((*one, *other))
    total = money(a.fiscal)
    body.append((c("收入总计"), figure(total, "收入总计"), c("支出总计"), figure(total, "支出总计"), figure(total, "支出总计"), *blanks(2)))
    head = ((c("财政拨款收入", 2), c("财政拨款支出", 5)),
            heads("项目", "预算数", "项目", "合计", "一般公共预算", "政府性基金预算", "国有资本经营预算"))
    return _grid(a, "财政拨款收支预算总表", (3.6, 2.6, 3.8, 2.6, 2.6, 1.8, 1.8), head, body)


def _empty(a: Accounts, title: str, note: str) -> Grid:
    head = ((c("项目", 4), c(title.removesuffix("功能分类预算表"), 3)),
            (c("功能分类科目编码", 3), *(c(x, 1, 2) for x in ("功能分类科目名称", "合计", "基本支出", "项目支出"))), heads("类", "款", "项"))
    body = (*((blanks(7),) * 3), (c("合计", 4), *blanks(3)))
    return _grid(a, title, (0.9, 0.8, 0.8, 5, 2, 2, 2), head, body, notes=(note,))


def _economic(a: Accounts) -> Grid:
    body: list[Row] = []
    for code, amount in a.economic_tree():
        staff = code[:3] in ("301", "303")
        amounts = (amount, amount if staff else 0, 0 if staff else amount)
        cells = (figure(money(x), *path_of(code), code=code) for x in amounts)
        body.append((c(code[:3]), c(code[3:]), Cell(ECONOMIC[code]), *cells))
    body.append((c("合计", 3), *(figure(money(x), "合计") for x in (a.basic, a.personnel, a.operating))))
    head = ((c("项目", 3), c("一般公共预算基本支出", 3)),
            (c("部门预算经济分类科目编码", 2), c("经济分类科目名称", 1, 2), *(c(x, 1, 2) for x in ("合计", "人员经费", "公用经费"))),
            heads("类", "款"))
    return _grid(a, "一般公共预算基本支出部门预算经济分类预算表", (1.2, 1.2, 5, 2.8, 2.8, 2.8), head, body)


def _three_public(a: Accounts) -> Grid:
    amounts = (a.three_public, a.abroad, a.hosting, a.cars, a.bought_cars, a.running_cars, a.operating)
    head = (
        (c("“三公”经费预算数", 6), c("机关运行经费预算数", 1, 3)),
        (*(c(x, 1, 2) for x in ("合计", "因公出国（境）费", "公务接待费")), c("公务用车购置及运行费", 3)),
        heads("小计", "购置费", "运行费"),
    )
    body = (tuple(figure(wan(x)) for x in amounts),)
    return _grid(a, "“三公”经费和机关运行经费预算表", (2,) * 7, head, body, unit="万元")


def _explain(paper: Paper, a: Accounts, b: Accounts, planted: tuple[str, str] | None) -> None:
    def w(amount: Cents) -> str:
        return wan(amount)
    name, year, ahead = a.department.name, a.year, a.total > b.total
    paper.heading(f"{year}年部门预算编制说明", 1)
    paper.paragraphs(
        f"{year}年，{name}收入预算{w(a.total)}万元，其中：财政拨款收入{w(a.fiscal)}万元，{change(a.fiscal, b.fiscal, True)}；"
        f"事业收入{w(a.own)}万元，{change(a.own, b.own, True)}。",
        f"支出预算{w(a.total)}万元，{change(a.total, b.total, True)}，主要原因是{'公共文化活动和文物保护的任务增加' if ahead else '按照过紧日子的要求压减支出'}。"
        f"其中：基本支出{w(a.basic)}万元，项目支出{w(a.project)}万元。",
        "财政拨款支出主要内容如下：",
    )
    old = {x.code: x.total for x in b.tree(fiscal_only=True)}
    for i, line in enumerate((x for x in a.tree(fiscal_only=True) if len(x.code) == 3), 1):
        was = old[line.code]
        moved = change(line.total, was, True) + reason(line.code, line.total, was)
        paper.paragraphs(f"{i}.“{FUNCTIONS[line.code]}”科目{w(line.total)}万元，{moved}。")
    texts = []
    for p in a.department.projects:
        amount = w(a.projects[p.name] - (a.own if p.name == a.department.own_project else 0))
        if planted and planted[0] == p.function:
            amount = planted[1]
        texts.append(f"“{FUNCTIONS[p.function]}”（项）安排项目支出{amount}万元，用于{p.purpose}。")
    paper.paragraphs("其中用财政拨款安排的项目：", *texts)


def _others(paper: Paper, a: Accounts, b: Accounts) -> None:
    year = a.year
    paper.heading("其他相关情况说明", 1)
    paper.heading(f"一、{year}年“三公”经费预算情况说明")
    paper.paragraphs(
        f"{year}年“三公”经费预算数为{wan(a.three_public)}万元，{change(a.three_public, b.three_public, True)}。其中：",
        f"（一）因公出国（境）费{wan(a.abroad)}万元，{change(a.abroad, b.abroad, True)}。",
        f"（二）公务用车购置及运行费{wan(a.cars)}万元，其中购置费{wan(a.bought_cars)}万元，运行费{wan(a.running_cars)}万元。",
        f"（三）公务接待费{wan(a.hosting)}万元，{change(a.hosting, b.hosting, True)}。",
    )
    paper.heading("二、机关运行经费预算")
    paper.paragraphs(f"{year}年本部门机关运行经费预算为{wan(a.operating)}万元，{change(a.operating, b.operating, True)}。")
    paper.heading("三、政府采购预算情况")
    parts = procurement_parts(a)
    texts = "、".join(f"政府采购{name}预算{wan(amount)}万元" for name, amount in parts)
    paper.paragraphs(f"{year}年本部门政府采购预算{wan(sum(x for _, x in parts))}万元，其中：{texts}。")
    paper.heading("四、绩效目标设置情况")
    paper.paragraphs(f"{year}年本部门编报绩效目标的项目共{len(a.department.projects)}个，涉及项目预算资金{wan(a.project)}万元。")
    paper.heading("五、国有资产占有使用情况")
    paper.paragraphs(f"截至{year - 1}年12月31日，本部门共有车辆{a.department.cars}辆。")
