# SPDX-License-Identifier: AGPL-3.0-or-later
"""Lint decodes every photo, once; a build goes out without the broken ones, with their captions."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from epubgen import build, clear_cache, lint
from epubgen.errors import MediaError
from tests.input_cases.photos import PAPER, issue_with


def test_the_caption_of_a_broken_photo_stays() -> None:
    out = BytesIO()
    build(issue_with("cut"), out)
    with ZipFile(out) as pack:
        text = "".join(pack.read(name).decode() for name in pack.namelist() if name.endswith(".xhtml"))
        assert not [name for name in pack.namelist() if "photos/" in name]
    assert '<p class="missing-photo">' in text
    assert "说明" in text


def test_strict_stops_at_a_broken_photo() -> None:
    with pytest.raises(MediaError) as caught:
        build(issue_with("cut"), BytesIO(), strict=True)
    assert [found.key for found in caught.value.findings] == ["F11.broken"]


@pytest.fixture
def decoded(monkeypatch: pytest.MonkeyPatch, encoded_anew: None) -> list[str]:
    """The names of the photos that are opened."""
    module = import_module("epubgen.images.examine")  # the room has the function under this name
    names: list[str] = []
    real: Callable[..., object] = module.open_picture

    def opened(file: object, name: str) -> object:
        names.append(name)
        return real(file, name)

    monkeypatch.setattr(module, "open_picture", opened)
    return names


def test_a_whole_photo_is_decoded_once_a_broken_one_each_time(tmp_path: Path, decoded: list[str]) -> None:
    for file, times in (("whole", 1), ("cut", 2)):
        decoded.clear()
        told = [[found.key for found in lint(issue_with(file), cache=tmp_path).findings] for _ in range(2)]
        assert len(decoded) == times
        assert told[0] == told[1]


def test_the_picture_of_a_cover_is_decoded_with_the_photos(decoded: list[str]) -> None:
    cover = "cover: {mode: image, file: issues/2026-04-22/photos/x.jpg}\n"
    files = issue_with("whole") | {"publication.yaml": PAPER + cover}
    assert not lint(files).errors
    assert len(decoded) == 1


def test_a_cleared_cache_forgets(tmp_path: Path, decoded: list[str]) -> None:
    lint(issue_with("whole"), cache=tmp_path)
    clear_cache(tmp_path)
    lint(issue_with("whole"), cache=tmp_path)
    assert len(decoded) == 2
    assert not list(tmp_path.glob("whole/*"))[1:]


def test_a_new_pillow_or_too_many_marks_are_a_new_start(
    tmp_path: Path, decoded: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    lint(issue_with("whole"), cache=tmp_path)
    monkeypatch.setattr("PIL.__version__", "999.0")
    lint(issue_with("whole"), cache=tmp_path)
    assert len(decoded) == 2, "what another version decodes may be damaged to this one"
    lint(issue_with("whole"), cache=tmp_path)
    assert len(decoded) == 2
    monkeypatch.setattr(import_module("epubgen.images.examine"), "_MOST_MARKS", 1)
    lint(issue_with("whole"), cache=tmp_path)
    assert len(decoded) == 3
    assert len(list(tmp_path.glob("whole/*"))) == 1


def test_nothing_is_encoded(tmp_path: Path) -> None:
    lint(issue_with("whole"), cache=tmp_path)
    assert not list(tmp_path.rglob("*.jpg"))
