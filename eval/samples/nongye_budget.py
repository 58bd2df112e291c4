"""The budgets of 示例市农业农村局: three blocks in the main table, codes in one column, total row first, 万元."""

from __future__ import annotations

from collections.abc import Sequence

from eval.samples.accounts import CLASSES, ECONOMIC, FUNCTIONS, NUMERALS, Accounts, Cents, path_of, wan
from eval.samples.grid import Cell, Grid, Row, blanks, figure, heads
from eval.samples.paper import Paper
from eval.samples.said import TERMS, change, items

NOTES = {2021: "说明：本部门2021年无政府性基金预算支出，故本表为空。", 2022: "注：本年度没有使用政府性基金预算安排的支出。",
         2023: "备注：本表无数据。", 2024: "注：本部门无政府性基金预算拨款，此表为空表。"}


def money(amount: Cents) -> str:
    """As the tables print it: nothing is left blank."""
    return wan(amount) if amount else ""


def write(paper: Paper, now: Accounts, before: Accounts, planted_total: Cents | None = None) -> None:
    """Sets the budget of a year; `planted_total` is a wrong total of the procurement table."""
    year, name = now.year, now.department.name
    paper.cover(f"{year}年度", name, "部门预算公开")
    paper.contents(("第一部分　部门概况", "第二部分　部门预算表", "第三部分　部门预算情况说明", "第四部分　名词解释"))
    _overview(paper, now)
    paper.turn()
    paper.heading(f"第二部分　{name}{year}年度部门预算表", 1)
    paper.table(_summary(now))
    for grids in (
        (_income(now), _uses(now)),
        (_fiscal_summary(now), _by_function(now)),
        (_by_economic(now, "公开06表", "财政拨款基本支出预算表（经济科目）"),),
        (_general(now, before),),
        (_by_economic(now, "公开08表", "一般公共预算基本支出预算表（经济科目）"),),
        (_three_public(now), _empty(now)),
        (_operating(now), _procurement(now, planted_total)),
    ):
        paper.turn()
        for grid in grids:
            paper.table(grid)
    paper.turn()
    _explain(paper, now, before)
    paper.heading("第四部分　名词解释", 1)
    paper.paragraphs(*TERMS)


def _overview(paper: Paper, a: Accounts) -> None:
    paper.heading("第一部分　部门概况", 1)
    paper.heading("一、主要职能")
    paper.paragraphs("统筹全市农业生产、农村建设和农产品质量安全监管，组织动植物疫病防控，指导农业技术推广，落实惠农补贴。")
    paper.heading("二、部门机构设置")
    paper.paragraphs(f"{a.department.name}内设办公室、计划财务科、种植业科、畜牧兽医科4个科室，下属单位有市农业技术推广站和市动物疫病预防控制中心，"
                     "均纳入本部门预算编制范围。")
    paper.heading(f"三、{a.year}年度主要工作任务")
    paper.paragraphs(*(f"{i}.{p.name}：{p.purpose}。" for i, p in enumerate(a.department.projects, 1)))


def _grid(a: Accounts, number: str, title: str, widths: Sequence[float], head: Sequence[Row],
          body: Sequence[Row], notes: tuple[str, ...] = ()) -> Grid:
    return Grid(title, "万元", a.year, tuple(widths), tuple(head), tuple(body), number=number,
                left=f"部门：{a.department.name}", right="单位：万元", notes=notes, repeat="head", size=9)


def _c(text: str, span: int = 1, down: int = 1) -> Cell:
    return Cell(text, span, down, "center")


