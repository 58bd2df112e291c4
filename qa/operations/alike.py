"""Like against like: what is compared over years and bodies, in one scope, and what is said where there is none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from qa.data.load import pattern
from qa.operations.ask import Ask, Item
from qa.resolve.alike import Place, Scope, alike
from qa.resolve.found import Quantity
from qa.resolve.prose import claims_on


@dataclass(frozen=True)
class Scoped:
    """Items of one scope; `same` is False where none has all of them, and nothing is computed.

    `left`: figures first found that are of another scope.
    """

    items: list[Item]
    same: bool = True
    left: tuple[tuple[Item, Quantity], ...] = ()
    scopes: tuple[Scope, ...] = ()

    def among(self, items: Sequence[Item]) -> list[Item]:
        """All that was asked for, those with a figure as they are in this scope."""
        kept = iter(self.items)
        return [next(kept) if item.quantity is not None else item for item in items]


def scoped(ask: Ask, items: Sequence[Item]) -> Scoped:
    """The items as tables of one scope, and documents of one level, print them."""
    items, same = _of_one_level(ask, list(items))
    one = len({(i.metric.key or i.metric.phrase, i.metric.within) for i in items}) == 1
    several = len({(i.body, i.year, i.kind) for i in items}) > 1
    if not same or not one or not several or any(i.quantity is None for i in items):
        return Scoped(items, same)
    places = [Place(i.metric, i.body, i.year, i.kind, ask.plan.level, i.found) for i in items]
    found = alike(ask.library, places)
    if found is None:
        return Scoped(items)
    if not found.found:
        return Scoped(items, False, scopes=found.own)
    left = tuple((items[places.index(p)], q) for p, q in found.left)
    return Scoped([replace(i, found=f) for i, f in zip(items, found.found, strict=True)], True, left)


def _of_one_level(ask: Ask, items: list[Item]) -> tuple[list[Item], bool]:
    """Of one body, a department's figure is not held against the unit's own of another year."""
    levels = {i.quantity.document.level for i in items if i.quantity is not None} - {None}
    if len(levels) < 2 or len({i.body for i in items}) > 1:
        return items, True
    if ask.plan.level is None:
        for level in ("department", "unit"):
            plan = ask.plan.model_copy(update={"level": level})
            other = [replace(ask, plan=plan).find(i.metric, i.body, i.year, i.kind) for i in items]
            if all(o.quantity is not None and o.quantity.document.level == level for o in other):
                return other, True
    return items, False


def tell(ask: Ask, found: Scoped) -> None:
    """Which figures were left aside for being of another scope; or that the scopes differ and nothing is computed."""
    if not found.same:
        of: dict[str, list[str]] = {}
        for where, item in zip(_wheres(ask, found), found.items, strict=True):
            of.setdefault(where, []).append(ask.t("scope_time", time=_time(found.items, item)))
        ask.say("scopes_differ", list=ask.joined((ask.t("scope_of", time=ask.joined(of[w], "、"), table=w) for w in of), "；"))
    left = [
        ask.t("scope_line", time=_time(found.items, item), table=quantity.table or "", amount=ask.draft.quantity(quantity))
        for item, quantity in found.left
    ]
    if left:
        ask.say("scope_left", list=ask.joined(left, "；"))


def caveat(ask: Ask, item: Item) -> None:
    """What the disclosure itself says against comparing its figure with the year before: 统计口径发生调整，不具备可比性."""
    for document in item.body.of(item.year, item.shown_kind, ask.plan.level):
        claims = [c for c in claims_on(item.metric, ask.library.book(document)) if c.aspect in ("change", "percent")]
        for passage in (c.passage for c in claims):
            for sentence in passage.sentences:
                if pattern("prose", "incomparable").search(sentence.text):
                    quote = ask.draft.quote(sentence, sentence.text, document, passage.section)
                    ask.say("incomparable", year=item.year, quote=quote)
                    return


def _time(items: Sequence[Item], item: Item) -> str:
    several = len({i.body for i in items}) > 1
    return f"{item.body.name if several else ''}{item.year}"


def _wheres(ask: Ask, found: Scoped) -> list[str]:
    """Where each figure stands, and what makes its scope another one: its table, its level, what the table holds."""
    levels = [i.quantity.document.level for i in found.items if i.quantity is not None]
    out = []
    for place, item in enumerate(found.items):
        table = f"《{item.quantity.table}》" if item.quantity is not None and item.quantity.table else ""
        if len(set(levels)) > 1 and levels[place] in ("department", "unit"):
            table += ask.t(f"level_{levels[place]}")
        if found.scopes and any(s.wide for s in found.scopes) and len({s.family for s in found.scopes}) == 1:
            table += ask.t("scope_wide" if found.scopes[place].wide else "scope_narrow")
        out.append(table)
    return out
