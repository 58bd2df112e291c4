"""Bodies and places named in a question: of the corpus, or known kinds of body that the corpus does not have."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from corpus.data.load import organisations, regions
from index.bodies import Body, Region, body_rules
from index.gazetteer import Gazetteer, Mention, gazetteer, matching
from index.normal import CJK, bare, plain, sound
from index.places import region_before, region_chain, region_fit
from index.shared import shared_heads
from index.shortened import short_forms
from index.standing import TITLES, inside_term, official_names, stands_alone

_OF = frozenset("的这该本我在年个")


def find_bodies(text: str, bodies: tuple[Body, ...], whole: bool = False) -> tuple[Mention, ...]:
    """The bodies that normalised text names, in its order. `whole`: the text is a name and nothing else."""
    known = gazetteer(bodies)
    quoted = [] if whole else [m.span() for m in re.finditer(r"\"[^\"]{3,}\"|《[^》]*》", text)]
    others = (*_whole_names(text, known), *_round_a_level(text, known), *shortened(text, known))
    found = [*_exact(text, known, quoted), *(m for m in others if not any(a <= m.start < b for a, b in quoted))]
    if not any(m.departments for m in found):
        # a name that is spelt right and said to be elsewhere (东平县第二人民医院) is no misspelling of a part of it
        absent = [m for m in found if m.regional]
        found = [*(m for m in _misspelt(text, known) if all(m.end <= a.start or m.start >= a.end for a in absent)), *found]
    if re.search(r"[a-z]{4}", text):
        from index.english import find_english

        found += find_english(text, known)
    shared = shared_heads(text, [(m.start, m.end) for m in found if m.regional], known.forms, known.stems)
    for a, b, form, places in shared:
        departments = tuple(matching(known.forms[form], form, places, known))
        if departments or places[-1].level != "town":  # a street's own office is meant, not a centre of the street
            found.append(Mention(a, b, departments, True))
    chains = list(_chains(text, known))
    found = list(_placed(text, _without_overlap(found), chains, known))
    found += [m for m in _places(text, chains, known, bool(found)) if all(m.end <= f.start or m.start >= f.end for f in found)]
    return tuple(sorted(_settled(found or list(_alone(text, known))), key=lambda m: m.start))


_APART = re.compile(r"[\s，,：:的]*(?:(?:20)?\d\d年(?:度)?|今年|去年|本年|上年)?(?:预算|决算)?[\s，,：:里中的]*")
"""What may stand between a place and the body that is meant there: 普陀区2025年，财政局."""


Chain = tuple[int, int, tuple[Region, ...]]
"""Places named together: where they begin and end in the text, and which they are."""


def _placed(text: str, found: list[Mention], chains: list[Chain], known: Gazetteer) -> Iterator[Mention]:
    """Bodies whose place stands apart before them are those of that place, or of none that is known."""
    places = [c for c in chains if all(c[1] <= m.start or c[0] >= m.end for m in found)]
    for mention in found:
        before = [(at, chain) for at, end, chain in places if end < mention.start and _APART.fullmatch(text[end : mention.start])]
        apart = before[0] if before else None
        if mention.regional or apart is None:
            yield mention
            continue
        regions_of = {b.department: b.regions for b in known.bodies}
        fits = tuple((d, round(s * f, 3)) for d, s in mention.departments if (f := region_fit(apart[1], regions_of[d])))
        yield Mention(apart[0], mention.end, fits, True)


def _chains(text: str, known: Gazetteer) -> Iterator[Chain]:
    """The places that the text names, each as far as it goes."""
    at = 0
    while at < len(text):
        end, chain = next(((e, c) for e in range(min(len(text), at + 16), at + 1, -1)
                           if (c := region_chain(text[at:e], known.stems))), (at + 1, ()))
        if chain:
            yield at, end, chain
        at = end


def _alone(text: str, known: Gazetteer) -> Iterator[Mention]:
    """A word for a kind of body (医院) where the corpus has one such body and the question names no other."""
    for word in organisations()["alone"]:
        bodies = [b for b in known.bodies if plain(b.department).endswith((word, f"{word})"))] if word in text else []
        at = text.find(word)
        if len(bodies) == 1 and (at == 0 or text[at - 1] in TITLES | _OF) and not inside_term(text, at, at + len(word)):
            yield Mention(at, at + len(word), ((bodies[0].department, 0.6),))
            return


def _whole_names(text: str, known: Gazetteer) -> Iterator[Mention]:
    """Names as they are printed, whatever they are made of."""
    for name in _called(text, known.printed_by_pair):
        start = text.find(name)
        if start >= 0:
            yield Mention(start, start + len(name), tuple((d, 1.01) for d in known.printed[name]), True)


def _called(text: str, by_pair: Mapping[str, tuple[str, ...]]) -> dict[str, None]:
    """The names that one of the text's pairs of letters leads to, each once."""
    pairs = dict.fromkeys(text[at : at + 2] for at in range(len(text) - 1))
    return dict.fromkeys(name for pair in pairs for name in by_pair.get(pair, ()))


