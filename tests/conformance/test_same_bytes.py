# SPDX-License-Identifier: AGPL-3.0-or-later
"""Same input, same bytes: whatever the zone, locale, hash seed, umask, folders and file times of two builds."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

import epubgen

ISSUES = Path(__file__).resolve().parents[2] / "issues"
tzset = getattr(time, "tzset", bool)  # Windows has none
SAMPLE, SMALL = ISSUES / "shiomi-shimpo", ISSUES / "new-en" / "2026-01-05"


def build(source: Path, target: Path, cwd: Path, umask: int, **environ: str) -> bytes:
    """Build in a process of its own."""
    settings = {name: value for name, value in os.environ.items() if name not in ("SOURCE_DATE_EPOCH", "TZ", "LC_ALL")}
    code = "import sys, epubgen; epubgen.build(sys.argv[1], sys.argv[2], threads=int(sys.argv[3]))"
    subprocess.run(
        [sys.executable, "-c", code, str(source), str(target), environ.pop("THREADS", "1")],
        cwd=cwd, check=True, env=settings | environ, umask=umask,
    )  # fmt: skip
    return target.read_bytes()


def test_two_builds_in_different_surroundings(tmp_path: Path) -> None:
    other = tmp_path / "elsewhere" / "深い所" / SAMPLE.name
    shutil.copytree(SAMPLE, other, copy_function=shutil.copyfile)
    for number, path in enumerate(sorted(other.rglob("*"), reverse=True)):
        os.utime(path, (1_000_000_000 + number, 1_000_000_000 + number))
    here = {"TZ": "Asia/Shanghai", "LANG": "C", "PYTHONHASHSEED": "1"}
    there = {"TZ": "America/Adak", "LANG": "zh_CN.UTF-8", "PYTHONHASHSEED": "77", "THREADS": "4"}
    one = build(SAMPLE / "2026-10-25", tmp_path / "one.epub", tmp_path, 0o022, **here)
    two = build(Path("2026-10-25"), tmp_path / "two.epub", other, 0o077, **there)
    assert one == two


@pytest.mark.parametrize("epoch", ["0", "-662688000", "4294967296"])
def test_source_date_epoch_is_the_instant_of_the_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, epoch: str
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    hashes = set()
    for zone in ("UTC", "UTC-9"):
        monkeypatch.setenv("TZ", zone)
        tzset()
        hashes.add(epubgen.build(SMALL, tmp_path / "a.epub").sha256)
    monkeypatch.undo()
    tzset()
    assert len(hashes) == 1
