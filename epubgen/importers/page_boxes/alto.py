# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reads ALTO 1 to 4 as pages with boxes.

Words joined to lines, divided words joined, blocks with the ids that METS names.

Libraries leave out different things: positions, spaces, fonts, ids. None of them is required.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from statistics import median

from epubgen.errors import Location
from epubgen.importers.page_boxes.bounded_xml import Element, attribute, children, descendants, local
from epubgen.importers.page_boxes.elements import BoxedPage, Kind, LaidBlock, LaidLine, LaidPicture, around
from epubgen.importers.printed_page.page_block import PageBox
from epubgen.importers.reading import OpenQuestion
from epubgen.startup import dataclass
from epubgen.typesetting.characters import narrow

__all__ = ["AltoPage", "alto_pages"]

_UNSURE = 0.4
"""A word that the program was less sure of is hardly legible."""
_SHOWN = 8
_LETTERS = 3
_ROLES = {
    "headline": "headline", "heading": "headline", "title": "headline", "head": "headline", "subheadline": "deck",
    "subtitle": "deck", "deck": "deck", "overline": "kicker", "kicker": "kicker", "caption": "caption",
    "byline": "byline", "author": "byline", "advertisement": "ad", "ad": "ad", "header": "running-head",
    "footer": "running-head", "pagenumber": "running-head", "runninghead": "running-head",
    "runningtitle": "running-head",
    "folio": "running-head", "masthead": "masthead", "subheading": "subhead", "crossheading": "subhead",
}  # fmt: skip
"""Labels of tags (ALTO 2.1 on) and types of blocks, as different tools write them."""


