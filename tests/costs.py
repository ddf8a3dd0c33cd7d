# SPDX-License-Identifier: AGPL-3.0-or-later
"""Tiers of tests, and what a run says at its end: what was skipped and why, and the processor time it took.

Processor time is that of all workers and of the processes that they start; a busy machine changes it little. With
``EPUBGEN_TEST_COSTS=FOLDER`` each worker writes there what each test cost.
"""

from __future__ import annotations

import json
import os
import resource
from collections import Counter
from collections.abc import Generator
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
WITH_TOOLS = ("conformance", "examples", "golden", "rendering")
"""Folders of tests that draw whole samples, or start a browser, Java, calibre or many commands: not in the quick tier."""


def spent() -> float:
    """Seconds of processor time of this process and of the children that have ended."""
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests in the folders of tools bear the mark ``tools``, like those that bear it by themselves."""
    for item in items:
        if item.path.relative_to(TESTS).parts[0] in WITH_TOOLS:
            item.add_marker(pytest.mark.tools)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Write down what the test cost, where that is asked for."""
    before = spent()
    result = yield
    if folder := os.environ.get("EPUBGEN_TEST_COSTS"):
        with Path(folder, f"{os.getpid()}.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps([item.nodeid, round(spent() - before, 4)]) + "\n")
    return result


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What was skipped, by reason."""
    reports = terminalreporter.stats.get("skipped", [])
    reasons = Counter(report.longrepr[2].removeprefix("Skipped: ") for report in reports)
    for reason, count in reasons.most_common():
        terminalreporter.write_line(f"skipped: {count:5}  {reason}")
    terminalreporter.write_line(f"skipped: {len(reports):5}  in all")


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config: pytest.Config) -> None:
    """The processor time of the whole run; workers have ended by now."""
    if not hasattr(config, "workerinput") and (reporter := config.pluginmanager.get_plugin("terminalreporter")):
        reporter.write_line(f"processor time, workers and the processes that they started: {spent():.0f} s")
