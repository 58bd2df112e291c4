"""Who a disclosure is by, for which year, of which kind: from cover, captions, titles and text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from corpus.contents import missing_tables
from corpus.data.words import pattern
from corpus.model import Document, Kind, Level
from corpus.read.layout import PageLayout
from corpus.read.raw import BLANK
from corpus.tables.build import RawTable
from corpus.tables.caption import body_in, years_in

BODY = rf"[一-鿿（）()“”·]{{2,40}}?(?:{pattern('bodies', 'suffix').pattern})(?:[（(](?:本级|单位|部门|本部|汇总)[)）])?"
_BEFORE = re.compile(rf"(?P<body>{BODY})(?P<year>20\d\d|二[〇○零]..)年度?(?:部门|单位|本级)?(?P<kind>预算|决算)")
_AFTER = re.compile(rf"(?P<year>20\d\d|二[〇○零]..)年度?(?P<body>{BODY})(?:部门|单位|本级)?(?P<kind>预算|决算)")
_YEAR = r"(?P<year>20\d\d|二[〇○零]..)年度?"
_SUBJECT = r"(?:部门|单位|本级|一般公共|“三公”|\"三公\"|三公|收支|财政|信息|预?决算|预算|公开|的|及|和|情况|经费|、)*"
_TITLES = (
    re.compile(rf"^(?P<body>[一-鿿（）()“”·]{{3,40}}?){_YEAR}{_SUBJECT}(?:预算|决算)"),
    re.compile(rf"^{_YEAR}(?P<body>[一-鿿（）()“”·]{{3,40}}?)(?:部门|单位|本级)(?:收支)?(?:预算|决算)"),
)
"""A title in full: whatever stands beside the year is the body, of a kind that is known or not."""
_HEADED = re.compile(rf"(?:第[一二三四五]部分|[一二三四五]、)?(?P<body>{BODY})(?:概况|主要职能|机构设置|部门概况)$")
_LABELLED = re.compile(
    r"^(?:预算主管部门|预算部门|预算单位|部门名称|单位名称|编制单位|部门|单位)[:：](?P<body>.{4,40})$"
)
_NOISE = re.compile(
    r"^(以下|根据|按照|关于|本|我|全|各|该|其|省级|市级|区级|县级|年度|第|一|二|三|四|五|纳入|包括|的|和|是|在|与|及)"
)
_REGION = re.compile(
    r"^(?:中共|中国共产党)?((?:[一-鿿]{2,8}?(?:省|自治区))?(?:[一-鿿]{2,6}?市)?(?:[一-鿿]{1,6}?(?:区|县|旗))?)"
)
_YEARS = r"(?:20\d\d|二[〇○零]..)年(?:度)?"
_WHERE = r"(?!关于|附件)(?P<place>[一-鿿]{1,12}?(?:特别行政区|自治区|自治州|自治县|自治旗|新区|地区|省|市|盟|州|区|县|旗|镇|乡)+)"
_OF_A_PLACE = re.compile(
    rf"(?:^|关于|附件[0-9一二三四五六七八九十]*[:：]?|{_YEARS}){_WHERE}(?:本级)?(?:{_YEARS})?(?:和{_YEARS})?(?:本级|[省市区县]级|全[省市区县])?"
    r"(?:(?:政府|财政|总|全口径|一般公共|财政总)(?:预算|决算)|预算执行情况|预算草案|决算草案|预算[（(]草案[)）]"
    r"|(?P<all>(?:区级|市级|县级|省级|本级)?部门(?:预算|决算)汇编))"
)
_REPORTED = re.compile(rf"{_YEARS}[^0-9]{{0,10}}预算执行情况(?:和|及|与|以及)(?=[^0-9]{{0,6}}20\d\d年)")
"""A report on last year's execution that presents this year's budget is this year's."""
_DOT_LEADER = re.compile(r"[.…·]{4,}|\.\s*\.\s*\.|目\s*录")


def identify(
    document_id: str, name: str, pages: Sequence[PageLayout], tables: Sequence[RawTable], meta: str = ""
) -> Document:
    """The identity of a file from what its pages print; its name and metadata serve only where the pages are silent."""
    cover = [BLANK.sub("", line.text) for page in pages[:1] for line in page.lines]
    lines = [BLANK.sub("", line.text) for page in pages for line in page.lines]
    warnings: list[str] = []
    outside = BLANK.sub("", f"{meta} {name}")
    department = _place(cover, tables, warnings) or _department(cover, lines, tables)
    if department is None:
        department = _longest_of(Counter(_tidy(body) for body in _bodies(outside)))
        if department:
            warnings.append(f"页面上没有印部门名称，“{department}”取自文件名，请核对。")
    year = _year(cover, lines, tables, outside, warnings)
    kind = _kind(cover, lines, tables) or _kind([outside], [], [])
    title = _title(cover, department, year, kind)
    hidden = sum(page.page.hidden for page in pages)
    if hidden:
        warnings.append(f"有 {hidden} 个读者看不见的字符（页外、白色或无大小），未当作印出的文字。")
    warnings += [
        f"第 {p.number} 页没有文字层（可能是扫描件），未读取。" for p in pages if p.silent and p.page.images
    ]
    coded = [str(p.number) for p in pages if p.unmapped > 5]
    if coded:
        warnings.append(f"第 {'、'.join(coded)} 页的字体没有文字对照表，文字可能读错，请对照原文。")
    warnings += missing_tables(pages, tables)
    unruled = [str(p.number) for p in pages if p.unruled]
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
        region=_region(department),
        pages=len(pages),
        warnings=tuple(warnings),
        sample=any("示例" in line for line in lines[:60]) and any("示例" in line for line in cover[:12] or lines[:12]),
    )


