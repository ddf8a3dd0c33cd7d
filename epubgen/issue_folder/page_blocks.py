# SPDX-License-Identifier: AGPL-3.0-or-later
"""``page-blocks.json``: where the stories of an import stand on their printed pages; the preview shows it.

Each block has its own line, so that two versions can be compared. Only the program writes the file; a build does not
use it.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any, Literal

from epubgen.importers.reading import PageBlocks, page_order
from epubgen.serialization.dataclass_json import DataclassJson, JsonShapeError
from epubgen.startup import dataclass

__all__ = ["FILE", "page_blocks_schema", "page_blocks_text", "read_page_blocks", "with_kept_pages"]

FILE = "page-blocks.json"
_FORMAT: Literal["epubgen-page-blocks/1"] = "epubgen-page-blocks/1"
_CODEC = DataclassJson(ignore_unknown=True)
_LARGEST = 32 * 2**20
"""Bytes; the file of a paper of a hundred full pages has a tenth of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageBlocksFile:
    """The keys of the file."""

    format: Literal["epubgen-page-blocks/1"] = _FORMAT
    pages: tuple[PageBlocks, ...] = ()


def page_blocks_text(pages: Sequence[PageBlocks]) -> str:
    """Return the text of the file, sorted by page."""
    ordered = sorted(pages, key=lambda one: page_order(one.page))
    written = ",\n".join(_page_text(_CODEC.encode(page)) for page in ordered)
    return f'{{"format": "{_FORMAT}", "pages": [\n{written}\n]}}\n'


def _page_text(page: Mapping[str, Any]) -> str:
    head = {name: value for name, value in page.items() if name != "blocks"}
    lines = ",\n".join(f"  {json.dumps(block, ensure_ascii=False)}" for block in page["blocks"])
    return f'{json.dumps(head, ensure_ascii=False)[:-1]}, "blocks": [\n{lines}\n]}}'


def read_page_blocks(text: str) -> tuple[PageBlocks, ...]:
    """Return the pages in the text of the file; none where the text is damaged or in an unknown format.

    Blocks without a valid box (0 to 10,000 in both directions) are left out.
    """
    if len(text) > _LARGEST:
        return ()
    try:
        pages = _CODEC.decode(PageBlocksFile, json.loads(text)).pages
    except (ValueError, RecursionError, JsonShapeError):
        return ()
    return tuple(replace(page, blocks=tuple(one for one in page.blocks if _is_box(one.box))) for page in pages)


def _is_box(box: tuple[int, ...]) -> bool:
    return len(box) == 4 and 0 <= box[0] < box[2] <= 10_000 and 0 <= box[1] < box[3] <= 10_000  # noqa: PLR2004


def page_blocks_schema() -> dict[str, Any]:
    """Return the JSON Schema of the file."""
    return _CODEC.schema(PageBlocksFile, "Blocks of printed pages, as epubgen import keeps them")


def with_kept_pages(
    pages: Sequence[PageBlocks], before: Sequence[PageBlocks], imported: Collection[str]
) -> tuple[PageBlocks, ...]:
    """Return the pages, and those of earlier imports that were not imported now."""
    return (*pages, *(page for page in before if page.page not in imported))
