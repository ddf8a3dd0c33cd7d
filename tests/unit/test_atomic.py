# SPDX-License-Identifier: AGPL-3.0-or-later
"""Files that appear whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from epubgen.files.atomic import draft_name, drafted, write_whole


def test_a_finished_draft_takes_its_place(tmp_path: Path) -> None:
    target = tmp_path / "a.txt"
    target.write_text("old")
    with drafted(target) as draft:
        draft.write_text("new")
        assert target.read_text() == "old"
    assert target.read_text() == "new"
    assert list(tmp_path.iterdir()) == [target]


def test_an_error_leaves_the_older_file_and_no_draft(tmp_path: Path) -> None:
    target = tmp_path / "a.txt"
    target.write_text("old")

    def half() -> None:
        with drafted(target) as draft:
            draft.write_text("half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        half()
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_writing_that_fails_leaves_the_older_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "a.txt"
    write_whole(target, b"old")

    def full(_path: Path, _target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space"):
        write_whole(target, b"new")
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_drafts_of_long_names_fit_the_file_system(tmp_path: Path) -> None:
    target = tmp_path / ("报" * 80 + ".epub")
    write_whole(target, b"x")
    assert target.read_bytes() == b"x"
    assert draft_name(target) != draft_name(target)
