"""Whatever a model does, no wrong figure is verified, and no answer is worse than the one without it."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path
from typing import cast

import pytest

from eval.case import Case, load
from eval.judge import judge
from index.ports import FactStore
from qa.answer import Answer
from qa.check.answers import verify_figures
from qa.events import Composed, Final, Judged, Prose
from qa.service import Service
from tests.qa.build import Shelf
from tests.qa.llm.conftest import Asking
from tests.qa.llm.played import FAULTS, TEXTS, Played, plays

RANK = {"right": 2, "missed": 1, "wrong": 0}
ASKED = 10


@pytest.fixture(scope="module")
def cases(samples: Path, city: Service) -> list[Case]:
    """Ten questions that the composer answers with figures, of as many kinds as there are."""
    held = {d.name.removesuffix(".pdf") for d in city.library.store.documents()}
    fit = [c for c in load(samples / "questions.yaml") if c.docs and set(c.docs) <= held and not c.history]
    kinds: dict[str, Case] = {}
    for case in fit:
        kinds.setdefault(case.kind, case)
    return [*kinds.values(), *(c for c in fit if kinds[c.kind] is not c)][:ASKED]


@pytest.fixture(scope="module")
def real() -> Service:
    """All real disclosures but the altered one."""
    from corpus.ingest import read_disclosure
    from tests.conftest import ROOT

    folder = Path(os.environ.get("BUDGET_QA_SHARED") or ROOT.parent / "shared") / "disclosures"
    return Service(Shelf(*(read_disclosure(f) for f in sorted(folder.glob("*.pdf")) if "altered" not in f.name)))


def no_worse(case: Case, answer: Answer, composed: Answer, service: Service) -> None:
    """The promise, and the score."""
    store = cast(FactStore, service.library.store)
    assert not {u.figure.text for u in verify_figures(answer, store)} - {u.figure.text for u in verify_figures(composed, store)}
    assert RANK[judge(case, answer).verdict] >= RANK[judge(case, composed).verdict], (answer.answer, judge(case, answer).reasons)
    assert answer.status == composed.status
    assert {c.id: c for c in answer.citations} == {c.id: c for c in composed.citations}


@pytest.mark.parametrize("name", TEXTS)
def test_what_a_model_writes(name: str, cases: list[Case], city: Service, asking: Asking, played: Played) -> None:
    played.play(plays(TEXTS[name]))
    service = asking(city)
    for case in cases:
        answer = service.ask(case.q, case.history)
        no_worse(case, answer, city.ask(case.q, case.history), city)
        assert answer.model is not None
        if name not in ("truthful", "thoughtful", "typist", "chatty"):
            assert answer.model.outcome in ("fell_back", "unasked"), answer.answer
            assert answer.writer == "composer"


@pytest.mark.parametrize("name", FAULTS)
def test_what_a_server_does(name: str, cases: list[Case], city: Service, asking: Asking, played: Played) -> None:
    played.play(FAULTS[name])
    service = asking(city, llm_first_seconds=0.3, llm_seconds=1.0)
    for case in cases:
        answer = service.ask(case.q, case.history)
        no_worse(case, answer, city.ask(case.q, case.history), city)
        assert answer.model is not None
        if name != "wrong finish reason" and answer.model.outcome != "unasked":
            assert answer.writer == "composer" and answer.warnings and answer.model.failures


def test_a_truthful_model_is_heard(cases: list[Case], city: Service, asking: Asking, played: Played) -> None:
    """What is said of the liars would hold of a checker that lets nothing through."""
    played.play(plays(TEXTS["truthful"]))
    service = asking(city)
    outcomes = [a.model.outcome for a in (service.ask(c.q, c.history) for c in cases) if a.model]
    assert outcomes.count("written") >= len([o for o in outcomes if o != "unasked"]) - 1 >= 4


def test_a_repaired_text_is_taken(city: Service, asking: Asking, played: Played) -> None:
    drafts = iter([TEXTS["liar 1"], TEXTS["truthful"]])
    played.play(plays(lambda body: next(drafts)(body)))
    answer = asking(city).ask("政数局2022年住房公积金预算多少？")
    assert answer.model is not None and answer.model.outcome == "repaired"
    assert answer.model.requests == 2 == len(played.asked)
    assert "没有依据" in played.asked[1]["messages"][-1]["content"] or "不符" in played.asked[1]["messages"][-1]["content"]


def test_the_figures_stand_before_a_word_of_the_model(city: Service, asking: Asking, played: Played) -> None:
    played.play(plays(TEXTS["truthful"]))
    events = asking(city).stream("政数局2022年住房公积金预算多少？")
    first = next(events)
    assert isinstance(first, Composed) and first.answer.figures[0].verdict == "verified"
    assert not played.asked
    rest = list(events)
    shown = "".join(e.text for e in rest if isinstance(e, Prose))
    assert "30.25万元" in shown and "{{" not in shown
    assert [e.accepted for e in rest if isinstance(e, Judged)] == [True]
    assert isinstance(rest[-1], Final) and rest[-1].answer.writer == "llm"


def test_an_untrue_draft_is_taken_back_with_its_reasons(city: Service, asking: Asking, played: Played) -> None:
    played.play(plays(TEXTS["liar 0"]))
    events = list(asking(city).stream("政数局2022年住房公积金预算多少？"))
    judged = [e for e in events if isinstance(e, Judged)]
    assert [(e.draft, e.accepted) for e in judged] == [(1, False), (2, False)]
    assert all(e.doubts for e in judged)
    assert isinstance(events[-1], Final) and events[-1].answer.answer == next(city.stream("政数局2022年住房公积金预算多少？")).answer.answer  # type: ignore[union-attr]


def test_a_reader_who_leaves_ends_the_request(city: Service, asking: Asking, played: Played) -> None:
    played.play(FAULTS["silence in the middle"])
    events = asking(city, llm_first_seconds=5.0, llm_seconds=5.0).stream("政数局2022年住房公积金预算多少？")
    assert isinstance(next(events), Composed) and isinstance(next(events), Prose)
    events.close()  # type: ignore[attr-defined]


@pytest.mark.long
@pytest.mark.parametrize("name", [*TEXTS, *FAULTS])
def test_all_real_questions(name: str, shared: Path, request: pytest.FixtureRequest, asking: Asking, played: Played) -> None:
    real: Service = request.getfixturevalue("real")
    played.play(plays(TEXTS[name]) if name in TEXTS else FAULTS[name])
    service = asking(real) if name in TEXTS else asking(real, llm_first_seconds=0.3, llm_seconds=1.0)
    counts: Counter[tuple[str, str]] = Counter()
    for case in load(shared / "cases" / "questions.yaml"):
        answer, composed = service.ask(case.q, case.history), real.ask(case.q, case.history)
        no_worse(case, answer, composed, real)
        assert answer.model is not None
        counts[answer.model.outcome, judge(case, answer).verdict] += 1
        if name.startswith("liar"):
            assert answer.writer == "composer"
    print(name, dict(counts))
