# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pixels of photos: upright, sRGB, on white, small enough, without metadata; a fitting JPEG keeps its scan."""

from __future__ import annotations

import struct
import zlib
from contextlib import ExitStack
from io import BytesIO
from typing import Any, cast

import pytest
from PIL import Image, ImageCms, ImageDraw

from epubgen.images import jpeg
from epubgen.images.pixels import has_light_ground, pixels_reused
from tests.unit.drawn import BLUE, GREEN, RED, corners, four, noisy, one, pixel, prepared, saved

UNDO = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


KINDS = ["JPEG", "PNG", "WEBP", "TIFF"]
LARGE = [pytest.param(kind, (2600, 1300), marks=() if kind == "JPEG" else pytest.mark.slow) for kind in KINDS]


@pytest.mark.parametrize(("kind", "size"), [*((kind, (120, 80)) for kind in KINDS), *LARGE])
@pytest.mark.parametrize("turn", range(1, 9))
def test_every_orientation_comes_out_upright(turn: int, kind: str, size: tuple[int, int]) -> None:
    upright = corners(size)
    undo = UNDO[turn]
    exif = Image.Exif()
    exif[0x0112] = turn
    data = saved(upright.transpose(undo) if undo is not None else upright, kind, exif=exif)
    picture, image = one(data, "p.jpg")
    assert four(image) == "rgbx"
    assert (picture.width > picture.height) == (size[0] > size[1])
    assert image.getexif().get(0x0112) is None


def test_position_and_camera_are_gone() -> None:
    exif = Image.Exif()
    exif.get_ifd(0x8825)[1] = "N"
    exif[0x010F] = "Secret Camera"
    data = saved(noisy((300, 200)), "JPEG", exif=exif, comment=b"by Someone", quality=95, xmp=b"<x:xmpmeta/>")
    assert b"Secret" in data
    picture, _ = one(data)
    assert b"Secret" not in picture.read()
    assert b"Someone" not in picture.read()
    assert jpeg.metadata(picture.read()) == ()


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "TIFF"])
def test_no_metadata_from_other_formats(kind: str) -> None:
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    exif = Image.Exif()
    exif[0x010F] = "Secret"
    for image in (noisy((300, 200)), corners()):
        data = one(saved(image, kind, exif=exif, icc_profile=srgb))[0].read()
        assert b"Secret" not in data
        assert b"ICC_PROFILE" not in data
        assert b"iCCP" not in data


def test_cmyk_becomes_rgb() -> None:
    picture, image = one(saved(corners().convert("CMYK"), "JPEG"))
    assert image.mode == "RGB"
    assert four(image) == "rgbx"
    assert picture.media_type == "image/jpeg"


def test_colours_go_through_their_profile() -> None:
    """Lab white of D50 seen through a profile is not the plain number: an XYZ profile must change the pixels."""
    wide = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB", -1)).tobytes()
    # the red and the blue primary of the profile change places
    place_r, place_b = wide.find(b"rXYZ"), wide.find(b"bXYZ")
    swapped = bytearray(wide)
    swapped[place_r : place_r + 4], swapped[place_b : place_b + 4] = b"bXYZ", b"rXYZ"
    while (name := swapped.find("sRGB".encode("utf-16-be"))) >= 0:
        swapped[name : name + 8] = "xRGB".encode("utf-16-be")
    red, _, blue = pixel(
        one(saved(Image.new("RGB", (40, 40), RED), "PNG", icc_profile=bytes(swapped)))[1].convert("RGB"), 20, 20
    )
    assert blue > red


def test_a_broken_profile_is_no_reason_to_refuse() -> None:
    assert four(one(saved(corners(), "PNG", icc_profile=b"nonsense"))[1]) == "rgbx"


@pytest.mark.parametrize("mode", ["RGBA", "LA"])
def test_transparency_lies_on_white(mode: str) -> None:
    image = Image.new(mode, (60, 40), (0, 0) if mode == "LA" else (0, 0, 0, 0))
    shown = one(saved(image, "PNG"))[1]
    assert "A" not in shown.getbands()
    assert shown.convert("L").getpixel((30, 20)) == 255


