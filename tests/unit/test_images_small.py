# SPDX-License-Identifier: AGPL-3.0-or-later
"""The small picture of a section front: the photo of the story that leads, cut around its focal point."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from epubgen.files.input_tree import InputTree
from epubgen.images import Media, prepare
from epubgen.images.pixels import box
from epubgen.model import Photo
from epubgen.options import Options
from epubgen.transforms.complete import complete
from tests.unit.pages_sample import issue_of, story


@pytest.mark.parametrize(
    ("size", "focal", "piece"),
    [
        ((900, 600), (0.1, 0.9), (0, 0, 900, 600)),  # it has the shape
        ((1000, 600), (0.5, 0.5), (50, 0, 950, 600)),
        ((1200, 600), (0.0, 0.5), (0, 0, 900, 600)),
        ((1200, 600), (1.0, 0.5), (300, 0, 1200, 600)),
        ((600, 1200), (0.5, 0.25), (0, 100, 600, 500)),
        ((1, 1), (0.5, 0.5), (0, 0, 1, 1)),
    ],
)
def test_the_piece_holds_the_focal_point(
    size: tuple[int, int], focal: tuple[float, float], piece: tuple[int, int, int, int]
) -> None:
    assert box(size, focal) == piece


def halves() -> bytes:
    """Black on the left, white on the right, twice as wide as high."""
    image = Image.new("L", (1200, 600), 255)
    image.paste(0, (0, 0, 400, 600))
    stream = BytesIO()
    image.save(stream, "JPEG")
    return stream.getvalue()


def prepared(photo: Photo, **fields: object) -> Media:
    issue = issue_of(story("a", lead_photo=photo, section="x", **fields), pages=())
    return prepare(complete(issue), InputTree.memory({"a.jpg": halves()}), Options())


def test_a_lead_with_a_focal_point_is_cut_and_small() -> None:
    photo = Photo(file="a.jpg", alt="半黑半白", focal=(0.9, 0.5))
    with prepared(photo, priority="lead") as media:
        small, full = media.small(photo), media.find(photo)
        assert small
        assert full
        assert (full.width, full.height) == (1200, 600)
        assert (small.width, small.height) == (632, 421)
        assert len(media.facts) == 1
        with Image.open(BytesIO(small.read())) as image:
            assert image.convert("L").getpixel((2, 200)) < 50  # type: ignore[operator]  # 300 of 1200 pixels went, 100 black ones stay
            assert image.convert("L").getpixel((200, 200)) > 200  # type: ignore[operator]


def test_without_a_focal_point_it_is_only_small() -> None:
    photo = Photo(file="a.jpg", alt="半黑半白")
    with prepared(photo, priority="lead") as media:
        small = media.small(photo)
        assert small
        assert (small.width, small.height) == (632, 316)


def test_other_stories_have_no_small_picture() -> None:
    photo = Photo(file="a.jpg", alt="半黑半白", focal=(0.9, 0.5))
    with prepared(photo) as media:
        assert media.small(photo) == media.find(photo)
        assert len(media.pictures) == 1


def test_a_missing_photo_is_said_once() -> None:
    with prepared(Photo(file="none.jpg"), priority="lead") as media:
        assert [f.code for f in media.findings] == ["F01"]
