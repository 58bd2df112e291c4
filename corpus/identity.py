"""Who a disclosure is by, for which year, of which kind: from cover, captions, titles and text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from corpus.contents import missing_tables
from corpus.data.words import pattern
from corpus.model import Document, Kind, Level
from corpus.place import YEARS, is_region, place_of, region_of, source_of
from corpus.read.pages import Pages, Texts
from corpus.read.raw import BLANK
from corpus.tables.caption import body_in, years_in
from corpus.tables.found import RawTable

BODY = rf"[一-鿿（）()“”·]{{2,40}}?(?:{pattern('bodies', 'suffix').pattern})(?:[（(](?:本级|单位|部门|本部|汇总)[)）])?"
_BEFORE = re.compile(rf"(?P<body>{BODY})(?P<year>20\d\d|二[〇○零]..)年度?(?:部门|单位|本级)?(?P<kind>预算|决算)")
_AFTER = re.compile(rf"(?P<year>20\d\d|二[〇○零]..)年度?(?P<body>{BODY})(?:部门|单位|本级)?(?P<kind>预算|决算)")
_YEAR = r"(?P<year>20\d\d|二[〇○零]..)年度?"
_SUBJECT = r"(?:部门|单位|本级|一般公共|政府采购|“三公”|\"三公\"|“三公经费”|三公|收支|财政|信息|预?决算|预算|公开|的|及|和|情况|经费|、)*"
_TITLES = (
    re.compile(rf"^(?P<body>[一-鿿（）()“”·]{{3,40}}?){_YEAR}{_SUBJECT}(?:预算|决算|财务(?:信息|收支|状况|公开|报表|报告)|收支(?:情况|公开)|采购(?:支出|情况))"),
    re.compile(rf"^{_YEAR}(?P<body>[一-鿿（）()“”·]{{3,40}}?)(?:部门|单位|本级)(?:收支)?(?:预算|决算)"),
    re.compile(rf"^{_YEAR}(?P<body>{BODY}){_SUBJECT}(?:预算|决算)"),
)
"""A title in full: whatever stands beside the year is the body, of a kind that is known or not."""
_HEADED = re.compile(rf"(?:第[一二三四五]部分|[一二三四五]、)?(?P<body>{BODY})(?:概况|主要职能|机构设置|部门概况)$")
_LABELLED = re.compile(
    r"^(?:预算主管部门|预算部门|预算单位|部门名称|单位名称|编制单位|部门|单位)[:：](?P<body>.{4,40})$"
)
_NOISE = re.compile(
    r"^(以下|根据|按照|关于|本|我|全|各|该|其|省级|市级|区级|县级|年度|第|一|二|三|四|五|纳入|包括|的|和|是|在|与|及)"
)
_REPORTED = re.compile(rf"{YEARS}[^0-9]{{0,10}}(?:预算)?(?:执行|完成)(?:情况)?(?:和|及|与|以及|、)(?=[^0-9]{{0,6}}20\d\d年)")
"""A report on last year's execution that presents this year's budget is this year's."""
_DOT_LEADER = re.compile(r"[.…·]{4,}|\.\s*\.\s*\.|目\s*录")


