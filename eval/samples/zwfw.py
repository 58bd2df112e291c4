"""示例市政务服务数据管理局 2022: a department without units, hierarchy by leading blanks, heads of four levels."""

from __future__ import annotations

from collections.abc import Sequence

from eval.samples import zwfw_words as say
from eval.samples.grid import Align, Cell, Grid, Row, Truth, blanks, figure, heads
from eval.samples.paper import Paper

YEAR = 2022
NAME = "shili-zwfw-2022"
ZERO = "0.00"
LEFT, RIGHT = f"部门名称：{say.BODY}", "单位：万元"

# code, name, basic, project
FUNCTIONS: tuple[tuple[str, str, str, str], ...] = (
    ("201", "一般公共服务支出", "275.49", "132.99"),
    ("20103", "政府办公厅（室）及相关机构事务", "275.49", "102.99"),
    ("2010301", "行政运行", "275.49", "0.00"),
    ("2010399", "其他政府办公厅（室）及相关机构事务支出", "0.00", "102.99"),
    ("20105", "统计信息事务", "0.00", "30.00"),
    ("2010504", "信息事务", "0.00", "30.00"),
    ("208", "社会保障和就业支出", "49.20", "0.00"),
    ("20805", "行政事业单位养老支出", "49.20", "0.00"),
    ("2080501", "行政单位离退休", "19.44", "0.00"),
    ("2080505", "机关事业单位基本养老保险缴费支出", "19.76", "0.00"),
    ("2080506", "机关事业单位职业年金缴费支出", "10.00", "0.00"),
    ("20808", "抚恤", "0.00", "0.00"),
    ("2080801", "死亡抚恤", "0.00", "0.00"),
    ("210", "卫生健康支出", "8.36", "0.00"),
    ("21011", "行政事业单位医疗", "8.36", "0.00"),
    ("2101101", "行政单位医疗", "8.36", "0.00"),
    ("221", "住房保障支出", "89.04", "0.00"),
    ("22102", "住房改革支出", "89.04", "0.00"),
    ("2210201", "住房公积金", "30.25", "0.00"),
    ("2210203", "购房补贴", "58.79", "0.00"),
)
TOTALS = {"201": "408.48", "20103": "378.48", "2010399": "102.99", "20105": "30.00", "2010504": "30.00"}

# depth, name, amount; the sums are those of a conversion from 元: 381.13 and 21.02 are one cent below their lines
ECONOMIC: tuple[tuple[int, str, str], ...] = (
    (1, "工资福利支出", "381.13"), (2, "基本工资", "34.32"), (2, "津贴补贴", "175.07"), (2, "奖金", "103.29"),
    (2, "机关事业单位基本养老保险缴费", "19.76"), (2, "职业年金缴费", "10.00"), (2, "职工基本医疗保险缴费", "8.36"),
    (2, "其他社会保障缴费", "0.09"), (2, "住房公积金", "30.25"),
    (1, "商品和服务支出", "21.02"), (2, "办公费", "4.43"), (2, "印刷费", "2.00"), (2, "手续费", "0.05"), (2, "水费", "0.50"),
    (2, "电费", "0.00"), (2, "物业管理费", "0.00"), (2, "差旅费", "0.80"), (2, "工会经费", "1.84"), (2, "福利费", "0.20"),
    (2, "公务用车运行维护费", "4.00"), (2, "其他交通费用", "6.21"), (2, "其他商品和服务支出", "1.00"),
    (1, "对个人和家庭的补助", "19.44"), (2, "退休费", "19.44"), (2, "抚恤金", "0.00"),
    (1, "资本性支出", "0.50"), (2, "办公设备购置", "0.50"),
)
PROJECTS = (("日常业务经费", "15.00"), ("政务事项管理经费", "87.99"), ("政务数据共享和开放、数据安全工作经费", "30.00"))
OWN_MONEY = ("事业收入", "事业单位经营收入", "上级补助收入", "附属单位上缴收入", "其他收入")


def write(paper: Paper) -> None:
    """Sets the whole disclosure."""
    paper.cover(say.BODY, "2022年部门预算")
    _prose(paper)
    for grid in (_summary(), _income(), _expenditure(), _basic(), _project(), _fiscal(), _general(), _three_public()):
        paper.turn(wide=True)
        paper.table(grid)
    for number, title in (("表 9", "政府性基金预算支出表"), ("表 10", "国有资本经营预算支出表")):
        paper.turn(wide=True)
        paper.table(_empty(number, title))
    paper.turn(wide=True)
    paper.table(_performance())


