"""A command that reads a question a line as JSON and writes an answer a line, as `budget-qa ask --json -` does."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Sequence
from typing import IO

from eval.systems.reply import Reply, SystemFailed, reply_of


class Command:
    """Started at the first question, ended by `close`. Raises SystemFailed where it ends early or writes no JSON."""

    def __init__(self, words: Sequence[str]) -> None:
        self.words = tuple(words)
        self._process: subprocess.Popen[str] | None = None

    def ask(self, question: str, history: Sequence[str] = ()) -> Reply:
        stdin, stdout = self._pipes()
        try:
            stdin.write(json.dumps({"question": question, "history": list(history)}, ensure_ascii=False) + "\n")
            stdin.flush()
        except BrokenPipeError:
            raise self._ended(question) from None
        line = stdout.readline()
        if not line:
            raise self._ended(question)
        try:
            given = json.loads(line)
        except ValueError:
            raise SystemFailed(f"`{self._name}` wrote no JSON line for {question!r}, but: {line[:80]!r}.") from None
        if not isinstance(given, dict):
            raise SystemFailed(f"`{self._name}` wrote no JSON object for {question!r}.")
        return reply_of(question, given)

    @property
    def _name(self) -> str:
        return " ".join(self.words)[:80]

    def _ended(self, question: str) -> SystemFailed:
        return SystemFailed(f"`{self._name}` ended at {question!r}: run it by hand to see why.")

    def _pipes(self) -> tuple[IO[str], IO[str]]:
        if self._process is None:
            try:
                self._process = subprocess.Popen(
                    self.words,
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    encoding="utf-8",
                    env=os.environ | {"PYTHONIOENCODING": "utf-8"},
                )
            except OSError as error:
                raise SystemFailed(f"`{self._name}` cannot be started ({error.strerror}): check the command.") from None
        assert self._process.stdin is not None and self._process.stdout is not None
        return self._process.stdin, self._process.stdout

    def close(self) -> None:
        """End the command: close its input, and kill it where it does not end by itself."""
        if self._process is None:
            return
        stdin, stdout = self._pipes()
        try:
            stdin.close()
            self._process.wait(10)
        except (BrokenPipeError, subprocess.TimeoutExpired):
            self._process.kill()
            self._process.wait()
        stdout.close()
        self._process = None
