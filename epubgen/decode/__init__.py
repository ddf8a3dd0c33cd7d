# SPDX-License-Identifier: AGPL-3.0-or-later
"""Issue data as text ↔ model: YAML and JSON with the place of every value. The only room that knows PyYAML."""

from __future__ import annotations

from epubgen.decode.border import admitted, border
from epubgen.decode.data import FORMAT
from epubgen.decode.emit import one_file_json, one_file_yaml, to_yaml
from epubgen.decode.files import (
    decode_article,
    decode_free_page,
    decode_issue,
    decode_one_file,
    decode_photo,
    decode_publication,
    parse,
)
from epubgen.decode.json_schema import json_schema
from epubgen.decode.nodes import Node
from epubgen.decode.order import in_order
from epubgen.decode.scalars import loose_date
from epubgen.decode.uses import with_photos

__all__ = [
    "FORMAT",
    "Node",
    "admitted",
    "border",
    "decode_article",
    "decode_free_page",
    "decode_issue",
    "decode_one_file",
    "decode_photo",
    "decode_publication",
    "in_order",
    "json_schema",
    "loose_date",
    "one_file_json",
    "one_file_yaml",
    "parse",
    "to_yaml",
    "with_photos",
]