def _prose(paper: Paper) -> None:
    paper.heading("第一部分　部门概况", 1)
    for heading, texts in say.OVERVIEW:
        paper.heading(heading)
        paper.paragraphs(*texts)
    for heading, texts in (
        ("第二部分　部门预算收支总体情况", say.BALANCE),
        ("第三部分　部门预算支出具体情况", say.SPENDING),
        ("第四部分　政府采购预算情况", say.PROCUREMENT),
        ("第五部分　一般公共预算“三公”经费预算情况", say.THREE_PUBLIC),
    ):
        paper.heading(heading, 1)
        paper.paragraphs(*texts)
    paper.heading("第六部分　部门预算绩效管理情况", 1)
    paper.heading("一、实施部门预算绩效管理的单位范围")
    paper.paragraphs(say.PERFORMANCE[0])
    paper.heading("二、实施部门预算绩效管理的项目情况及工作要求")
    paper.paragraphs(say.PERFORMANCE[1])
    paper.heading("第七部分　重点项目预算绩效情况说明", 1)
    paper.paragraphs("2022年，本部门重点项目绩效目标情况如下：")
    paper.table(_goals())
    paper.heading("第八部分　其他需要说明情况", 1)
    for heading, texts in (("一、机关运行经费", say.OPERATING), ("二、国有资产占用情况", say.ASSETS), ("三、其他", say.OTHER)):
        paper.heading(heading)
        paper.paragraphs(*texts)
    paper.heading("第九部分　名词解释", 1)
    paper.paragraphs(*say.TERMS)


def _grid(number: str, title: str, widths: Sequence[float], head: Sequence[Row],
          body: Sequence[Row], **more: object) -> Grid:
    return Grid(title, "万元", YEAR, tuple(widths), tuple(head), tuple(body), number=number, left=LEFT, right=RIGHT,
                **more)  # type: ignore[arg-type]


def _goals() -> Grid:
    head = (heads("项目名称", "预算数（万元）", "绩效目标"),)
    body = tuple((Cell(name), Cell(amount, truth=Truth((name,))), Cell(goal)) for name, amount, goal in say.PROJECTS)
    return Grid("", "万元", YEAR, (3, 2, 7), head, body, size=11, notes=("备注：无。",), repeat="head",
                known_as="重点项目预算绩效情况说明")


def _numbered(at: int) -> str:
    return "一二三四五六七八九十"[at]


def _two_sided(number: str, title: str, left: Sequence[tuple[str, tuple[str, ...], str]], ends: Sequence[Row]) -> Grid:
    """Income at the left, functions at the right with leading blanks; the last row stands on the next page."""
    right: list[Row] = []
    classes = 0
    for code, name, basic, project in FUNCTIONS:
        depth = (len(code) - 3) // 2
        label = f"{_numbered(classes)}、{name}" if depth == 0 else " " * (2 * depth) + name
        classes += depth == 0
        right.append((Cell(label), figure(_total(code, basic, project), *_path(code))))
    rows = [
        ((Cell(left[i][0]), figure(left[i][2], *left[i][1])) if i < len(left) else blanks(2)) + cells
        for i, cells in enumerate(right)
    ]
    head = (
        (Cell("收　入", 2, align="center"), Cell("支　出", 2, align="center")),
        heads("项　目", "2022年预算数", "项　目", "2022年预算数"),
    )
    body = (*rows, *ends)
    return _grid(number, title, (5, 2.4, 6, 2.4), head, body, breaks=(len(body) - 1,), size=8.5)


def _end(left: str, amount: str, right: str, other: str, align: Align = "left") -> Row:
    return (Cell(left, align=align), figure(amount, left), Cell(right, align=align), figure(other, right))


def _path(code: str) -> tuple[str, ...]:
    names = {c: name for c, name, *_ in FUNCTIONS}
    return tuple(names[code[:n]] for n in (3, 5, 7) if n <= len(code))


def _total(code: str, basic: str, project: str) -> str:
    return TOTALS.get(code, basic if project == ZERO else project)


def _summary() -> Grid:
    top, own = "政府预算拨款", "单位资金"
    left = [
        ("一、政府预算拨款", (top,), "555.08"), (" 1.一般公共预算拨款", (top, "一般公共预算拨款"), "555.08"),
        (" 2.政府性基金预算拨款", (top, "政府性基金预算拨款"), ZERO), (" 3.国有资本经营预算拨款", (top, "国有资本经营预算拨款"), ZERO),
        ("二、财政专户管理资金", ("财政专户管理资金",), ZERO), ("三、单位资金", (own,), ZERO),
        *((f" {i}.{name}", (own, name), ZERO) for i, name in enumerate(OWN_MONEY, 1)),
    ]
    ends = (_end("本年收入合计", "555.08", "本年支出合计", "555.08", "center"), _end("上年结余、结转", ZERO, "结转下年", ZERO),
            _end("收入总计", "555.08", "支出总计", "555.08", "center"))
    grid = _two_sided("表 1", "收支总表", left, ends)
    notes = ("注：财政拨款收支情况包括一般公共预算、政府性基金预算、国有资本经营预算拨款收支情况。", "本套报表金额单位转换时可能存在尾数误差。")
    return _grid("表 1", "收支总表", grid.widths, grid.head, grid.body, breaks=grid.breaks, size=8.5, notes=notes)


