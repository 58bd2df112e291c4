"""The chat model that the settings name, asked as the recipes ask it: one request, its words taken as they are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from eval.systems.reply import SystemFailed
from index.settings import Settings


def chat(settings: Settings) -> Callable[[str, str], tuple[str, int | None]]:
    """(system, user) to (words, tokens). Raises SystemFailed where the model does not answer."""
    from langchain.chat_models import init_chat_model

    more: dict[str, Any] = {"temperature": 0, "timeout": settings.llm_seconds}
    if settings.llm_base_url:
        more["base_url"] = settings.llm_base_url
    if settings.llm_api_key:
        more["api_key"] = settings.llm_api_key.get_secret_value()
    model = init_chat_model(settings.llm, **(more | settings.llm_options))

    def ask(system: str, user: str) -> tuple[str, int | None]:
        try:
            said = model.invoke([("system", system), ("human", user)])
        except Exception as error:  # each provider raises its own
            raise SystemFailed(
                f"The model {settings.llm} does not answer ({type(error).__name__}): see its server."
            ) from error
        used = getattr(said, "usage_metadata", None)
        return str(said.text), int(used["total_tokens"]) if used else None

    return ask