def identify(
    document_id: str, name: str, pages: Pages, tables: Sequence[RawTable], meta: str = ""
) -> Document:
    """The identity of a file from what its pages print; its name and metadata serve only where the pages are silent."""
    lines, sights = pages.texts, pages.sights
    cover = [text for page in lines.pages(0, 1) for text in page]
    warnings: list[str] = []
    outside = BLANK.sub("", f"{meta} {name}")
    place = place_of(cover, tables, warnings)
    department = place or _department(cover, lines, tables)
    if department is None:
        department = _longest_of(Counter(_tidy(body) for body in _bodies(outside)))
        if department:
            warnings.append(f"页面上没有印部门名称，“{department}”取自文件名，请核对。")
    if department is None and (source := source_of(cover, warnings)):
        department, place = source
    year = _year(cover, lines, tables, outside, warnings)
    kind = _kind(cover, lines, tables) or _kind([outside], (), [])
    title = _title(cover, department, year, kind, place is not None)
    hidden = sum(page.hidden for page in sights)
    if hidden:
        warnings.append(f"有 {hidden} 个读者看不见的字符（页外、白色或无大小），未当作印出的文字。")
    warnings += [
        f"第 {p.number} 页没有文字层（可能是扫描件），未读取。" for p in sights if p.silent and p.images
    ]
    coded = [str(p.number) for p in sights if p.unmapped > 5]
    if coded:
        warnings.append(f"第 {'、'.join(coded)} 页的字体没有文字对照表，文字可能读错，请对照原文。")
    warnings += missing_tables(lines, tables)
    unruled = [str(p.number) for p in sights if p.unruled]
    if unruled:
        warnings.append(f"第 {'、'.join(unruled)} 页的表格没有框线，按文字位置读取，请对照原文。")
    return Document(
        id=document_id,
        name=name,
        title=title,
        department=department,
        level=_level(cover, lines, tables, department),
        year=year,
        kind=kind,
        region=region_of(department),
        pages=len(pages),
        warnings=tuple(warnings),
        sample=any("示例" in line for line in lines.first(60))
        and any("示例" in line for line in cover[:12] or lines.first(12)),
    )


def _department(cover: Sequence[str], lines: Iterable[str], tables: Sequence[RawTable]) -> str | None:
    """The body that most captions name; else the one that cover and headings name."""
    votes: Counter[str] = Counter()
    for table in tables:
        if table.caption.body:
            votes[_tidy(table.caption.body)] += 2
    for weight, some in ((6, cover[:12]), (1, lines)):
        for line in some:
            for body in _bodies(line):
                votes[_tidy(body)] += weight
    joined = "".join(cover[:4])
    for body in _bodies(joined):
        votes[_tidy(body)] += 3
    titled = _titled(cover) or ""
    if titled:
        votes[_tidy(titled)] += 5
    # …自治县委 that goes on with 员会2022年 on the next line is no body
    top_lines = [line for line in cover[:3] if re.fullmatch(BODY, line) and not _goes_on(line, titled)]
    for line in top_lines:
        votes[_tidy(line)] += 6
    titles = (_of_table(t.caption.number or "") for t in tables)
    votes = votes or Counter(_tidy(body) for body in titles if body)
    votes = Counter({b: n for b, n in votes.items() if (len(b) >= 4 or b == _tidy(titled)) and not _NOISE.match(b)})
    return _longest_of(votes)


_IN_TITLE = (
    re.compile(rf"^(?P<body>{BODY}){_YEAR}.*表"),
    re.compile(rf"^{_YEAR}(?P<body>{BODY})(?:部门|单位|本级|收入|支出|收支|一般公共|财政|政府|项目|[“\"]?三公|预算|决算).*表"),
)


def _of_table(title: str) -> str | None:
    """The body that a table's title names, before or behind its year (示意县财政局2019年部门支出预算表)."""
    found = next((m for pattern in _IN_TITLE if (m := pattern.match(title))), None)
    return found["body"] if found else None


def _goes_on(line: str, title: str) -> bool:
    return line != title and title.startswith(line)


def _titled(cover: Sequence[str]) -> str | None:
    """The body of the title on the cover, which may stand on several lines."""
    lines = [text for line in cover[:8] if (text := _ATTACHED.sub("", line))]
    for first in range(len(lines)):
        for last in range(first + 1, min(len(lines), first + 4) + 1):
            if body := _in_title("".join(lines[first:last])):
                return _without_headings(body, lines[first:last])
    return None


def _in_title(text: str) -> str | None:
    found = next((m for t in _TITLES if (m := t.match(text))), None)
    return found["body"] if found and not re.search("预算|决算|公开|说明|目录", found["body"]) else None


_REGIONAL = re.compile(r"[省市区县州盟旗乡镇村]|中共|中国|国家|中央")