def _fiscal() -> Grid:
    top = "政府预算拨款"
    left = [(top, (top,), "555.08"), *((f"  {n}", (top, n), a) for n, a in (
        ("一般公共预算拨款", "555.08"), ("政府性基金预算拨款", ZERO), ("国有资本经营预算拨款", ZERO)))]
    ends = (_end("本年收入合计", "555.08", "本年支出合计", "555.08", "center"), _end("上年结余、结转", ZERO, "结转下年", ZERO),
            _end("收入总计", "555.08", "支出总计", "555.08", "center"))
    return _two_sided("表 6", "政府预算拨款收支总表", left, ends)


def _income() -> Grid:
    def c(text: str, span: int = 1, down: int = 1) -> Cell:
        return Cell(text, span, down, "center")
    head = (
        (c("预算单位", 1, 4), c("收入总计", 1, 4), c("本年收入", 13), c("上年结余、结转", 1, 4)),
        (c("政府预算拨款", 7), c("财政专户管理资金", 1, 3), c("单位资金", 5)),
        (c("一般公共预算拨款", 5), c("政府性基金预算拨款", 1, 2), c("国有资本经营预算拨款", 1, 2), *(c(n, 1, 2) for n in OWN_MONEY)),
        heads("小计", "基本支出拨款", "履职类项目拨款", "财政专项资金拨款", "政府投资项目拨款"),
    )
    amounts = ("555.08", "555.08", "422.09", "132.99", *([ZERO] * 11))
    body = ((Cell(say.BODY), *(figure(a, say.BODY) for a in amounts)),)
    return _grid("表 2", "收入总表", (3, *([1.35] * 15)), head, body, size=7)


def _expenditure() -> Grid:
    head = (
        (*(Cell(t, 1, 2, "center") for t in ("预算单位", "支出总计", "基本支出", "项目支出")), Cell("2022年政府采购项目", 3, align="center")),
        heads("小计", "其中：面向中小企业政府采购项目", "其中：面向小型、微型企业政府采购项目"),
    )
    body = ((Cell(say.BODY), *(figure(a, say.BODY) for a in ("555.08", "422.09", "132.99", ZERO, ZERO, ZERO))),)
    return _grid("表 3", "支出总表", (4, 2, 2, 2, 2, 3, 3), head, body)


def _basic() -> Grid:
    def c(text: str, span: int = 1, down: int = 1) -> Cell:
        return Cell(text, span, down, "center")
    head = (
        (c("支出项目类别", 1, 2), c("总计", 1, 2), c("政府预算拨款", 4), c("财政专户管理资金", 1, 2), c("单位资金", 5),
         c("上年结余、结转", 1, 2)),
        heads("小计", "一般公共预算拨款", "政府性基金预算拨款", "国有资本经营预算拨款", *OWN_MONEY),
    )
    body, top = [_fund_row(" " * 2 + say.BODY, (say.BODY,), "422.09", 12)], ""
    for depth, name, amount in ECONOMIC:
        top = name if depth == 1 else top
        path = (say.BODY, name) if depth == 1 else (say.BODY, top, name)
        row = _fund_row(" " * (2 + 2 * depth) + name, path, amount, 12)
        if name == "物业管理费":  # the stray digit of a real disclosure
            row = (*row[:3], figure("0.000", *path), *row[4:])
        body.append(row)
    return _grid("表 4", "基本支出总表", (5, *([1.5] * 12)), head, body, size=7.5, breaks=(23,))


def _fund_row(label: str, path: tuple[str, ...], amount: str, count: int) -> Row:
    return (Cell(label), *(figure(amount if i < 3 else ZERO, *path) for i in range(count)))


def _project() -> Grid:
    def c(text: str, span: int = 1, down: int = 1) -> Cell:
        return Cell(text, span, down, "center")
    head = (
        (c("支出项目类别", 1, 3), c("2022年预算总计", 1, 3), c("政府预算拨款", 6), c("财政专户管理资金", 1, 3), c("单位资金", 5),
         c("上年结余、结转", 1, 3)),
        (c("一般公共预算拨款", 4), c("政府性基金预算拨款", 1, 2), c("国有资本经营预算拨款", 1, 2), *(c(n, 1, 2) for n in OWN_MONEY)),
        heads("小计", "履职类项目拨款", "财政专项资金拨款", "政府投资项目拨款"),
    )
    body: list[Row] = [_fund_row("  " + say.BODY, (say.BODY,), "132.99", 14)]
    body += [_fund_row("    " + name, (say.BODY, name), amount, 14) for name, amount in PROJECTS]
    return _grid("表 5", "项目支出总表", (4, *([1.4] * 14)), head, body, size=7.5)


