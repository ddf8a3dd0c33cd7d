# SPDX-License-Identifier: AGPL-3.0-or-later
"""Peak memory does not grow with the number of photos."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = """
import datetime as dt, sys
from pathlib import Path
from epubgen.model import Article, Issue, Photo, Publication
from epubgen.options import Options
from epubgen.files.input_tree import InputTree
from epubgen.images import prepare
import resource
root = Path(sys.argv[1])
photos = tuple(Photo(file=p.name) for p in sorted(root.glob("*.jpg"))[: int(sys.argv[2])])
story = Article(id="s", title=("S",), photos=photos)
issue = Issue(publication=Publication(id="p", title="P", language="en"), date=dt.date(2026, 4, 22), articles=(story,))
with prepare(issue, InputTree.folder(root), Options(threads=2)) as media:
    assert len(media.pictures) == len(photos)
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


def peak(root: Path, count: int) -> int:
    run = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(root), str(count)], capture_output=True, text=True, check=True
    )
    return int(run.stdout)


@pytest.mark.tools
@pytest.mark.skipif(sys.platform == "win32", reason="the module resource is not there")
def test_twelve_photos_need_no_more_memory_than_four(tmp_path: Path) -> None:
    from PIL import Image, ImageChops  # noqa: PLC0415 - only where the test runs

    noise = Image.effect_noise((1600, 1200), 20).convert("RGB")
    for number in range(12):
        ImageChops.offset(noise, number, 0).save(tmp_path / f"{number:02}.jpg", quality=90)
    few, many = peak(tmp_path, 4), peak(tmp_path, 12)
    assert many < few + 20
