# SPDX-License-Identifier: AGPL-3.0-or-later
"""The cache of photos: limited, shared by builds that run at once, and never a reason for a build to fail."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import IO, Any

import pytest

from epubgen.cli import run
from epubgen.files.input_tree import InputTree
from epubgen.files.sealed_json import UNUSABLE, sealed, unsealed
from epubgen.images import cache_facts, clear_cache, prepare
from epubgen.images.encode import Encoded, encode
from epubgen.images.picture_store import RECENT, trim_cache
from epubgen.model import Photo
from epubgen.options import Options
from tests.unit.drawn import issue_of, noisy, prepared, saved


@cache
def files() -> dict[str, bytes]:
    """Six photos; drawing them takes a second, so it waits for the first test that asks."""
    return {f"{n}.jpg": saved(noisy((600 + n, 400), n * 9), "PNG") for n in range(6)}


def aged(cache: Path, hours: float) -> None:
    for file in cache.rglob("*"):
        times = file.stat().st_mtime - hours * 3600
        os.utime(file, (times, times))


def test_the_least_recently_used_leave_first(tmp_path: Path) -> None:
    with prepared({"0.jpg": files()["0.jpg"], "1.jpg": files()["1.jpg"]}, Options(cache=tmp_path)):
        size = cache_facts(tmp_path).size
    aged(tmp_path, 5)
    with prepared({"1.jpg": files()["1.jpg"]}, Options(cache=tmp_path)):
        pass  # used again: now the younger one
    with prepared({"2.jpg": files()["2.jpg"]}, Options(cache=tmp_path, cache_limit=size)):
        assert cache_facts(tmp_path).photos == 2
    encoded: list[str] = []

    def counted(file: IO[bytes], name: str, *more: Any) -> Encoded:
        encoded.append(name)
        return encode(file, name, *more)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("epubgen.images.pipeline.encode", counted)
        with prepared({f"{n}.jpg": files()[f"{n}.jpg"] for n in range(3)}, Options(cache=tmp_path)):
            assert encoded == ["0.jpg"]


def test_what_was_used_just_now_stays_whatever_the_limit(tmp_path: Path) -> None:
    with prepared(files(), Options(cache=tmp_path, cache_limit=1)):
        assert cache_facts(tmp_path).photos == 6
    aged(tmp_path, RECENT / 3600 + 1)
    with prepared({"n.jpg": saved(noisy((300, 200)), "PNG")}, Options(cache=tmp_path, cache_limit=1)):
        assert cache_facts(tmp_path).photos == 1


def test_pictures_of_a_build_survive_clearing(tmp_path: Path) -> None:
    with prepared(files(), Options(cache=tmp_path)):
        pass
    with prepared(files(), Options(cache=tmp_path)) as media:
        assert clear_cache(tmp_path).photos == 6
        assert cache_facts(tmp_path).photos == 0
        for picture in media.pictures:
            assert len(picture.read()) == picture.size
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_what_killed_builds_left_is_swept(tmp_path: Path) -> None:
    left = tmp_path / ".build-dead"
    left.mkdir()
    (left / "x.jpg").write_bytes(b"x")
    os.utime(left, (1, 1))
    with prepared(files(), Options(cache=tmp_path)):
        pass
    trim_cache(tmp_path, 1)
    assert not left.exists()


@pytest.mark.skipif(os.name == "nt", reason="a folder that is a file is another error there")
def test_a_cache_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    place = tmp_path / "file"
    place.write_bytes(b"")
    with prepared(files(), Options(cache=place)) as media:
        assert [f.code for f in media.findings] == ["F14"]
        assert len(media.pictures) == 6


def test_hostile_cards_are_not_believed(tmp_path: Path) -> None:
    with prepared({"0.jpg": files()["0.jpg"]}, Options(cache=tmp_path)) as media:
        good = media.pictures[0].read()
    (card,) = tmp_path.rglob("*.json")
    for text in ("", "[]", "{}", '{"extension": "../../x", "moving": false, "picture": {}}', '{"extension": 5}'):
        card.write_text(text)
        with prepared({"0.jpg": files()["0.jpg"]}, Options(cache=tmp_path)) as media:
            assert media.findings == ()
            assert media.pictures[0].read() == good


ODD: dict[str, dict[str, object]] = {
    "a path": {"name": "../../evil.jpg"},
    "a path below photos": {"name": "photos/../../evil.jpg"},
    "no width": {"width": 0},
    "a negative height": {"height": -5},
    "a width in words": {"width": "7"},
    "a width that is true": {"width": True},
    "a fraction": {"width": 1.5},
    "another type": {"media_type": "image/svg+xml"},
    "another ending": {"name": "photos/0123456789abcdef.svg"},
    "another size": {"size": 3},
    "another hash": {"sha256": "0" * 64},
    "a field more": {"path": "/etc/passwd"},
}


@pytest.mark.parametrize("facts", ODD.values(), ids=ODD)
def test_an_odd_card_is_a_miss_even_when_it_is_sealed(tmp_path: Path, facts: dict[str, object]) -> None:
    with prepared({"0.jpg": files()["0.jpg"]}, Options(cache=tmp_path)) as media:
        good = media.facts
    (card,) = tmp_path.rglob("*.json")
    held = unsealed(card.stem, card)
    held["picture"] |= facts
    card.write_bytes(sealed(card.stem, held))
    with prepared({"0.jpg": files()["0.jpg"]}, Options(cache=tmp_path)) as media:
        assert (media.facts, media.findings) == (good, ())


def test_a_flipped_bit_of_a_card_is_a_miss(tmp_path: Path) -> None:
    with prepared({"0.jpg": files()["0.jpg"]}, Options(cache=tmp_path)) as media:
        good = media.facts
    (card,) = tmp_path.rglob("*.json")
    whole = card.read_bytes()
    for place in range(0, len(whole), 7):
        flipped = bytearray(whole)
        flipped[place] ^= 1
        card.write_bytes(flipped)
        try:
            assert unsealed(card.stem, card) == json.loads(json.loads(whole)["facts"])  # a bit that says nothing
        except UNUSABLE:
            continue
    card.write_bytes(whole.replace(b"320", b"321"))
    with prepared({"0.jpg": files()["0.jpg"]}, Options(cache=tmp_path)) as media:
        assert media.facts == good


@pytest.mark.parametrize("kind", ["deep", "pipe", "folder", "link", "of another photo", "huge"])
def test_what_is_no_card_is_a_miss(tmp_path: Path, kind: str) -> None:
    if kind == "pipe" and os.name != "posix":
        pytest.skip("pipes of POSIX")
    cache = tmp_path / "cache"
    with prepared({"0.jpg": files()["0.jpg"]}, Options(cache=cache)) as media:
        good = media.facts
    (card,) = cache.rglob("*.json")
    whole = card.read_bytes()
    card.unlink()
    match kind:
        case "deep":
            card.write_text("[" * 100_000)
        case "pipe":
            os.mkfifo(card)
        case "folder":
            card.mkdir()
        case "link":
            card.symlink_to("/dev/zero")
        case "huge":
            card.write_bytes(whole + b" " * 2**20)
        case _:
            card.write_bytes(sealed("another", unsealed_text(whole)))
    with prepared({"0.jpg": files()["0.jpg"]}, Options(cache=cache)) as media:
        assert (media.facts, media.findings) == (good, ())


def unsealed_text(card: bytes) -> object:
    return json.loads(json.loads(card)["facts"])


@pytest.mark.parametrize("kind", ["pipe", "link", "other bytes"])
@pytest.mark.skipif(os.name != "posix", reason="pipes and links of POSIX")
def test_a_kept_picture_that_is_none_is_a_miss(tmp_path: Path, kind: str) -> None:
    with prepared({"0.jpg": files()["0.jpg"]}, Options(cache=tmp_path)) as media:
        good = media.facts
    (kept,) = (path for path in tmp_path.glob("??/*") if path.suffix != ".json")
    kept.unlink()
    if kind == "pipe":
        os.mkfifo(kept)
    elif kind == "link":
        kept.symlink_to("/dev/zero")
    else:
        kept.write_bytes(b"other")
    with prepared({"0.jpg": files()["0.jpg"]}, Options(cache=tmp_path)) as media:
        assert (media.facts, media.findings) == (good, ())


SCRIPT = """
import sys
from pathlib import Path
from tests.unit.test_images_cache import files
from tests.unit.drawn import prepared
from epubgen.options import Options
for limit in (10**9, 1, 1, 10**9):
    with prepared(files(), Options(cache=Path(sys.argv[1]), cache_limit=limit)) as media:
        assert media.findings == (), media.findings
        print([(p.name, len(p.read())) for p in media.pictures])
