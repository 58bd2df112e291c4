"""What an answer suggests to ask next is answered when it is asked."""

from __future__ import annotations

from qa.service import Service

ASKED = (
    "农业农村局2023年住房公积金多少", "农业农村局2022年总支出", "文化和旅游局2023年水费", "政务服务数据管理局2022年三公经费", "农业农村局2022年公务接待费",
    "政务服务数据管理局2022年12345热线多少钱", "农业农村局2023年总收入", "农业农村局2023年外籍专家补贴", "文化和旅游局2030年会议费", "农业农村局2022年决算培训费",
)


def test_every_suggestion_is_answered(city: Service) -> None:
    offered = {q for question in ASKED for a in [city.ask(f"示例市{question}")] for q in (*a.suggestions, *(x.question for x in a.alternatives))}
    assert len(offered) > 10
    assert {q: status for q in offered if (status := city.ask(q).status) not in ("answered", "partial")} == {}
    assert not [q for q in offered if "总支出占总支出" in q]
