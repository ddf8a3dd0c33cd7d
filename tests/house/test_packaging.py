# SPDX-License-Identifier: AGPL-3.0-or-later
"""The files that bring epubgen to others: release, Docker image, GitHub Action, hook of pre-commit. All are run, as far as
that is possible without Docker and GitHub.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import make_release
import pytest
import yaml

from epubgen.cli import pre_commit
from epubgen.version import __version__

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "newsroom-repository.md").read_text("utf-8")
PRE_COMMIT_CONFIG, WORKFLOW = re.findall(r"^```yaml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
ACTION = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
DOCKERFILE = (ROOT / "Dockerfile").read_text("utf-8")
DAY = date(2026, 12, 1)
posix = pytest.mark.skipif(os.name != "posix", reason="for POSIX shells")


# The release.


@pytest.mark.parametrize(
    ("heading", "version", "made"),
    [
        ("## 0.2.0 (unreleased)", "0.2.0", "## 0.2.0 (2026-12-01)"),
        ("## 0.2.0 (2026-12-01)", "0.2.0", "## 0.2.0 (2026-12-01)"),
        ("## 0.2.0 (2026-11-30)", "0.2.0", ""),
        ("## 0.2.0 (unreleased)", "0.2.1", ""),
        ("## 0x2y0 (unreleased)", "0.2.0", ""),
        ("## Unreleased", "0.2.0", ""),
    ],
)
def test_the_changelog_is_dated(heading: str, version: str, made: str) -> None:
    text = f"# Changes\n\n{heading}\n\n- One (unreleased).\n\n## 0.1.0 (2026-10-01)\n"
    if made:
        assert make_release.dated(text, version, DAY) == text.replace(heading, made, 1)
    else:
        with pytest.raises(make_release.ReleaseError, match="CHANGELOG"):
            make_release.dated(text, version, DAY)


def test_the_next_release_has_its_heading() -> None:
    assert make_release.version_of(ROOT) == __version__
    changelog = (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert re.search(rf"^## {re.escape(__version__)} \((?:unreleased|\d{{4}}-\d\d-\d\d)\)$", changelog, re.MULTILINE)


def test_a_release_that_fails_leaves_the_changelog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "epubgen").mkdir()
    (tmp_path / "epubgen" / "version.py").write_text('__version__ = "1.0"\n')
    (tmp_path / "CHANGELOG.md").write_text("## 1.0 (unreleased)\n")
    (tmp_path / "dist").mkdir()
    (tmp_path / "dist" / "old-0.9.whl").touch()
    seen = []

    def fails(root: Path, dist: Path) -> None:
        seen.append(((root / "CHANGELOG.md").read_text(), [*dist.iterdir()]))
        raise make_release.ReleaseError("no")

    monkeypatch.setattr(make_release, "built", fails)
    with pytest.raises(make_release.ReleaseError, match="no"):
        make_release.make_release(tmp_path, DAY, print)
    assert seen == [("## 1.0 (2026-12-01)\n", [])]
    assert (tmp_path / "CHANGELOG.md").read_text() == "## 1.0 (unreleased)\n"


def checkout(folder: Path) -> Path:
    """A copy of what belongs to the package."""
    for name in ("epubgen", "css", "issues", "docs", "scripts"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md", ".gitignore"):
        shutil.copy(ROOT / name, folder / name)
    return folder


@pytest.mark.slow
@posix
def test_a_release(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Dependencies come from this environment: tests use no network."""
    monkeypatch.setenv("PYTHONPATH", sysconfig.get_paths()["purelib"])
    said: list[str] = []
    root = checkout(tmp_path)
    sdist, wheel = make_release.make_release(root, DAY, said.append, ("--no-deps", "--no-index"))
    assert (sdist.suffix, wheel.suffix) == (".gz", ".whl")
    assert sorted((root / "dist").iterdir()) == sorted([sdist, wheel])
    assert f"## {__version__} (2026-12-01)" in (root / "CHANGELOG.md").read_text("utf-8")
    assert any("twine" in line for line in said)
    (root / "css" / "base.css").unlink()
    with pytest.raises(make_release.ReleaseError):
        make_release.make_release(root, DAY, said.append, ("--no-deps", "--no-index"))


# The Docker image.


