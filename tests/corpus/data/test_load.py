"""The vocabulary is whole: codes have parents, near misses exist, names are said once."""

from __future__ import annotations

from collections import Counter

from corpus.data.load import economic, functional, glossary, organisations, readings, regions, simplified, stop_phrases

NAMES = {name for s in (*functional().values(), *economic().values()) for name in s.names}


def test_the_glossary_is_broad_and_says_each_term_once() -> None:
    assert len(glossary()) >= 200
    assert not [name for name, n in Counter(term.name for term in glossary()).items() if n > 1]


def test_near_misses_and_parts_are_terms_or_lines() -> None:
    known = NAMES | {name for term in glossary() for name in term.names}
    assert not [(t.name, n) for t in glossary() for n in (*t.near, *t.parts) if n not in known]


def test_no_term_is_its_own_near_miss() -> None:
    assert not [t.name for t in glossary() if set(t.names) & set(t.near)]


def test_codes_of_terms_are_of_these_names() -> None:
    subjects = functional() | economic()
    assert not [t.name for t in glossary() if t.code and not set(t.names) & set(subjects[t.code].names)]


def test_every_code_has_its_parents() -> None:
    for scheme in (functional(), economic()):
        for code in scheme:
            assert len(code) in (3, 5, 7)
            assert len(code) == 3 or code[:-2] in scheme, code


def test_names_of_former_years_are_kept() -> None:
    assert functional()["210"].names[:2] == ("卫生健康支出", "医疗卫生与计划生育支出")
    assert functional()["215"].names == ("资源勘探工业信息等支出", "资源勘探信息等支出")


def test_tables_of_characters() -> None:
    assert "預算總額".translate(simplified()) == "预算总额"
    assert readings()["查"] == readings()["察"] == "cha"


def test_the_rest_loads() -> None:
    assert "多少钱" in stop_phrases()
    assert organisations()["endings"] and "上海" in regions()["province"]
