"""The chat model that the settings name, through LangChain; nothing of it is imported until it is asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from index.settings import Settings

Chat = Callable[[str, str], str]
"""(system, user) to the model's words."""


class ModelFailed(Exception):
    """The model could not be reached, took too long or said nothing; the composer answers instead."""


def chat_of(settings: Settings | None) -> Chat | None:
    """A function that asks the model, None where none is set."""
    if settings is None or not settings.llm:
        return None
    return _chat(settings)


def _chat(settings: Settings) -> Chat:
    held: list[Any] = []

    def ask(system: str, user: str) -> str:
        from langchain.chat_models import init_chat_model

        try:
            if not held:
                more: dict[str, Any] = {"timeout": settings.llm_timeout, "temperature": 0, "max_retries": 1}
                if settings.llm_base_url:
                    more["base_url"] = settings.llm_base_url
                if settings.llm_api_key:
                    more["api_key"] = settings.llm_api_key.get_secret_value()
                held.append(init_chat_model(settings.llm, **more))
            found = held[0].invoke([("system", system), ("human", user)])
            text = found.content if isinstance(found.content, str) else "".join(str(c.get("text", "")) for c in found.content)
        except Exception as error:
            raise ModelFailed(f"{type(error).__name__}") from error
        if not text.strip():
            raise ModelFailed("empty")
        return str(text).strip()

    return ask
