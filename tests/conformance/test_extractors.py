# SPDX-License-Identifier: AGPL-3.0-or-later
"""What trafilatura and Readability take for the text of a book: the stories, and as few bars and lists as they let us say."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import SAMPLES, EpubOf

pytest.importorskip("trafilatura", reason="pip install 'epubgen-periodicals[dev]'")

from tests.conformance import extractors

BOOKS = {sample.parent.name: sample for sample in SAMPLES if sample.parent.name in ("xizhou-daily", "marlock-courier")}
pytestmark = pytest.mark.slow


@pytest.fixture(params=sorted(BOOKS))
def pages(request: pytest.FixtureRequest, epub_of: EpubOf) -> list[str]:
    return extractors.spine(Path(epub_of(BOOKS[request.param], "horizontal-tb")))


def _without_roles(pages: list[str]) -> list[str]:
    return [page.replace(' role="navigation"', "") for page in pages]


def _without_nav(pages: list[str]) -> list[str]:
    return [page.replace("<nav ", "<div ").replace("</nav>", "</div>") for page in _without_roles(pages)]


def test_trafilatura_leaves_out_rows_of_links(pages: list[str]) -> None:
    found = extractors.figures(pages, extractors.by_trafilatura(pages))
    bare = extractors.figures(pages, extractors.by_trafilatura(_without_nav(pages)))
    every = extractors.figures(pages, extractors.everything(pages))
    assert (found.long_bars, found.lead) <= (0, 1)
    assert found.lead < bare.lead
    assert found.paragraphs > 0.9 * every.paragraphs


@pytest.mark.skipif(bool(extractors.missing()), reason=extractors.missing())
def test_readability_leaves_out_bars_where_there_is_text_enough(pages: list[str]) -> None:
    found = extractors.figures(pages, extractors.by_readability(pages))
    bare = extractors.figures(pages, extractors.by_readability(_without_roles(pages)))
    every = extractors.figures(pages, extractors.everything(pages))
    assert every.long_bars > 9
    assert found.long_bars <= every.long_bars // 7 < bare.long_bars
    assert found.paragraphs > 0.9 * every.paragraphs
