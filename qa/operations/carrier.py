"""Who carries a project out: the words of its own row under 主管部门, 项目单位."""

from __future__ import annotations

import re

from corpus.tables.rowtree import is_body
from qa.operations.ask import Ask, Item

_ASKED = re.compile(
    "(哪|那|什么|由哪|归哪|是哪)(一)?(个|家|些)?(部门|单位|局|科室|处室|机构)的?(来)?(管|负责|主管|牵头|承担|承办|实施|组织|花|用|做|干)"
    "|(由|归|是)?谁(来)?(管|负责|牵头|实施|承办|承担)|(主管部门|责任单位|实施单位|项目单位|牵头单位)(是|为)?(哪|谁|什么)"
)
_HEAD = re.compile("(主管|实施|项目|责任|预算|承担|承办|牵头|使用|执行)?(部门|单位|科室|处室)(名称)?$")


def carrier(ask: Ask, item: Item) -> bool:
    """Tell it where the question asks for it; False where it asks and no row says."""
    if not _ASKED.search(ask.question):
        return True
    fact = item.quantity.facts[0] if item.quantity is not None else None
    if item.quantity is None or fact is None or fact.table_id is None:
        ask.say("no_carrier")
        return False
    entries = ask.library.book(item.quantity.document).of_table(fact.table_id)
    entry = next((e for e in entries if e.fact.id == fact.id), None)
    told = [(head, text) for head, text in entry.row.words if _HEAD.search(head)] if entry is not None else []
    above = [label for label in entry.row.path[:-1] if is_body(label)] if entry is not None else []
    if entry is None or not (told or above):
        ask.say("no_carrier")
        return False
    head, text = told[0] if told else ("", above[-1])
    row = entry.row
    mark = ask.draft.cite_words(item.quantity.document, row.page, row.bbox, text, entry.table.title, row.path)
    ask.say("carrier" if head else "carrier_above", head=head, name=ask.draft.quote_cell(text, mark))
    return True