"""


@pytest.mark.tools
def test_two_builds_at_once_share_a_cache(tmp_path: Path) -> None:
    root = Path(__file__).resolve().parents[2]
    runs = [
        subprocess.Popen([sys.executable, "-c", SCRIPT, str(tmp_path)], cwd=root, stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    said = [run.communicate()[0] for run in runs]
    assert [run.returncode for run in runs] == [0, 0]
    assert len({line for lines in said for line in lines.splitlines()}) == 1
    assert [path for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_one_photo_under_two_names_at_once(tmp_path: Path) -> None:
    names = dict.fromkeys((f"{n}.jpg" for n in range(12)), files()["0.jpg"])
    for _ in range(2):
        with prepared(names, Options(cache=tmp_path, threads=8)) as media:
            assert len(media.pictures) == 1
            assert media.findings == ()


def test_the_commands_of_the_cache(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("EPUBGEN_CACHE", str(tmp_path / "kept"))
    assert run(["cache", "info"]) == 0
    assert "0 photos" in capfd.readouterr().out
    with prepare(
        issue_of(Photo(file="p", data=files()["0.jpg"])), InputTree.memory({}), Options(cache=tmp_path / "kept")
    ):
        pass
    assert run(["cache", "info", "--json"]) == 0
    assert '"photos": 1' in capfd.readouterr().out
    assert run(["cache", "clear"]) == 0
    assert run(["cache", "info"]) == 0
    assert "0 photos" in capfd.readouterr().out
