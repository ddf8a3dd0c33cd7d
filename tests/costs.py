# SPDX-License-Identifier: AGPL-3.0-or-later
"""Tiers of tests, their order, and what a run says at its end: what was skipped and why, and the processor time it took.

Processor time is that of all workers and of the processes that they start; a busy machine changes it little. With
``EPUBGEN_TEST_COSTS=FOLDER`` each worker writes there what each test cost.
"""

from __future__ import annotations

import gc
import json
import os
import resource
from collections import Counter
from collections.abc import Generator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

TESTS = Path(__file__).parent
WITH_TOOLS = (
    "conformance",
    "examples",
    "golden",
    "journeys",
    "readers",
    "rendering",
    "house/test_client_types.py",
    "house/test_packaging.py",
    "house/test_wheel.py",
    "unit/test_checks_epubcheck.py",
    "unit/test_publish_docs.py",
)
"""Tests that draw whole samples, or start a browser, Java, calibre or many commands: not in the quick tier."""
DEAR = (
    "compat",
    "faults",
    "hostile",
    "house/test_api_docs.py",
    "house/test_docs.py",
    "house/test_scripts.py",
    "page_truth",
    "property",
    "unit/back_file",
    "unit/test_answers.py",
    "unit/test_api.py",
    "unit/test_batch.py",
    "unit/test_checks_without_java.py",
    "unit/test_cli.py",
    "unit/test_cover_make.py",
    "unit/test_dates.py",
    "unit/test_delivery_s3.py",
    "unit/test_delivery_webdav.py",
    "unit/test_foreign_epubs.py",
    "unit/test_formats_export.py",
    "unit/test_formats_kindle.py",
    "unit/test_formats_kobo.py",
    "unit/test_images_budget.py",
    "unit/test_images_cache.py",
    "unit/test_images_embedded_metadata.py",
    "unit/test_images_formats.py",
    "unit/test_images_pixels.py",
    "unit/test_images_prepare.py",
    "unit/test_import_again.py",
    "unit/test_import_folder.py",
    "unit/test_input_tree.py",
    "unit/test_lint_long_stories.py",
    "unit/test_live_edition.py",
    "unit/test_mail.py",
    "unit/test_markup_near_misses.py",
    "unit/test_mets_alto.py",
    "unit/test_native_writer.py",
    "unit/test_preview.py",
    "unit/test_preview_server.py",
    "unit/test_publish.py",
    "unit/test_publish_cli.py",
    "unit/test_release.py",
    "unit/test_serialization_emit.py",
    "unit/test_serialization_nodes.py",
    "unit/test_serialization_schema.py",
    "unit/test_snapshots.py",
    "unit/test_stopping.py",
    "unit/test_streams.py",
    "unit/test_targets.py",
    "unit/test_twins.py",
    "unit/test_validate_objects.py",
)
"""Files whose tests build books, encode pictures or talk to a server: a sampled run takes every fifth test of them."""
SAMPLES_ITSELF = ("input_cases",)
"""Tests of many rows each, which take a sample of their own rows."""
MANY, EVERY = 12, 5
"""Of a test with more cases than this a sampled run takes every fifth."""
LEFT_OUT = pytest.StashKey[int]()


def spent() -> float:
    """Seconds of processor time of this process and of the children that have ended."""
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def pytest_addoption(parser: pytest.Parser) -> None:
    """An option that makes the run of ``scripts/test --quick`` a sample of the big tables."""
    parser.addoption("--sampled", action="store_true", help="of big tables and dear files run every fifth test")


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> Generator[None]:
    """Tests in the folders of tools bear the mark ``tools``; of the tests that the marks leave, a sample is taken.

    Tests of tools come first: one worker takes them in their order, so that a file starts its browser or builds its books
    once. Workers that are done take tests from the end.
    """
    with_tools: list[pytest.Item] = []
    others: list[pytest.Item] = []
    for item in items:
        if within(item, WITH_TOOLS):
            item.add_marker(pytest.mark.tools)
            with_tools.append(item)
        else:
            others.append(item)
    items[:] = with_tools + others
    yield
    if config.getoption("sampled"):
        kept = sample(items)
        chosen = set(kept)
        left = [item for item in items if item not in chosen]
        config.stash[LEFT_OUT] = len(left)
        config.hook.pytest_deselected(items=left)
        items[:] = kept


def pytest_collection_finish() -> None:
    """What was collected stays to the end: the garbage collector need not look through it again and again."""
    gc.collect()
    gc.freeze()


def within(item: pytest.Item, places: tuple[str, ...]) -> bool:
    return _lies_in(item.path, places)


@cache
def _lies_in(file: Path, places: tuple[str, ...]) -> bool:
    path = file.relative_to(TESTS)
    return any(each.as_posix() in places for each in (path, *path.parents))


def sample(items: list[pytest.Item]) -> list[pytest.Item]:
    """Every fifth case of a test with many cases, and every fifth test of a dear file; the first is always taken."""
    tables: dict[str, list[pytest.Item]] = {}
    for item in items:
        table = str(item.path) if within(item, DEAR) else item.nodeid.partition("[")[0]
        tables.setdefault(table, []).append(item)
    taken: set[pytest.Item] = set()
    for together in tables.values():
        few = len(together) <= MANY and not within(together[0], DEAR)
        taken.update(together if few or within(together[0], SAMPLES_ITSELF) else together[::EVERY])
    return [item for item in items if item in taken]


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A worker tells how many tests it left out."""
    if output := getattr(session.config, "workeroutput", None):
        output["left out"] = session.config.stash.get(LEFT_OUT, 0)


class WorkersTell:
    """Hears from the workers, where the run has any."""

    @staticmethod
    def pytest_testnodedown(node: Any) -> None:
        """All workers collect the same tests, so any of them knows."""
        node.config.stash[LEFT_OUT] = getattr(node, "workeroutput", {}).get("left out", 0)


def pytest_configure(config: pytest.Config) -> None:
    """Listen to workers."""
    if config.pluginmanager.has_plugin("dsession"):
        config.pluginmanager.register(WorkersTell())


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Write down what the test cost, where that is asked for."""
    before = spent()
    result = yield
    if folder := os.environ.get("EPUBGEN_TEST_COSTS"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        with Path(folder, f"{os.getpid()}.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps([item.nodeid, round(spent() - before, 4)]) + "\n")
    return result


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What was skipped, by reason, and what was left out."""
    if left := terminalreporter.config.stash.get(LEFT_OUT, 0):
        terminalreporter.write_line(f"{left} cases of big tables and dear files are left for the full run")
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
