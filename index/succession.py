"""Which documents a new one takes the place of, and which may stand in one corpus: rules for every store alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from corpus.model import Document
from index.ports import MixedCorpus, Source, UnknownDocument


def refuse_mixture(new: Document, present: Iterable[Document]) -> None:
    """Samples and real disclosures never share a corpus: a citation of one must not pass for the other."""
    other = next((document for document in present if document.sample != new.sample), None)
    if other is None:
        return
    if new.sample:
        raise MixedCorpus(f"{new.name} 是示例文件，而库里是真实的公开文件：请用 --home 给示例另设一个数据目录。 ({new.name} is a "
                          "sample and this corpus holds real disclosures: give samples a data directory of their own with --home.)")
    raise MixedCorpus(f"库里是示例文件（如 {other.name}），{new.name} 不是示例：请用 --home 把它放进另一个数据目录。 (This corpus holds "
                      f"samples ({other.name}) and {new.name} is none: ingest it into a data directory of its own with --home.)")


def same_disclosure(one: Document, other: Document) -> bool:
    """A revised file of the same disclosure: same file name, and all that is known of whose and when it is."""
    return (one.name, one.department, one.level, one.year, one.kind) == (
        other.name, other.department, other.level, other.year, other.kind)


def superseded(
    new: Document, source: Source, present: Mapping[str, Document], sources: Mapping[str, tuple[str, Source]]
) -> set[str]:
    """The ids that leave when `new` comes from `source`: the former content of its path, unless it also came from
    another one, and an earlier version of the same disclosure from elsewhere."""
    gone = {id for id, document in present.items() if id != new.id and same_disclosure(new, document)}
    former = sources.get(source.path)
    if former is not None and former[0] != new.id:
        elsewhere = any(id == former[0] for path, (id, _) in sources.items() if path != source.path)
        gone |= set() if elsewhere else {former[0]}
    return gone


def pick(reference: str, documents: Iterable[Document], sources: Mapping[str, tuple[str, Source]]) -> Document:
    """The document that goes by this id, file name, stem, or path to it; raises UnknownDocument. The same bytes under
    two names are one document with two names."""
    every = list(documents)
    name = _file_name(reference)
    known = {d.id: {d.name} for d in every}
    for path, (id, _) in sources.items():
        known[id].add(_file_name(path))
    for found in (
        [d for d in every if d.id == reference],
        [d for d in every if name in known[d.id]],
        [d for d in every if name in {each.rsplit(".", 1)[0] for each in known[d.id]}],
        [d for d in every if len(reference) >= 6 and d.id.startswith(reference)],
    ):
        if len(found) == 1:
            return found[0]
        if found:
            ids = ", ".join(d.id for d in found)
            raise UnknownDocument(f"{len(found)} documents are named {name}: name one by its id ({ids}).")
    raise UnknownDocument(f"没有名为 {reference} 的文件，请先看收录了哪些文件。 (No document is named {reference}: look at what is held.)")


def _file_name(path: str) -> str:
    return path.replace("\\", "/").rsplit("/", 1)[-1]


def in_order(documents: Iterable[Document]) -> tuple[Document, ...]:
    """Documents by department, year, kind, level and name; what is unknown comes last."""
    return tuple(sorted(documents, key=lambda d: (
        d.department is None, d.department or "", d.year or 9999, d.kind or "~", d.level or "~", d.name, d.id)))