def _without_headings(body: str, lines: Sequence[str]) -> str:
    """The body without the lines before it that name no region and no body above it: the headings of a web page."""
    for k in range(1, len(lines)):
        before, rest = "".join(lines[:k]), _in_title("".join(lines[k:]))
        if not rest or not re.fullmatch(BODY, rest) or not (own := _REGION.match(rest)):
            continue
        if own.group() in before or not (_ABOVE.search(before) or _REGIONAL.search(before)):
            return rest
    return body


_ATTACHED = re.compile(r"^(?:附件|附)\d*[:：]?|^关于")


_ABOVE = re.compile(rf"(?:[省市区县州盟旗乡镇村]|{pattern('bodies', 'suffix').pattern}|中共|中国共产党|国家|中央)[)）]?$")
"""What stands before a body in a longer form of its name: a region or a body above it, no heading of a web page."""


_REGION = re.compile(r"^.{1,7}?[省市区县州盟旗]")


def _is_above(before: str, body: str) -> bool:
    """Is what stands before a body's name a part of it: not where it ends in no region and no body, or names the body's own
    region once more (the name of a web site)?"""
    own = _REGION.match(body)
    return bool(_ABOVE.search(before)) and not (own and own.group() in before)


def _longest_of(votes: Counter[str]) -> str | None:
    """The winner, or a longer form of it (with its region) that is named about as often."""
    if not votes:
        return None
    best, n = votes.most_common(1)[0]
    longer = [b for b, m in votes.items() if b != best and b.endswith(best) and m >= 0.3 * n]
    longer = [b for b in longer if _is_above(b.removesuffix(best), best)]
    return max(longer, key=lambda b: votes[b], default=best)


def _bodies(line: str) -> Iterable[str]:
    labelled = _LABELLED.match(line)
    if labelled:
        yield body_in(line) or labelled.group("body")
    for found in (*_BEFORE.finditer(line), *_AFTER.finditer(line)):
        yield found.group("body")
    headed = _HEADED.match(line)
    if headed and len(line) < 40:
        yield headed.group("body")


def _tidy(body: str) -> str:
    body = re.split(r"(?:日期|单位|金额|年度|制表|填报)[:：]?$|(?:(?:19|20)\d\d|二[〇○零]..)年?$", body)[0]
    body = re.sub(r"^(?:20\d\d年度?)", "", body)
    body = re.sub(r"(?<=[省市区县州盟旗])[省市区县州]级$", "", body)
    body = re.split(r"公开[0-9一二三四五六七八九十]*表|关于$", body)[0]
    return re.sub(r"[（(](?:单位|部门|汇总)[)）]$", "", body).strip("：:，,。；;-—")


def _year(
    cover: Sequence[str], lines: Iterable[str], tables: Sequence[RawTable], outside: str, warnings: list[str]
) -> int | None:
    votes: Counter[int] = Counter()
    joined = _REPORTED.sub("", "".join(cover[:6]))
    for text, weight in ((joined, 8),):
        for year in years_in(text)[:1]:
            votes[year] += weight
        if not years_in(text):
            for found in re.findall(r"(?<!\d)(20\d\d)(?!\d)", text)[:1]:
                votes[int(found)] += weight
    for table in tables:
        if table.caption.year:
            votes[table.caption.year] += 1
        for column in table.layout.columns:
            heads = "".join(column.heads)
            for year in years_in(heads)[-1:]:
                votes[year] += 1 if re.search("预算|决算", heads) else 0
    for line in lines:
        for found in re.finditer(
            r"(20\d\d)年度?(?:部门|单位|本级)?(?:收支)?(?:预算|决算)(?!数?(?:增加|减少|相比|执行))", line
        ):
            before = line[max(0, found.start() - 4) : found.start()]
            if not re.search("比|较|与|上年|年初", before):
                votes[int(found.group(1))] += 1
    if not votes:
        outer = [int(y) for y in re.findall(r"(?<!\d)(20\d\d)(?!\d)", outside)]
        if outer:
            warnings.append(f"页面上没有印年份，{outer[-1]} 年取自文件名或文件属性。")
            return outer[-1]
        return None
    best = max(votes, key=lambda year: (votes[year], year))
    cover_years = years_in(joined)
    if cover_years and cover_years[0] != best:
        warnings.append(f"封面写的是 {cover_years[0]} 年，表格和正文多为 {best} 年。")
    titled = Counter(t.caption.year for t in tables if t.caption.year)
    most = titled.most_common(1)[0] if titled else (best, 0)
    if most[0] != best and most[1] > 1 and most[1] > titled[best]:
        warnings.append(f"表格标题多写 {most[0]} 年，本文件按 {best} 年读取，请核对。")
    return best


