"""What a question asks for, in official terms."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.data.load import Term
from index.normal import bare, normalise, plain
from index.query import Lexicon, read_query


def senses(question: str) -> list[str]:
    return [sense.term.name for sense in read_query(question).senses]


@pytest.mark.parametrize(("question", "expected"), [
    ("养车花了多少", ["公务用车运行维护费"]),
    ("请客吃饭用了多少钱", ["公务接待费"]),
    ("水费和电费合计", ["水费", "电费"]),
    ("“三公”经费一共多少", ["“三公”经费"]),
    ("对个人和家庭的补助", ["对个人和家庭的补助"]),
    ("因公出国（境）费预算多少", ["因公出国（境）费"]),
    ("一般公共预算支出多少", ["一般公共预算支出"]),
    ("how much is the housing purchase subsidy", ["购房补贴"]),
    ("travel budget", ["差旅费"]),
    ("预算一共多少钱", ["支出总计"]),
    ("收入多少", ["收入总计"]),
    ("医疗卫生与计划生育支出", ["卫生健康支出"]),
])
def test_words_mean_official_terms(question: str, expected: list[str]) -> None:
    assert senses(question) == expected


def test_words_that_no_glossary_has_are_kept() -> None:
    [stretch] = read_query("云桥数字大厅专项").stretches
    assert stretch.text == "云桥数字大厅专项"
    assert stretch.certainty < 0.8


@pytest.mark.parametrize(("question", "heard"), [
    ("公物接待费多少", "公务接待费"), ("住房公基金", "住房公积金"), ("差率费预算", "差旅费"),
])
def test_a_word_written_with_another_of_its_sound_is_understood(question: str, heard: str) -> None:
    [sense] = read_query(question).senses
    assert sense.term.name == heard
    assert sense.weight < 1


def test_a_form_that_stands_there_is_never_taken_for_one_that_sounds_alike() -> None:
    assert senses("水费和电费") == ["水费", "电费"]
    assert senses("会议室") == ["会议费"]  # only its first two characters are a form


def test_what_is_said_with_a_particle_belongs_together() -> None:
    query = read_query("公安局的派出所的水费和电费")
    chains = [[piece.text for piece in query.chain(stretch)] for stretch in query.stretches]
    assert chains[0] == chains[1] == ["公安局", "派出所", "水费"]
    assert chains[-1] == ["电费"]


def test_a_part_of_a_line_is_less_sure_than_another_name_for_it() -> None:
    words = Lexicon((Term("邮电费", aliases=("电信费", "快递费"), holds=("快递费",)),), subjects=False)
    [whole], [part] = (read_query(q, words).senses for q in ("电信费", "快递费"))
    assert whole.weight > part.weight


def test_codes_are_found() -> None:
    assert read_query("科目2080505的金额").codes == ("2080505",)


def test_english_forms_are_whole_words() -> None:
    words = Lexicon((Term("水费", english=("water",)),), subjects=False)
    assert not read_query("waterproof coats", words).senses


@pytest.mark.parametrize(("text", "form"), [("預　算 總額", "预算总额"), ("Ａ４ 纸", "a4纸"), ("“三公”经费", '"三公"经费')])
def test_one_form_for_all_text(text: str, form: str) -> None:
    assert plain(text) == form


def test_bare_drops_punctuation() -> None:
    assert bare("因公出国（境）费") == "因公出国境费"


@given(st.text(max_size=40))
def test_places_lead_back_to_the_text(text: str) -> None:
    normal = normalise(text)
    assert len(normal.places) == len(normal.text)
    for at in range(len(normal.text)):
        start, end = normal.span(at, at + 1)
        assert 0 <= start < end <= len(text)


@given(st.text(max_size=40))
def test_any_text_can_be_read(text: str) -> None:
    read_query(text)
