"""What the templates are given, and what they say."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from qa.web.desk import Desk
from qa.web.examples import Examples
from qa.web.ui import Handlers
from qa.web.views import View, cells_of
from qa.web.words import spoken
from tests.web.test_answering import QUESTION


def test_the_cells_of_a_hit_have_their_own_heads_only(desk: Desk) -> None:
    hits = [hit for hit in desk.search("公务接待费") if hit.table]
    assert hits
    for hit in hits:
        heads, own = [head for head, _, _ in cells_of(hit, "公务接待费")], f"{hit.row[-1] if hit.row else None}:"
        assert not any(" > " in head or head.startswith(own) for head in heads), (hit.text, heads)


@pytest.mark.parametrize(("said", "zh", "en"), [
    ("请先登录。 (Sign in first.)", "请先登录。", "Sign in first."),
    ("a.pdf 没有第 9 页。 (a.pdf has no page 9.)", "a.pdf 没有第 9 页。", "a.pdf has no page 9."),
    ("坏.pdf 已损坏（x），请重新下载。 (坏.pdf is damaged: download it again.)", "坏.pdf 已损坏（x），请重新下载。",
     "坏.pdf is damaged: download it again."),
    ("There is no document x (y).", "There is no document x (y).", "There is no document x (y)."),
    ("只有中文（和括号）。", "只有中文（和括号）。", "只有中文（和括号）。"),
])
def test_a_sentence_is_said_in_the_language_of_the_page(said: str, zh: str, en: str) -> None:
    assert (spoken(said, "zh"), spoken(said, "en")) == (zh, en)


def test_what_goes_wrong_is_said_in_one_language(desk: Desk) -> None:
    for language, there, gone in (("zh", "请先粘贴", "Paste"), ("en", "Paste", "请先粘贴")):
        said = Handlers(desk, View(desk, language), Examples(desk)).check("")  # type: ignore[arg-type]
        assert there in said and gone not in said


def test_a_body_that_changed_its_name_has_one_shelf(desk: Desk) -> None:
    listed = tuple(replace(d, department=f"中共{d.department}") if d.year == 2023 else d for d in desk.documents())
    renamed = Desk(desk.service, _Listing(desk, listed), desk.settings)  # type: ignore[arg-type]
    assert len({d.department for d in listed}) == 3 and len(renamed.bodies()) == 2
    shelves = View(renamed, "zh").corpus(listed)
    assert len(re.findall('<th scope="row">', shelves)) == 2 and shelves.count("data-view=\"/view/documents/") == 3
    assert "2 个部门" in View(renamed, "zh").head(listed)


class _Listing:
    """A store that lists other documents."""

    def __init__(self, desk: Desk, listed: tuple[object, ...]) -> None:
        self._desk, self._listed = desk, listed

    def documents(self) -> tuple[object, ...]:
        return self._listed


def test_two_answers_are_two_elements(desk: Desk) -> None:
    """Of one name they would be changed into each other, and their proofs left behind."""
    view = View(desk, "zh")
    answer = desk.ask(QUESTION)
    names = {re.match(r"<([\w-]+)", view.answer(answer))[1] for _ in range(3)}  # type: ignore[index]
    assert len(names) == 3