_NO_KIND = re.compile(
    r"预算法|预算管理|预算单位|预算绩效|预算信息|(?:年初|调整)预算|公共(?:财政)?预算|(?:一般公共|基金|国有资本经营)预算|预[、/]?决算|预算[、/]决算"
)
"""预算 in the names of laws, of kinds of money and of what final accounts are compared with tells no kind of document."""


def _kind(cover: Sequence[str], lines: Iterable[str], tables: Sequence[RawTable]) -> Kind | None:
    joined = "".join(cover[:6])
    said = _NO_KIND.sub("", joined)
    final, budget = said.count("决算"), said.count("预算")
    carried_out = re.search("收支情况|执行情况|完成", joined)
    if final == budget == 0 and not carried_out:
        final, budget = joined.count("决算"), joined.count("预算")
    if final and final >= budget:
        return "final"
    if budget:
        return "budget"
    titles = "".join(t.caption.title or "" for t in tables) + "".join(line for line in lines if len(line) < 40)
    titles = _NO_KIND.sub("", titles) if carried_out else titles
    final, budget = titles.count("决算"), titles.count("预算")
    if final == budget == 0:
        heads = "".join(c.heads[-1] for t in tables for c in t.layout.columns if c.heads)
        return "final" if "决算数" in heads else "budget" if "预算数" in heads else None
    return "final" if final > budget else "budget"


def _level(
    cover: Sequence[str], lines: Texts, tables: Sequence[RawTable], department: str | None
) -> Level | None:
    joined = "".join(cover[:6]) + "".join(line for line in lines if _DOT_LEADER.search(line))
    if department and re.search(r"[（(]本级[)）]|[（(]本部[)）]|本级$", department):
        return "unit"
    if re.search(r"[（(]部门[)）]", joined):
        return "department"
    if re.search(r"单位(预算|决算)", joined) or any(
        re.search("预算单位(财务|收|支)|单位(收入|支出|收支|预算|决算)", t.caption.title or "") for t in tables
    ):
        return "unit"
    if re.search(r"部门(预算|决算)", joined) or any("部门" in (t.caption.title or "") for t in tables):
        return "department"
    text = "".join(lines.first(400))
    if "部门预算" in text or "部门决算" in text:
        return "department"
    if any(re.match(r"部门[:：]|部门名称|编制部门", raw) for t in tables for raw in t.caption.raw):
        return "department"
    return None


_ENDED = re.compile(r"(?:报告|草案|公开|公示|说明|情况|表|预算|决算|经费|信息)[）)”]?$|[。；：:]")


def _title(cover: Sequence[str], department: str | None, year: int | None, kind: Kind | None, of_place: bool) -> str:
    """A title in full, made of the identity; the first line of the cover, which may be wrapped, where the identity is
    not known."""
    word = {"budget": "预算", "final": "决算", None: ""}[kind]
    printed = cover[0] if cover else ""
    if len(cover) > 1 and len(printed) > 12 and not _ENDED.search(printed) and _ENDED.search(cover[1]) and len(cover[1]) < 40:
        printed += cover[1]
    if department and year and (of_place or is_region(department)):
        return printed if str(year) in printed else f"{department}{year}年政府{word}"
    if department and year:
        return f"{department}{year}年{'部门' if word else ''}{word}"
    return printed
