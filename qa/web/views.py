"""Values of the lower layers to HTML, by templates that escape what they are given."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from corpus.model import Document, Fact, Table
from corpus.read.open import FORMATS
from index.search import Hit
from qa.answer import Answer, Citation, Figure, Language
from qa.audit import AuditFinding
from qa.check import Checked
from qa.web import proof as proofs
from qa.web.desk import Desk
from qa.web.findings import in_english
from qa.web.grid import blocks_of
from qa.web.proof import Proof
from qa.web.prose import Span, citation_spans, figure_spans, inline, to_html
from qa.web.words import MARKS, STATUS_MARKS, spoken, words_of

if TYPE_CHECKING:
    from qa.web.uploads import Job


class View:
    """The HTML of one language."""

    def __init__(self, desk: Desk, language: Language) -> None:
        self.desk = desk
        self.words = words_of(language)
        self.base = "/" if language == "zh" else "/en/"
        self._environment = _environment(language)

    def head(self, documents: Sequence[Document]) -> str:
        """Name, promise, and what is in the corpus."""
        years = sorted({d.year for d in documents if d.year})
        span = "–".join(dict.fromkeys((str(years[0]), str(years[-1])))) if years else "—"
        return self.html("head.html", documents=documents, departments=len(self.desk.bodies()),
                          years=span, sample=any(d.sample for d in documents))

    def panel(self) -> str:
        """The proof panel before anything was clicked."""
        return self.html("panel.html")

    def examples(self, questions: Sequence[str]) -> str:
        """Questions to try."""
        return self.html("examples.html", questions=questions)

    def message(self, text: str, question: str = "", pending: bool = False) -> str:
        """One sentence: what is going on, or what went wrong."""
        uid = _uid()
        return _anew(uid, self.html("message.html", uid=uid, message=text, question=question, pending=pending))

    def answer(self, answer: Answer, department: str | None = None, year: int | None = None) -> Markup:
        """A question and its answer, every figure marked, with the proofs that its marks open."""
        uid = _uid()
        marks = [self._figure(f, f.text, uid, number) for number, f in enumerate(answer.figures)]
        spans = figure_spans(answer.answer, [f.text for f in answer.figures], lambda i: marks[i])
        known = {c.id for c in answer.citations}
        spans += citation_spans(answer.answer, spans, lambda n: self._cite(n, uid) if n in known else None)
        hows = [(f"{uid}-f{number}", self._how(f, uid)) for number, f in enumerate(answer.figures) if f.expression]
        asked = {"q": answer.question, "department": department, "year": year}
        return _anew(uid, self.html(
            "answer.html", answer=answer, uid=uid, text=to_html(answer.answer, spans),
            share=f"{self.base}?" + urlencode({k: v for k, v in asked.items() if v}), plan=self._plan(answer),
            plain=self._plain(answer), ways=answer.status in _REFUSED, terms=_terms(answer),
            templates=[*hows, *self._proofs(answer.citations, uid)],
        ))

    def writing(self, draft: str) -> Markup:
        """A model's text that is being written: nothing in it is checked yet."""
        return self.html("writing.html", draft=draft)

    def revised(self, why: str, answer: Markup) -> Markup:
        """An answer to the question as a model read it."""
        return self.html("revised.html", why=why, answer=answer)

    def proof(self, proof: Proof) -> Markup:
        """The page with its frame, and the words around the figure."""
        return self.html("proof.html", proof=proof)

    def hits(self, hits: Sequence[Hit], terms: str = "", asked: Mapping[str, str | None] | None = None,
             most: bool = False) -> str:
        """Search results, each opening its page; `asked` is what the same search takes again, `most` that there are
        more than these."""
        uid = _uid()
        shown = [(hit, f"{uid}-h{hit.rank}", self.proof(proofs.of_hit(self.desk, hit, terms)), cells_of(hit, terms))
                 for hit in hits]
        query = {k: v for k, v in (asked or {}).items() if v}
        share = f"{self.base}?" + urlencode({"s": terms, **{k: v for k, v in query.items() if k != "q"}})
        file = f"{self.base}view/hits.xlsx?{urlencode(query)}"
        return _anew(uid, self.html("hits.html", uid=uid, hits=shown, file=file, share=share, most=most))

    def corpus(self, documents: Sequence[Document]) -> str:
        """Departments × years."""
        years = sorted({d.year for d in documents}, key=lambda y: -(y or 0))
        shelves = [(body.name, body.documents) for body in sorted(self.desk.bodies(), key=lambda b: b.name)]
        shelves += [("", unknown)] if (unknown := tuple(d for d in documents if not d.department)) else []
        rows = [(name, [[d for d in held if d.year == year] for year in years]) for name, held in shelves]
        return self.html("corpus.html", shelves=rows, years=years)

    def document(self, document: Document, tables: Sequence[Table]) -> str:
        """The tables and pages of one document."""
        return self.html("document.html", document=document, tables=tables)

    def table(self, document: Document, table: Table) -> str:
        """A table as it was read."""
        return self.html("table.html", document=document, table=table, blocks=blocks_of(table))

    def checked(self, checked: Checked) -> str:
        """A text with the verdicts in place."""
        uid = _uid()
        known = {c.id for c in checked.citations}
        marks = [(f, self._figure(f, f.text, uid, None, known)) for f in checked.figures]
        text = inline(checked.text, spans_of(marks))
        counts = Counter(f.verdict for f in checked.figures)
        return _anew(uid, self.html("checked.html", checked=checked, uid=uid, text=text, counts=sorted(counts.items()),
                                    templates=self._proofs(checked.citations, uid)))

    def findings(self, title: str, found: Sequence[AuditFinding], here: str, back: str | None = None) -> str:
        """Where disclosures contradict themselves; the proofs of each are fetched from below `here`."""
        shown = found[:MOST_FINDINGS]
        whys = [in_english(f.why) if self.base == "/en/" else None for f in shown]
        return self.html("findings.html", title=title, findings=shown, whys=whys, count=len(found), here=here,
                         back=back)

    def place(self, citation: Citation) -> Markup:
        """The proof behind a citation."""
        return self.proof(proofs.of_citation(self.desk, citation))

    def figure(self, facts: Sequence[tuple[Document, Fact]]) -> str:
        """The proofs of the printed numbers that a figure comes from."""
        return self.html("figure.html", proofs=[self.fact(document, fact) for document, fact in facts])

    def staff(self, known: bool, jobs: Sequence[Job], limit: int) -> str:
        """The page for adding documents: the sign-in, or the uploads."""
        return self.html("staff.html", known=known, jobs=jobs, cards={job.id: self.job(job) for job in jobs},
                          limit=limit, endings=sorted(FORMATS))

    def job(self, job: Job) -> str:
        """One uploaded file and what became of it."""
        return self.html("job.html", job=job)

    def fact(self, document: Document, fact: Fact) -> Markup:
        """The proof of one printed number."""
        return self.proof(proofs.of_fact(self.desk, document, fact))

    def page(self, document: Document, page: int) -> Markup:
        """One page of a document."""
        return self.proof(proofs.of_page(self.desk, document, page))

    def _proofs(self, citations: Iterable[Citation], uid: str) -> list[tuple[str, Markup]]:
        return [(f"{uid}-c{c.id}", self.place(c)) for c in citations]

    def _figure(self, figure: Any, text: str, uid: str, how: int | None, known: set[int] | None = None) -> Markup:
        cited = [n for n in figure.citations if known is None or n in known]
        return self._call("figure", text, figure.verdict, f"{uid}-c{cited[0]}" if cited else None,
                          f"{uid}-f{how}" if how is not None and figure.expression else None)

    def _cite(self, number: int, uid: str) -> Markup:
        return self._call("cite", number, f"{uid}-c{number}")

    def _how(self, figure: Figure, uid: str) -> Markup:
        result = None if "=" in (figure.expression or "") else figure.text
        return self.html("how.html", figure=figure, uid=uid, result=result)

    def _plan(self, answer: Answer) -> list[str]:
        """How the question was understood: departments, years, kinds and items."""
        plan = answer.plan
        years = [self.words("year_n", year=year) for year in plan.get("years", ())]
        kinds = [self.words(kind) for kind in plan.get("kinds", ()) if kind in ("budget", "final")]
        metrics = [str(metric.get("phrase", "")) for metric in plan.get("metrics", ())]
        return [" ".join(part) for part in ([*plan.get("departments", ())], years, kinds, metrics) if part]

    def _plain(self, answer: Answer) -> str:
        """The answer with its sources as plain text, to be pasted elsewhere."""
        places = ["，".join(filter(None, [c.title, self.words("page", page=c.page), c.table, " › ".join(c.row),
                                         " › ".join(c.column or c.section)])) for c in answer.citations]
        lines = [f"[{c.id}] {place}：{c.quote}" for c, place in zip(answer.citations, places, strict=True)]
        return "\n".join([answer.question, answer.answer, *([self.words("sources"), *lines] if lines else [])])

    def html(self, template: str, **values: object) -> Markup:
        return Markup(self._environment.get_template(template).render(base=self.base, **values))  # noqa: S704

    def _call(self, macro: str, *values: object) -> Markup:
        module: Any = _marks(self._environment)
        return Markup(getattr(module, macro)(*values))  # noqa: S704  the macro escapes its values


