# SPDX-License-Identifier: AGPL-3.0-or-later
"""Errors of the operating system become findings by one map; every row that the map can name fills."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from epubgen.errors import Location, PackageError
from epubgen.files.disk_errors import disk_finding, reason, writing
from epubgen.messages import LANGUAGES


@pytest.mark.parametrize(
    ("number", "key"),
    [
        (errno.ENOSPC, "EG020.full"),
        (errno.EFBIG, "EG020.limit"),
        (errno.EMFILE, "EG020.many"),
        (errno.ENOMEM, "EG020.memory"),
        (errno.ENODEV, "EG020.device"),
        (errno.ENOENT, "EG020.missing"),
        (errno.EROFS, "EG020.denied"),
        (errno.ENAMETOOLONG, "EG020"),
        (errno.EIO, "EG020"),
    ],
)
def test_the_cause_names_the_row(tmp_path: Path, number: int, key: str) -> None:
    target = tmp_path / "a" / "b.epub"
    with pytest.raises(PackageError) as caught, writing(target):
        raise OSError(number, os.strerror(number))
    (found,) = caught.value.findings
    assert (found.key, found.at) == (key, Location(str(target)))
    named = key in ("EG020.denied", "EG020.full", "EG020.missing")
    """These are about the folder; of a limit or a device the place of the finding tells enough."""
    assert all(str(target.parent) in found.message(lang) for lang in LANGUAGES if named)
    assert key != "EG020" or os.strerror(number) in found.message("en")


def test_a_code_without_rows_for_causes_says_the_words_of_the_system() -> None:
    found = disk_finding("EG008", PermissionError(errno.EACCES, "no right"), Location("a.css"))
    assert found.key == "EG008"
    assert "no right" in found.message("en")


def test_an_error_without_number_still_has_words() -> None:
    assert reason(OSError("the line is dead")) == "the line is dead"
    assert disk_finding("EG020", OSError("the line is dead"), None).key == "EG020"
