# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the readers of layout tools share: JSON of any shape, boxes, tables of HTML, blocks without lines."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import field

from epubgen.errors import Finding, Location, SourceError, finding
from epubgen.files.input_tree import InputTree
from epubgen.importers.page_boxes.elements import BoxedPage, Kind, LaidBlock, LaidLine
from epubgen.importers.page_boxes.headings import width_of
from epubgen.importers.page_boxes.whole import PagesOfFile, read_boxed
from epubgen.importers.printed_page.dialect_tables import tables_from_html
from epubgen.importers.printed_page.page_block import PageBox
from epubgen.importers.reading import Reading
from epubgen.options import Options
from epubgen.startup import dataclass
from epubgen.typesetting.formulas import plain_formulas

__all__ = [
    "HEADINGS",
    "LayoutJson",
    "box_of",
    "loaded",
    "numbers",
    "plain_text",
    "read_layout",
    "sized_block",
    "table_text",
    "words_in",
]

HEADINGS = ("doc_title", "paragraph_title", "title")
"""What the tools call a heading."""
MAX_BYTES = 200 * 2**20
_LEADING = 1.25
"""Height of a line, in the size of its letters."""


@dataclass(slots=True)
class LayoutJson:
    """Counts the parts of a tool's output that are not understood."""

    tool: str
    at: Location
    unknown: list[str] = field(default_factory=list)

    def findings(self) -> tuple[Finding, ...]:
        """Yield S42 for parts of an unknown form."""
        if not self.unknown:
            return ()
        return (finding("S42", self.at, self.unknown[0], tool=self.tool, n=len(self.unknown), path=self.unknown[0]),)

    def refused(self, path: str, wanted: str) -> SourceError:
        """Return S41 for a part that has a wrong form."""
        return SourceError(finding("S41.shape", self.at, path, tool=self.tool, path=path, wanted=wanted))


def read_layout(
    tool: str, names: Sequence[str], inputs: InputTree, options: Options,
    pages: Callable[[object, LayoutJson, str], Iterable[BoxedPage]],
) -> Reading:  # fmt: skip
    """Read the issue in the JSON files of a tool.

    Args:
        tool: the name of the tool in messages.
        names: the files, in order.
        inputs: the tree of the files.
        options: the options of the reading.
        pages: returns the pages of a JSON value; it also gets the name of the file.

    Raises:
        SourceError: S41 JSON cannot be read; S43 no text; S03 no date.
    """
    files: list[PagesOfFile] = []
    findings: list[Finding] = []
    for name in names:
        at = inputs.at(name)
        told = LayoutJson(tool, at)
        files.append(PagesOfFile(name, tuple(pages(loaded(inputs.read(name), at), told, name))))
        findings += told.findings()
    if not any(page.blocks for file in files for page in file.pages):
        raise SourceError(*findings, finding("S43", inputs.at(files[0].name if files else inputs.base)))
    return read_boxed(files, inputs, options, findings)


def loaded(data: bytes, at: Location) -> object:
    """Return the value of a JSON file; for a file with one value on each line (JSON Lines), their list.

    Raises:
        SourceError: S41 the file is no JSON.
    """
    if len(data) > MAX_BYTES:
        raise SourceError(finding("S41", at, "", why=f"more than {MAX_BYTES // 2**20} MB"))
    try:
        text = data.decode("utf-8-sig")
        try:
            return json.loads(text)
        except json.JSONDecodeError as error:
            lines = [line for line in text.splitlines() if line.strip()]
            if len(lines) > 1 and error.msg == "Extra data":
                return [json.loads(line) for line in lines]
            raise
    except json.JSONDecodeError as error:
        raise SourceError(finding("S41", Location(at.file, error.lineno), "", why=error.msg)) from error
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise SourceError(finding("S41", at, "", why=type(error).__name__)) from error


def numbers(value: object) -> tuple[float, ...]:
    """Return the numbers of a list at any depth, such as those of corners given as pairs."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return (float(value),) if math.isfinite(value) else ()
    if isinstance(value, (list, tuple)):
        return tuple(number for one in value[:64] for number in numbers(one))
    return ()


def box_of(value: object, across: float = 1.0, down: float = 1.0) -> PageBox | None:
    """Return a scaled box from ``[left, top, right, bottom]`` or from corners; nothing if the value is no box."""
    found = numbers(value)
    if len(found) < 4:  # noqa: PLR2004 - two places
        return None
    if len(found) == 4:  # noqa: PLR2004
        left, top, right, bottom = found
    else:
        xs, ys = found[::2], found[1::2]
        left, top, right, bottom = min(xs), min(ys), max(xs), max(ys)
    left, right = sorted((left * across, right * across))
    top, bottom = sorted((top * down, bottom * down))
    return PageBox(left, top, right, bottom)


def words_in(value: object) -> Iterator[str]:
    """Yield every text in a value in order, without names of types, paths and styles."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from words_in(one)
    elif isinstance(value, dict):
        for name, one in value.items():
            if name.endswith(("content", "text", "items", "title", "caption", "footnote")):
                yield from words_in(one)


def plain_text(text: str) -> str:
    """Return a text without the formulas that tools make of numbers and units."""
    return "\n".join(plain_formulas(line).text for line in text.strip().split("\n"))


def table_text(html: str) -> str:
    """Return an HTML table as rows of Markdown; words around the table become rows of one cell.

    Empty if there is no cell.
    """
    lines = [line for _, line in tables_from_html(list(enumerate(html.split("\n"), 1)), []) if line.strip()]
    if not any(line.startswith("| ") for line in lines):
        return ""
    rows = [line for line in lines if line.startswith("|")]
    return "\n".join([*rows, *(f"| {line} |" for line in lines if not line.startswith("|"))])


def sized_block(text: str, box: PageBox, order: int, kind: Kind = "text", level: int = 0) -> LaidBlock:
    """Return a block without lines as if it were one line. The size of its letters follows from its box."""
    long = max(1.0, width_of(text))
    size = min(box.height, math.sqrt(max(1.0, box.height * box.width) / (long * _LEADING))) if box.height else 0.0
    parts = [part.strip() for part in text.split("\n") if part.strip()] if kind == "heading" else [text]
    lines = tuple(LaidLine(part, box, size) for part in parts or [text])
    return LaidBlock(lines=lines, box=box, kind=kind, level=level, order=order)


def stacked(blocks: Sequence[LaidBlock]) -> bool:
    """Return whether every block has a box."""
    return bool(blocks) and all(block.box.height > 0 for block in blocks)
