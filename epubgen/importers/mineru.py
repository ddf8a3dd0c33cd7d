# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reads the output of MinerU: ``middle.json`` (``layout.json`` of its web service) and ``content_list.json``.

Versions 0.6 to 3. ``middle.json`` has lines with boxes and is preferred. ``content_list.json`` has boxes since 2.0, in
thousandths of the page. ``content_list_v2.json`` has a list for each page.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field, replace

from epubgen.files.input_tree import InputTree
from epubgen.importers.page_boxes.elements import BoxedPage, Kind, LaidBlock, LaidLine, LaidPicture, around
from epubgen.importers.page_boxes.layout_tools import (
    HEADINGS,
    LayoutJson,
    box_of,
    numbers,
    plain_text,
    read_layout,
    sized_block,
    stacked,
    table_text,
    words_in,
)
from epubgen.importers.page_boxes.whole import in_page_order
from epubgen.importers.printed_page.page_block import PageBox
from epubgen.importers.reading import Reading
from epubgen.options import Options
from epubgen.startup import dataclass, regex

__all__ = ["IMPORTER"]

_NAMES = regex(r"(?:^|[_/.-])(?:middle|layout|content_list|content_list_v2)\.json$", re.IGNORECASE)
_HEAD = 2**20
_SIGNS = (b'"pdf_info"', b'"page_idx"', b'"paragraph_content"', b'"title_content"')
_FURNITURE = (
    "header", "footer", "page_number", "page_header", "page_footer", "page_footnote", "aside_text", "page_aside_text",
)  # fmt: skip
_SET_APART = ("code", "algorithm", "equation", "interline_equation", "equation_interline")
"""What is neither a heading nor part of a paragraph, however large its letters are."""
_PAGE = (700.0, 1000.0)
"""Width and height of a page of which only thousandths are known: that of a broadsheet."""


class MinerU:
    """The importer of MinerU."""

    name: str = "mineru"

    def recognises(self, inputs: InputTree) -> bool:
        """Return whether the named file, or a file in the folder, is JSON of MinerU."""
        return bool(_files(inputs))

    def read(self, inputs: InputTree, options: Options) -> Reading:
        """Read the pages.

        Raises:
            SourceError: S41 JSON cannot be read; S43 no text; S03 no date.
        """
        return read_layout("MinerU", _files(inputs), inputs, options, lambda value, told, _: _pages(value, told))


IMPORTER = MinerU()


def _files(inputs: InputTree) -> list[str]:
    """Return the files to read: the named files.

    In a folder, of each document the one kind with the most information.
    """
    names = [name for name in (inputs.entry or inputs.under(inputs.base)) if name.lower().endswith(".json")]
    found = [name for name in names if (inputs.entry or _NAMES.search(name)) and _is_mineru(inputs, name)]
    if inputs.entry:
        return in_page_order(found) if len(found) == len(inputs.entry) else []
    best: dict[str, str] = {}
    for name in sorted(found, key=_rank):
        best.setdefault(posixpath.join(posixpath.dirname(name), _NAMES.sub("", posixpath.basename(name))), name)
    return in_page_order(best.values())


def _rank(name: str) -> int:
    last = posixpath.basename(name).lower()
    order = ("middle.json", "layout.json", "content_list.json", "content_list_v2.json")
    return next((number for number, ending in enumerate(order) if last.endswith(ending)), len(order))


def _is_mineru(inputs: InputTree, name: str) -> bool:
    with inputs.open_or_empty(name) as file:
        head = file.read(_HEAD)
    return any(sign in head for sign in _SIGNS)


def _pages(value: object, told: LayoutJson) -> Iterator[BoxedPage]:
    if isinstance(value, dict) and isinstance(value.get("pdf_info"), list):
        yield from (_MiddlePage(page, told).read() for page in value["pdf_info"] if isinstance(page, dict))
    elif isinstance(value, list) and value and all(isinstance(page, list) for page in value):
        yield from (_ListedPage(page, told).read() for page in value)
    elif isinstance(value, list):
        items = [item for item in value if isinstance(item, dict)]
        last = max((_page_of(item) for item in items), default=0)
        for number in range(min(last, 2000) + 1):
            yield _ListedPage([item for item in items if _page_of(item) == number], told).read()
    else:
        raise told.refused("pdf_info", "[…]")


