# SPDX-License-Identifier: AGPL-3.0-or-later
"""docs/api.md: printed from the docstrings, whole, and its code runs; docs as a site: every page has its place."""

from __future__ import annotations

import os
import pickle
import re
import shutil
import subprocess
from pathlib import Path

import check_site
import docs_hooks
import pytest
import write_api_docs
import yaml

import epubgen

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "api.md"
ISSUE = "issues/xizhou-daily/2026-04-17"


def test_the_page_is_up_to_date() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert write_api_docs.page(text) == text, "run: python scripts/write_api_docs.py"


def test_every_public_name_has_an_entry() -> None:
    text = PAGE.read_text(encoding="utf-8")
    named = set(re.findall(r"^(?:### |- )`(\w+)`", text, re.MULTILINE))
    assert set(epubgen.__all__) - named == {"__version__", "model", "plugins"}


def test_the_code_of_the_page_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code = re.findall(
        r"^```python\n(.*?)^```$",
        PAGE.read_text(encoding="utf-8").partition("<!-- functions")[0],
        re.MULTILINE | re.DOTALL,
    )
    assert len(code) == 4
    paper = tmp_path / Path(ISSUE).parent
    shutil.copytree(ROOT / "issues" / "rare-names", paper)  # a small one: the page builds it often
    (paper / "2026-09-09").rename(tmp_path / ISSUE)
    issue = tmp_path / ISSUE / "issue.yaml"
    issue.write_text(issue.read_text("utf-8").replace("2026-09-09", "2026-04-17"), "utf-8")
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    for part in code:
        exec(part.replace(", check=True", ""), names)
    assert sorted(path.suffix for path in (tmp_path / "out").iterdir()) == [".epub", ".epub"]


def test_what_a_progress_raises_stops_the_build_and_leaves_no_file(tmp_path: Path) -> None:
    def stop(stage: str, done: int, total: int) -> None:
        if stage == "pages" and done == total:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        epubgen.build(ROOT / ISSUE, tmp_path, progress=stop)
    assert list(tmp_path.iterdir()) == []


def test_values_go_into_another_process() -> None:
    issue = epubgen.load(ROOT / ISSUE)
    for value in (issue, epubgen.Options(target="kindle"), epubgen.plan(issue), epubgen.lint(issue)):
        assert pickle.loads(pickle.dumps(value)) == value


def test_every_page_has_its_place_on_the_site() -> None:
    class Loader(yaml.SafeLoader):
        """Takes the tag of a Python function for what stands below it."""

    Loader.add_multi_constructor("tag:yaml.org,2002:python/", lambda loader, _suffix, node: node.tag)
    config = yaml.load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"), Loader)
    placed = [
        page
        for group in config["nav"]
        for pages in group.values()
        for page in ([pages] if isinstance(pages, str) else pages)
    ]
    outside = set(docs_hooks.PAGES.values()) - {"LICENSE.txt"}
    assert sorted(placed) == sorted({path.name for path in (ROOT / "docs").glob("*.md")} | outside)


def test_a_dead_link_of_the_site_is_found(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(
        "<p id='x'><a href='b.html#y'>1</a><a href='#x'>2</a><a href='c.html'>3</a><a href='#z'>4</a>"
        "<a href='https://example.org/'>5</a><script src='https://example.org/s.js'></script>"
    )
    (tmp_path / "b.html").write_text("<p id='y'>")
    found = [fault.split(": ", 1)[1] for fault in check_site.faults(tmp_path)]
    assert found == [
        "c.html: no such file",
        "#z: no such place",
        "https://example.org/s.js: fetched from elsewhere",
    ]


@pytest.mark.slow
def test_the_site_is_built_without_a_warning(tmp_path: Path) -> None:
    """In a copy of what it is made of; `scripts/docs` also makes its environment, which is not repeated here."""
    for name in ("docs", "scripts", "issues"):
        shutil.copytree(ROOT / name, tmp_path / name)
    for path in [*ROOT.glob("*.md"), ROOT / "LICENSE", ROOT / "mkdocs.yml"]:
        shutil.copy(path, tmp_path)
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    mkdocs = shutil.which("mkdocs", path=f"{ROOT / '.venv/bin'}{os.pathsep}{os.environ['PATH']}")
    assert mkdocs, "pip install '.[docs]'"
    command = [mkdocs, "build", "--quiet", "--strict"]
    subprocess.run(command, cwd=tmp_path, check=True, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"})
    assert list(check_site.faults(tmp_path / "build" / "site")) == []
    assert len(list((tmp_path / "build" / "site").glob("*.html"))) > 30
