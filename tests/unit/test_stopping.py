# SPDX-License-Identifier: AGPL-3.0-or-later
"""A run that is stopped ends what it has started, and leaves nothing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from epubgen.cli.console import stoppable

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "issues" / "new-en" / "2026-01-05"


def until(true: Callable[[], bool], seconds: float = 120.0) -> bool:
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


def gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


@pytest.mark.tools
@pytest.mark.parametrize(
    "number",
    [signal.SIGTERM, *(pytest.param(other, marks=pytest.mark.slow) for other in (signal.SIGHUP, signal.SIGINT))],
)
def test_a_snapshot_that_is_stopped(tmp_path: Path, number: signal.Signals) -> None:
    (tmp_path / "temporary").mkdir()
    browser, told = tmp_path / "browser", tmp_path / "pid"
    browser.write_text(f"#!/bin/sh\necho $$ > '{told}.new'; mv '{told}.new' '{told}'\nsleep 600\n", "utf-8")
    browser.chmod(0o755)
    run = (
        "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler); "
        "signal.signal(signal.SIGHUP, signal.SIG_DFL); "  # the tests may run under nohup
        "from epubgen.cli import run; sys.exit(run(sys.argv[1:]))"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", run, "snapshot", SAMPLE, "-o", tmp_path / "out"],
        env=os.environ
        | {"TMPDIR": str(tmp_path / "temporary"), "EPUBGEN_CHROMIUM": str(browser), "EPUBGEN_LANG": "en"},
        cwd=ROOT,
        stderr=subprocess.PIPE,
    )
    assert until(told.is_file)
    process.send_signal(number)
    _, said = process.communicate(timeout=120)
    assert process.returncode == 130, said.decode()
    assert said.decode().strip().endswith("stopped")
    assert until(lambda: gone(int(told.read_text())))
    assert not [*(tmp_path / "temporary").iterdir()]
    assert not (tmp_path / "out").exists()


def test_the_signals_are_as_they_were_afterwards() -> None:
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with stoppable():
            os.kill(os.getpid(), signal.SIGHUP)  # nohup: not heard
        with pytest.raises(KeyboardInterrupt), stoppable():
            os.kill(os.getpid(), signal.SIGTERM)
        assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
        assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL
    finally:
        signal.signal(signal.SIGHUP, signal.SIG_DFL)


def test_another_thread_sets_no_signals() -> None:
    seen: list[object] = []

    def work() -> None:
        with stoppable():
            seen.append(signal.getsignal(signal.SIGTERM))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert seen == [signal.SIG_DFL]