def _page_of(item: Mapping[str, object]) -> int:
    value = item.get("page_idx", item.get("page_no", 0))
    return max(0, int(value)) if isinstance(value, (int, float)) and not isinstance(value, bool) else 0


def _texts(value: object) -> tuple[str, ...]:
    """Return the texts of a caption: a text, a list of texts, or a list of spans."""
    parts = value if isinstance(value, list) else [value] if value else []
    return tuple(text for part in parts if (text := plain_text("".join(words_in(part)))))


@dataclass(slots=True)
class _ListedPage:
    """Reads a page of ``content_list.json``, version 1 or 2."""

    items: Sequence[object]
    told: LayoutJson
    blocks: list[LaidBlock] = field(default_factory=list)
    pictures: list[LaidPicture] = field(default_factory=list)

    def read(self) -> BoxedPage:
        for number, item in enumerate(self.items):
            if isinstance(item, dict):
                self._item(item, number)
            else:
                self.told.unknown.append(f"[{number}]")
        placed = stacked(self.blocks)
        return BoxedPage(
            width=_PAGE[0],
            height=_PAGE[1],
            blocks=tuple(self.blocks),
            pictures=tuple(self.pictures),
            ordered=not placed,
        )

    def _item(self, item: Mapping[str, object], number: int) -> None:
        kind = str(item.get("type", "text"))
        content = item.get("content")
        inner: Mapping[str, object] = content if isinstance(content, dict) else item
        box = box_of(item.get("bbox"), _PAGE[0] / 1000, _PAGE[1] / 1000) or PageBox(0, number, 1, number)
        if kind in ("image", "chart", "table") or (kind == "seal" and _picture_path(item, inner)):
            self._shown(kind, item, inner, box, number)
            return
        text = plain_text(self._text(kind, item, inner))
        if not text:
            if item.get("img_path") or "image_source" in inner:
                self._shown("image", item, inner, box, number)
            elif kind not in _FURNITURE:
                self.told.unknown.append(f"[{number}].{kind}")
            return
        level = inner.get("level", item.get("text_level", 0))
        heading = kind in HEADINGS or (isinstance(level, int) and level > 0 and kind == "text")
        sort: Kind = "heading" if heading else "list" if kind == "list" else "text"
        if kind in _FURNITURE:
            sort = "furniture"
        given = min(6, max(1, level)) if heading and isinstance(level, int) and not box.height else 0
        made = sized_block(text, box, number, sort, given)
        if kind not in _SET_APART:
            self.blocks.append(made)
            return
        above, under = (_texts(_first(inner, f"{kind}_{part}")) for part in ("caption", "footnote"))
        self.blocks += [_paragraph(words, _above(box), number) for words in above]
        self.blocks.append(replace(made, role="paragraph"))
        self.blocks += [_paragraph(words, _under(box), number) for words in under]

    def _text(self, kind: str, item: Mapping[str, object], inner: Mapping[str, object]) -> str:
        if kind == "list":
            items = inner.get("list_items", item.get("text", []))
            lines = items.split("\n") if isinstance(items, str) else []
            lines += ["".join(words_in(one)) for one in items] if isinstance(items, list) else []
            return "\n".join(f"- {line.strip()}" for line in lines if line.strip())
        named = ("text", f"{kind}_content", f"{kind}_body", "code_body", "content")
        value = next((inner[name] for name in named if inner.get(name)), None)
        return "".join(words_in(value if value is not None else inner))

    def _shown(
        self, kind: str, item: Mapping[str, object], inner: Mapping[str, object], box: PageBox, number: int
    ) -> None:
        """Add a picture with its caption, or a table: its rows if it has any, or else its picture."""
        path = _picture_path(item, inner)
        words = [
            text
            for part in ("caption", "footnote")
            for text in _texts(_first(inner, f"{kind}_{part}", f"image_{part}", f"img_{part}"))
        ]
        words += _texts(_first(inner, "text", "seal_content")) if kind == "seal" else ()
        rows = table_text(str(item.get("table_body") or inner.get("html") or "")) if kind == "table" else ""
        if rows:
            self.blocks += [_paragraph(text, _above(box), number) for text in words[:1]]
            self.blocks.append(LaidBlock(box=box, kind="table", text=rows, order=number))
            self.blocks += [_paragraph(text, _under(box), number) for text in words[1:]]
        elif path:
            self.pictures.append(LaidPicture(box=box, file=path, caption=tuple(words), order=number))
        else:
            self.blocks += [sized_block(text, box, number) for text in words]
            self.told.unknown.append(f"[{number}].{kind}")