def instructions() -> list[tuple[str, str]]:
    lines = re.sub(r"\\\n\s*", "", re.sub(r"^#.*\n", "", DOCKERFILE, flags=re.MULTILINE)).splitlines()
    return [(word, rest) for line in lines if line for word, _, rest in [line.partition(" ")]]


def copied() -> list[str]:
    """What comes from the checkout."""
    places = [rest.split()[:-1] for word, rest in instructions() if word == "COPY" and not rest.startswith("--from")]
    return [name for names in places for name in names]


def test_the_image_is_made_of_what_the_package_needs() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]
    needed = {"pyproject.toml", project["project"]["readme"], *project["project"]["license-files"], *wheel["packages"]}
    assert set(copied()) == needed | set(wheel["force-include"])
    sent = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    assert sent == set(copied())


def test_the_image_runs_the_command_without_root() -> None:
    words = [word for word, _ in instructions()]
    last = instructions()[len(words) - 1 - words[::-1].index("FROM") :]
    assert dict(last)["USER"] not in ("root", "0")
    assert f"useradd --create-home --uid 1000 {dict(last)['USER']}" in dict(last)["RUN"]
    assert [word for word, _ in last].index("RUN") < [word for word, _ in last].index("USER")
    assert dict(last)["ENTRYPOINT"] == '["epubgen"]'
    assert all(re.fullmatch(r"python:3\.\d+-slim( AS \w+)?", rest) for word, rest in instructions() if word == "FROM")


