"""A system behind an HTTP address: POST {"question": …, "history": […]}, the answer as JSON, as /api/ask gives it."""

from __future__ import annotations

from collections.abc import Sequence

import httpx

from eval.systems.reply import Reply, SystemFailed, reply_of

SECONDS = 120.0
"""A model may take its time; a server that is silent for longer is given up."""


class Address:
    """Raises SystemFailed where nobody answers, or not with JSON."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._client = httpx.Client(timeout=SECONDS, follow_redirects=False)

    def ask(self, question: str, history: Sequence[str] = ()) -> Reply:
        try:
            response = self._client.post(self.url, json={"question": question, "history": list(history)})
            response.raise_for_status()
            given = response.json()
        except httpx.HTTPError as error:
            raise SystemFailed(
                f"{self.url} does not answer ({type(error).__name__}): start it, or correct the address."
            ) from None
        except ValueError:
            raise SystemFailed(
                f"{self.url} answers, but not with JSON: give the address that takes questions."
            ) from None
        if not isinstance(given, dict):
            raise SystemFailed(f"{self.url} answers with JSON that is no object.")
        return reply_of(question, given)

    def close(self) -> None:
        self._client.close()
