"""What a question of a share names: the part, the whole, several parts, and which of two things is which."""

from __future__ import annotations

import re

from qa.planner.compared import Compared
from qa.planner.operation import OF_WHAT
from qa.planner.phrases import Phrase


class Shared(Compared):
    """A question whose parts and wholes can be read."""

    def _whole_only(self) -> bool:
        """Does the one phrase stand behind 占, so that the part is what was asked before?"""
        place = self.place("share")
        return place is not None and len(self.phrases) == 1 and self.phrases[0].first > place and not self.has("used_on")

    def _parts_only(self) -> bool:
        """基本支出、项目支出各占多少: nothing stands behind 占, and it is no 甲与乙的比例."""
        places = [k for k, token in enumerate(self.tokens) if token.has("share")]
        said = "".join(self.tokens[k].text for k in places)
        behind = bool(places) and all(p.last < places[0] for p in self.phrases)
        apart = self._in_whole() or self._of_the_first()
        return behind and (self.has("each") or bool(re.search("占|比重", said))) and not apart

    def _part_count(self) -> int:
        """How many things stand before 占; one where each of two has its place (甲在乙中占, 甲是乙的百分之几)."""
        place = self.place("share", "used_on")
        if place is None:
            return int(len(self.phrases) == 2 and bool(OF_WHAT.search(self.text)))
        return 1 if self._in_whole() or self._whole_first() else sum(p.last < place for p in self.phrases)

    def _in_whole(self) -> bool:
        """会议费在三公经费中占多少: the second is the whole."""
        if len(self.phrases) != 2:
            return False
        part, whole = self.phrases
        between = [t.text for t in self.tokens[part.last + 1 : whole.first]]
        behind = self.tokens[whole.last + 1 : whole.last + 2]
        return between in (["在"], ["于"]) and any(t.has("within", "share") for t in behind)

    def _whole_first(self) -> bool:
        """What share of A does B take, 占总支出的比重，项目支出是多少: what stands right behind the share is the whole."""
        place = self.place("share")
        if self._of_the_first():
            return True
        if place is None or len(self.phrases) != 2 or any(p.last < place for p in self.phrases):
            return False
        whole: Phrase = self.phrases[0]
        between = "".join(t.text for t in self.tokens[place + 1 : whole.first])
        return between in ("", "of", "the", "ofthe") and not self.tokens[place].text.startswith("as ")

    def _of_the_first(self) -> bool:
        """项目支出一共多少，其中办案业务费占多少: what is named after 其中 is a part of what is named before."""
        place = self.place("share")
        if place is None or len(self.phrases) != 2 or not self.phrases[1].last < place:
            return False
        between = self.text[self.phrases[0].end : self.phrases[1].start]
        return bool(re.search("[，,；;。？?](其中|这里面|里面|当中)的?$", between))
