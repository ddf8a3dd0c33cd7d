# SPDX-License-Identifier: AGPL-3.0-or-later
"""Formats at their edges: HEIC with its extra, damage of every kind, files made to exhaust a computer."""

from __future__ import annotations

import random
from io import BytesIO

import pytest
from PIL import Image

from epubgen.images import jpeg
from epubgen.images.source import MAX_SCANNED
from tests.unit.drawn import corners, four, noisy, one, prepared, refused, saved


@pytest.fixture
def heic() -> None:
    """HEIC can be written and read."""
    pytest.importorskip("pillow_heif", reason="the extra heic is not installed").register_heif_opener()


@pytest.mark.parametrize("turn", [1, 3, 6, 8])
@pytest.mark.usefixtures("heic")
def test_heic_becomes_an_upright_jpeg_without_metadata(turn: int) -> None:
    undo = {3: Image.Transpose.ROTATE_180, 6: Image.Transpose.ROTATE_90, 8: Image.Transpose.ROTATE_270}
    upright = corners((320, 200))
    exif = Image.Exif()
    exif[0x0112] = turn
    exif[0x010F] = "Secret Camera"
    exif.get_ifd(0x8825)[1] = "N"
    lying = upright.transpose(undo[turn]) if turn in undo else upright
    lying.info["exif"] = exif.tobytes()  # from here it becomes a turn of the container, too, as phones write it
    data = saved(lying, "HEIF", quality=95)
    assert (b"irot" in data) == (turn != 1)
    picture, image = one(data, "IMG_0001.HEIC")
    assert picture.media_type == "image/jpeg"
    assert four(image) == "rgbx"
    assert (picture.width, picture.height) == (320, 200)
    assert b"Secret" not in picture.read()


@pytest.mark.usefixtures("heic")
def test_broken_heic_is_refused() -> None:
    data = saved(noisy((300, 200)), "HEIF")
    for cut in (30, 200, len(data) // 2):
        assert refused(data[:cut], "p.heic") == "F11.broken"


def test_heic_without_its_extra_is_refused_with_the_cure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("epubgen.images.source.reads_heic", lambda: False)
    with prepared({"p.heic": b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(40)}) as media:
        assert "[heic]" in media.findings[0].hint()
        assert "[heic]" in media.findings[0].hint("zh")


KINDS = ["JPEG", "PNG", "WEBP", "GIF", "TIFF", "BMP", "AVIF"]


@pytest.mark.parametrize("kind", KINDS)
def test_damage_of_any_kind_ends_in_a_picture_or_a_finding(kind: str) -> None:
    """Thirty harmed files of each format: flipped bytes, a piece left out, a piece twice, zeros, an early end."""
    chance = random.Random(kind)
    whole = saved(noisy((160, 120)), kind)
    files = {f"{number}.{kind}": _harmed(whole, chance, number % 5) for number in range(30)}
    with prepared(files) as media:
        assert {found.code for found in media.findings} <= {"F11", "F12"}
        refused_ones = sum(found.code == "F11" for found in media.findings)
        assert len(media.facts) + refused_ones == 30
        for picture in media.pictures:
            with Image.open(BytesIO(picture.read())) as image:
                image.load()


def _harmed(data: bytes, chance: random.Random, how: int) -> bytes:
    place = chance.randrange(len(data))
    length = chance.randrange(1, 40)
    if how == 0:
        return data[:place]
    if how == 1:
        return data[:place] + data[place + length :]
    if how == 2:
        return data[: place + length] + data[place:]
    if how == 3:
        return data[:place] + bytes(length) + data[place + length :]
    harmed = bytearray(data)
    for _ in range(12):
        harmed[chance.randrange(len(harmed))] = chance.randrange(256)
    return bytes(harmed)


def test_thousands_of_passes_over_a_large_picture_are_refused() -> None:
    """A progressive JPEG of a few megabytes can keep a decoder busy for minutes."""
    parts = list(jpeg.segments(saved(Image.new("L", (6000, 6000), 90), "JPEG", progressive=True)))
    scans = [part.data for part in parts if part.marker == jpeg.SOS]
    assert scans
    again = MAX_SCANNED // 36_000_000 + 1
    bomb = b"".join(part.data for part in parts[:-1]) + scans[-1] * again + parts[-1].data
    assert jpeg.passes(bomb) == len(scans) + again
    assert refused(bomb) == "F11.broken"


@pytest.mark.parametrize("size", [(1, 1), (1, 3000), (3000, 1), (2, 2)])
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_tiny_and_thin_pictures_are_pictures(size: tuple[int, int], kind: str) -> None:
    picture, image = one(saved(Image.new("RGB", size, (200, 10, 10)), kind))
    assert image.size == (picture.width, picture.height)
    assert min(image.size) >= 1


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "GIF"])
def test_moving_pictures_of_many_frames_cost_one(kind: str) -> None:
    frames = [Image.new("RGB", (300, 200), (index % 256, 90, 90)) for index in range(120)]
    data = saved(frames[0], kind, save_all=True, append_images=frames[1:], duration=20)
    with prepared({"p": data}) as media:
        assert [found.code for found in media.findings] == ["F12"]
        assert (media.pictures[0].width, media.pictures[0].height) == (300, 200)
