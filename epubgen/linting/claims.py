# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rule R04: a claim of accessibility that shops understand, with the name of who certifies it."""

from __future__ import annotations

from collections.abc import Iterator

from epubgen.errors import Finding
from epubgen.linting.context import Desk


def claims_are_whole(desk: Desk) -> Iterator[Finding]:
    """R04: the words of the standard, and a certifier; else the claim is not written."""
    claim = desk.issue.publication.a11y
    if claim.conforms_to and not claim.is_worded:
        yield desk.about_publication("R04", "a11y.conforms_to", value=claim.conforms_to)
    elif claim.conforms_to and not claim.certifier:
        yield desk.about_publication("R04.certifier", "a11y.certifier")
