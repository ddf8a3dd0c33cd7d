# SPDX-License-Identifier: AGPL-3.0-or-later
"""The way of a programmer: a wheel, the JSON of a CMS, an EPUB in memory, and HTTP 422 for what an editor must mend.

The code is that of docs/from-a-cms.md, as it stands there.
"""

from __future__ import annotations

import copy
import importlib.util
import io
import json
import os
import re
import subprocess
import zipfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

import epubgen

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "from-a-cms.md").read_text("utf-8")
(CODE,) = re.findall(r"^```python\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
POSTS: list[dict[str, Any]] = json.loads(re.findall(r"^```json\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)[0])


@pytest.fixture
def desk(tmp_path: Path, jpeg: bytes) -> Path:
    """The folder of the service: its code, and the pictures of the media library."""
    (tmp_path / "cms.py").write_text(CODE, "utf-8")
    (tmp_path / "posts.json").write_text(json.dumps(POSTS), "utf-8")
    (tmp_path / "media").mkdir()
    (tmp_path / "media" / "quay.jpg").write_bytes(jpeg)
    with Image.open(io.BytesIO(jpeg)) as picture:
        picture.rotate(180).save(tmp_path / "media" / "hook.jpg")
    return tmp_path


@pytest.fixture
def client(desk: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The service of the page, with a thread in place of its processes: test_in_a_clean_environment starts those."""
    testclient = pytest.importorskip("fastapi.testclient", reason="no fastapi: pip install 'epubgen-periodicals[dev]'")
    spec = importlib.util.spec_from_file_location("cms", desk / "cms.py")
    assert spec
    assert spec.loader
    cms = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(cms)
    monkeypatch.setattr(cms, "pool", ThreadPoolExecutor(1))
    monkeypatch.chdir(desk)
    return testclient.TestClient(cms.app)


def test_it_is_forty_lines() -> None:
    assert len(CODE.splitlines()) <= 40


def test_the_posts_become_an_epub(client: Any, tmp_path: Path) -> None:
    answer = client.post("/issues/2026-06-05", json=POSTS)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/epub+zip")
    made = tmp_path / "made.epub"
    made.write_bytes(answer.content)
    shown = epubgen.inspect(made).text()
    places = [
        shown.index(words) for words in ("Harbour", "Old crane leaves the quay – at last", "Town", "Trams every ten")
    ]
    assert places == sorted(places)
    with zipfile.ZipFile(made) as pack:
        pages = "".join(pack.read(name).decode() for name in pack.namelist() if name.endswith(".xhtml"))
        assert len([name for name in pack.namelist() if "/photos/" in name]) == 2
    for words in (
        "<strong>Monday</strong>",
        "The hook on its way.",
        "The quay in fog",
        "Tom Weir",
        "Its hook goes to the museum.",
    ):
        assert words in pages
    assert epubgen.check(made, java=False).ok


def without(*names: str) -> Callable[[list[dict[str, Any]]], None]:
    def change(posts: list[dict[str, Any]]) -> None:
        for name in names:
            posts[0].pop(name)

    return change


FAULTS: dict[str, tuple[Callable[[list[dict[str, Any]]], Any], list[str]]] = {
    "no headline": (without("title"), ["S03"]),
    "no headline in two posts": (lambda posts: [post.pop("title") for post in posts], ["S03", "S03"]),
    "a headline of blanks": (lambda posts: posts[0].update(title={"rendered": "  "}), ["S03"]),
    "no text and no photo": (lambda posts: (posts[0].pop("content"), posts[0].pop("_embedded")), ["A01"]),
    "no posts": (lambda posts: posts.clear(), ["EG010"]),
    "a post with words alone": (lambda posts: posts.append({"content": {"rendered": "<p>Words.</p>"}}), ["S03"]),
}


@pytest.mark.parametrize("name", FAULTS)
def test_what_an_editor_must_mend_is_422(client: Any, name: str) -> None:
    change, codes = FAULTS[name]
    posts = copy.deepcopy(POSTS)
    change(posts)
    answer = client.post("/issues/2026-06-05", json=posts)
    assert answer.status_code == 422
    faults = answer.json()["detail"]
    assert [fault["code"] for fault in faults] == codes
    assert all(fault["says"] and fault["cure"] for fault in faults)
    if codes[0] == "S03":
        assert all(re.match(r"issue\.json:1:\d+", fault["place"]) for fault in faults)


def test_a_date_that_is_none_is_422_too(client: Any) -> None:
    assert client.post("/issues/2026-02-30", json=POSTS).status_code == 422


def test_a_picture_that_is_not_there_stops_nothing(client: Any, desk: Path) -> None:
    (desk / "media" / "hook.jpg").unlink()
    assert client.post("/issues/2026-06-05", json=POSTS).status_code == 200


JOURNEY = """
import json, pathlib, cms
from fastapi.testclient import TestClient
client = TestClient(cms.app)
posts = json.loads(pathlib.Path("posts.json").read_text())
good = client.post("/issues/2026-06-05", json=posts)
again = client.post("/issues/2026-06-05", json=posts)
del posts[1]["title"]
bad = client.post("/issues/2026-06-05", json=posts)
pathlib.Path("today.epub").write_bytes(good.content)
print(json.dumps([cms.epubgen.__file__, good.status_code, good.content == again.content, bad.status_code, bad.json()]))
"""


@pytest.mark.slow
def test_in_a_clean_environment(clean_python: Path, desk: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """From the wheel, in a home that holds nothing, with processes that build."""
    home = tmp_path_factory.mktemp("home")
    given = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "TEMP") if name in os.environ}
    done = subprocess.run(
        [str(clean_python), "-W", "error::DeprecationWarning:epubgen", "-c", JOURNEY],
        cwd=desk, env=given | {"HOME": str(home), "USERPROFILE": str(home)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    package, good, same, bad, said = json.loads(done.stdout)
    assert ROOT not in Path(package).parents
    assert (good, same, bad) == (200, True, 422)
    assert [fault["code"] for fault in said["detail"]] == ["S03"]
    assert zipfile.ZipFile(io.BytesIO((desk / "today.epub").read_bytes())).testzip() is None
    assert not [*home.rglob("*.epub")]
    assert not [*home.rglob("epubgen*")], "the library keeps nothing in the home of the service"