def _round_a_level(text: str, known: Gazetteer) -> Iterator[Mention]:
    """团省委, 共青团湖北省委: a body's name round a place, or round the word for its level."""
    for kind in organisations()["round"]:
        for found in re.finditer(f"(?:{kind['before']})(?P<inner>[{CJK}]{{2,12}}?)(?:{kind['after']})", text):
            if "of" not in found.re.groupindex and (said := region_chain(found["inner"], known.stems)):
                yield Mention(*found.span(), tuple(matching(frozenset({kind["key"]}), "", said, known)), True)
    words = regions()["level_words"]
    for key, (before, after) in organisations()["around_level"].items():
        for found in re.finditer(f"{before}({'|'.join(words)}){after}", text):
            start, outer = region_before(text, found.start(), known.stems)
            said = (*outer, Region("", words[found[1]])) if not outer else (replace(outer[-1], level=words[found[1]]),)
            yield Mention(start, found.end(), tuple(matching(frozenset({key}), "", said, known)), True)


def _exact(text: str, known: Gazetteer, quoted: list[tuple[int, int]]) -> Iterator[Mention]:
    at = 0
    while at < len(text):
        ends = range(min(known.longest, len(text) - at), 0, -1)
        forms = (text[at : at + n] for n in ends if text[at : at + n] in known.forms)
        # the longest, unless the text goes on so that it is none: 省人大办公费 is the 办公费 of 省人大
        first = next(forms, None)
        shorter = first is not None and _no_ending(first, text[at + len(first) :])
        tried = (first, *(forms if shorter else ()))
        mention = next((m for f in tried if f and (m := _mention(text, at, f, known, quoted))), None)
        if mention:
            yield mention
        at = mention.end if mention else at + 1


def shortened(text: str, known: Gazetteer) -> Iterator[Mention]:
    """Names of bodies of the corpus cut short as people cut them: 中科院, 华西医院, 北京四中."""
    elsewhere: list[tuple[int, int]] = []
    for short in short_forms(text, known.parts):
        start, end = short.start, short.end
        if any(a <= start and end <= b for a, b in elsewhere):
            continue  # a part of a longer name that is of another place: 东平县第二人民医院
        word = text[start:end]
        keys = frozenset(k for k in known.forms.get(word, ()) if any(word == k + e for e in organisations()["endings"]))
        if _no_ending(word, text[end:]):
            continue
        begin, places = region_before(text, start, known.stems)
        placed = bool(places and places[-1].stem)
        meant = short.bodies(places[-1].stem if places else "")
        fitting = [(b, fit) for b in meant if (fit := region_fit(places, b.regions))]
        if placed and not fitting:
            elsewhere.append((begin, end))
            if word in known.names:
                yield Mention(begin, end, (), True)
        told = fitting if short.sure or placed else []
        fits = tuple((b.department, round(0.85 * fit, 3)) for b, fit in told if not keys or b.key in keys)
        if fits and not (not placed and inside_term(text, start, end)):
            yield Mention(begin, end, fits, placed)


def _mention(text: str, at: int, form: str, known: Gazetteer, quoted: list[tuple[int, int]]) -> Mention | None:
    end = at + len(form)
    start, places = region_before(text, at, known.stems)
    if any(a <= start < b for a, b in quoted) or not _allowed(form, known.forms[form], bool(places), text[end:]):
        return None
    if not places and inside_term(text, at, end):
        return None
    departments = tuple(matching(known.forms[form], form, places, known))
    if not departments and not places and not stands_alone(text, at, end):
        return None
    return Mention(start, end, departments, bool(places))


def _allowed(form: str, keys: frozenset[str], regional: bool, after: str) -> bool:
    rules = [body_rules(key) for key in keys]
    if any(after.startswith(word) for rule in rules for word in rule.get("not_before", ())) or _no_ending(form, after):
        return False
    return regional or not (len(form) < 2 or all(rule.get("needs_region") for rule in rules))


def _no_ending(form: str, after: str) -> bool:
    """Does the text go on so that the ending of `form` is none (教育部门)?"""
    endings = organisations()["ending_not_before"]
    return any(form.endswith(ending) and after.startswith(tuple(words)) for ending, words in endings.items())


def _misspelt(text: str, known: Gazetteer) -> Iterator[Mention]:
    """Names of bodies of the corpus that sound the same (省检查院), or differ by a letter or two in many."""
    spoken = sound(text)
    for pair in dict.fromkeys(spoken[at : at + 2] for at in range(len(text))):
        for form, heard in known.heard.get(pair, ()):
            yield from _alike(text, spoken, form, heard, known)
    letters = set(text)
    for name in _called(text, known.long_by_pair):
        if len(letters.intersection(name)) >= len(name) - 2:
            yield from _near(text, name, known)


def _alike(text: str, spoken: tuple[str, ...], form: str, heard: tuple[str, ...], known: Gazetteer) -> Iterator[Mention]:
    for at in range(len(text) - len(form) + 1):
        if spoken[at : at + len(form)] == heard and text[at : at + len(form)] not in known.forms:
            start, places = region_before(text, at, known.stems)
            if departments := tuple((d, round(s * 0.9, 3)) for d, s in matching(known.forms[form], form, places, known)):
                yield Mention(start, at + len(form), departments, bool(places))


