# SPDX-License-Identifier: AGPL-3.0-or-later
"""Eight papers typeset by Chromium from known stories are read as they were written; figures: tests.page_truth.typeset."""

from __future__ import annotations

import pytest

from epubgen.live_preview.browser.program import find_browser
from tests.page_truth.typeset import PAPERS, measured, paper_html, printed

pytest.importorskip("pypdfium2", reason="the extra pdf is not installed")


@pytest.mark.slow
@pytest.mark.tools
@pytest.mark.skipif(find_browser() is None, reason="no Chromium on this computer")
@pytest.mark.parametrize("number", [0, 1])
def test_papers_are_read_as_they_were_written(number: int) -> None:
    papers = [paper_html(paper, number) for paper in PAPERS]
    figures = [measured(made, pdf) for made, pdf in zip(papers, printed(papers), strict=True)]
    stories = sum(one.stories for one in figures)
    faults = [fault for one in figures for fault in one.faults]
    assert sum(one.headlines for one in figures) >= 0.95 * stories, faults
    assert sum(one.heads for one in figures) >= 0.95 * stories, faults
    assert sum(one.texts for one in figures) >= 0.75 * stories, faults
    assert sum(one.captions for one in figures) >= 0.9 * sum(one.photos for one in figures), faults