def _summary(a: Accounts) -> Grid:
    """Income, expenditure by function and by use, side by side; their rows have nothing to do with each other."""
    classes = {line.code: line.total for line in a.tree() if len(line.code) == 3}
    amounts = {FUNCTIONS[code]: amount for code, amount in classes.items()}
    income = [("一、财政拨款", ("财政拨款",), a.income), ("  1. 一般公共预算", ("财政拨款", "一般公共预算"), a.income),
              ("  2. 政府性基金预算", ("财政拨款", "政府性基金预算"), 0), ("二、财政专户管理资金", ("财政专户管理资金",), 0),
              ("三、其他资金", ("其他资金",), a.own)]
    uses = [("一、基本支出", "基本支出", a.basic), ("二、项目支出", "项目支出", a.project), ("三、单位预留机动经费", "单位预留机动经费", a.reserve)]
    body: list[Row] = []
    for i, name in enumerate(CLASSES):
        left = (Cell(income[i][0]), figure(money(income[i][2]), *income[i][1])) if i < len(income) else blanks(2)
        middle = (Cell(f"{NUMERALS[i]}、{name}"), figure(money(amounts.get(name, 0)), name))
        right = (Cell(uses[i][0]), figure(money(uses[i][2]), uses[i][1])) if i < len(uses) else blanks(2)
        body.append((*left, *middle, *right))
    for left_name, one, right_name, other in (("当年收入小计", a.total, "当年支出小计", a.total), ("上年结转资金", 0, "结转下年资金", 0),
                                              ("收入合计", a.total, "支出合计", a.total)):
        body.append((_c(left_name), figure(money(one), left_name), _c(right_name, 3), figure(money(other), right_name)))
    head = (
        (_c("收入", 2), _c("支出", 4)),
        (_c("项目名称", 1, 2), _c("金额", 1, 2), _c("功能分类", 2), _c("支出用途", 2)),
        heads("功能科目名称", "金额", "项目名称", "金额"),
    )
    return _grid(a, "公开01表", "收支预算总表", (4, 2.2, 4.6, 2.2, 4, 2.2), head, body)


def _income(a: Accounts) -> Grid:
    groups = (
        ("一般公共预算资金", (("小计", a.income), ("公共财政拨款（补助）资金", a.income), ("专项收入", 0))),
        ("政府性基金", (("小计", 0),)), ("财政专户管理资金", (("小计", 0), ("专户管理教育收费", 0))),
        ("其他资金", (("小计", a.own), ("事业收入", 0), ("经营收入", 0), ("其他收入", a.own))),
        ("上年结转和结余资金", (("小计", 0), ("其中：动用上年结转和结余资金", 0))),
    )
    body: list[Row] = [(_c("收入总计", 2), figure(money(a.total), "收入总计"))]
    for group, lines in groups:
        for i, (name, amount) in enumerate(lines):
            first = (_c(group, down=len(lines)),) if i == 0 else ()
            body.append((*first, Cell(name), figure(money(amount), group, name)))
    return _grid(a, "公开02表", "收入预算总表", (4, 5, 3), ((_c("项目名称", 2), _c("金额")),), body)


def _uses(a: Accounts) -> Grid:
    amounts = (a.total, a.basic, a.project, a.reserve, 0, 0)
    head = (heads("合计", "基本支出", "项目支出", "单位预留机动经费", "事业单位经营支出", "结转下年资金"),)
    return _grid(a, "公开03表", "支出预算总表", (2, 2, 2, 2, 2, 2), head, (tuple(figure(money(x)) for x in amounts),))


def _fiscal_summary(a: Accounts) -> Grid:
    basic = a.basic
    left = (("一、一般公共预算", "一般公共预算", a.fiscal), ("二、政府性基金预算", "政府性基金预算", 0))
    right = (("一、基本支出", "基本支出", basic), ("二、项目支出", "项目支出", a.project - a.own), ("三、单位预留机动经费", "单位预留机动经费", a.reserve))
    body: list[Row] = []
    for i, (label, name, amount) in enumerate(right):
        start = (Cell(left[i][0]), figure(money(left[i][2]), left[i][1])) if i < len(left) else blanks(2)
        body.append((*start, Cell(label), figure(money(amount), name)))
    body.append((_c("收入合计"), figure(money(a.fiscal), "收入合计"), _c("支出合计"), figure(money(a.fiscal), "支出合计")))
    head = ((_c("收入", 2), _c("支出", 2)), heads("项目名称", "金额", "项目名称", "金额"))
    return _grid(a, "公开04表", "财政拨款收支预算总表", (4, 2.5, 4, 2.5), head, body)


def _by_function(a: Accounts) -> Grid:
    body: list[Row] = [(_c("合计", 2), figure(money(a.fiscal), "合计"))]
    for line in a.tree(fiscal_only=True):
        amount = figure(money(line.total), *path_of(line.code), code=line.code)
        body.append((Cell(line.code), Cell(FUNCTIONS[line.code]), amount))
    head = (heads("功能科目代码", "功能科目名称", "金额"),)
    return _grid(a, "公开05表", "财政拨款支出预算表（功能科目）", (2.5, 6, 3), head, body)


