# SPDX-License-Identifier: AGPL-3.0-or-later
"""The example plug-in is built, installed and used as people would use it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import epubgen

ROOT = Path(__file__).resolve().parents[2]
FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Harbour",
    "items": [
        {"id": "1", "title": "Crane leaves the quay", "content_html": "<p>The last crane left.</p>"},
        {"id": "2", "content_text": "No headline."},
    ],
}
PUBLICATION = """
id: harbour
title: Harbour Feed
language: en
publish:
  deliver:
    - to: latest
      settings:
        path: shelf
"""
Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder into which the wheel of the example is installed."""
    folder = tmp_path_factory.mktemp("plugin")
    shutil.copytree(ROOT / "examples" / "plugin", folder / "source")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet", "--no-cache-dir"]
    offline = ["--no-build-isolation", "--no-deps", "--no-index", "--no-compile"]
    install = [*pip, "install", *offline, "--target", str(folder / "site"), str(folder / "source")]
    subprocess.run(install, check=True, capture_output=True)
    return folder / "site"


@pytest.fixture
def feed(tmp_path: Path) -> Path:
    (tmp_path / "publication.yaml").write_text(PUBLICATION, "utf-8")
    (tmp_path / "2026-06-05.jsonfeed").write_text(json.dumps(FEED), "utf-8")
    return tmp_path


@pytest.fixture
def run(site: Path, feed: Path) -> Run:
    """Run a command of epubgen in the folder of the feed."""

    def made(*words: str, lang: str = "en") -> subprocess.CompletedProcess[str]:
        path = os.pathsep.join((str(ROOT), str(site)))
        environment = {**os.environ, "PYTHONPATH": path, "PYTHONUTF8": "1", "EPUBGEN_LANG": lang}
        command = [sys.executable, "-m", "epubgen", *words]
        return subprocess.run(
            command, cwd=feed, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
        )

    return made


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", "JSON Feed: a file ….jsonfeed"),
        pytest.param("zh", "JSON Feed：….jsonfeed 文件", marks=pytest.mark.slow),
    ],
)
def test_sources_lists_it(run: Run, lang: str, words: str) -> None:
    listed = run("sources", lang=lang)
    assert listed.returncode == 0, listed.stderr
    assert f"jsonfeed         {words}" in listed.stdout.splitlines()


def test_an_issue_is_built_through_it(run: Run, feed: Path) -> None:
    done = run("build", "2026-06-05.jsonfeed", "-o", "today.epub", "--no-cache")
    assert done.returncode == 0, done.stderr
    assert "item 2 of the feed has no title, so it is left out (items[1])\n  hint: give it a title" in done.stderr
    labels = [below.label for below in epubgen.inspect(feed / "today.epub").below if below.label == "contents"]
    assert labels
    assert "Crane leaves the quay" in epubgen.inspect(feed / "today.epub").text()


@pytest.mark.slow
def test_its_findings_speak_chinese(run: Run) -> None:
    said = run("lint", "2026-06-05.jsonfeed", lang="zh")
    assert "JSONFEED-02 feed 的第 2 条没有标题，未收入 (items[1])\n  提示: 请加上 title" in said.stdout


@pytest.mark.slow
def test_its_faults_are_those_of_the_source(run: Run, feed: Path) -> None:
    (feed / "2026-06-05.jsonfeed").write_text("{", "utf-8")
    done = run("build", "2026-06-05.jsonfeed")
    assert done.returncode == epubgen.SourceError.exit_code
    assert done.stderr.startswith("2026-06-05.jsonfeed: JSONFEED-01 the feed cannot be read: JSONDecodeError")


def test_an_issue_is_published_through_its_way(run: Run, feed: Path) -> None:
    refused = run("publish", "2026-06-05.jsonfeed", "-o", "out", "--no-java", "--no-cache")
    assert refused.returncode == epubgen.OptionsError.exit_code
    assert "LATEST-01 the folder shelf for the newest issue is not there" in refused.stderr
    (feed / "shelf").mkdir()
    done = run("publish", "2026-06-05.jsonfeed", "-o", "out", "--no-java", "--no-cache")
    assert done.returncode == 0, done.stderr
    assert "newest issue put in place: harbour-generic.epub" in done.stdout
    assert (feed / "shelf" / "harbour-generic.epub").read_bytes() == next((feed / "out").glob("*.epub")).read_bytes()


@pytest.mark.parametrize(
    ("code", "title"),
    [
        pytest.param("JSONFEED-02", "Item without a title", marks=pytest.mark.slow),
        ("jsonfeed-01.date", "Unreadable feed"),
    ],
)
def test_its_codes_are_explained(run: Run, code: str, title: str) -> None:
    done = run("lint", "--explain", code)
    assert done.returncode == 0, done.stderr
    assert title in done.stdout
