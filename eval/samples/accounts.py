"""The accounts of the two fictional departments: every figure of a year follows from its leaves, so all sums hold.

Amounts are whole hundreds of yuan (0.01万元): they print exactly in 元 and in 万元.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

Cents = int
"""An amount in hundreds of yuan."""

ECONOMIC: Mapping[str, str] = {
    "301": "工资福利支出", "30101": "基本工资", "30102": "津贴补贴", "30103": "奖金", "30107": "绩效工资",
    "30108": "机关事业单位基本养老保险缴费", "30109": "职业年金缴费", "30110": "职工基本医疗保险缴费", "30111": "公务员医疗补助缴费",
    "30112": "其他社会保障缴费", "30113": "住房公积金", "302": "商品和服务支出", "30201": "办公费", "30202": "印刷费",
    "30205": "水费", "30206": "电费", "30207": "邮电费", "30209": "物业管理费", "30211": "差旅费", "30213": "维修（护）费",
    "30215": "会议费", "30216": "培训费", "30217": "公务接待费", "30228": "工会经费", "30229": "福利费",
    "30231": "公务用车运行维护费", "30239": "其他交通费用", "30299": "其他商品和服务支出", "303": "对个人和家庭的补助",
    "30301": "离休费", "30302": "退休费", "30309": "奖励金", "310": "资本性支出", "31002": "办公设备购置",
}
FUNCTIONS: Mapping[str, str] = {
    "207": "文化旅游体育与传媒支出", "20701": "文化和旅游", "2070101": "行政运行", "2070102": "一般行政管理事务",
    "2070104": "图书馆", "2070108": "文化活动", "2070109": "群众文化", "2070114": "文化和旅游管理事务", "20702": "文物",
    "2070204": "文物保护", "208": "社会保障和就业支出", "20805": "行政事业单位养老支出", "2080501": "行政单位离退休",
    "2080505": "机关事业单位基本养老保险缴费支出", "2080506": "机关事业单位职业年金缴费支出", "210": "卫生健康支出",
    "21011": "行政事业单位医疗", "2101101": "行政单位医疗", "2101103": "公务员医疗补助", "213": "农林水支出",
    "21301": "农业农村", "2130101": "行政运行", "2130102": "一般行政管理事务", "2130104": "事业运行",
    "2130106": "科技转化与推广服务", "2130108": "病虫害控制", "2130109": "农产品质量安全", "2130122": "农业生产发展",
    "2130135": "农业生态资源保护", "221": "住房保障支出", "22102": "住房改革支出", "2210201": "住房公积金",
    "2210202": "提租补贴", "2210203": "购房补贴",
}

CLASSES = (
    "一般公共服务支出", "外交支出", "国防支出", "公共安全支出", "教育支出", "科学技术支出", "文化旅游体育与传媒支出", "社会保障和就业支出",
    "卫生健康支出", "节能环保支出", "城乡社区支出", "农林水支出", "交通运输支出", "资源勘探工业信息等支出", "商业服务业等支出", "金融支出",
    "自然资源海洋气象等支出", "住房保障支出", "粮油物资储备支出", "灾害防治及应急管理支出", "预备费", "其他支出",
)
NUMERALS = "一 二 三 四 五 六 七 八 九 十 十一 十二 十三 十四 十五 十六 十七 十八 十九 二十 二十一 二十二 二十三 二十四 二十五 二十六".split()


@dataclass(frozen=True, slots=True)
class Project:
    """A project: its name, the function that it is booked under, its budget of 2020, what it pays for."""

    name: str
    function: str
    base: Cents
    purpose: str


@dataclass(frozen=True, slots=True)
class Department:
    """A fictional department and its leaves of 2020."""

    name: str
    stem: str
    prefix: str
    """The class of its own function, 213 or 207; its items 01 行政运行."""
    economic: Mapping[str, Cents]
    projects: tuple[Project, ...]
    own_income: str
    """What its income outside the treasury is called, and which project that pays a part of."""
    own_project: str
    own_base: Cents
    reserve_base: Cents
    basic_units: str
    """The item under which its units' running costs stand."""
    housing: str
    """The second item of housing reform: 提租补贴 or 购房补贴."""
    abroad_base: Cents
    meetings_base: Cents
    trainings_base: Cents
    procurement: tuple[Cents, Cents, Cents]
    cars: int


