# SPDX-License-Identifier: AGPL-3.0-or-later
"""One browser for all tests that need any: a start costs seconds."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from epubgen.live_preview.browser import Browser


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Running; each test opens pages of its own."""
    with Browser() as running:
        yield running
