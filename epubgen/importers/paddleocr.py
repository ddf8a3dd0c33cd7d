# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reads the output of PaddleOCR: JSON of PP-StructureV3, PaddleOCR-VL, its web service, and PP-Structure 1 and 2."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field, replace

from epubgen.files.input_tree import InputTree
from epubgen.importers.page_boxes.elements import BoxedPage, Kind, LaidBlock, LaidLine, LaidPicture
from epubgen.importers.page_boxes.layout_tools import (
    HEADINGS,
    LayoutJson,
    box_of,
    plain_text,
    read_layout,
    sized_block,
    stacked,
    table_text,
)
from epubgen.importers.page_boxes.whole import in_page_order
from epubgen.importers.printed_page.page_block import PageBox
from epubgen.importers.reading import Reading
from epubgen.options import Options
from epubgen.startup import dataclass

__all__ = ["IMPORTER"]

_SIGNS = (b'"parsing_res_list"', b'"layoutParsingResults"', b'"prunedResult"')
_OLD = (b'"type"', b'"bbox"', b'"res"', b'"text_region"')
"""PP-Structure 1 and 2 write a list, or a line, of regions."""
_HEAD = 2**22
_FURNITURE = ("header", "footer", "number", "aside_text", "header_image", "footer_image", "page_number")
_PICTURES = ("image", "figure", "chart", "seal", "picture")
_SET_APART = ("table_title", "vision_footnote", "algorithm", "display_formula", "formula", "inline_formula")
"""What is neither a heading nor part of a paragraph, however large its letters are."""
_CAPTIONS = ("figure_title", "chart_title", "figure_caption", "figure_table_chart_title", "image_caption")


class PaddleOcr:
    """The importer of PaddleOCR."""

    name: str = "paddleocr"

    def recognises(self, inputs: InputTree) -> bool:
        """Return whether the named files, or files in the folder, are JSON of PaddleOCR."""
        return bool(_files(inputs))

    def read(self, inputs: InputTree, options: Options) -> Reading:
        """Read the pages.

        Raises:
            SourceError: S41 JSON cannot be read; S43 no text; S03 no date.
        """
        pictures = _pictures_by_box(inputs)

        def pages(value: object, told: LayoutJson, name: str) -> Iterator[BoxedPage]:
            folder = posixpath.dirname(name)
            return (_PaddlePage(page, told, pictures, folder).read() for page in _pages(value, told))

        return read_layout("PaddleOCR", _files(inputs), inputs, options, pages)


IMPORTER = PaddleOcr()


def _files(inputs: InputTree) -> list[str]:
    names = inputs.entry or inputs.under(inputs.base)
    found = [name for name in names if name.lower().endswith((".json", ".jsonl", ".txt")) and _is_paddle(inputs, name)]
    if inputs.entry and len(found) != len(inputs.entry):
        return []
    return in_page_order(found)


def _is_paddle(inputs: InputTree, name: str) -> bool:
    with inputs.open_or_empty(name) as file:
        head = file.read(_HEAD)
    return any(sign in head for sign in _SIGNS) or all(sign in head for sign in _OLD)


def _pages(value: object, told: LayoutJson) -> Iterator[Mapping[str, object]]:
    """Return the pages in any of its forms.

    One page, a list, wrapped in ``res`` or in the answer of the web service.
    """
    if isinstance(value, list):
        if value and all(isinstance(one, dict) and "bbox" in one and "res" in one for one in value):
            yield {"regions": value}
            return
        for one in value:
            yield from _pages(one, told)
        return
    if not isinstance(value, dict):
        told.unknown.append(type(value).__name__)
        return
    if isinstance(value.get("parsing_res_list"), list):
        yield value
        return
    if "bbox" in value and "res" in value:
        yield {"regions": [value]}
        return
    for name in ("res", "result", "layoutParsingResults", "prunedResult", "data", "pages"):
        if isinstance(value.get(name), (dict, list)):
            inner = list(_pages(value[name], told))
            if name == "prunedResult" and isinstance(value.get("markdown"), dict):
                inner = [{**page, "images": value["markdown"].get("images")} for page in inner]
            yield from inner
            return
    raise told.refused("parsing_res_list", "[…]")


def _pictures_by_box(inputs: InputTree) -> dict[tuple[int, ...], str]:
    """Return the pictures cut out of the page by the box in their names: ``img_in_image_box_10_20_300_400.jpg``."""
    found: dict[tuple[int, ...], str] = {}
    for name in inputs.under(inputs.base):
        last = posixpath.basename(name)
        if last.lower().endswith((".jpg", ".jpeg", ".png")):
            match = re.search(r"(\d+)[,_ ]+(\d+)[,_ ]+(\d+)[,_ ]+(\d+)", last)
            if match:
                found.setdefault(tuple(map(int, match.groups())), name)
    return found