@dataclass(frozen=True, slots=True)
class Line:
    """A functional item with what is spent on it."""

    code: str
    basic: Cents
    project: Cents
    reserve: Cents = 0

    @property
    def total(self) -> Cents:
        return self.basic + self.project + self.reserve


@dataclass(frozen=True, slots=True)
class Accounts:
    """A department's budget, or final accounts, of one year."""

    department: Department
    year: int
    final: bool
    economic: Mapping[str, Cents]
    projects: Mapping[str, Cents]
    reserve: Cents
    own: Cents
    abroad: Cents
    bought_cars: Cents
    meetings: Cents
    trainings: Cents
    carried_in: Cents
    carried_out: Cents

    def sum_of(self, *prefixes: str) -> Cents:
        """The sum of the economic leaves under these prefixes."""
        return sum(v for code, v in self.economic.items() if code[:3] in prefixes)

    @property
    def basic(self) -> Cents:
        return sum(self.economic.values())

    @property
    def personnel(self) -> Cents:
        return self.sum_of("301", "303")

    @property
    def operating(self) -> Cents:
        """公用经费: goods, services and capital of the basic expenditure."""
        return self.sum_of("302", "310")

    @property
    def project(self) -> Cents:
        return sum(self.projects.values())

    @property
    def total(self) -> Cents:
        return self.basic + self.project + self.reserve

    @property
    def fiscal(self) -> Cents:
        """What the treasury pays of the expenditure."""
        return self.total - self.own

    @property
    def income(self) -> Cents:
        """The year's income from the treasury; final accounts carry balances over."""
        return self.fiscal + self.carried_out - self.carried_in

    @property
    def hosting(self) -> Cents:
        return self.economic["30217"]

    @property
    def running_cars(self) -> Cents:
        return self.economic["30231"]

    @property
    def cars(self) -> Cents:
        return self.bought_cars + self.running_cars

    @property
    def three_public(self) -> Cents:
        return self.abroad + self.hosting + self.cars

    def items(self, fiscal_only: bool = False) -> tuple[Line, ...]:
        """The functional items in order of code; with `fiscal_only` without what own income pays."""
        return _items(self, fiscal_only)

    def tree(self, fiscal_only: bool = False) -> tuple[Line, ...]:
        """类, 款 and 项, each above its parts."""
        lines: dict[str, Line] = {}
        for item in self.items(fiscal_only):
            for code in (item.code[:3], item.code[:5], item.code):
                old = lines.get(code, Line(code, 0, 0))
                lines[code] = Line(code, old.basic + item.basic, old.project + item.project, old.reserve + item.reserve)
        return tuple(lines[code] for code in sorted(lines))

    def economic_tree(self) -> tuple[tuple[str, Cents], ...]:
        """Economic 类 and 款, each 类 above its 款."""
        codes = {code[:3] for code in self.economic} | set(self.economic)
        return tuple((code, self.economic[code] if len(code) == 5 else self.sum_of(code)) for code in sorted(codes))


def _items(a: Accounts, fiscal_only: bool) -> tuple[Line, ...]:
    e, prefix = a.economic, a.department.prefix
    fixed = {
        "2080501": e.get("30301", 0) + e["30302"], "2080505": e["30108"], "2080506": e["30109"], "2101101": e["30110"],
        "2101103": e["30111"], "2210201": e["30113"], a.department.housing: e["30102"] * 3 // 10,
        a.department.basic_units: e["30107"] + e["30101"] // 4,
    }
    basic = {prefix + "0101": a.basic - sum(fixed.values()), **fixed}
    project: dict[str, Cents] = {}
    for p in a.department.projects:
        own = a.own if fiscal_only and p.name == a.department.own_project else 0
        project[p.function] = project.get(p.function, 0) + a.projects[p.name] - own
    codes = sorted(basic.keys() | project.keys())
    return tuple(
        Line(c, basic.get(c, 0), project.get(c, 0), a.reserve if c == prefix + "0101" else 0) for c in codes
    )


