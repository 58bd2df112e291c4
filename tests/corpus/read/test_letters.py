"""Letters that programs write where others are meant."""

from __future__ import annotations

import pytest

from corpus.read.letters import TOLD, meant, with_letters_meant, without_readings
from corpus.read.raw import Char, RawPage


@pytest.mark.parametrize(("printed", "text"), [
    ("第⼆⼈⺠医院", "第二人民医院"),
    ("⽣态环境局⻓期⻋辆⻔", "生态环境局长期车辆门"),
    ("财政专⼾", "财政专户"),
    ("金額", "金額"),
    ("公开01表", "公开01表"),
    ("１２３", "１２３"),
])
def test_radicals_and_compatibility_forms_are_read_as_ideographs(printed: str, text: str) -> None:
    assert meant(printed) == text


def test_a_page_keeps_the_places_of_its_letters() -> None:
    page = RawPage(1, 100, 100, (Char("⺠", 1, 2, 3, 4, 10), Char("5", 3, 2, 5, 4, 10)))
    assert with_letters_meant(page).chars == (Char("民", 1, 2, 3, 4, 10), Char("5", 3, 2, 5, 4, 10))
    plain = RawPage(1, 100, 100, (Char("民", 1, 2, 3, 4, 10),))
    assert with_letters_meant(plain) is plain


def page_of(text: str) -> RawPage:
    return RawPage(1, 900, 100, tuple(Char(c, 10 * k, 2, 10 * k + 10, 12, 10) for k, c in enumerate(text)))


def test_a_page_in_traditional_letters_is_read_in_simplified_ones_and_says_so() -> None:
    read = with_letters_meant(page_of("公務接待費預算為四萬元，較上年減少二萬元"))
    assert "".join(c.text for c in read.chars) == "公务接待费预算为四万元，较上年减少二万元"
    assert read.warnings == (TOLD,)


def test_a_name_in_traditional_letters_stays_in_a_page_of_simplified_ones() -> None:
    page = page_of("负责人：張鎮華、劉寶龍。公务接待费预算为四万元，较上年减少二万元，财政拨款收入总计无变动。")
    assert with_letters_meant(page) is page


def test_readings_in_brackets_are_no_text() -> None:
    assert without_readings("三公經(jīng)費（fèi）安排(2022年)和公務(wù)用車(A)") == "三公經費安排(2022年)和公務用車(A)"