def _place(cover: Sequence[str], tables: Sequence[RawTable], warnings: list[str]) -> str | None:
    """The place whose government's accounts these are, or all of whose departments': no one body discloses them."""
    joined = "".join(cover[:6])
    found = _OF_A_PLACE.search(joined)
    if found is None:
        return None
    bodies = list(dict.fromkeys(t.caption.body for t in tables if t.caption.body))
    if found.group("all"):
        if len(bodies) < 2:
            return None
        warnings.append(f"这是 {len(bodies)} 个部门的汇编（{bodies[0]}等），各表的数字以表上的部门为准。")
    return found.group("place")


def _department(cover: Sequence[str], lines: Sequence[str], tables: Sequence[RawTable]) -> str | None:
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
    if titled := _titled(cover):
        votes[_tidy(titled)] += 5
    top_lines = [line for line in cover[:3] if re.fullmatch(BODY, line)]
    for line in top_lines:
        votes[_tidy(line)] += 6
    votes = Counter({b: n for b, n in votes.items() if len(b) >= 4 and not _NOISE.match(b)})
    return _longest_of(votes)


def _titled(cover: Sequence[str]) -> str | None:
    """The body of the title on the cover, which may stand on several lines."""
    lines = [text for line in cover[:8] if (text := _ATTACHED.sub("", line))]
    for first in range(len(lines)):
        for last in range(first + 1, min(len(lines), first + 4) + 1):
            found = next((m for t in _TITLES if (m := t.match("".join(lines[first:last])))), None)
            if found and not re.search("预算|决算|公开|说明|目录", found["body"]):
                return found["body"]
    return None


_ATTACHED = re.compile(r"^(?:附件|附)\d*[:：]?|^关于")


def _longest_of(votes: Counter[str]) -> str | None:
    """The winner, or a longer form of it (with its region) that is named about as often."""
    if not votes:
        return None
    best, n = votes.most_common(1)[0]
    longer = [b for b, m in votes.items() if b != best and b.endswith(best) and m >= 0.3 * n]
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
    body = re.split(r"(?:日期|单位|金额|年度|制表|填报)[:：]?$", body)[0]
    body = re.sub(r"^(?:20\d\d年度?)", "", body)
    body = re.split(r"公开[0-9一二三四五六七八九十]*表|关于$", body)[0]
    return re.sub(r"[（(](?:单位|部门|汇总)[)）]$", "", body).strip("：:，,。；;-—")


def _year(
    cover: Sequence[str], lines: Sequence[str], tables: Sequence[RawTable], outside: str, warnings: list[str]
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
    best = votes.most_common(1)[0][0]
    cover_years = years_in(joined)
    if cover_years and cover_years[0] != best:
        warnings.append(f"封面写的是 {cover_years[0]} 年，表格和正文多为 {best} 年。")
    titled = Counter(t.caption.year for t in tables if t.caption.year)
    most = titled.most_common(1)[0] if titled else (best, 0)
    if most[0] != best and most[1] > 1 and most[1] > titled[best]:
        warnings.append(f"表格标题多写 {most[0]} 年，本文件按 {best} 年读取，请核对。")
    return best


def _kind(cover: Sequence[str], lines: Sequence[str], tables: Sequence[RawTable]) -> Kind | None:
    joined = "".join(cover[:6])
    final, budget = joined.count("决算"), joined.count("预算")
    if final and final >= budget:
        return "final"
    if budget:
        return "budget"
    titles = "".join(t.caption.title or "" for t in tables) + "".join(line for line in lines if len(line) < 40)
    final, budget = titles.count("决算"), titles.count("预算")
    if final == budget == 0:
        return None
    return "final" if final > budget else "budget"


def _level(
    cover: Sequence[str], lines: Sequence[str], tables: Sequence[RawTable], department: str | None
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
    text = "".join(lines[:400])
    if "部门预算" in text or "部门决算" in text:
        return "department"
    if any(re.match(r"部门[:：]|部门名称|编制部门", raw) for t in tables for raw in t.caption.raw):
        return "department"
    return None


def _title(cover: Sequence[str], department: str | None, year: int | None, kind: Kind | None) -> str:
    """A title in full, made of the identity; the first line of the cover where the identity is not known."""
    word = {"budget": "预算", "final": "决算", None: ""}[kind]
    if department and year and _REGION.fullmatch(department):
        return cover[0] if str(year) in cover[0] else f"{department}{year}年政府{word}"
    if department and year:
        return f"{department}{year}年{'部门' if word else ''}{word}"
    return cover[0] if cover else ""


def _region(department: str | None) -> str | None:
    found = _REGION.match(department or "")
    return found.group(1) or None if found else None
