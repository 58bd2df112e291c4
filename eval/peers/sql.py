"""Text to SQL: a model writes one SELECT over the table of extracted cells, and what comes back is the answer."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator, Sequence

from eval.peers.reader import Chat
from eval.systems.ground import Ground
from eval.systems.reply import Hit, Reply, plain_answer
from index.ports import walk

SCHEMA = """CREATE TABLE facts (
  document TEXT, department TEXT, year INTEGER, kind TEXT, -- budget or final
  page INTEGER, table_title TEXT, row_label TEXT, row_path TEXT, code TEXT, column_heads TEXT,
  value REAL, unit TEXT, printed TEXT)"""
SYSTEM = (
    "You write SQLite. Answer with one SELECT statement and nothing else. Select document, page, printed and unit where "
    f"printed figures are asked for, else the computed value and its unit.\n{SCHEMA}"
)
MOST_ROWS, STEPS = 50, 5_000_000
_SELECT = re.compile(r"\bselect\b.*", re.IGNORECASE | re.DOTALL)


class TextToSql:
    """A copy of the cells in memory; a statement that is no SELECT, fails or runs for long is an answer of nothing."""

    def __init__(self, ground: Ground, chat: Chat) -> None:
        self._chat = chat
        self._data = sqlite3.connect(":memory:", check_same_thread=False)
        self._data.execute(SCHEMA)
        self._data.executemany(f"INSERT INTO facts VALUES ({','.join('?' * 13)})", _rows(ground))
        self._data.execute("PRAGMA query_only = ON")

    def ask(self, question: str, history: Sequence[str] = ()) -> Reply:
        said, spent = self._chat(SYSTEM, "\n".join([*history, question]))
        rows = self.rows(said)
        hits = tuple(_hit(row) for row in rows if row.get("document"))
        text = "；".join(_words(row) for row in rows) or "文件没有公开这一项。"
        return Reply(plain_answer(question, text, hits), hits or None, spent)

    def rows(self, said: str) -> list[dict[str, object]]:
        """What the first statement of a model's words gives."""
        found = _SELECT.search(re.sub(r"```(sql)?", "", said))
        if found is None:
            return []
        left = [STEPS]

        def on() -> int:
            left[0] -= 1000
            return int(left[0] < 0)

        self._data.set_progress_handler(on, 1000)
        try:
            cursor = self._data.execute(found[0].split(";")[0])
            names = [column[0] for column in cursor.description]
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchmany(MOST_ROWS)]
        except (sqlite3.Error, TypeError):
            return []

    def close(self) -> None:
        self._data.close()


def _rows(ground: Ground) -> Iterator[tuple[object, ...]]:
    for held in walk(ground.store):
        d = held.document
        for fact in held.facts:
            yield (
                d.name,
                d.department,
                fact.year or d.year,
                fact.kind or d.kind,
                fact.page,
                fact.table,
                fact.label,
                "/".join(fact.row),
                fact.code,
                "/".join(fact.col),
                float(fact.amount.value),
                fact.unit,
                fact.text,
            )


def _hit(row: dict[str, object]) -> Hit:
    page = row.get("page")
    return Hit(
        document=str(row["document"]),
        page=page if isinstance(page, int) else None,
        text=json.dumps(row, ensure_ascii=False),
    )


def _words(row: dict[str, object]) -> str:
    shown = row.get("printed", row.get("value"))
    if shown is None:
        shown = next((v for v in row.values() if isinstance(v, int | float)), "")
    return f"{shown}{row.get('unit') or ''}"
