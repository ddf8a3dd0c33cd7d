# SPDX-License-Identifier: AGPL-3.0-or-later
"""Photos of an issue folder that no file names: given by their number where that is plain, else the line is printed."""

from __future__ import annotations

from pathlib import Path

import pytest

from epubgen import api
from epubgen.model import Article
from tests.unit.drawn import noisy, saved
from tests.unit.told_photos import PLAIN, with_iptc

NUMBERED = "01-05-harbour.md"
OTHER = saved(noisy((410, 300)), "JPEG")


def issue(home: Path, photos: dict[str, bytes], **heads: str) -> Path:
    """An issue folder; the story of a head stands in the file of that number."""
    for folder in ("articles", "photos"):
        (home / folder).mkdir(parents=True)
    (home / "publication.yaml").write_text("id: post\ntitle: Post\nlanguage: en\n")
    (home / "issue.yaml").write_text("date: 2026-04-22\n")
    for name, data in photos.items():
        (home / "photos" / name).write_bytes(data)
    for name, head in (heads or {NUMBERED: ""}).items():
        (home / "articles" / name).write_text(f"---\ntitle: A\n{head}---\nWords.\n")
    return home


def only(home: Path) -> Article:
    (story,) = api.load(home).articles
    return story


def test_a_story_without_photos_gets_those_of_its_number(tmp_path: Path) -> None:
    photos = {"01-05.jpg": with_iptc({120: "The harbour."}), "1-5-2.jpg": OTHER, "01-06.jpg": PLAIN, "x.jpg": PLAIN}
    home = issue(tmp_path, photos)
    (home / "photos" / "01-05.yaml").write_text("alt: boats\n")
    story = only(home)
    assert story.lead_photo
    assert (story.lead_photo.file, story.lead_photo.alt) == ("photos/01-05.jpg", "boats")
    assert story.lead_photo.caption == "The harbour."
    assert [photo.file for photo in story.photos] == ["photos/1-5-2.jpg"]
    found = api.lint(home).findings
    assert [dict(f.args)["file"] for f in found if f.code == "F16"] == ["01-05.jpg", "1-5-2.jpg"]
    assert [dict(f.args)["file"] for f in found if f.code == "F08"] == ["01-06.jpg", "x.jpg"]
    assert api.build(home, tmp_path / "out.epub", cover="none").photos == 2


@pytest.mark.parametrize(
    ("heads", "key", "hint"),
    [
        (
            {NUMBERED: "lead_photo: ../photos/a.jpg\n"},
            "F08.story",
            f"{NUMBERED} the line: photos: [../photos/01-05.jpg]",
        ),
        ({NUMBERED: "photos: ../photos/a.jpg\n"}, "F08.more", f"{NUMBERED} the line: - ../photos/01-05.jpg"),
        ({NUMBERED: "", "01-05.md": "photos: ../photos/a.jpg\n"}, "F08.story", "photos: [../photos/01-05.jpg]"),
        ({"harbour.md": "photos: ../photos/a.jpg\n"}, "F08", "a story: photos: [../photos/01-05.jpg]"),
    ],
)
def test_where_it_is_not_plain_the_line_is_printed(heads: dict[str, str], key: str, hint: str, tmp_path: Path) -> None:
    home = issue(tmp_path, {"a.jpg": PLAIN, "01-05.jpg": PLAIN}, **heads)
    (found,) = [f for f in api.lint(home).findings if f.code in ("F08", "F16")]
    assert found.key == key
    assert found.hint().endswith(hint)
    assert "../photos/01-05.jpg" in found.hint("zh")


def test_the_line_that_is_printed_is_the_line_to_type(tmp_path: Path) -> None:
    for number, head in enumerate(("lead_photo: ../photos/a.jpg\n", "photos:\n- ../photos/a.jpg\n")):
        home = issue(tmp_path / str(number), {"a.jpg": PLAIN, "01-05.jpg": PLAIN}, **{NUMBERED: head})
        (found,) = [f for f in api.lint(home).findings if f.code == "F08"]
        line = found.hint().rpartition("the line: ")[2]
        (home / "articles" / NUMBERED).write_text(f"---\ntitle: A\n{head}{line}\n---\nWords.\n")
        assert [photo.file for photo in only(home).photos][-1] == "photos/01-05.jpg"
        assert not [f for f in api.lint(home).findings if f.code == "F08"]
