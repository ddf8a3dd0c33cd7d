# SPDX-License-Identifier: AGPL-3.0-or-later
"""The public functions. They call the stages in order, and only they read the environment."""

from __future__ import annotations

from epubgen.api.environment import cache_facts, cache_folder, clear_cache, settled
from epubgen.api.folders import SchemaPart, explain, import_pages, new, next_issue, schema, sources, write_schemas
from epubgen.api.issues import accessibility, build, build_twins, check, export, inspect, lint, load, plan, read

__all__ = [
    "SchemaPart", "accessibility", "build", "build_twins", "cache_facts", "cache_folder", "check", "clear_cache",
    "explain", "export", "import_pages", "inspect", "lint", "load", "new", "next_issue", "plan", "read", "schema",
    "settled", "sources", "write_schemas",
]  # fmt: skip