@pytest.mark.slow
@posix
@pytest.mark.parametrize("extras", ["", "check"])
def test_the_steps_of_the_image(tmp_path: Path, extras: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The build stage, with a folder in place of /opt and /source; dependencies come from this environment."""
    source, place = tmp_path / "source", tmp_path / "opt"
    for name in copied():
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        (shutil.copytree if (ROOT / name).is_dir() else shutil.copy)(ROOT / name, source / name)
    for name, value in (("NO_INDEX", "1"), ("NO_DEPS", "1"), ("NO_BUILD_ISOLATION", "0"), ("IGNORE_INSTALLED", "1")):
        monkeypatch.setenv(f"PIP_{name}", value)
    monkeypatch.setenv("EXTRAS", extras)
    first = instructions()[: [word for word, _ in instructions()].index("FROM", 1)]
    make, install = (rest.replace("/opt/", f"{place}/") for word, rest in first if word == "RUN")
    python = f'PATH="{Path(sys.executable).parent}:$PATH"; '
    subprocess.run(["sh", "-ec", python + make], cwd=source, check=True, capture_output=True)
    site = next(place.glob("epubgen/lib/python*/site-packages"))
    (site / "dependencies.pth").write_text(sysconfig.get_paths()["purelib"] + "\n")
    monkeypatch.delenv("PYTHONPATH", raising=False)
    done = subprocess.run(["sh", "-ec", install], cwd=source, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.splitlines()[-1] == f"epubgen {__version__}"
    assert not [*site.glob("pip")]
    shutil.copytree(ROOT / "issues" / "new-zh", tmp_path / "work" / "paper")
    built = [str(place / "epubgen" / "bin" / "epubgen"), "build", "paper/2026-01-05", "-o", "today.epub"]
    subprocess.run(built, cwd=tmp_path / "work", check=True, capture_output=True)
    assert (tmp_path / "work" / "today.epub").stat().st_size > 100_000


# The action and the workflows.


def schema(name: str) -> Any:
    builtin = pytest.importorskip("check_jsonschema.builtin_schemas", reason="no check-jsonschema")
    return builtin.get_builtin_schema(name)


def test_the_action_is_valid() -> None:
    jsonschema.validate(ACTION, schema("vendor.github-actions"))
    assert set(re.findall(r"inputs\.([\w-]+)", str(ACTION["runs"]))) == set(ACTION["inputs"])
    rows = re.findall(r"^\| `([\w-]+)` \| .* \| (?:`(.*)` )?\|$", PAGE, re.MULTILINE)
    assert rows == [(name, given.get("default", "")) for name, given in ACTION["inputs"].items()]


def test_no_value_is_pasted_into_a_command() -> None:
    """A value of the workflow goes through the environment: in the text of a command it could be code."""
    steps = [step for step in ACTION["runs"]["steps"] if "run" in step]
    assert len(steps) == 3
    assert [step["name"] for step in steps if "${{" in step["run"]] == []


@pytest.mark.parametrize("path", sorted((ROOT / ".github" / "workflows").glob("*.yml")), ids=lambda path: path.name)
def test_a_workflow_is_valid(path: Path) -> None:
    _workflow(path.read_text("utf-8"))


def test_the_workflow_of_the_page_is_valid() -> None:
    steps = _workflow(WORKFLOW)["jobs"]["build"]["steps"]
    (used,) = (step for step in steps if "epubgen@" in step.get("uses", ""))
    assert used["uses"].endswith(f"@v{__version__}")
    assert set(used["with"]) <= set(ACTION["inputs"])
    assert {key for key, given in ACTION["inputs"].items() if given.get("required")} <= set(used["with"])


def _workflow(text: str) -> Any:
    known = yaml.load(text, yaml.BaseLoader)  # `on` is no boolean here
    jsonschema.validate(
        yaml.safe_load(re.sub(r"^on:", '"on":', text, flags=re.MULTILINE)), schema("vendor.github-workflows")
    )
    for job in known["jobs"].values():
        given = {step["id"] for step in job["steps"] if "id" in step}
        assert set(re.findall(r"steps\.([\w-]+)\.outputs", str(job))) <= given
        assert set(re.findall(r"outputs\.([\w-]+)", str(job))) <= set(ACTION["outputs"])
    return known


@posix
@pytest.mark.usefixtures("java_finds_nothing")
@pytest.mark.parametrize(
    ("strict", "title", "code"),
    [("false", "标题", 0), ("true", "", 3), pytest.param("false", "", 3, marks=pytest.mark.slow)],
)
def test_the_steps_of_the_action(tmp_path: Path, strict: str, title: str, code: int) -> None:
    """Lint and build, as GitHub runs them; a fault ends them."""
    issue = tmp_path / "paper" / "2026 01"
    (issue / "articles").mkdir(parents=True)
    (issue.parent / "publication.yaml").write_text("id: tide\ntitle: Tide\nlanguage: zh-Hans\ncover: none\n", "utf-8")
    (issue / "issue.yaml").write_text("date: 2026-01-05\n", "utf-8")
    (issue / "articles" / "a.md").write_text(f"---\ntitle: {title}\nauthors: 林岸\n---\n\n潮水退去。\n", "utf-8")
    bin_folder = tmp_path / "bin"
    bin_folder.mkdir()
    (bin_folder / "epubgen").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m epubgen "$@"\n')
    (bin_folder / "epubgen").chmod(0o755)
    told = tmp_path / "told"
    inputs = {name: given.get("default", "") for name, given in ACTION["inputs"].items()}
    inputs |= {
        "issue": "paper/2026 01",
        "strict": strict,
        "output": "out folder/",
        "arguments": "--no-cache --target kindle",
    }
    codes = []
    for step in ACTION["runs"]["steps"][2:]:
        given = {
            key: re.sub(r"\$\{\{ inputs\.([\w-]+) \}\}", lambda found: inputs[found[1]], value)
            for key, value in step["env"].items()
        }
        surroundings = {
            **os.environ,
            "PATH": f"{bin_folder}:{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT),
            "GITHUB_OUTPUT": str(told),
        }
        command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
        codes.append(
            subprocess.run(command, cwd=tmp_path, env=surroundings | given, check=False, capture_output=True).returncode
        )
        if codes[-1]:
            break
    assert codes == ([0, 0] if code == 0 else [code])
    if code == 0:
        name, _, path = told.read_text().strip().partition("=")
        assert name == "epub"
        assert (tmp_path / path).is_file()
        assert Path(path).parent == Path("out folder")


# The hook.


def test_the_hook_and_the_config_of_the_page_are_valid(tmp_path: Path) -> None:
    clientlib = pytest.importorskip("pre_commit.clientlib", reason="no pre-commit")
    (hook,) = clientlib.load_manifest(str(ROOT / ".pre-commit-hooks.yaml"))
    assert hook["entry"] == f"python -m {pre_commit.__name__}"
    assert hook["require_serial"]
    (tmp_path / "config.yaml").write_text(PRE_COMMIT_CONFIG, "utf-8")
    (used,) = clientlib.load_config(str(tmp_path / "config.yaml"))["repos"]
    assert used["rev"] == f"v{__version__}"
    assert [one["id"] for one in used["hooks"]] == [hook["id"]]


@pytest.fixture
def papers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for place in ("tide/2026-04-22", "tide/2026-04-23", "ebb/issues/2026-04-22"):
        (tmp_path / place / "articles").mkdir(parents=True)
        (tmp_path / place / "issue.yaml").write_text(f"date: {place[-10:]}\n", "utf-8")
        (tmp_path / place / "articles" / "a.md").write_text(
            "---\ntitle: Quay\nauthors: Ida Moss\n---\n\nWater rises.\n", "utf-8"
        )
    for paper in ("tide", "ebb"):
        (tmp_path / paper / "publication.yaml").write_text(
            f"id: {paper}\ntitle: T\nlanguage: en\ncover: none\n", "utf-8"
        )
    return tmp_path


@pytest.mark.parametrize(
    ("files", "folders"),
    [
        (["tide/2026-04-22/articles/a.md"], ["tide/2026-04-22"]),
        (["tide/2026-04-22/articles/a.md", "tide/2026-04-22/issue.yaml"], ["tide/2026-04-22"]),
        (
            ["tide/2026-04-22/photos/p.jpg", "ebb/issues/2026-04-22/issue.yaml"],
            ["ebb/issues/2026-04-22", "tide/2026-04-22"],
        ),
        (["tide/publication.yaml"], ["tide/2026-04-23"]),
        (["ebb/assets/house.css"], ["ebb/issues/2026-04-22"]),
        (["README.md", "scripts/x.py"], []),
        ([], []),
    ],
)
def test_the_hook_finds_the_issues_of_files(papers: Path, files: list[str], folders: list[str]) -> None:
    assert [folder.as_posix() for folder in pre_commit.issue_folders(map(Path, files))] == folders


def test_the_hook_stops_a_commit(papers: Path, capsys: pytest.CaptureFixture[str]) -> None:
    story = papers / "tide/2026-04-22/articles/a.md"
    names = ["tide/2026-04-22/articles/a.md", "tide/2026-04-23/articles/a.md"]
    assert pre_commit.main(names) == 0
    story.write_text("---\ntittle: Quay\n---\n\nWater rises.\n", "utf-8")
    capsys.readouterr()
    assert pre_commit.main(names) == 3
    assert "tide/2026-04-22/articles/a.md:2:1: S01" in capsys.readouterr().out
    story.write_text("---\ntitle: Quay\n---\n\nWater rises.\n", "utf-8")
    assert pre_commit.main(names) == 0
    assert pre_commit.main(["--strict", *names]) == 3
    assert pre_commit.main(["README.md"]) == 0


@pytest.mark.slow
@posix
def test_pre_commit_runs_the_hook(papers: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """``pre-commit try-repo``: pre-commit installs the package by itself; dependencies come from this environment."""
    pytest.importorskip("pre_commit", reason="no pre-commit")
    given = {"NO_INDEX": "1", "NO_DEPS": "1", "NO_BUILD_ISOLATION": "0"}
    surroundings = {**os.environ, **{f"PIP_{name}": value for name, value in given.items()}, "EPUBGEN_LANG": "en"}
    surroundings |= {
        "PYTHONPATH": sysconfig.get_paths()["purelib"],
        "PRE_COMMIT_HOME": str(tmp_path_factory.mktemp("kept")),
    }
    repository = checkout(tmp_path_factory.mktemp("epubgen"))
    shutil.copy(ROOT / ".pre-commit-hooks.yaml", repository)
    git = ["git", "-c", "user.name=Ida", "-c", "user.email=ida@example.org", "-c", "init.defaultBranch=main"]
    for words in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "All"]):
        subprocess.run([*git, *words], cwd=repository, check=True, capture_output=True)
    for words in (["init", "-q"], ["add", "-A"]):
        subprocess.run([*git, *words], cwd=papers, check=True, capture_output=True)
    command = [sys.executable, "-m", "pre_commit", "try-repo", str(repository), "epubgen-lint"]
    done = subprocess.run(command, cwd=papers, env=surroundings, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Passed" in done.stdout
    (papers / "tide/2026-04-22/articles/a.md").write_text("---\ntittle: Quay\n---\n\nWater rises.\n", "utf-8")
    subprocess.run([*git, "add", "-A"], cwd=papers, check=True)
    done = subprocess.run(command, cwd=papers, env=surroundings, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "tide/2026-04-22/articles/a.md:2:1: S01 unknown field 'tittle'" in done.stdout