def spans_of(marks: Sequence[tuple[Any, Markup]]) -> list[Span]:
    """The marks of a checked text, which say where they stand."""
    found: list[Span] = []
    for figure, html in sorted(marks, key=lambda pair: (pair[0].start, -pair[0].end)):
        if not found or figure.start >= found[-1].end:
            found.append(Span(figure.start, figure.end, html))
    return found


_REFUSED = ("not_disclosed", "out_of_scope")


def _terms(answer: Answer) -> str:
    """What to search for where an item is not found with a department that is held: its words, the Chinese ones."""
    plan = answer.plan
    if answer.status != "not_disclosed" or not plan.get("departments"):
        return ""
    key = "phrase" if answer.language == "zh" else "key"
    return " ".join(str(metric.get(key) or "") for metric in plan.get("metrics", ())).strip()


MOST_CELLS = 6
MOST_FINDINGS = 300


def cells_of(hit: Hit, terms: str) -> list[tuple[str, str, bool]]:
    """A row's cells as (head, text, is its head what was looked for), those first; nothing for a passage."""
    if hit.table is None:
        return []
    wanted = [word for word in terms.split() if len(word) > 1]
    cells = []
    for piece in hit.text.removeprefix(f"{' > '.join(hit.row)}: ").split("; "):
        head, _, text = piece.rpartition(" ")
        cells.append((head, text, any(word in head for word in wanted)))
    return sorted(cells, key=lambda cell: not cell[2])[:MOST_CELLS]


def _uid() -> str:
    return "t" + secrets.token_hex(4)


def _anew(uid: str, html: Markup) -> Markup:
    """The piece in an element of a name of its own. Gradio changes what is shown into what comes, node by node, and
    never looks into a <template>: the proofs of the former answer would stay under the marks of the new one. Where the
    names differ it puts the new element in the place of the old. It stays Markup: a text joined to HTML is escaped."""
    return Markup('<bq-{0} class="bq-anew">{1}</bq-{0}>').format(uid, html)


@cache
def _environment(language: Language) -> Environment:
    environment = Environment(loader=PackageLoader("qa.web"), autoescape=True, undefined=StrictUndefined,
                              trim_blocks=True, lstrip_blocks=True, auto_reload=False)
    environment.globals.update(w=words_of(language), marks=MARKS, status_marks=STATUS_MARKS, spoken=spoken)
    return environment


@cache
def _marks(environment: Environment) -> Any:
    return environment.get_template("marks.html").make_module({})