def _picture_path(item: Mapping[str, object], inner: Mapping[str, object]) -> str:
    """Return the file of a picture below the folder of the JSON; empty if it names none."""
    source = inner.get("image_source")
    path = item.get("img_path") or (source.get("path") if isinstance(source, dict) else "")
    return path if isinstance(path, str) else ""


def _paragraph(text: str, box: PageBox, number: int) -> LaidBlock:
    return replace(sized_block(text, box, number), role="paragraph")


def _above(box: PageBox) -> PageBox:
    return PageBox(box.left, box.top, box.right, box.top)


def _under(box: PageBox) -> PageBox:
    return PageBox(box.left, box.bottom, box.right, box.bottom)


def _first(values: Mapping[str, object], *names: str) -> object:
    return next((values[name] for name in names if values.get(name)), None)


@dataclass(slots=True)
class _MiddlePage:
    """Reads a page of ``middle.json``."""

    page: Mapping[str, object]
    told: LayoutJson
    blocks: list[LaidBlock] = field(default_factory=list)
    pictures: list[LaidPicture] = field(default_factory=list)

    def read(self) -> BoxedPage:
        size = numbers(self.page.get("page_size"))
        wide, high = (size[0], size[1]) if len(size) > 1 else _PAGE
        main = self.page.get("para_blocks") or self.page.get("preproc_blocks") or []
        for furniture, listed in ((True, self.page.get("discarded_blocks")), (False, main)):
            for number, block in enumerate(listed if isinstance(listed, list) else []):
                if isinstance(block, dict):
                    self._block(block, furniture=furniture)
                else:
                    self.told.unknown.append(f"pdf_info.{number}")
        return BoxedPage(
            width=wide, height=high, blocks=tuple(self.blocks), pictures=tuple(self.pictures),
            ordered=not stacked(self.blocks),
        )  # fmt: skip

    def _block(self, block: Mapping[str, object], *, furniture: bool) -> None:
        kind = str(block.get("type", "text"))
        inner = block.get("blocks")
        if kind in ("image", "table", "chart") and isinstance(inner, list):
            self._shown([one for one in inner if isinstance(one, dict)], block)
            return
        if kind in ("list", "index") and not furniture and (items := self._items(block)):
            text = "\n".join(f"- {item}" for item in items)
            box = box_of(block.get("bbox")) or PageBox(0, 0, 0, 0)
            self.blocks.append(sized_block(text, box, self._next(), "list"))
            return
        if isinstance(inner, list) and inner:
            for one in inner:
                if isinstance(one, dict):
                    self._block(one, furniture=furniture)
            return
        lines = tuple(self._lines(block))
        if not lines:
            if kind not in ("image", "table") and not block.get("lines_deleted"):
                self.told.unknown += [] if furniture or not block.get("lines") else [kind]
            return
        box = box_of(block.get("bbox")) or around(line.box for line in lines)
        sort: Kind = "heading" if kind in HEADINGS else "text"
        if furniture:
            sort = "furniture"
        apart = not furniture and kind.startswith(_SET_APART)  # code_body, too
        role = "paragraph" if apart else ""
        self.blocks.append(LaidBlock(lines=lines, box=box, kind=sort, role=role, order=self._next()))

    def _items(self, block: Mapping[str, object]) -> list[str]:
        """Return the items of a list: its blocks, or its lines from one that opens an item to the next."""
        inner = block.get("blocks")
        if isinstance(inner, list) and inner:
            parts = [one for one in inner if isinstance(one, dict)]
            texts = [self._items(one) if one.get("blocks") else [_flowing(self._lines(one))] for one in parts]
            return [text for items in texts for text in items if text]
        listed = block.get("lines")
        items: list[list[str]] = []
        for line in listed if isinstance(listed, list) else []:
            if not isinstance(line, dict):
                continue
            text = _flowing(self._lines({"lines": [line]}))
            if line.get("is_list_start_line") or not items:
                items.append([])
            items[-1] += [text] if text else []
        return [_joined(item) for item in items if item] if len(items) > 1 else []

    def _next(self) -> int:
        return len(self.blocks) + len(self.pictures)

    def _lines(self, block: Mapping[str, object]) -> Iterator[LaidLine]:
        listed = block.get("lines")
        for line in listed if isinstance(listed, list) else []:
            spans = line.get("spans") if isinstance(line, dict) else None
            texts = [_span(span) for span in spans if isinstance(span, dict)] if isinstance(spans, list) else []
            text = plain_text(_joined([text for text in texts if text]))
            if text:
                box = box_of(line.get("bbox")) or box_of(block.get("bbox")) or PageBox(0, 0, 0, 0)
                yield LaidLine(text, box, min(box.height, box.width) / 1.1)

    def _shown(self, inner: Sequence[Mapping[str, object]], block: Mapping[str, object]) -> None:
        """Add a picture or a table with its words: body, captions, footnotes."""
        beside = [one for one in inner if not str(one.get("type", "")).endswith("_body")]
        words = [text for one in beside if (text := _flowing(self._lines(one)))]
        spans = [span for one in inner for span in _spans(one)]
        path = next((str(span[name]) for span in spans for name in ("image_path", "img_path") if span.get(name)), "")
        rows = next((rows for span in spans if (rows := table_text(str(span.get("html") or "")))), "")
        box = box_of(block.get("bbox")) or PageBox(0, 0, 0, 0)
        if rows:
            captions = [one for one in inner if str(one.get("type", "")).endswith("_caption")]
            for one in captions:
                if lines := tuple(self._lines(one)):
                    box_of_them = around(line.box for line in lines)
                    self.blocks.append(LaidBlock(lines=lines, box=box_of_them, role="paragraph", order=self._next()))
            self.blocks.append(LaidBlock(box=box, kind="table", text=rows, order=self._next()))
        elif path:
            file = path if "/" in path else f"images/{path}"
            self.pictures.append(LaidPicture(box=box, file=file, caption=tuple(words), order=self._next()))
        else:
            self.blocks += [sized_block(text, box, self._next()) for text in words]
            self.told.unknown.append(str(block.get("type")))


def _spans(block: Mapping[str, object]) -> Iterator[Mapping[str, object]]:
    listed = block.get("lines")
    for line in listed if isinstance(listed, list) else []:
        spans = line.get("spans") if isinstance(line, dict) else None
        yield from (span for span in spans if isinstance(span, dict)) if isinstance(spans, list) else ()


def _span(span: Mapping[str, object]) -> str:
    text = span.get("content")
    if not isinstance(text, str):
        return ""
    return f"${text}$" if str(span.get("type", "")).endswith("equation") and not text.startswith("$") else text


def _joined(texts: Sequence[str]) -> str:
    """Join the spans of a line to one text, with spaces between words of an alphabet."""
    made = ""
    for text in texts:
        apart = made and made[-1].isascii() and text[0].isascii() and made[-1] != " " and text[0] not in " ,.;:)"
        made += f" {text}" if apart else text
    return made


def _flowing(lines: Iterator[LaidLine]) -> str:
    return _joined([line.text for line in lines])