def test_a_transparent_palette_lies_on_white() -> None:
    image = corners().quantize(4)
    corner = image.getpixel((10, 10))
    shown = one(saved(image, "PNG", transparency=corner))[1]
    assert shown.convert("RGB").getpixel((10, 10)) == (255, 255, 255)
    assert "transparency" not in shown.info


def test_sixteen_bits_keep_their_tones() -> None:
    deep = Image.new("I;16", (64, 64), 128 * 257)
    shown = one(saved(deep, "PNG"))[1]
    value = shown.convert("L").getpixel((30, 30))
    assert isinstance(value, int | float)
    assert abs(value - 128) <= 2


@pytest.mark.parametrize("kind", ["PNG", "GIF", "BMP", "TIFF", "WEBP", "AVIF", "JPEG"])
def test_every_format_becomes_jpeg_or_png(kind: str) -> None:
    picture, image = one(saved(corners(), kind), f"p.{kind.lower()}")
    assert four(image) == "rgbx"
    assert picture.media_type in ("image/jpeg", "image/png")
    assert (picture.width, picture.height) == image.size == (120, 80)


def test_a_moving_picture_gives_its_first_frame() -> None:
    frames = [Image.new("RGB", (40, 30), colour) for colour in (RED, BLUE)]
    data = saved(frames[0], "GIF", save_all=True, append_images=frames[1:])
    with prepared({"p.gif": data}) as media:
        assert [found.code for found in media.findings] == ["F12"]
        red, _, blue = pixel(Image.open(BytesIO(media.pictures[0].read())).convert("RGB"), 9, 9)
        assert red > blue


def test_charts_stay_sharp_and_photos_do_not_become_png() -> None:
    chart = Image.new("RGB", (500, 400), "white")
    ImageDraw.Draw(chart).line((0, 0, 499, 399), fill=RED, width=3)
    assert one(saved(chart, "PNG"))[0].media_type == "image/png"
    big = one(saved(chart.resize((3000, 2400)), "PNG"))[0]
    assert (big.media_type, big.width) == ("image/png", 1264)
    assert one(saved(noisy((900, 600)), "PNG"))[0].media_type == "image/jpeg"
    assert one(saved(noisy((900, 600)).convert("L"), "PNG"))[0].media_type == "image/jpeg"


SIZES = [
    ((4000, 3000), (1264, 948)),
    ((1000, 4000), (420, 1680)),
    ((1264, 1680), (1264, 1680)),
    ((5, 3), (5, 3)),
    ((9000, 2), (1264, 1)),
]


@pytest.mark.parametrize(("size", "wanted"), SIZES)
def test_pictures_fit_the_screen_and_are_never_enlarged(size: tuple[int, int], wanted: tuple[int, int]) -> None:
    picture, image = one(saved(Image.new("RGB", size, GREEN), "JPEG", quality=90))
    assert (picture.width, picture.height) == image.size == wanted


def test_heavy_pictures_go_down_the_ladder_and_then_shrink() -> None:
    grain = Image.effect_noise((1264, 1680), 90).convert("RGB")
    picture, _ = one(saved(grain, "PNG"))
    assert max(picture.width, picture.height) == 1264
    calm, _ = one(saved(noisy((1264, 1680)), "PNG"))
    assert calm.size <= 127 * 1024
    assert calm.height == 1680


def test_gray_by_choice() -> None:
    assert one(saved(corners()), color="gray")[1].mode == "L"
    assert one(saved(corners()), color="keep")[1].mode == "RGB"


def test_a_fitting_jpeg_keeps_its_scan() -> None:
    plain = saved(noisy((400, 300)), "JPEG", quality=60)
    dirty = saved(noisy((400, 300)), "JPEG", quality=60, comment=b"x" * 99, exif=b"Exif\0\0MM\0*\0\0\0\x08\0\0")
    picture, _ = one(dirty + b"trailing bytes")
    scan = next(s.data for s in jpeg.segments(dirty) if s.marker == jpeg.SOS)
    assert scan in picture.read()
    assert picture.read() == plain
    assert picture.read().endswith(b"\xff\xd9")


