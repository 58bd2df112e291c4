"""All rules over all disclosures."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from corpus.model import Disclosure
from corpus.model.finding import Finding
from corpus.rules.apart import carried_over, counts_apart, performance_amounts, unit_in_department
from corpus.rules.between import both_sides, last_years_column, reception, whole_tables
from corpus.rules.book import Book, books_of
from corpus.rules.change_columns import change_columns
from corpus.rules.changes import restated
from corpus.rules.growth import completion, growth, shares
from corpus.rules.names import bodies, codes, purposes
from corpus.rules.prose import labels, listed, repeats
from corpus.rules.said_sums import said_sums, vehicles
from corpus.rules.statements import against_budget, agreements, years_apart
from corpus.rules.sums import across, columns, rows, totals
from corpus.rules.totals_said import office_costs, said_of_funds, side_totals, told_of_last_year
from corpus.rules.ways import ways
from corpus.rules.wording import empty_tables, filled_tables, half_width, level, missing, purchases, wording, years

Rule = Callable[[Book], Iterator[Finding]]
RULES: tuple[Rule, ...] = (
    *(rows, totals, columns, across),
    *(growth, shares, completion),
    *(labels, repeats, listed, years_apart, agreements, against_budget),
    *(both_sides, whole_tables, reception, last_years_column),
    *(carried_over, unit_in_department, performance_amounts, counts_apart, restated, side_totals),
    *(said_sums, vehicles, ways, change_columns, said_of_funds, office_costs, told_of_last_year),
    *(wording, half_width, years, empty_tables, filled_tables, missing, purchases, level),
    *(codes, purposes, bodies),
)


def audit(disclosures: Sequence[Disclosure], rules: Sequence[Rule] = RULES) -> tuple[Finding, ...]:
    """What is wrong in these disclosures: findings in the order of documents and pages, each said once."""
    found: dict[tuple[object, ...], Finding] = {}
    for book in books_of(disclosures):
        for rule in rules:
            for finding in rule(book):
                key = (finding.document, finding.page, finding.printed, finding.facts[:1])
                found.setdefault(key, finding)
    return tuple(sorted(found.values(), key=lambda f: (f.document, f.page)))