def path_of(code: str) -> tuple[str, ...]:
    """The names from 类 down to this functional or economic code."""
    names = FUNCTIONS if code[0] == "2" else ECONOMIC
    return tuple(names[code[:n]] for n in (3, 5, 7) if n <= len(code))


def _grown(base: Cents, seed: int, year: int, step: int = 1) -> Cents:
    """The amount of a year: it moves by -3 to +8 % a year, rounded to `step`."""
    amount = base
    for y in range(2021, year + 1):
        percent = (seed * 31 + y * 17) % 12 - 3
        amount = round_to(amount * (100 + percent), 100 * step) * step
    return amount


def round_to(value: int, step: int) -> int:
    """`value / step`, rounded half up."""
    return (value + step // 2) // step


@cache
def _budget(department_name: str, year: int) -> Accounts:
    d = _DEPARTMENTS[department_name]
    economic = {code: _grown(base, int(code), year) for code, base in d.economic.items()}
    projects = {p.name: _grown(p.base, 7 + 5 * i, year, 50) for i, p in enumerate(d.projects)}
    return Accounts(
        d, year, False, economic, projects, _grown(d.reserve_base, 3, year), _grown(d.own_base, 1, year, 50),
        _grown(d.abroad_base, 4, year, 50) if year % 2 == 0 else 0, 180000 // 100 if year == 2023 else 0,
        economic["30215"] + _grown(d.meetings_base, 2, year), economic["30216"] + _grown(d.trainings_base, 6, year),
        0, 0,
    )


@cache
def _final(department_name: str, year: int) -> Accounts:
    b = _budget(department_name, year)

    def spent(amount: Cents, seed: int, low: int = 960) -> Cents:
        return round_to(amount * (low + (seed * 13 + year * 7) % (1000 - low)), 1000)

    thrifty = ("30217", "30231", "30215", "30216")
    economic = {c: spent(v, int(c), 700 if c in thrifty else 960) for c, v in b.economic.items()}
    projects = {p.name: spent(b.projects[p.name], i + 1, 930) for i, p in enumerate(b.department.projects)}
    own = min(spent(b.own, 9), projects[b.department.own_project])
    return Accounts(
        b.department, year, True, economic, projects, 0, own, spent(b.abroad, 4, 600), spent(b.bought_cars, 5),
        economic["30215"] + spent(b.meetings - b.economic["30215"], 2, 700),
        economic["30216"] + spent(b.trainings - b.economic["30216"], 6, 700),
        _balance(b.department, year - 1), _balance(b.department, year),
    )


def _balance(department: Department, year: int) -> Cents:
    """What is left at the end of a year, which is what the next begins with."""
    return department.reserve_base // 8 + (year * 37 % 11) * 113


_DEPARTMENTS: dict[str, Department] = {}


def accounts(department: Department, year: int, final: bool) -> Accounts:
    """The budget or the final accounts of a year."""
    _DEPARTMENTS[department.name] = department
    return _final(department.name, year) if final else _budget(department.name, year)


def wan(amount: Cents, comma: bool = True) -> str:
    """In 万元, two decimals.

    >>> wan(123456)
    '1,234.56'
    """
    return f"{Decimal(amount) / 100:,.2f}" if comma else f"{Decimal(amount) / 100:.2f}"


def yuan(amount: Cents) -> str:
    """In 元, two decimals.

    >>> yuan(123456)
    '12,345,600.00'
    """
    return f"{amount * 100:,}.00"


def percent(part: Cents, whole: Cents) -> str:
    """A share in percent, two decimals, rounded half up."""
    return str((Decimal(part) * 100 / Decimal(whole)).quantize(Decimal("0.01"), ROUND_HALF_UP))
