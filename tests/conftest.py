# SPDX-License-Identifier: AGPL-3.0-or-later
"""What tests of every floor share: a small issue in memory, a picture, and the folders of samples."""

from __future__ import annotations

import io
import os
import time
from collections.abc import Callable, Container
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from PIL import Image

import epubgen
from epubgen.model import Article, Credit, Issue, Paragraph, Photo, Publication, Text
from epubgen.options import WritingMode

os.environ["TZ"] = "UTC"  # instants are shown by the clock of the system
if hasattr(time, "tzset"):
    time.tzset()

ROOT = Path(__file__).resolve().parents[1]
pytest_plugins = ["tests.costs", "tests.installed", "tests.one_cache", "tests.one_verdict"]
SAMPLES = sorted(path.parent for path in (ROOT / "issues").glob("*/*/issue.yaml"))
MODES: tuple[WritingMode, ...] = ("horizontal-tb", "vertical-rl")
VERTICAL = ("jipan-monthly", "nutug", "shiomi-shimpo")
LEFTWARD = ("al-marsa", "derya-boyi")
"""Samples whose script runs from right to left, and is never vertical."""
OWN: tuple[tuple[Path, WritingMode], ...] = tuple((path, MODES[path.parent.name in VERTICAL]) for path in SAMPLES)
"""Each sample in the mode that its publication asks for; vertical lines of the Mongolian script by their common name."""


def modes_of(path: Path) -> tuple[WritingMode, ...]:
    """The modes that a sample can be built in."""
    return MODES[:1] if path.parent.name in LEFTWARD else MODES


BOOKS: tuple[tuple[Path, WritingMode], ...] = tuple((path, mode) for path in SAMPLES for mode in modes_of(path))
"""Each sample in each of its modes."""
EASTERN_OR_LATIN = tuple(path for path in SAMPLES if path.parent.name not in (*LEFTWARD, "nutug"))
"""Samples whose lines and pages run as those of Chinese or English; the others are drawn in test_directions_in_browser."""


_OWN_NAMES = frozenset([(path.parent.name, str(mode)) for path, mode in OWN])


def in_modes(daily: Container[tuple[str, str]] = _OWN_NAMES) -> list[Any]:
    """Parameters ``sample`` and ``mode``: all of both; what is not daily, else not the sample's own mode, is slow."""
    return [
        pytest.param(
            path,
            mode,
            id=f"{path.parent.name}-{mode}",
            marks=() if (path.parent.name, mode) in daily else pytest.mark.slow,
        )
        for path, mode in BOOKS
    ]


def pytest_addoption(parser: pytest.Parser) -> None:
    """An option to take what is built now as the golden text."""
    parser.addoption("--save-golden", action="store_true", help="write the golden text of the samples anew")


MakeIssue = Callable[..., Issue]
MakeStory = Callable[..., Article]
EpubOf = Callable[[Path, WritingMode], Path]


def story(story_id: str, title: str = "", **fields: object) -> Article:
    """A story of one paragraph."""
    given = {"authors": (Credit(name="林岸", role="reporter"),), "body": (Paragraph(text=(Text("潮水退去。"),)),)}
    return Article(id=story_id, title=(title or f"标题{story_id}",), **(given | fields))  # type: ignore[arg-type]


@pytest.fixture
def make_issue() -> MakeIssue:
    """Make an issue of stories; keyword arguments set fields of the issue, ``paper`` those of the publication."""

    def make(*stories: Article, paper: dict[str, object] | None = None, **fields: object) -> Issue:
        given = {"id": "haibin", "title": "海滨日报", "language": "zh-Hans-CN"} | (paper or {})
        publication = Publication(**given)  # type: ignore[arg-type]
        settings = {"date": date(2026, 4, 17), "articles": stories or (story("a"),)} | fields
        return Issue(publication=publication, **settings)  # type: ignore[arg-type]

    return make


@pytest.fixture
def make_story() -> MakeStory:
    """Make a story; keyword arguments set its fields."""
    return story


@pytest.fixture(scope="session")
def jpeg() -> bytes:
    """A small photo."""
    picture = Image.linear_gradient("L").resize((320, 240)).convert("RGB")
    stream = io.BytesIO()
    picture.save(stream, "JPEG", quality=80)
    return stream.getvalue()


@pytest.fixture
def photo(jpeg: bytes) -> Photo:
    """A photo that is no file."""
    return Photo(
        file="pier.jpg", data=jpeg, caption="清晨的码头。", alt="码头边停着三条船", credit=(Credit(name="何帆"),)
    )


@pytest.fixture(params=SAMPLES, ids=lambda path: path.parent.name)
def sample(request: pytest.FixtureRequest) -> Path:
    """Each sample issue in turn."""
    path: Path = request.param
    return path


@pytest.fixture(scope="session")
def epub_of(run_folder: Path) -> EpubOf:
    """Build a sample in a mode, ads kept: once for all workers of the run."""

    def built(sample: Path, mode: WritingMode) -> Path:
        path = run_folder / f"{sample.parent.name}-{sample.name}-{mode}.epub"
        with FileLock(f"{path}.lock"):
            if not path.is_file():
                epubgen.build(sample, path, writing_mode=mode, keep_ads=True)
        return path

    return built