@dataclass(slots=True)
class AltoPage:
    """A page, with everything in it that METS can name."""

    page: BoxedPage
    members: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Ids of the blocks that an id means: of a block, a group, a line, the page."""
    counts: Counter[str] = field(default_factory=Counter)


def alto_pages(root: Element, at: Location) -> list[AltoPage]:
    """Return the pages of a file; nearly always one."""
    styles = {attribute(one, "ID"): one for one in descendants(root, "TextStyle")}
    tags = {attribute(one, "ID"): _plain(attribute(one, "LABEL") or attribute(one, "TYPE")) for one in _tags(root)}
    spaces = next(descendants(root, "SP"), None) is not None
    return [_PageOfAlto(page, styles, tags, at, spaces=spaces).read() for page in descendants(root, "Page")]


def _tags(root: Element) -> Iterator[Element]:
    for tags in descendants(root, "Tags"):
        yield from children(tags)


def _plain(label: str) -> str:
    """Return a label in the form in which labels are compared: ``PageNumber:1`` and ``page-number`` are equal."""
    return re.sub(r"[^a-z]", "", label.partition(":")[0].lower())


def _number(element: Element, name: str, default: float = 0.0) -> float:
    try:
        value = float(attribute(element, name).replace(",", ".") or default)
    except ValueError:
        return default
    return value if math.isfinite(value) else default


def _box(element: Element) -> PageBox | None:
    """Return the box of an element; from its outline if it has no position of its own."""
    if attribute(element, "HPOS") and attribute(element, "VPOS"):
        left, top = _number(element, "HPOS"), _number(element, "VPOS")
        return PageBox(left, top, left + _number(element, "WIDTH"), top + _number(element, "HEIGHT"))
    for shape in children(element, "Shape"):
        for outline in children(shape, "Polygon"):
            points = [float(one) for one in re.findall(r"-?\d+(?:\.\d+)?", attribute(outline, "POINTS"))]
            if len(points) >= 4:  # noqa: PLR2004 - two places
                xs, ys = points[::2], points[1::2]
                return PageBox(min(xs), min(ys), max(xs), max(ys))
    return None


class _PageOfAlto:
    """Reads one page."""

    def __init__(
        self, page: Element, styles: Mapping[str, Element], tags: Mapping[str, str], at: Location, *, spaces: bool
    ) -> None:
        self.element, self.styles, self.tags, self.at, self.spaces = page, styles, tags, at, spaces
        self.blocks: list[LaidBlock] = []
        self.pictures: list[LaidPicture] = []
        self.members: dict[str, tuple[str, ...]] = {}
        self.unsure: list[tuple[float, str]] = []
        self.counts: Counter[str] = Counter()
        self.words = 0
        self.scale = self._scale()
        self.open_part = ""

    def read(self) -> AltoPage:
        for area in children(self.element):
            self._area(area, furniture=local(area) in ("TopMargin", "BottomMargin"))
        name = attribute(self.element, "ID")
        every = tuple(block.place for block in self.blocks)
        self.members |= {name: every} if name else {}
        box = around([block.box for block in self.blocks]) if self.blocks else PageBox(0, 0, 0, 0)
        page = BoxedPage(
            number="",
            width=_number(self.element, "WIDTH") or box.right,
            height=_number(self.element, "HEIGHT") or box.bottom,
            blocks=tuple(self._in_order()),
            pictures=tuple(self.pictures),
            ordered=True,
            notes=tuple(self._notes()),
        )
        return AltoPage(page, self.members, self.counts)

    def _scale(self) -> float:
        """Return the units of the page in one point of a font, because lines are as high as their type."""
        pairs = []
        for line in descendants(self.element, "TextLine"):
            size = self._font_size(line)
            height = _number(line, "HEIGHT")
            if size and height:
                pairs.append(height / size)
            if len(pairs) > 200:  # noqa: PLR2004 - enough for a middle
                break
        return median(pairs) if pairs else 0.0

    def _font_size(self, element: Element) -> float:
        style = self._style(element)
        return _number(style, "FONTSIZE") if style is not None else 0.0

    def _style(self, element: Element) -> Element | None:
        """Return the style of an element, or of the nearest element around it that has one."""
        current: Element | None = element
        while current is not None and local(current) not in ("Page", "Layout"):
            for name in attribute(current, "STYLEREFS").split():
                if name in self.styles:
                    return self.styles[name]
            current = current.getparent()
        return None

    def _area(self, area: Element, *, furniture: bool) -> list[str]:
        """Add the blocks of an area and return their ids. Groups may contain groups."""
        found: list[str] = []
        for element in children(area):
            kind = local(element)
            name = attribute(element, "ID")
            if kind == "TextBlock":
                if block := self._text_block(element, furniture=furniture):
                    self.blocks.append(block)
                    found.append(block.place)
            elif kind == "ComposedBlock":
                inside = self._area(element, furniture=furniture)
                self.members[name] = tuple(inside)
                found += inside
            elif kind in ("Illustration", "GraphicalElement"):
                self.members.setdefault(name, ())
        if name := attribute(area, "ID"):
            self.members.setdefault(name, tuple(found))
        return found

    def _text_block(self, element: Element, *, furniture: bool) -> LaidBlock | None:
        lines = [line for one in children(element, "TextLine") if (line := self._line(one))]
        if not lines:
            return None
        name = attribute(element, "ID") or f"block {len(self.blocks) + 1}"
        while name in self.members:
            name += "'"
        self.members[name] = (name,)
        for one in children(element, "TextLine"):
            if inner := attribute(one, "ID"):
                self.members.setdefault(inner, (name,))
        role = self._role(element)
        kind: Kind = "furniture" if furniture or role == "running-head" else "text"
        if role in ("headline", "deck", "kicker"):
            kind = "heading"
        box = _box(element) or around(line.box for line in lines)
        return LaidBlock(lines=tuple(lines), box=box, kind=kind, role=role, order=len(self.blocks), place=name)

    def _role(self, element: Element) -> str:
        names = [self.tags.get(name, "") for name in attribute(element, "TAGREFS").split()]
        names.append(_plain(attribute(element, "TYPE") or attribute(element, "type")))
        return next((_ROLES[name] for name in names if name in _ROLES), "")

    def _line(self, element: Element) -> LaidLine | None:
        text, hyphen, spaced = "", "", False
        strings: list[Element] = []
        before: Element | None = None
        for part in children(element):
            kind = local(part)
            if kind == "String":
                word = self._word(part)
                if word:
                    text += self._between(text, word, before) + word
                    strings.append(part)
            elif kind == "HYP":
                hyphen = attribute(part, "CONTENT") or "-"
            spaced = kind == "SP"
            before = part
        if not text.strip():
            return None
        if hyphen and not self._is_whole(strings):
            text += hyphen
        box = _box(element) or _around([found for one in strings if (found := _box(one))])
        size = self._font_size(strings[0] if strings else element) * self.scale or box.height
        style = self._style(strings[0] if strings else element)
        look = (attribute(style, "FONTSTYLE") if style is not None else "").lower()
        return LaidLine(
            text.strip(), box, size, bold="bold" in look, italic="italic" in look, hyphen=hyphen, spaced=spaced,
            font=attribute(style, "FONTFAMILY") if style is not None else "",
        )  # fmt: skip

    def _between(self, text: str, word: str, before: Element | None) -> str:
        """Return what stands between two words: a space if the file has one.

        In a file without any spaces, one between letters.
        """
        if not text:
            return ""
        if self.spaces:
            return " " if before is not None and local(before) == "SP" else ""
        return " " if narrow(text[-1]) and narrow(word[0]) else ""

    def _word(self, element: Element) -> str:
        """Return the text of a word. Of a divided word, the first part gets the whole word, the second nothing."""
        content, part = attribute(element, "CONTENT"), attribute(element, "SUBS_TYPE").lower()
        whole = attribute(element, "SUBS_CONTENT")
        self.words += 1
        sure = _number(element, "WC", 1.0)
        if sure < _UNSURE and sum(char.isalpha() for char in content) >= _LETTERS:
            self.unsure.append((sure, content))
        if part == "hyppart1":
            second = _second_part(element)
            if second is None:
                return content
            self.open_part = whole or content.rstrip("-¬\u00ad⸗") + attribute(second, "CONTENT")
            self.counts["hyphens"] += 1
            return self.open_part
        if part == "hyppart2" and self.open_part:
            self.open_part = ""
            return ""
        return content

    def _is_whole(self, strings: Sequence[Element]) -> bool:
        """Return whether the last word of a line is not divided."""
        return bool(strings) and attribute(strings[-1], "SUBS_TYPE").lower() == "hyppart1" and bool(self.open_part)

    def _in_order(self) -> Iterator[LaidBlock]:
        """Return the blocks in the order that the page states (ALTO 4.3), or else in the order of the file."""
        named = [
            attribute(one, "REF")
            for order in descendants(self.element, "ReadingOrder")
            for one in descendants(order, "ElementRef")
        ]
        places = {name: at for at, ref in enumerate(named) for name in self.members.get(ref, ())}
        if not places:
            yield from self.blocks
            return
        ranked = sorted(self.blocks, key=lambda block: (places.get(block.place, len(places)), block.order))
        yield from ranked

    def _notes(self) -> Iterator[OpenQuestion]:
        """Yield one question about all words that were hardly legible."""
        if not self.unsure:
            return
        worst = [word for _, word in sorted(self.unsure)][:_SHOWN]
        yield OpenQuestion(
            key="note.unclear", at=self.at, text=", ".join(worst), chosen=f"{len(self.unsure)}/{self.words}",
            confidence=max(0.05, 1 - len(self.unsure) / max(self.words, 1)), damage=2,
        )  # fmt: skip


def _second_part(element: Element) -> Element | None:
    """Return the second part of a divided word: the first word of the next line, in this block or the next."""
    line = element.getparent()
    block = line.getparent() if line is not None else None
    if line is None or block is None:
        return None
    lines = [*_lines_after(block, line)]
    for other in lines[:2]:
        for word in children(other, "String"):
            return word if attribute(word, "SUBS_TYPE").lower() == "hyppart2" else None
    return None


def _lines_after(block: Element, line: Element) -> Iterator[Element]:
    yield from (one for one in line.itersiblings() if local(one) == "TextLine")
    for other in block.itersiblings():
        yield from (one for one in descendants(other, "TextLine"))
        break


def _around(boxes: Sequence[PageBox]) -> PageBox:
    return around(boxes) if boxes else PageBox(0, 0, 0, 0)
