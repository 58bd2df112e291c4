"""A played model server, and services that ask it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from pydantic import SecretStr

from index.settings import Settings
from qa.llm.client import Client
from qa.llm.limits import Breaker
from qa.service import Service
from tests.qa.llm.played import Played, playing

KEY = "sk-geheim-0123456789"
Asking = Callable[..., Service]


@pytest.fixture(scope="session")
def played() -> Iterator[Played]:
    with playing() as server:
        yield server


@pytest.fixture
def settings(played: Played) -> Settings:
    """Settings that name the played model."""
    return Settings(llm="openai:played", llm_base_url=played.url, llm_api_key=SecretStr(KEY), llm_first_seconds=10, llm_seconds=20)


@pytest.fixture
def asking(settings: Settings) -> Asking:
    """A service over the store of another one, that asks the played model; its breaker opens at once unless told."""

    def made(base: Service, in_a_row: int = 1, **changes: object) -> Service:
        own = settings.model_copy(update=changes)
        return Service(base.library.store, own, Client(own, breaker=Breaker(in_a_row=in_a_row)))

    return made
