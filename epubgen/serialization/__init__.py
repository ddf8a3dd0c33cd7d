# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reads YAML and JSON into the model, writes the model as YAML and JSON, and keeps the line of every value.

Only this room imports PyYAML.
"""

from __future__ import annotations

from epubgen.serialization.emit import FORMAT, one_file_json, one_file_yaml, to_yaml
from epubgen.serialization.files import (
    decode_article,
    decode_free_page,
    decode_issue,
    decode_one_file,
    decode_photo,
    decode_publication,
    parse,
)
from epubgen.serialization.issue_files import in_order, with_photos
from epubgen.serialization.json_schema import json_schema
from epubgen.serialization.nodes import DataNode
from epubgen.serialization.scalars import loose_date
from epubgen.serialization.validate_objects import admitted, validate_issue

__all__ = [
    "FORMAT",
    "DataNode",
    "admitted",
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
    "validate_issue",
    "with_photos",
]
