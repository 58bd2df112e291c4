"""The search as a LangChain retriever, so that other chains can use it."""

from __future__ import annotations

import json
from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from corpus.model import Kind
from index.search import Hit, search


class BudgetRetriever(BaseRetriever):
    """Rows and passages of the disclosures in `store`; the metadata are those of `budget-qa search --json`."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    store: Any
    department: str | None = None
    year: int | None = None
    kind: Kind | None = None
    k: int = 10
    dense: Any = None
    """The vectors of a home (Dense), by `index.dense.open_dense`; without them those of the embedded model are made on the way."""
    rerank: Any = None
    compare: bool = True
    """Lay an item of several departments or years side by side in a document of its own, first."""

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        hits = search(query, self.store, self.department, self.year, self.kind, self.k, dense=self.dense,
                      rerank=self.rerank, compare=self.compare)
        return [_document(hit) for hit in hits]


def _document(hit: Hit) -> Document:
    """A hit with metadata that survive JSON."""
    metadata = json.loads(json.dumps(hit.as_json() | {"document_id": hit.document_id}, ensure_ascii=False))
    text = metadata.pop("text")
    return Document(page_content=text, metadata=metadata, id=hit.row_id or hit.passage_id)