def _by_economic(a: Accounts, number: str, title: str) -> Grid:
    body: list[Row] = [(_c("合计", 2), figure(money(a.basic), "合计"))]
    for code, amount in a.economic_tree():
        body.append((Cell(code), Cell(ECONOMIC[code]), figure(money(amount), *path_of(code), code=code)))
    head = (heads("部门预算支出经济科目代码", "部门预算支出经济科目名称", "金额"),)
    return _grid(a, number, title, (2.5, 6, 3), head, body)


def _general(a: Accounts, before: Accounts) -> Grid:
    """With last year's column, which is last year's own table."""
    old = {line.code: line for line in before.tree(fiscal_only=True)}
    last = a.year - 1

    def row(path: tuple[str, ...], code: str | None, was: Cents, basic: Cents, project: Cents, reserve: Cents) -> Row:
        now = basic + project + reserve
        texts = (money(now), money(basic), money(project), money(reserve), wan(now - was))
        return (figure(money(was), *path, code=code, year=last), *(figure(t, *path, code=code) for t in texts))

    body: list[Row] = [(_c("合计", 2), *row(("合计",), None, before.fiscal, a.basic, a.project - a.own, a.reserve))]
    for line in a.tree(fiscal_only=True):
        cells = row(path_of(line.code), line.code, old[line.code].total, line.basic, line.project, line.reserve)
        body.append((Cell(line.code), Cell(FUNCTIONS[line.code]), *cells))
    head = (
        (_c("功能科目代码", 1, 2), _c("功能科目名称", 1, 2), _c(f"{last}年预算数", 1, 2), _c(f"{a.year}年预算数", 4), _c("比上年增减额", 1, 2)),
        heads("合计", "基本支出", "项目支出", "单位预留机动经费"),
    )
    return _grid(a, "公开07表", "一般公共预算支出预算表（功能科目）", (1.8, 4.4, 2, 2, 2, 2, 1.9, 1.9), head, body)


def _three_public(a: Accounts) -> Grid:
    total = a.three_public + a.meetings + a.trainings
    cars = (a.cars, a.bought_cars, a.running_cars)
    amounts = (total, a.three_public, a.abroad, *cars, a.hosting, a.meetings, a.trainings)
    head = (
        (_c("合计", 1, 3), _c("“三公”经费", 6), _c("会议费", 1, 3), _c("培训费", 1, 3)),
        (_c("小计", 1, 2), _c("因公出国（境）费", 1, 2), _c("公务用车购置及运行维护费", 3), _c("公务接待费", 1, 2)),
        heads("小计", "公务用车购置费", "公务用车运行维护费"),
    )
    body = (tuple(figure(money(x)) for x in amounts),)
    return _grid(a, "公开09表", "“三公”经费、会议费、培训费支出预算表", (2, 2, 2, 2, 2, 2.2, 2, 2, 2), head, body)


def _empty(a: Accounts) -> Grid:
    head = (heads("功能科目代码", "功能科目名称", "合计", "基本支出", "项目支出"),)
    body = ((_c("合计", 2), *blanks(3)), *((blanks(5),) * 3))
    return _grid(a, "公开10表", "政府性基金支出预算表", (2.5, 5, 2, 2, 2), head, body, notes=(NOTES[a.year],))


def _operating(a: Accounts) -> Grid:
    body: list[Row] = [(_c("合计", 2), figure(money(a.sum_of("302")), "合计"))]
    for code, amount in a.economic_tree():
        if code.startswith("302"):
            body.append((Cell(code), Cell(ECONOMIC[code]), figure(money(amount), *path_of(code), code=code)))
    head = (heads("科目编码", "科目名称", "机关运行经费支出"),)
    return _grid(a, "公开11表", "一般公共预算机关运行经费支出预算表", (2.5, 6, 3), head, body)