def _near(text: str, name: str, known: Gazetteer) -> Iterator[Mention]:
    """A long name with one letter wrong or two swapped; a short one would too easily be another body's."""
    from rapidfuzz.fuzz import ratio

    for size in (len(name), len(name) - 1, len(name) + 1):
        for at in range(len(text) - size + 1):
            window = text[at : at + size]
            if window[-1] != name[-1] or (sorted(window) != sorted(name) and ratio(window, name) < 85):
                continue
            start, places = region_before(text, at, known.stems)
            if departments := tuple((d, round(s * 0.85, 3)) for d, s in matching(known.forms[name], name, places, known)):
                yield Mention(start, at + size, departments, bool(places))
                return


def _places(text: str, chains: list[Chain], known: Gazetteer, has_body: bool) -> Iterator[Mention]:
    """Places without a body of a known kind: with some other body behind them (unknown), or all of a place."""
    generic = "|".join(sorted(organisations()["generic"], key=len, reverse=True))
    gap = rf"[^\W\d年的预支多少哪什几谁吗]{{0,10}}?(?:{generic})"
    for at, end, chain in chains:
        behind = None if text[end : end + 1] in tuple("和与及跟比") else re.compile(gap).match(text, end)
        if behind and not behind[0].endswith(tuple(organisations()["generic_not"])) and not inside_term(text, behind.start(), behind.end()):
            yield Mention(at, behind.end(), (), True)
        elif (school := _NUMBERED.match(text, end)) is not None:  # 毕节一中
            yield Mention(at, school.end(), (), True)
        elif (not has_body or chain[-1].level == "town") and (_ends_there(text, end) or _known_town(chain, known)):
            yield from _whole(at, _over_office(text, end, chain), chain, known)
    if not has_body:
        pattern = rf"(?:^|(?<=[、，,和与]))[{CJK}]{{2,3}}(?:街道|镇|乡)(?!企业|建设|社区|道路)"
        yield from (Mention(*m.span(), (), True) for m in re.finditer(pattern, text) if not region_chain(m[0], known.stems))


_NUMBERED = re.compile("第?[一二三四五六七八九十]+(?:中|小|高|幼|院)(?![学心级等])")


def _known_town(chain: tuple[Region, ...], known: Gazetteer) -> bool:
    """A town or a quarter that a body here is of is meant, whatever is asked of it: 天福街道车有几辆."""
    return chain[-1].level == "town" and chain[-1].stem in known.by_place


def _over_office(text: str, end: int, chain: tuple[Region, ...]) -> int:
    """Of a town or a quarter the office is all there is: 岳麓街道办, 盛泽镇政府."""
    office = _OFFICE.match(text, end) if chain[-1].level == "town" else None
    return office.end() if office else end


_OFFICE = re.compile("办事处|办公室|办(?!公)|人民政府|政府(?!性|采购|购买|债|投资|补)|机关(?!运行|事业|工资)")


def _ends_there(text: str, end: int) -> bool:
    """Is the name of a place over, or does it go on to a name that is not known (北京五中)?"""
    if _OFFICE.match(text, end):
        return True
    if end == len(text) or not re.match(f"[{CJK}]", text[end]) or _GOES_ON.match(text, end):
        return True
    return any(bare(text[end:to]) in official_names() for to in range(end + 2, min(len(text), end + 16) + 1))


_GOES_ON = re.compile(
    r"(?![一二三四五六七八九十两]+(?:中|小|高|院|附|幼|医|职|校))(?:[的和与及跟同比在有花用总去今前本当历近每这各全一二三两几多哪谁是什为怎给向对把让里内]|[年月]|所有|预算|决算|部门|单位"
    r"|政府|财政|公共|支出|收入|平均|人均|增|减)"
)


def _whole(start: int, end: int, chain: tuple[Region, ...], known: Gazetteer) -> Iterator[Mention]:
    placed = known.by_place.get(chain[-1].stem, ()) if chain[-1].stem else known.bodies
    fits = tuple((b.department, round(0.6 * f, 3)) for b in placed if (f := region_fit(chain, b.regions)))
    if fits or chain[-1].level:
        yield Mention(start, end, fits, True, whole_region=True)


def _without_overlap(found: Iterable[Mention]) -> list[Mention]:
    kept: list[Mention] = []
    rank = sorted(found, key=lambda m: (not m.departments, -max((s for _, s in m.departments), default=0), m.start - m.end))
    for mention in rank:
        if all(mention.end <= k.start or mention.start >= k.end for k in kept):
            kept.append(mention)
    return kept


def _settled(found: list[Mention]) -> Iterator[Mention]:
    """A bare name beside the same body's full one (省人大的人大会议) says nothing more, and may be of the thing asked."""
    full = {name for m in found if m.regional for name, _ in m.departments}
    return (m for m in found if m.regional or not any(name in full for name, _ in m.departments))
