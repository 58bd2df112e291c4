"""Two variants side by side, one with a played model: what it did stands in the measures and in the table."""

from __future__ import annotations

from pathlib import Path

from pydantic import SecretStr

from eval.case import load
from eval.metrics.model import outcomes
from eval.report.lines import modelled
from eval.run import run
from eval.systems.ground import Ground
from eval.systems.own import Own
from index.memory import MemoryStore
from index.settings import Settings
from qa.service import Service
from tests.qa.conftest import city
from tests.qa.llm.conftest import played
from tests.qa.llm.played import TEXTS, Played, plays

__all__ = ["city", "played"]


def test_what_a_model_did_is_counted(samples: Path, city: Service, played: Played) -> None:
    drafts = iter(["liar 0", "truthful", "liar 0", "liar 0"])
    played.play(plays(lambda body: TEXTS[next(drafts, "truthful")](body)))
    settings = Settings(llm="openai:played", llm_base_url=played.url, llm_api_key=SecretStr("k-123456"), llm_seconds=30)
    ground = Ground(settings, MemoryStore(city.library.store.disclosure(d.id) for d in city.library.store.documents()))
    wanted = ("市政数局2022年部门预算总支出是多少？", "政数局2022年住房公积金预算多少？", "政数局2022年请律师花了多少钱？", "科目2080505在政数局2022年预算里是多少？")
    cases = [c for c in load(samples / "questions.yaml") if c.q in wanted]
    composer, model = run("composer", Own(ground), cases), run("llm", Own(ground, llm=True), cases)
    assert outcomes(composer.results) is None and composer.tokens is None
    assert model.count() == composer.count() and model.tokens
    told = outcomes(model.results)
    assert told is not None
    assert {k: told[k] for k in ("written", "repaired", "fell_back", "unasked")} == {"written": 1, "repaired": 1, "fell_back": 1, "unasked": 1}
    assert told["requests"] == 5 and told["input_tokens"] + told["output_tokens"] == model.tokens
    assert "2 answers (1 of them repaired), fell back in 1, not asked in 1; 5 requests" in modelled(told)
