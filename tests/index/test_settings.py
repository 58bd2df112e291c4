"""Settings come from the environment or `.env`, say what is wrong with them, and keep secrets."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.home import default_home
from index.settings import SettingsError, load_settings
from qa.cli.options import plain_home


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("BUDGET_QA_HOME", raising=False)
    return tmp_path


@pytest.mark.parametrize("said", ["", "BUDGET_QA_HOME=here", "budget_qa_home='~/there'", "BUDGET_QA_HOME="])
def test_the_quick_way_to_the_home_is_the_slow_one(elsewhere: Path, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    (elsewhere / ".env").write_text(said + "\n", encoding="utf-8")
    assert plain_home(None) == load_settings().home
    assert plain_home(Path("given")) == load_settings("given").home == elsewhere / "given"
    monkeypatch.setenv("BUDGET_QA_HOME", str(elsewhere / "env"))
    assert plain_home(None) == load_settings().home == elsewhere / "env"


def test_a_database_address_wants_the_slow_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BUDGET_QA_DATABASE_URL", "postgresql://u:geheim@localhost/x")
    assert plain_home(None) is None
    settings = load_settings()
    assert settings.database == "postgresql+psycopg://u:geheim@localhost/x"
    assert "geheim" not in repr(settings) and "geheim" not in str(settings.model_dump())


@pytest.mark.parametrize(("name", "value"), [("WORKERS", "0"), ("PORT", "70000"), ("READER", "word"), ("LLM_OPTIONS", "{'no': json"),
                                           ("LLM_OPTIONS", "[1]"), ("LLM_SECONDS", "0")])
def test_what_cannot_be_is_named(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(f"BUDGET_QA_{name}", value)
    with pytest.raises(SettingsError, match=f"BUDGET_QA_{name} cannot be used"):
        load_settings()


def test_every_setting_is_described() -> None:
    assert all(field.description for field in type(load_settings()).model_fields.values())
    assert load_settings().home == default_home().absolute()


def test_the_models_parameters_are_json(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BUDGET_QA_LLM_OPTIONS", '{"temperature": 1, "reasoning_effort": "low"}')
    assert load_settings().llm_options == {"temperature": 1, "reasoning_effort": "low"}
