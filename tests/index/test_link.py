"""Which disclosures a question is about, in the words that people use."""

from __future__ import annotations

import pytest

from corpus.model import Document
from index.link import Linked, bodies_in, link

OFFICES = (
    ("乐安省南屏市云岭区政务服务数据管理局（本级）", "unit", 2022, "budget"),
    ("南屏市云岭区商务委员会", "unit", 2025, "budget"),
    ("南屏市云岭区商务委员会", "department", 2025, "budget"),
    ("南屏市云岭区财政局", "department", 2024, "final"),
    ("南屏市云岭区人民政府办公室", "department", 2025, "budget"),
    ("南屏市财政局", "department", 2025, "budget"),
    ("江苏省人大常委会办公厅", "department", 2019, "budget"),
    ("江苏省委办公厅", "department", 2018, "budget"),
    ("江苏省人民检察院", "department", 2019, "budget"),
    ("江苏省人民检察院", "department", 2017, "budget"),
)
DOCUMENTS = tuple(
    Document(str(i), f"{i}.pdf", "", name, level, year, kind, None, 1)  # type: ignore[arg-type]
    for i, (name, level, year, kind) in enumerate(OFFICES)
)


def names(question: str) -> tuple[str, ...]:
    return linked(question).names


def linked(question: str) -> Linked:
    return link(question, DOCUMENTS)


@pytest.mark.parametrize(("question", "expected"), [
    ("省检察院2019年住房公积金", ("江苏省人民检察院",)),
    ("省检查院买车的钱", ("江苏省人民检察院",)),
    ("江蘇省檢察院２０１９年", ("江苏省人民检察院",)),
    ("省人大2019年人大会议的钱", ("江苏省人大常委会办公厅",)),
    ("省委办公厅会议费", ("江苏省委办公厅",)),
    ("云岭财政局工会经费", ("南屏市云岭区财政局",)),
    ("市财政局呢？", ("南屏市财政局",)),
    ("云岭区商务委、区政府办、区财政局分别多少",
     ("南屏市云岭区商务委员会", "南屏市云岭区人民政府办公室", "南屏市云岭区财政局")),
    ("政数局的三公经费", ("乐安省南屏市云岭区政务服务数据管理局（本级）",)),
    ("云岭区政务数据服务管理局", ("乐安省南屏市云岭区政务服务数据管理局（本级）",)),
    ("云岭区政府办“区财政局配合项目”安排了多少", ("南屏市云岭区人民政府办公室",)),
    ("the travel budget of the Jiangsu procuratorate", ("江苏省人民检察院",)),
    ("财政局2024年", ("南屏市云岭区财政局", "南屏市财政局")),
    ("三公经费一共多少", ()),
    ("财政委托业务支出多少", ()),
    ("政府采购预算多少", ()),
    ("税务局收税的支出", ()),
])
def test_departments_are_known_by_what_people_call_them(question: str, expected: tuple[str, ...]) -> None:
    assert names(question) == expected


@pytest.mark.parametrize(("question", "said"), [
    ("省高院2019年住房公积金", "省高院"),
    ("云岭区万福街道2025年三公经费", "云岭区万福街道"),
    ("南京市财政局2019年预算", "南京市财政局"),
    ("教育局2022年预算", "教育局"),
    ("省政协的会议费", "省政协"),
    ("统计局水费", "统计局"),
    ("2024年审计局公务接待费多少", "审计局"),
    ("水费统计局", "统计局"),
    ("三公经费统计局是多少", "统计局"),
    ("民政局经费", "民政局"),
    ("气象局办公费", "气象局"),
])
def test_a_body_without_a_disclosure_is_said_to_be_unknown(question: str, said: str) -> None:
    found = linked(question)
    assert not found.departments
    assert [span.text for span in found.unknown] == [said]


@pytest.mark.parametrize(("question", "years"), [
    ("2019年", (2019,)), ("２０１９年", (2019,)), ("二〇一九年", (2019,)), ("19年和20年", (2019, 2020)),
    ("2017到2019年", (2017, 2018, 2019)), ("2017-2019年", (2017, 2018, 2019)), ("17至19年", (2017, 2018, 2019)),
    ("2017、2018、2019三年", (2017, 2018, 2019)), ("FY2019 budget", (2019,)), ("in 2018 and 2019", (2018, 2019)),
    ("今年", (2025,)), ("去年", (2024,)), ("去年（2023）", (2023,)), ("近三年", (2023, 2024, 2025)),
    ("比上年增加多少", ()), ("科目2010104的金额", ()), ("2000元以上", ()), ("历年", (2017, 2018, 2019, 2022, 2024, 2025)),
])
def test_years(question: str, years: tuple[int, ...]) -> None:
    assert linked(question).years == years


def test_this_year_is_the_newest_of_the_department_named() -> None:
    found = linked("省检察院今年的会议费")
    assert (found.years, found.years_relative) == ((2019,), True)


@pytest.mark.parametrize(("question", "kinds", "sure"), [
    ("行政运行的决算比年初预算少多少", ("final", "budget"), True),
    ("实际花了多少", ("final",), False),
    ("一般公共预算支出多少", (), False),
    ("政府性基金预算支出决算", ("final",), True),
    ("会议费预算", ("budget",), True),
])
def test_kinds(question: str, kinds: tuple[str, ...], sure: bool) -> None:
    found = linked(question)
    assert (found.kinds, found.kinds_sure) == (kinds, sure)


def test_scope_and_rest() -> None:
    question = "云岭区商务委（单位）2025年办公费多少"
    found = linked(question)
    assert found.level == "unit"
    assert found.rest(question) == "办公费多少"


def test_a_department_given_from_outside_wins() -> None:
    assert link("会议费", DOCUMENTS, department="省检察院").names == ("江苏省人民检察院",)
    assert link("会议费", DOCUMENTS, department="省高院").unknown


def test_the_bodies_of_two_stores_asked_in_turn_are_worked_out_once() -> None:
    one, two = DOCUMENTS[:3], DOCUMENTS[3:]
    held = [bodies_in(one), bodies_in(two)]
    assert all(again is before for _ in range(3) for again, before in zip((bodies_in(one), bodies_in(two)), held, strict=True))


@pytest.mark.parametrize(("question", "level"), [
    ("云岭区商务委单位2025年商品和服务支出", "unit"), ("云岭区商务委单位的商品和服务支出", "unit"), ("云岭区商务委下属单位有几家", None),
    ("云岭区商务委哪个单位最多", None), ("云岭区商务委2025年单位预算", "unit"), ("云岭区商务委事业单位离退休", None),
])
def test_the_unit_itself_where_the_body_is_called_a_unit(question: str, level: str | None) -> None:
    assert linked(question).level == level
