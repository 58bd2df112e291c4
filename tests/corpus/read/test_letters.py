"""Letters that programs write where others are meant."""

from __future__ import annotations

import pytest

from corpus.read.letters import meant, with_letters_meant
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