@pytest.mark.parametrize("how", [{"progressive": True}, {"quality": 100}, {"orientation": 6}])
def test_other_jpegs_are_coded_anew_as_baseline(how: dict[str, Any]) -> None:
    exif, how = Image.Exif(), dict(how)
    exif[0x0112] = how.pop("orientation", 1)
    size = (1264, 900) if "quality" in how else (400, 300)
    data = saved(Image.effect_noise(size, 60).convert("RGB"), "JPEG", exif=exif, **how)
    picture, _ = one(data)
    frame = jpeg.frame(picture.read())
    assert frame.plain
    assert not any(s.data in data for s in jpeg.segments(picture.read()) if s.marker == jpeg.SOS)


def deep_png(pixels: list[tuple[int, int]], side: int = 40) -> bytes:
    """A PNG of 16 bits: columns of a tone and of how opaque it is."""
    row = b"\0" + b"".join(struct.pack(">2H", *pixels[x * len(pixels) // side]) for x in range(side))
    parts = {
        b"IHDR": struct.pack(">2L5B", side, side, 16, 4, 0, 0, 0),
        b"IDAT": zlib.compress(row * side),
        b"IEND": b"",
    }
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">L", len(data)) + name + data + struct.pack(">L", zlib.crc32(name + data))
        for name, data in parts.items()
    )


@pytest.mark.parametrize("opaque", [4095, 65535], ids=["as deep as the tones", "of 16 bits"])
def test_what_is_opaque_in_a_picture_of_12_bits_stays_so(opaque: int) -> None:
    _, image = one(deep_png([(0, opaque), (4095, opaque), (0, opaque), (0, 0)]), "p.png")
    tones = [int(cast(int, image.convert("L").getpixel((x, 20)))) for x in (5, 15, 25, 35)]
    assert [round(tone / 255) if not 20 < tone < 235 else tone for tone in tones] == [0, 1, 0, 1]


def test_white_with_rounded_corners_stays_on_white() -> None:
    image = Image.new("LA", (60, 60), (255, 0))
    ImageDraw.Draw(image).rounded_rectangle((0, 0, 59, 59), 12, fill=(255, 255))
    assert one(saved(image, "PNG"), "p.png")[1].convert("L").getpixel((0, 0)) == 255


@pytest.mark.parametrize(
    ("ground", "frame", "letters", "light"),
    [
        ("white", "white", "black", True),
        ("#f4efe2", "#f4efe2", "#8c1c1c", True),
        ("black", "black", "white", False),
        ("#8c1c1c", "#8c1c1c", "white", False),
        ("white", "black", "black", False),
        ("#808080", "#808080", "white", False),
    ],
)
@pytest.mark.parametrize("form", ["PNG", "JPEG"])
def test_the_ground_of_a_nameplate(ground: str, frame: str, letters: str, light: bool, form: str) -> None:
    image = Image.new("RGB", (600, 150), frame)
    image.paste(ground, (12, 12, 588, 138))
    image.paste(letters, (100, 40, 500, 110))
    out = BytesIO()
    image.save(out, form)
    assert has_light_ground(out.getvalue()) is light


@pytest.mark.parametrize("data", [b"", b"x", b"\x89PNG\r\n\x1a\n"])
def test_what_is_no_picture_has_no_light_ground(data: bytes) -> None:
    assert not has_light_ground(data)


def test_photos_prepared_at_the_same_time_leave_the_settings_of_pillow_as_they_were() -> None:
    core: Any = Image.core  # type: ignore[attr-defined]

    def settings() -> tuple[int, int]:
        return core.get_block_size(), core.get_blocks_max()

    before = settings()
    first, second = ExitStack(), ExitStack()
    first.enter_context(pixels_reused())
    inside = settings()
    second.enter_context(pixels_reused())
    first.close()
    assert settings() == inside != before
    second.close()
    assert settings() == before