def _general() -> Grid:
    head = (heads("预算单位", "科目编码", "科目名称", "支出总计", "基本支出", "项目支出"),)
    totals = (figure(a, say.BODY) for a in ("555.08", "422.09", "132.99"))
    body: list[Row] = [(Cell("  " + say.BODY), *blanks(2), *totals)]
    for code, name, basic, project in FUNCTIONS:
        amounts = (_total(code, basic, project), basic, project)
        body.append((Cell(), Cell(code), Cell(name), *(figure(a, say.BODY, *_path(code), code=code) for a in amounts)))
    return _grid("表 7", "一般公共预算支出表（按功能分类）", (4, 2, 6, 2, 2, 2), head, body, size=8.5)


def _three_public() -> Grid:
    head = (
        (*(Cell(t, 1, 2, "center") for t in ("预算单位", "年度", "总计", "因公出国(境)费", "公务接待费")),
         Cell("公务用车购置及运行维护费", 3, align="center")),
        heads("小计", "公务用车购置费", "公务用车运行维护费"),
    )
    body: list[Row] = []
    for year, amounts in (("2021年", "4.00 0.00 0.00 4.00 0.00 4.00"), ("2022年", "4.00 0.00 0.00 4.00 0.00 4.00"),
                          ("增减变化金额", "0.00 0.00 0.00 0.00 0.00 0.00")):
        first = (Cell(say.BODY, down=3),) if not body else ()
        about = 2021 if year == "2021年" else YEAR
        figures = (figure(a, say.BODY, year, year=about) for a in amounts.split())
        body.append((*first, Cell(year, align="center"), *figures))
    return _grid("表 8", "一般公共预算“三公”经费支出表", (4, 2, 2, 2, 2, 2, 2, 2), head, body, notes=("注：无。",))


def _empty(number: str, title: str) -> Grid:
    head = (heads("预算单位", "科目编码", "科目名称", "支出总计", "基本支出", "项目支出"),)
    body = ((Cell(say.BODY), *blanks(2), *(figure(ZERO, say.BODY) for _ in range(3))),)
    return _grid(number, title, (5, 2, 4, 2, 2, 2), head, body, notes=("注：本表本年无发生额。",))


def _performance() -> Grid:
    """One grid of four kinds of rows: the body, its tasks with money, its goal, its indicators."""
    def task(name: str, amounts: Sequence[str], row: str) -> Row:
        kinds = ("总额", "其中：财政拨款", "其中：其他资金")
        return tuple(
            Cell(a, truth=_task_truth(row, kind)) for kind, a in zip(kinds, amounts, strict=True)
        )
    count = len(say.TASKS) + 3
    rows: list[Row] = [
        (Cell("部门（单位）名称"), Cell(say.BODY, 3), Cell("主管部门"), Cell(say.BODY, 2)),
        (Cell("年度主要任务", down=count), Cell("任务名称", down=2, align="center"), Cell("主要内容", 2, 2, "center"),
         Cell("预算金额（万元）", 3, align="center")),
        heads("总额", "其中：财政拨款", "其中：其他资金"),
    ]
    for name, content, amount in say.TASKS:
        rows.append((Cell(name), Cell(content, 2), *task(name, (amount, amount, ZERO), name)))
    rows.append((Cell("金额合计", 3, align="center"), *task("金额合计", ("555.08", "555.08", ZERO), "金额合计")))
    rows.append((Cell("年度总体目标"), Cell(say.GOAL, 6)))
    lines = sum(len(items) for *_, items in say.INDICATORS)
    rows.append((Cell("年度绩效指标", down=lines + 1), *heads("一级指标", "二级指标"), Cell("三级指标", 2, align="center"),
                 Cell("目标值", 2, align="center")))
    for i, (first, second, items) in enumerate(say.INDICATORS):
        group = sum(len(x[2]) for x in say.INDICATORS if x[0] == first)
        for j, (name, value) in enumerate(items):
            opening = (Cell(first, down=group),) if j == 0 and (i == 0 or say.INDICATORS[i - 1][0] != first) else ()
            kind = (Cell(second, down=len(items)),) if j == 0 else ()
            rows.append((*opening, *kind, Cell(name, 2), Cell(value, 2)))
    return Grid("部门（单位）整体支出绩效目标表", "万元", YEAR, (2, 3, 3, 7, 2, 2, 2), (), tuple(rows), number="表 11",
                left="2022年度", size=8, repeat="none", known_as="部门整体支出绩效目标表")


def _task_truth(row: str, kind: str) -> Truth:
    return Truth((row,), None, None, ("年度主要任务", "预算金额（万元）", kind))
