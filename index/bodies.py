"""Names of bodies taken apart: where (region), what (a kind of body), how much of it (department or unit)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from corpus.data.load import organisations, readings, regions
from corpus.model import Document, Level
from index.normal import bare, plain


@dataclass(frozen=True, slots=True)
class Region:
    """A place: its stem without 省/市/区, and its level where it is known ("nation", "province", "city", "county", "town")."""

    stem: str
    level: str | None


@dataclass(frozen=True, slots=True, eq=False)
class Body:
    """A body of the corpus: the regions in its name from the outermost, its kind's key, its name without the region."""

    department: str
    regions: tuple[Region, ...]
    key: str
    name: str
    level: Level | None = None


def _either(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_ENDS_A_NAME = re.compile("^[局委厅院]")
_LEVEL_SUFFIX = {
    level: re.compile(rf"[(\[](?:{_either(words)})[)\]]$|(?:{_either(w for w in words if not _ENDS_A_NAME.match(w))})$")
    for level, words in organisations()["levels"].items()
}
"""财政局(局本级) and 财政局本级: without brackets the 局 is the name's own."""


@lru_cache
def suffixes() -> tuple[tuple[str, str], ...]:
    """What a place's name ends in, and its level, longest first."""
    pairs = [(suffix, level) for level, endings in regions()["levels"].items() for suffix in endings]
    return tuple(sorted(pairs, key=lambda p: -len(p[0])))


@lru_cache
def known_regions() -> dict[str, str]:
    """Stem -> level of the places that are in the data; the widest level of a name that several bear, but for
    municipalities, which are cities."""
    data = regions()
    return {s: level for level in ("county", "city", "province") for s in data[level]} | dict.fromkeys(data["municipality"], "city")


@lru_cache(maxsize=4096)
def split_regions(name: str) -> tuple[tuple[Region, ...], str]:
    """The regions at the start of a body's name, and the rest.

    >>> [r.stem for r in split_regions("上海市普陀区财政局")[0]]
    ['上海', '普陀']
    >>> split_regions("深圳市市场监督管理局")[1]
    '市场监督管理局'
    """
    found: list[Region] = []
    rest = name
    while (step := _plain_district(rest, bool(found)) or _one_region(rest)) is not None:
        region, rest = step
        own = region.stem.removeprefix("人民政府")  # 钱塘区人民政府前进街道办事处: a street of 钱塘区
        found.append(Region(own or region.stem, region.level))
    return tuple(found), rest


def _plain_district(text: str, in_a_city: bool) -> tuple[Region, str] | None:
    """佳木斯市郊区, 晋城市城区: districts that are called by a plain word are places only behind their city."""
    known = regions()["plain_districts"] if in_a_city else ()
    word = next((w for w in known if text.startswith(w) and len(text) > len(w)), None)
    return (Region(word[:-1], "county"), text[len(word) :]) if word else None


def _one_region(text: str) -> tuple[Region, str] | None:
    if autonomous := _autonomous().match(text):
        stem, suffix = autonomous["stem"], autonomous["suffix"]
        return Region(stem, dict(suffixes())[suffix]), text[autonomous.end() :]
    longest = next((text[:n] for n in range(4, 1, -1) if text[:n] in known_regions()), "")
    for size in dict.fromkeys((len(longest), *range(1, 11))):
        for suffix, level in suffixes():
            rest = text[size + len(suffix) :]
            if size + len(suffix) <= len(longest):
                continue  # 苏州工业园区 is in 苏州, not in a 苏 that is a 州
            if size and text.startswith(suffix, size) and (size <= 4 if len(suffix) == 1 else size > 1) and _is_place(text[:size], suffix, rest):
                return Region(text[:size], level), rest
    return (Region(longest, known_regions()[longest]), text[len(longest) :]) if 0 < len(longest) < len(text) else None


@lru_cache
def _autonomous() -> re.Pattern[str]:
    """延边朝鲜族自治州: the place's name, the peoples, what it is."""
    peoples = "|".join(sorted(regions()["peoples"], key=len, reverse=True))
    return re.compile(rf"(?P<stem>[^省市]{{2,6}}?)(?:(?:{peoples})族?)+(?P<suffix>自治[区州县旗])")


def _is_place(stem: str, suffix: str, rest: str) -> bool:
    """May this be a place's name? Not 城市, not 住房和城乡, not 本市, and not the 鄞州 of 鄞州区."""
    if stem in known_regions():
        return True
    if len(stem) == 1 and rest.startswith(tuple(s for s, _ in suffixes() if s != suffix and len(s) == 1)):
        return False
    return not (stem + suffix).endswith(_no_places()) and not any(c in stem for c in "和与及、的")


@lru_cache
def _no_places() -> tuple[str, ...]:
    return tuple(regions()["not_a_place"])


@lru_cache
def _specials() -> dict[str, str]:
    return {bare(name): body["key"] for body in organisations()["bodies"] for name in (*body["names"], *body["short"])}


@lru_cache
def _stems() -> dict[str, frozenset[str]]:
    """Every form of a stem -> the official stems that it may mean."""
    forms: dict[str, set[str]] = {}
    for stem, entry in organisations()["stems"].items():
        for form in (stem, *entry.get("short", ()), *entry.get("former", ())):
            forms.setdefault(form, set()).add(stem)
    return {form: frozenset(stems) for form, stems in forms.items()}


def body_keys(name: str) -> frozenset[str]:
    """The kinds of body that a name without its region may mean; its own name where it is of no known kind.

    >>> sorted(body_keys("政数局"))
    ['政务服务和数据管理', '政务服务数据管理']
    """
    if name in _specials():
        return frozenset({_specials()[name]})
    for ending in organisations()["endings"]:
        stem = name.removesuffix(ending)
        if stem != name and stem in _stems():
            return _stems()[stem]
    return frozenset({name})


def _level(name: str) -> tuple[str, Level | None]:
    for level, pattern in _LEVEL_SUFFIX.items():
        if (shorter := pattern.sub("", name)) != name and shorter:
            return shorter, level
    return name, None


@lru_cache(maxsize=4096)
def parse_body(department: str, region: str | None = None) -> Body:
    """A department's name as printed, taken apart; `region` says where it is if its name does not."""
    name, level = _level(plain(department))
    for word in organisations()["drop"]:
        name = name.removeprefix(word)
    if body := _round_its_region(department, name, level):
        return body
    name = _without_nation(name)
    places, rest = split_regions(name)
    if not places and region:
        places = split_regions(plain(region) + "局")[0]
    rest = bare(rest) or bare(name)
    keys = body_keys(rest)
    # a body's own key is one: the stem as it is printed, if the data has it
    key = next((k for k in keys if rest.startswith(k)), min(keys))
    return Body(department, places, key, rest, level)


def _without_nation(name: str) -> str:
    """国家统计局 is the 统计局 of no place; 国家公园管理局 keeps its name, for 公园 is no kind of body that is known."""
    for word in organisations()["nation"]:
        rest = name.removeprefix(word)
        if rest != name and (len(word) > 2 or bare(rest) in forms_of_kinds()):
            return rest
    return name


def _round_its_region(department: str, name: str, level: Level | None) -> Body | None:
    """共青团湖北省委员会, 武汉市公安局江汉区分局: a place stands inside the name."""
    for kind in organisations()["round"]:
        found = re.fullmatch(f"(?P<outer>.*?)(?:{kind['before']})(?P<inner>.+?)(?:{kind['after']})", name)
        if found is None:
            continue
        (outer, rest), (inner, left) = (split_regions(found[part] + "局") for part in ("outer", "inner"))
        if left != "局" and len(found["inner"]) <= 3:
            inner, left = (Region(found["inner"], None),), "局"
        if left == "局" and rest == "局":
            key, said = (kind[part].format_map(found.groupdict()) for part in ("key", "name"))
            return Body(department, (*outer, *inner), key, said, level)
    return None


def bodies_of(documents: tuple[Document, ...]) -> tuple[Body, ...]:
    """The bodies that the corpus has disclosures of."""
    names = dict.fromkeys((d.department, d.region) for d in documents if d.department)
    return tuple(parse_body(name, region) for name, region in names if name)


@lru_cache
def forms_of_kinds() -> dict[str, frozenset[str]]:
    """What people write for the kinds of body in the data: form -> keys. A stem stands with each ending."""
    forms: dict[str, set[str]] = {}
    for body in organisations()["bodies"]:
        for name in (*body["names"], *body["short"]):
            forms.setdefault(bare(name), set()).add(body["key"])
    for stem, keys in _stems().items():
        for ending in organisations()["endings"]:
            if len(stem) + len(ending) >= 3:
                forms.setdefault(stem + ending, set()).update(keys)
    return {form: frozenset(keys) for form, keys in forms.items()}


@lru_cache
def english_forms() -> dict[str, frozenset[str]]:
    """What English questions call the kinds of body."""
    forms: dict[str, set[str]] = {}
    for body in organisations()["bodies"]:
        for name in body["en"]:
            forms.setdefault(name, set()).add(body["key"])
    for stem, entry in organisations()["stems"].items():
        for word in entry.get("en", ()):
            for kind in ("bureau", "department", "commission", "office", "administration", "committee", "ministry"):
                for form in (f"{word} {kind}", f"{kind} of {word}", f"{kind} for {word}", f"{word} management {kind}"):
                    forms.setdefault(form, set()).add(stem)
    return {form: frozenset(keys) for form, keys in forms.items()}


def body_rules(key: str) -> dict[str, Any]:
    """The entry of a kind of body that is no stem with an ending; empty for others."""
    return next((body for body in organisations()["bodies"] if body["key"] == key), {})


def romanised(stem: str) -> str:
    """A place's name as English text spells it.

    >>> romanised("普陀")
    'putuo'
    >>> romanised("长寿")
    'changshou'
    """
    own = regions()["readings"]
    return str(own.get(stem) or "".join(own.get(c) or readings().get(c, c) for c in stem))
