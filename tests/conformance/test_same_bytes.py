# SPDX-License-Identifier: AGPL-3.0-or-later
"""Same input, same bytes: whatever the zone, locale, hash seed, umask, folders and file times of two builds."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ISSUES = Path(__file__).resolve().parents[2] / "issues"
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
def test_source_date_epoch_is_the_instant_of_the_build(tmp_path: Path, epoch: str) -> None:
    once = build(SMALL, tmp_path / "a.epub", tmp_path, 0o022, SOURCE_DATE_EPOCH=epoch)
    again = build(SMALL, tmp_path / "b.epub", tmp_path, 0o022, SOURCE_DATE_EPOCH=epoch, TZ="UTC-9")
    assert once == again
