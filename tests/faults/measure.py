# SPDX-License-Identifier: AGPL-3.0-or-later
"""Tries the tests on the deliberate faults of ``table.py``: one at a time, in a copy of the checkout.

    python -m tests.faults.measure [PATH]

PATH is the beginning of a path below ``epubgen/``, such as ``covers/``; without it all are tried. For each fault the test
that the table names is run; where it passes, the fault has survived, and the exit code is 1.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.faults.table import FAULTS, ROOT, Fault

LEFT = shutil.ignore_patterns(".*", "__pycache__", "build", "site")


@contextmanager
def checkout() -> Iterator[Path]:
    """A copy of the checkout for as long as it is needed."""
    with tempfile.TemporaryDirectory(prefix="epubgen-faults-") as folder:
        yield Path(shutil.copytree(ROOT, Path(folder) / "checkout", ignore=LEFT, symlinks=True))


def caught(fault: Fault, copy: Path) -> bool:
    """Whether the named test of the copy fails with the fault, and with the fault only."""
    module = copy / "epubgen" / fault.file
    right = module.read_text("utf-8")
    if not passes(copy, fault.test):
        return False
    try:
        module.write_text(fault.applied(right), "utf-8")
        return not passes(copy, fault.test)
    finally:
        module.write_text(right, "utf-8")


def passes(copy: Path, test: str) -> bool:
    """Whether a test of the copy passes; that it is not found, or that pytest itself fails, raises."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", "--tb=no", "-p", "no:cacheprovider", test]
    done = subprocess.run(
        command, cwd=copy, env={**os.environ, "PYTHONPATH": str(copy)}, capture_output=True, text=True, check=False
    )
    assert done.returncode in (0, 1), f"{test}\n{done.stdout}{done.stderr}"
    return done.returncode == 0


def main(start: str = "") -> int:
    """Print a line for each fault."""
    survived = 0
    with checkout() as copy:
        for fault in (fault for fault in FAULTS if fault.file.startswith(start)):
            seen = caught(fault, copy)
            survived += not seen
            print("caught  " if seen else "SURVIVED", f"{fault.file}: {fault.holds}", flush=True)  # noqa: T201
    return min(survived, 1)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