@dataclass(slots=True)
class _PaddlePage:
    """Reads one page."""

    page: Mapping[str, object]
    told: LayoutJson
    files: Mapping[tuple[int, ...], str]
    folder: str
    blocks: list[LaidBlock] = field(default_factory=list)
    pictures: list[LaidPicture] = field(default_factory=list)

    def read(self) -> BoxedPage:
        listed = self.page.get("parsing_res_list") or self.page.get("regions") or []
        rows = self._rows()
        for number, block in enumerate(listed if isinstance(listed, list) else []):
            if isinstance(block, dict):
                self._block(block, number, rows)
            else:
                self.told.unknown.append(f"parsing_res_list[{number}]")
        boxes = [*(one.box for one in self.blocks), *(one.box for one in self.pictures)]
        wide, high = _size(self.page.get("width")), _size(self.page.get("height"))
        return BoxedPage(
            width=wide or max((box.right for box in boxes), default=1.0),
            height=high or max((box.bottom for box in boxes), default=1.0),
            blocks=tuple(self.blocks),
            pictures=tuple(self.pictures),
            ordered=not stacked(self.blocks),
        )

    def _rows(self) -> list[PageBox]:
        """Return the boxes of recognised lines. They give the size of the letters."""
        found = self.page.get("overall_ocr_res")
        boxes = found.get("rec_boxes") or found.get("rec_polys") if isinstance(found, dict) else None
        return [box for one in (boxes if isinstance(boxes, list) else [])[:20_000] if (box := box_of(one))]

    def _block(self, block: Mapping[str, object], number: int, rows: Sequence[PageBox]) -> None:
        label = str(block.get("block_label", block.get("type", block.get("label", "text"))))
        box = box_of(block.get("block_bbox", block.get("bbox", block.get("coordinate")))) or PageBox(
            0, number, 1, number
        )
        if label in _PICTURES:
            self._picture(block, box, number)
            return
        text = _content(block)
        if (label == "table" or "<table" in text) and (table := table_text(text)):
            self.blocks.append(LaidBlock(box=box, kind="table", text=table, order=number))
            return
        text = plain_text(re.sub(r"<[^<>]{1,200}>", "", text) if "<" in text else text)
        if not text:
            if label not in _FURNITURE:
                self.told.unknown.append(f"parsing_res_list[{number}].{label}")
            return
        kind: Kind = "text"
        if label in HEADINGS:
            kind, text = "heading", re.sub(r"^#{1,6}\s+", "", text)
        elif label in _FURNITURE:
            kind = "furniture"
        elif label in _CAPTIONS:
            kind = "caption"
        made = sized_block(text, box, number, kind)
        if size := _row_height(box, rows):
            made = LaidBlock(
                lines=tuple(LaidLine(line.text, line.box, size) for line in made.lines),
                box=box,
                kind=kind,
                order=number,
            )
        down = label == "vertical_text"
        self.blocks.append(_down(made) if down else replace(made, role="paragraph") if label in _SET_APART else made)

    def _picture(self, block: Mapping[str, object], box: PageBox, number: int) -> None:
        """Add a picture: the file that the block names, or else the one with its box in the name; or else its text."""
        named = block.get("image")
        path = named.get("path") if isinstance(named, dict) else None
        key = tuple(int(side) for side in (box.left, box.top, box.right, box.bottom))
        file = next((str(one) for one in (path, self._of_service(key)) if one), "")
        if not file and key in self.files:
            file = posixpath.relpath(self.files[key], self.folder or ".")
        text = plain_text(_content(block))
        if file:
            self.pictures.append(LaidPicture(box=box, file=file, caption=(text,) if text else (), order=number))
        elif text:
            self.blocks.append(sized_block(text, box, number))

    def _of_service(self, key: tuple[int, ...]) -> str:
        images = self.page.get("images")
        wanted = "_".join(map(str, key))
        return next((str(name) for name in images if wanted in str(name)), "") if isinstance(images, dict) else ""


def _down(block: LaidBlock) -> LaidBlock:
    """Return a block as vertical text."""
    return replace(block, lines=tuple(replace(line, direction="down") for line in block.lines))


def _size(value: object) -> float:
    return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) and 0 < value < 1e7 else 0.0  # noqa: PLR2004


def _row_height(box: PageBox, rows: Sequence[PageBox]) -> float:
    """Return the height of the lines in a block, that is of its letters; of a vertical block the width."""
    inside = [
        min(row.height, row.width)
        for row in rows
        if box.left <= (row.left + row.right) / 2 <= box.right and box.top <= (row.top + row.bottom) / 2 <= box.bottom
    ]
    return sorted(inside)[len(inside) // 2] / 1.2 if inside else 0.0


def _content(block: Mapping[str, object]) -> str:
    """Return the words of a block: one text, or the recognised lines; a table as HTML."""
    value = next((block[name] for name in ("block_content", "content", "text", "html", "res") if block.get(name)), "")
    if isinstance(value, dict):
        value = value.get("html") or value.get("text") or ""
    if isinstance(value, list):
        lines = [str(one.get("text", "")) if isinstance(one, dict) else str(one) for one in value]
        return "\n".join(line for line in lines if line)
    return str(value)
