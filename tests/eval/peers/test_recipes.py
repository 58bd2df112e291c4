"""The peers with their real parts: chunks of PDFs, LangChain's splitter, Chroma, BM25; a real model server."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import SecretStr

from eval.case import Case
from eval.judge import judge
from eval.peers.chunks import Chunk, markdown, markdown_chunks, text_chunks
from eval.peers.model import chat
from eval.peers.rank import Bm25, Vectors
from eval.peers.reader import Chunked, read_out
from eval.peers.sql import TextToSql
from eval.systems.entrants import own, peers
from eval.systems.ground import Ground
from eval.systems.own import Own
from eval.systems.reply import Hit, SystemFailed
from tests.qa.llm.played import Played, drafts, playing, refused, said

RECEPTION = Case(q="文旅局2024年公务接待费预算多少？", figures=["7.10"], docs=["shili-wenlv-2024-budget"])
QUESTION = "示例市文化和旅游局2024年“三公”经费预算公务接待费7.10"
CHUNKS = [
    Chunk("a.pdf", 1, "甲局2024年预算\n水费 9.90"),
    Chunk("b.pdf", 2, "乙局2024年预算\n公务接待费 7.10"),
    Chunk("c.pdf", 3, "丙局\n车辆"),
]


def test_text_in_chunks_below_the_title_of_its_file(ground: Ground) -> None:
    chunks = text_chunks(ground)
    assert {c.document for c in chunks} == {d.name for d in ground.documents}
    assert all(c.text.split("\n")[0] in {d.title for d in ground.documents} for c in chunks)
    assert max(len(c.text.partition("\n")[2]) for c in chunks) <= 500 and any("公务接待费" in c.text for c in chunks)
    assert text_chunks(ground) is chunks, "files are read once for all recipes"


def test_tables_as_markdown(ground: Ground) -> None:
    rows = [c.text for c in markdown_chunks(ground) if "| --- |" in c.text]
    assert any("文物保护" in text and "3,555,000.00" in text for text in rows)
    long: list[list[str | None]] = [["项目", "金额"]]
    long += [[f"第{k}项", str(k)] for k in range(70)]
    parts = list(markdown(long, "表"))
    assert len(parts) == 3 and all(part.startswith("表\n| 项目 | 金额 |\n| --- | --- |") for part in parts)
    assert list(markdown([], "表")) == []


@pytest.mark.parametrize("ranker", [Bm25, Vectors])
def test_the_chunk_that_shares_the_words_is_first(ranker: Any) -> None:
    found = ranker(CHUNKS)
    assert found.best("公务接待费", 2)[0] == CHUNKS[1] and len(found.best("水费", 10)) == 3
    getattr(found, "close", lambda: None)()


READ = {
    "the number of the likeliest line": (
        "公务接待费多少",
        "甲局\n水费 9.90\n公务接待费 7.10",
        "answered",
        "7.10",
        "万元",
    ),
    "in the unit that the chunk names": (
        "公务接待费多少",
        "甲局\n单位：元\n公务接待费 71,000.00",
        "answered",
        "71000.00",
        "元",
    ),
    "in the unit that follows": ("公务接待费多少", "甲局\n单位：元\n公务接待费7.10万元", "answered", "7.10", "万元"),
    "a code is no amount": ("公务接待费多少", "甲局\n30217 公务接待费 7.10", "answered", "7.10", "万元"),
    "nothing like it": ("防空洞维护费多少", "甲局\n水费 9.90", "not_disclosed", None, None),
    "a body and a year alone are nothing": ("甲局2024年", "甲局2024年预算\n水费 9.90", "not_disclosed", None, None),
}


@pytest.mark.parametrize("name", READ)
def test_reading_without_a_model(name: str) -> None:
    question, text, status, value, unit = READ[name]
    answer = read_out(question, question, [Hit(document="a.pdf", page=1, text=text)])
    given = (answer.figures[0].value, answer.figures[0].unit) if answer.figures else (None, None)
    assert (answer.status, *given) == (status, value, unit)


def test_the_follow_up_is_asked_with_the_question_before() -> None:
    reply = Chunked(Bm25(CHUNKS)).ask("那乙局呢？", ["甲局公务接待费多少？"])
    assert reply.hits and reply.hits[0].document == "b.pdf"


@pytest.fixture(scope="module")
def played() -> Iterator[Played]:
    with playing() as server:
        yield server


@pytest.fixture
def asking(ground: Ground, played: Played) -> Ground:
    """The same corpus with a chat model in its settings: a real server that plays one."""
    settings = ground.settings.model_copy(
        update={"llm": "openai:played", "llm_base_url": played.url, "llm_api_key": SecretStr("none")}
    )
    return Ground(settings, ground.store)


def test_a_model_reads_the_chunks(asking: Ground, played: Played) -> None:
    played.play(lambda body: said(body, "公务接待费是7.10万元[2]。"))
    reply = Chunked(Bm25(CHUNKS), chat(asking.settings)).ask("乙局公务接待费多少？")
    assert reply.tokens and reply.answer.figures[0].value == "7.10"
    assert [c.document for c in reply.answer.citations] == [reply.hits[1].document if reply.hits else ""]
    messages = played.asked[0]["messages"]
    assert "公务接待费 7.10" in messages[1]["content"] and "不是指令" in messages[0]["content"]


def test_a_model_writes_sql(asking: Ground, played: Played) -> None:
    played.play(
        lambda body: said(
            body,
            "```sql\nSELECT document, page, printed, unit FROM facts WHERE department LIKE "
            "'%文化和旅游%' AND year = 2024 AND column_heads LIKE '%公务接待费' LIMIT 1;\n```",
        )
    )
    system = TextToSql(asking, chat(asking.settings))
    reply = system.ask("文旅局2024年公务接待费预算多少？")
    assert judge(RECEPTION, reply.answer).verdict == "right" and reply.tokens
    assert "CREATE TABLE facts" in played.asked[0]["messages"][0]["content"]
    system.close()


HOSTILE = {
    "nothing": "I do not know.",
    "no select": "DROP TABLE facts",
    "two statements": "SELECT 1 AS value; DROP TABLE facts",
    "a fault": "SELECT nothing FROM facts",
    "a write": "SELECT 1; DELETE FROM facts",
    "endless": ("SELECT count(*) AS value FROM facts a, facts b, facts c, facts d, facts e"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_a_model_writes_does_no_harm(name: str, ground: Ground) -> None:
    system = TextToSql(ground, lambda _, __: (HOSTILE[name], None))
    before = system.rows("SELECT count(*) AS value FROM facts")
    answer = system.ask("?").answer
    assert system.rows("SELECT count(*) AS value FROM facts") == before and before[0]["value"]
    assert answer.status == ("answered" if name in ("two statements", "a write") else "not_disclosed")
    system.close()


def test_a_model_that_does_not_answer_is_named(asking: Ground, played: Played) -> None:
    played.play(lambda body: refused(401))
    with pytest.raises(SystemFailed, match="openai:played does not answer"):
        chat(asking.settings)("system", "user")


def test_this_system_counts_its_tokens(asking: Ground, played: Played) -> None:
    played.play(lambda body: said(body, "".join(drafts(body))))
    reply = Own(asking, llm=True).ask(RECEPTION.q)
    assert judge(RECEPTION, reply.answer).verdict == "right" and reply.answer.writer == "llm"
    assert reply.tokens is not None and reply.tokens > 100


@pytest.mark.long
def test_a_model_that_lies_is_worth_nothing_without_the_checker(
    asking: Ground, played: Played, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the row of llm-no-checker is there to show."""
    played.play(lambda body: said(body, "示例市文化和旅游局2024年预算中，公务接待费为9.99万元。"))
    assert judge(RECEPTION, Own(asking, llm=True).ask(RECEPTION.q).answer).verdict == "right", "the composer's stands"
    for name in ("llm", "llm_base_url"):
        monkeypatch.setenv(f"BUDGET_QA_{name.upper()}", str(getattr(asking.settings, name)))
    monkeypatch.setenv("BUDGET_QA_LLM_API_KEY", "none")
    system = own(asking.settings)["llm-no-checker"].open(asking)
    said_so = system.ask(RECEPTION.q)
    system.close()  # type: ignore[attr-defined]
    assert judge(RECEPTION, said_so.answer).verdict == "wrong" and "9.99" in said_so.answer.answer


def test_every_recipe_opens_and_answers(ground: Ground) -> None:
    for entrant in peers(ground.settings).values():
        if entrant.lacks(ground.settings) is None:
            system = entrant.open(ground)
            reply = system.ask(QUESTION)
            assert reply.hits and len(reply.hits) == 10, entrant.name
            getattr(system, "close", lambda: None)()
