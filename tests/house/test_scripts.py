# SPDX-License-Identifier: AGPL-3.0-or-later
"""The scripts that everybody runs work in every POSIX shell: dash, which is /bin/sh on Debian and Ubuntu, knows no bashisms."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SHELLS = [name for name in ("sh", "dash", "bash", "busybox") if shutil.which(name)]
ASKED = {
    "demo": (("--quiet",), "epubgen build --check issues/xizhou-daily/2026-04-17 -o build --quiet"),
    "test": (("tests/unit", "-k", "dates"), "python -m pytest -n auto --dist worksteal tests/unit -k dates"),
    "lint": ((), "lint-imports"),
    "release": (("--date", "2026-12-01"), "python scripts/make_release.py --date 2026-12-01"),
}


def _checkout(folder: Path) -> None:
    """A tree in which the environment is made already, of programs that only say how they were called."""
    shutil.copytree(ROOT / "scripts", folder / "scripts")
    (folder / "pyproject.toml").write_text("")
    (folder / "issues/xizhou-daily/2026-04-17").mkdir(parents=True)
    programs = folder / ".venv/bin"
    programs.mkdir(parents=True)
    for name in ("python", "epubgen", "ruff", "mypy", "lint-imports"):
        (programs / name).write_text('#!/bin/sh\necho "${0##*/}" "$@"\n')
        (programs / name).chmod(0o755)
    for extras in ("check,fonts,preview", "dev"):
        (folder / f".venv/.epubgen-{extras}").touch()


@pytest.mark.skipif(os.name != "posix", reason="the scripts are for POSIX shells")
@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize("script", ASKED)
def test_the_script_runs(tmp_path: Path, shell: str, script: str) -> None:
    _checkout(tmp_path)
    arguments, last_line = ASKED[script]
    command = [shell, *(["sh"] if shell == "busybox" else []), f"scripts/{script}", *arguments]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-1] == last_line
