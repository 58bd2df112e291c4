"""Sentences that both departments' disclosures share: growth, shares, reasons, terms. The figures are the accounts'."""

from __future__ import annotations

from eval.samples.accounts import FUNCTIONS, Accounts, Cents, Line, percent, wan

UP_DOWN: dict[str, tuple[str, str]] = {
    "2130101": ("在职人员调整工资标准", "压缩日常公用开支"), "2070101": ("在职人员调整工资标准", "压缩日常公用开支"),
    "2130104": ("事业单位新进人员", "事业单位人员退休"), "2070104": ("新馆投入使用，购书和运行费用上升", "纸本采购减少"),
    "2080501": ("退休人员增加", "退休人员减少"), "2080505": ("缴费基数调整", "缴费人数减少"),
    "2080506": ("缴费基数调整", "缴费人数减少"), "2101101": ("医疗保险缴费基数调整", "缴费人数减少"),
    "2101103": ("补助标准调整", "缴费人数减少"), "2210201": ("公积金缴存基数上调", "缴存人数减少"),
    "2210202": ("补贴发放对象增加", "补贴发放对象减少"), "2210203": ("补贴发放对象增加", "补贴发放对象减少"),
}
DEFAULT = ("工作任务增加", "工作任务调整，按照过紧日子的要求压减支出")


def change(now: Cents, before: Cents, comma: bool = False) -> str:
    """How an amount moved: the difference in 万元 and its percentage."""
    if now == before:
        return "与上年持平"
    if before == 0:
        return f"比上年增加{wan(now, comma)}万元"
    up, step = now > before, abs(now - before)
    return f"比上年{'增加' if up else '减少'}{wan(step, comma)}万元，{'增长' if up else '下降'}{percent(step, before)}%"


def reason(code: str, now: Cents, before: Cents) -> str:
    """Why a functional item moved."""
    up, down = UP_DOWN.get(code, DEFAULT)
    return "" if now == before else f"，主要原因是{up if now > before else down}"


def items(now: Accounts, before: Accounts, comma: bool = False) -> tuple[str, ...]:
    """A paragraph for every functional item, with its growth and the reason."""
    old = {line.code: line.total for line in before.items(fiscal_only=True)}
    paragraphs = []
    for i, line in enumerate(now.items(fiscal_only=True), 1):
        paragraphs.append(
            f"{i}.{name_of(line.code)}支出{wan(line.total, comma)}万元，{change(line.total, old[line.code], comma)}"
            f"{reason(line.code, line.total, old[line.code])}。"
        )
    return tuple(paragraphs)


def executed(final: Accounts, budget: Accounts) -> tuple[str, ...]:
    """A paragraph for every functional item: budget, final accounts, and how much of the budget was spent."""
    planned = {line.code: line.total for line in budget.items(fiscal_only=True)}
    paragraphs = []
    for i, line in enumerate(final.items(fiscal_only=True), 1):
        plan = planned[line.code]
        why = "决算数等于预算数。" if plan == line.total else f"决算数小于预算数的主要原因是{shortfall(line)}。"
        paragraphs.append(
            f"{i}.{name_of(line.code)}。年初预算为{wan(plan, False)}万元，支出决算为{wan(line.total, False)}万元，"
            f"完成年初预算的{percent(line.total, plan)}%。{why}"
        )
    return tuple(paragraphs)


def shortfall(line: Line) -> str:
    """Why less was spent than planned."""
    if line.code[:3] in ("208", "210", "221"):
        return "实际缴费人数和标准低于年初测算"
    return "项目通过公开招标节约了资金" if line.project else "年中人员变动，并压减日常开支"


def name_of(code: str) -> str:
    """类（类）款（款）项（项), as prose names a functional item."""
    return f"{FUNCTIONS[code[:3]]}（类）{FUNCTIONS[code[:5]]}（款）{FUNCTIONS[code]}（项）"


TERMS = (
    "一、财政拨款：市级财政当年拨付给本部门的资金。",
    "二、基本支出：保障机构正常运转、完成日常工作任务所发生的支出，分为人员经费和公用经费。",
    "三、项目支出：为完成特定工作任务和事业发展目标，在基本支出之外发生的支出。",
    "四、“三公”经费：部门用财政拨款安排的因公出国（境）费、公务用车购置及运行费和公务接待费。",
    "五、机关运行经费：为保障行政单位和参公管理的事业单位运行，用于购买货物和服务的各项公用经费。",
)