def procurement_parts(a: Accounts) -> tuple[tuple[str, Cents], ...]:
    """Goods, works and services of a year."""
    goods, works, services = (amount * (96 + (a.year * 3) % 9) // 100 for amount in a.department.procurement)
    return (("货物", goods), ("工程", works), ("服务", services))


def _procurement(a: Accounts, planted: Cents | None) -> Grid:
    parts = procurement_parts(a)
    total = planted if planted is not None else sum(amount for _, amount in parts)
    body: list[Row] = [(_c("合计"), figure(money(total), "合计"))]
    body += [(Cell(f"{NUMERALS[i]}、{name}"), figure(money(amount), name)) for i, (name, amount) in enumerate(parts)]
    return _grid(a, "公开12表", "政府采购支出预算表", (6, 4), (heads("采购品目", "金额"),), body)


def _explain(paper: Paper, a: Accounts, b: Accounts) -> None:
    d, year = a.department, a.year
    paper.heading("第三部分　部门预算情况说明", 1)
    paper.heading("一、收支预算总体情况说明")
    paper.paragraphs(
        f"{d.name}{year}年度收入、支出预算总计{wan(a.total, False)}万元，收、支预算总计各{change(a.total, b.total)}。",
        f"（一）收入预算总计{wan(a.total, False)}万元，包括：财政拨款收入预算{wan(a.fiscal, False)}万元，{change(a.fiscal, b.fiscal)}；"
        f"其他资金收入预算{wan(a.own, False)}万元，{change(a.own, b.own)}。",
        f"（二）支出预算总计{wan(a.total, False)}万元，包括：基本支出预算{wan(a.basic, False)}万元，{change(a.basic, b.basic)}；"
        f"项目支出预算{wan(a.project, False)}万元，{change(a.project, b.project)}；"
        f"单位预留机动经费预算{wan(a.reserve, False)}万元，{change(a.reserve, b.reserve)}。",
    )
    paper.heading("二、财政拨款支出预算情况说明")
    paper.paragraphs(f"{d.name}{year}年度财政拨款预算支出{wan(a.fiscal, False)}万元，{change(a.fiscal, b.fiscal)}。其中：", *items(a, b))
    paper.heading("三、财政拨款基本支出预算情况说明")
    paper.paragraphs(
        f"{d.name}{year}年度财政拨款基本支出预算{wan(a.basic, False)}万元，其中：",
        f"（一）人员经费{wan(a.personnel, False)}万元，主要包括：基本工资、津贴补贴、奖金、绩效工资、社会保险缴费、住房公积金、离退休费。",
        f"（二）公用经费{wan(a.operating, False)}万元，主要包括：办公费、水费、电费、物业管理费、差旅费、会议费、培训费、办公设备购置。",
    )
    paper.heading("四、“三公”经费、会议费、培训费预算情况说明")
    paper.paragraphs(
        f"{year}年度“三公”经费支出{wan(a.three_public, False)}万元，{change(a.three_public, b.three_public)}。其中：",
        f"1.因公出国（境）费预算支出{wan(a.abroad, False)}万元，{change(a.abroad, b.abroad)}。",
        f"2.公务用车购置费预算支出{wan(a.bought_cars, False)}万元，公务用车运行维护费预算支出{wan(a.running_cars, False)}万元，"
        f"后者{change(a.running_cars, b.running_cars)}。",
        f"3.公务接待费预算支出{wan(a.hosting, False)}万元，{change(a.hosting, b.hosting)}。",
        f"会议费预算支出{wan(a.meetings, False)}万元，培训费预算支出{wan(a.trainings, False)}万元。",
    )
    paper.heading("五、机关运行经费预算情况说明")
    paper.paragraphs(f"{year}年度机关运行经费预算支出{wan(a.sum_of('302'), False)}万元，{change(a.sum_of('302'), b.sum_of('302'))}。")
    paper.heading("六、政府采购支出预算情况说明")
    texts = "、".join(f"拟采购{name}支出{wan(amount, False)}万元" for name, amount in procurement_parts(a))
    paper.paragraphs(f"{year}年度{texts}。")
    paper.heading("七、政府性基金支出预算情况说明")
    paper.paragraphs(f"{d.name}{year}年没有使用政府性基金预算拨款安排的支出。")
    paper.heading("八、国有资产占用情况说明")
    paper.paragraphs(f"截至{year - 1}年12月31日，本部门共有车辆{d.cars}辆。")
    paper.heading("九、预算绩效目标设置情况说明")
    count = len(d.projects)
    paper.paragraphs(f"{year}年度本部门共{count}个项目实行绩效目标管理，涉及财政性资金合计{wan(a.project - a.own, False)}万元。")
