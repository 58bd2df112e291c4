"""The frame of a PDF page: from user space to points from the top left corner of the page as it is shown."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.model import BBox

Matrix = tuple[float, float, float, float, float, float]


def is_slanted(matrix: Matrix) -> bool:
    """Does text of this matrix run across the page at an angle, as a stamp or a watermark does?"""
    a, b, c, d = (abs(part) for part in matrix[:4])
    return min(a, b) > 0.1 * max(a, b) or (min(c, d) > 0.1 * max(c, d) and min(a, b) > 0.05 * max(a, b))


@dataclass(frozen=True, slots=True)
class Frame:
    """A page's media box, from whose corner places are counted, and its rotation, clockwise, in degrees."""

    box: BBox
    rotation: int

    @property
    def size(self) -> tuple[float, float]:
        width, height = self.box[2] - self.box[0], self.box[3] - self.box[1]
        return (height, width) if self.rotation in (90, 270) else (width, height)

    @property
    def matrix(self) -> Matrix:
        """The matrix of PDF's six numbers for points as rows."""
        left, low, right, high = self.box
        match self.rotation:
            case 90:
                return (0, 1, 1, 0, -low, -left)
            case 180:
                return (-1, 0, 0, 1, right, -low)
            case 270:
                return (0, -1, -1, 0, high, right)
            case _:
                return (1, 0, 0, -1, -left, high)

    def placed(self, box: BBox) -> BBox:
        """A box of user space as it is shown."""
        a, b, c, d, e, f = self.matrix
        xs = sorted((a * box[0] + c * box[1] + e, a * box[2] + c * box[3] + e))
        ys = sorted((b * box[0] + d * box[1] + f, b * box[2] + d * box[3] + f))
        return (xs[0], ys[0], xs[1], ys[1])

    def shown(self, crop: BBox) -> BBox:
        """What is shown of the page: its crop box, as far as it lies in the media box; all, where they do not meet."""
        x0, top, x1, bottom = self.placed(crop)
        width, height = self.size
        x0, top, x1, bottom = max(x0, 0.0), max(top, 0.0), min(x1, width), min(bottom, height)
        return (x0, top, x1, bottom) if x0 < x1 and top < bottom else (0.0, 0.0, width, height)
