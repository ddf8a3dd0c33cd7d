# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is done for each photo, counted: one decode, one resize, as few encodings as can be; nothing for a known one."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, JpegImagePlugin

import epubgen
from epubgen.images import encode as encoding
from epubgen.images import hash_cache, pillow
from epubgen.images.encode import Encoded
from epubgen.images.profile import GENERIC, TARGETS, Profile
from epubgen.options import Options
from tests.unit.drawn import noisy, prepared, saved

HEAVY = saved(noisy((1700, 1280), 40), "JPEG", quality=92)
LIGHT = saved(Image.linear_gradient("L").resize((1700, 1280)).convert("RGB"), "JPEG", quality=92)


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often a photo was decoded, resized, encoded whole or as a sample, and hashed."""
    count: Counter[str] = Counter()

    def counted(owner: Any, name: str, word: str) -> None:
        known = getattr(owner, name)

        def again(*args: Any, **more: Any) -> Any:
            if word == "decoded" and not args[0].tile:
                return known(*args, **more)
            count["sampled" if word == "encoded" and args[0].height < 400 else word] += 1
            return known(*args, **more)

        monkeypatch.setattr(owner, name, again)

    counted(JpegImagePlugin.JpegImageFile, "load", "decoded")
    counted(Image.Image, "resize", "resized")
    counted(encoding, "_jpeg", "encoded")
    counted(hash_cache, "_hash", "hashed")
    return count


def work(data: bytes, done: Counter[str], options: Options) -> dict[str, int]:
    done.clear()
    with prepared({"a.jpg": data}, options):
        return dict(done)


def test_a_photo_too_heavy_at_every_quality_is_encoded_once(done: Counter[str]) -> None:
    once = {"decoded": 1, "resized": 1, "encoded": 1, "sampled": 1, "hashed": 1}
    assert work(HEAVY, done, Options()) == once


def test_a_light_photo_is_encoded_once(done: Counter[str]) -> None:
    once = {"decoded": 1, "resized": 1, "encoded": 1, "sampled": 1, "hashed": 1}
    assert work(LIGHT, done, Options()) == once


def test_of_a_photo_in_the_cache_only_the_hash_is_taken(done: Counter[str], tmp_path: Path) -> None:
    work(HEAVY, done, Options(cache=tmp_path))
    assert work(HEAVY, done, Options(cache=tmp_path)) == {"hashed": 1}


def test_a_rebuild_does_not_wait_for_pillow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Photos and cover come from the cache, so no module of Pillow is looked up."""
    files: dict[str, bytes | str] = {
        "publication.yaml": "id: paper\ntitle: Rain\nlanguage: en\n",
        "issue.yaml": "date: 2026-05-08\n",
        "articles/a.md": "---\ntitle: Rain at last\n---\n\nIt rained.\n\n![Rain](photos/a.jpg)\n",
        "photos/a.jpg": HEAVY,
    }
    options = Options(cache=tmp_path / "cache")
    epubgen.build(files, tmp_path / "a.epub", options=options)
    monkeypatch.setattr(pillow, "import_module", pytest.fail)
    epubgen.build(files, tmp_path / "b.epub", options=options)
    assert (tmp_path / "b.epub").read_bytes() == (tmp_path / "a.epub").read_bytes()


def down_the_ladder(pixels: Image.Image, profile: Profile) -> Encoded:
    made = Encoded(b"", "jpg", *pixels.size)
    for quality in profile.qualities:
        made = Encoded(encoding._jpeg(pixels, quality), "jpg", *pixels.size, quality)
        if len(made.data) <= profile.soft_limit:
            break
    return made


@pytest.mark.parametrize("grain", [2, 12, 16, 20, 24, 30, 60])
@pytest.mark.parametrize("name", ["generic", "small", "tablet"])
def test_the_quality_is_the_highest_that_keeps_the_limit(grain: int, name: str) -> None:
    pixels = Image.effect_noise((520, 400), grain).convert("RGB")
    profile = TARGETS[name].profile
    profile = replace(profile, soft_limit=profile.soft_limit // 3)
    assert encoding._ladder(pixels, profile) == down_the_ladder(pixels, profile)


@pytest.mark.parametrize("guess", range(len(GENERIC.qualities)))
def test_a_wrong_guess_costs_time_and_changes_nothing(guess: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoding, "_likely_step", lambda *_: guess)
    profile = replace(GENERIC, soft_limit=GENERIC.soft_limit // 3)
    for grain in (2, 16, 22, 60):
        pixels = Image.effect_noise((520, 400), grain).convert("RGB")
        assert encoding._ladder(pixels, profile) == down_the_ladder(pixels, profile)


def test_colours_of_a_drawing_are_sought_where_a_sample_is_light_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    heights: list[int] = []
    known = encoding._png

    def png(pixels: Image.Image) -> bytes:
        heights.append(pixels.height)
        return known(pixels)

    monkeypatch.setattr(encoding, "_png", png)
    forms = [Image.effect_noise((212, 160), 60) for _ in "RGB"]
    grainy = Image.merge("RGB", forms).resize((1700, 1280), Image.Resampling.BICUBIC).quantize(16).convert("RGB")
    stripes = Image.linear_gradient("L").resize((1200, 900)).point(lambda tone: tone // 64 * 80).convert("RGB")
    with prepared({"a.png": saved(grainy, "PNG"), "b.png": saved(stripes, "PNG")}, Options(threads=1)) as media:
        assert [picture.media_type for picture in media.pictures] == ["image/jpeg", "image/png"]
    assert heights == [112, 112, 900]  # the colours of the first are not sought in the whole of it
