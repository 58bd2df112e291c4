"""Charts as SVG: bars of shares and lines of recall, drawn by hand so that the page needs nothing from outside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import Markup, escape

WIDTH, BAR, GAP, LABEL = 720, 18, 8, 170
VERDICTS = ("right", "missed", "wrong")


def stacked(rows: Mapping[str, Mapping[str, int]], title: str) -> Markup:
    """A bar a row, of right, missed and wrong; each part says in its tooltip what it is."""
    height = len(rows) * (BAR + GAP) + GAP
    parts = [_open(height, title)]
    for k, (name, count) in enumerate(rows.items()):
        y, x, total = GAP + k * (BAR + GAP), float(LABEL), sum(count.values()) or 1
        parts.append(Markup('<text x="{}" y="{}" class="label">{}</text>').format(LABEL - 8, y + BAR - 5, name))
        for verdict in VERDICTS:
            width = (WIDTH - LABEL - 60) * count.get(verdict, 0) / total
            if width:
                parts.append(
                    Markup(
                        '<rect class="bar {}" x="{:.1f}" y="{}" width="{:.1f}" height="{}"><title>{} {}: {} / {}</title></rect>'
                    ).format(verdict, x, y, width, BAR, name, verdict, count[verdict], total)
                )
            x += width
        share = f"{count.get('right', 0) / total:.1%}"
        parts.append(Markup('<text x="{:.1f}" y="{}" class="value">{}</text>').format(x + 6, y + BAR - 5, share))
    return Markup("").join([*parts, Markup("</svg>")])


def curves(series: Mapping[str, Mapping[int, float]], title: str) -> Markup:
    """Recall over ranks, a line a system."""
    if not series:
        return Markup("")
    height, left, top, right = 240, 50, 12, 200
    ranks = sorted({k for points in series.values() for k in points})
    parts = [_open(height, title)]

    def place(k: int, share: float) -> tuple[float, float]:
        span = max(1, len(ranks) - 1)
        return left + (WIDTH - left - right) * ranks.index(k) / span, top + (height - top - 30) * (1 - share)

    for share in (0.0, 0.25, 0.5, 0.75, 1.0):
        y = place(ranks[0], share)[1]
        parts.append(
            Markup(
                '<line class="grid" x1="{}" x2="{}" y1="{:.1f}" y2="{:.1f}"/><text x="{}" y="{:.1f}" class="label">{:.0%}</text>'
            ).format(left, WIDTH - right, y, y, left - 6, y + 4, share)
        )
    for k in ranks:
        parts.append(Markup('<text x="{:.1f}" y="{}" class="middle">@{}</text>').format(place(k, 0)[0], height - 8, k))
    for n, (name, points) in enumerate(series.items()):
        line = " ".join("{:.1f},{:.1f}".format(*place(k, points[k])) for k in ranks if k in points)
        parts.append(
            Markup('<polyline class="curve c{}" points="{}"><title>{}</title></polyline>').format(n % 6, line, name)
        )
        parts.append(
            Markup('<text class="c{}" x="{}" y="{}">— {}</text>').format(
                n % 6, WIDTH - right + 12, top + 14 + 18 * n, name
            )
        )
    return Markup("").join([*parts, Markup("</svg>")])


def _open(height: int, title: str) -> Markup:
    return Markup('<svg class="chart" viewBox="0 0 {} {}" role="img" aria-label="{}"><title>{}</title>').format(
        WIDTH, height, title, title
    )


def legend(words: Sequence[tuple[str, str]]) -> Markup:
    """The colours and what they stand for."""
    return Markup(" ").join(
        Markup('<span class="key {}"></span>{}').format(verdict, escape(word)) for verdict, word in words
    )
