"""The web app: `python app.py` does what `budget-qa serve` does. Importing this pays for nothing; building it does."""

from __future__ import annotations

import argparse
import asyncio
import logging
import socket
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fastapi import FastAPI

    from index.ports import Store
    from index.settings import Settings
    from qa.web.desk import Asked


_LAST_WORDS = 5
"""Seconds that answers under way have when the server is stopped: an open page listens to it for ever."""

_GLANCE = 0.05
"""Seconds between two looks whether another process has changed the corpus: an answer would take several."""


def build_app(service: Asked, store: Store, settings: Settings) -> FastAPI:
    """The FastAPI app with Gradio's pages mounted on it."""
    from qa.web.desk import Desk
    from qa.web.guard import Limits
    from qa.web.server import build

    limits = Limits(settings.requests_per_minute, settings.behind_proxy, upload=settings.upload_mb * 1024 * 1024)
    return build(Desk(service, store, settings), limits)


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve; the exit code."""
    from corpus.errors import BudgetQAError

    options = _options(arguments)
    try:
        return _serve(options)
    except BudgetQAError as error:
        print(error, file=sys.stderr)
        return 1


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="budget-qa serve", description="Serve the web app.")
    parser.add_argument("--host", help="where to listen [127.0.0.1]")
    parser.add_argument("--port", type=int, help="the port [7860]")
    parser.add_argument("--home", help="the data directory, instead of BUDGET_QA_HOME")
    return parser.parse_args(arguments)


def _serve(options: argparse.Namespace) -> int:
    import uvicorn

    from index.garbage import seldom
    from index.settings import load_settings
    from index.stores import open_store
    from qa.service import Service

    seldom()
    settings = load_settings(options.home)
    host, port = options.host or settings.host, options.port or settings.port
    _check_free(host, port)
    store = open_store(settings)
    store.patience = _GLANCE
    app = build_app(Service(store, settings), store, settings)
    print(f"http://{host}:{port}", flush=True)
    logging.getLogger("uvicorn.error").addFilter(_news)
    uvicorn.run(app, host=host, port=port, log_level="warning", server_header=False, proxy_headers=False,
                timeout_graceful_shutdown=_LAST_WORDS)
    return 0


def _news(record: logging.LogRecord) -> bool:
    """That open pages are let go of when the server is stopped is no error to print the stack of."""
    cut = record.exc_info is not None and isinstance(record.exc_info[1], asyncio.CancelledError)
    return not cut and not record.getMessage().startswith("Cancel ")


def _check_free(host: str, port: int) -> None:
    """Raise, with a sentence, where nothing can listen: before seconds of imports, not after."""
    from corpus.errors import BudgetQAError

    try:
        with socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET):
            pass
    except OSError as error:
        raise BudgetQAError(f"{host}:{port} cannot be listened on ({error.strerror}): choose another --port.") from None


if __name__ == "__main__":
    sys.exit(main())
