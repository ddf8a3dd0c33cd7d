# SPDX-License-Identifier: AGPL-3.0-or-later
"""Photos given to stories by their file names, and printed pages that become facsimiles."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from epubgen import api
from epubgen.cli import run
from epubgen.files.input_tree import InputTree
from epubgen.images import prepare
from epubgen.importers.reading import Reading
from epubgen.issue_folder.photo_matching import PhotoFiles, attach_photos
from epubgen.model import Article, Issue, Page, Photo
from epubgen.options import Options
from tests.conftest import MakeIssue, story
from tests.unit.drawn import issue_of, refused
from tests.unit.told_photos import PLAIN, with_iptc

STORIES = tuple(story(f"{page}-{slot:02}", page=(page,)) for page in ("01", "02", "A3") for slot in (1, 2, 3))


def paper(make_issue: MakeIssue, *stories: Article) -> Issue:
    pages = tuple(Page(number=number) for number in ("01", "02", "A3"))
    return replace(make_issue(*(stories or STORIES)), pages=pages)


def attached(issue: Issue, *names: str, photos: InputTree | None = None) -> Reading:
    tree = InputTree.memory({f"photos/{name}": PLAIN for name in names})
    return attach_photos(Reading(issue=issue), PhotoFiles(tree, photos))


NAMES = [
    ("01-02.jpg", "01-02"),
    ("1-2.JPG", "01-02"),
    ("A3-02.png", "A3-02"),
    ("a03-2.webp", "A3-02"),
    ("０１－０２.jpg", "01-02"),
    ("01_02.jpg", "01-02"),
    ("01-02 harbour.jpg", "01-02"),
    ("01-02-码头.jpg", "01-02"),
]


@pytest.mark.parametrize(("name", "story_id"), NAMES)
def test_a_name_leads_to_page_and_story(make_issue: MakeIssue, name: str, story_id: str) -> None:
    reading = attached(paper(make_issue), name)
    lead = {one.id: one.lead_photo.file for one in reading.issue.articles if one.lead_photo}
    assert lead == {story_id: f"photos/{name}"}
    assert [f.key for f in reading.findings] == ["F16"]


@pytest.mark.parametrize("name", ["IMG_0001.jpg", "2026-04-22.jpg", "09-01.jpg", "01-09.jpg", "logo.png", "01-02-.txt"])
def test_other_names_are_reported_and_not_used(make_issue: MakeIssue, name: str) -> None:
    reading = attached(paper(make_issue), name)
    assert not any(one.lead_photo or one.photos for one in reading.issue.articles)
    wanted = [] if name.endswith(".txt") else ["F16.unplaced"]
    assert [f.key for f in reading.findings] == wanted


def test_several_photos_keep_their_order(make_issue: MakeIssue) -> None:
    reading = attached(paper(make_issue), "01-01-10.jpg", "01-01-2.jpg", "01-01.jpg")
    first = reading.issue.articles[0]
    assert first.lead_photo
    assert first.lead_photo.file == "photos/01-01.jpg"
    assert [photo.file for photo in first.photos] == ["photos/01-01-2.jpg", "photos/01-01-10.jpg"]


def test_a_missing_photo_is_filled_and_keeps_its_caption(make_issue: MakeIssue) -> None:
    lost = story("01-01", page=("01",), kind="photo", body=(), lead_photo=Photo(file="pages/x.jpg", caption="Typed."))
    reading = attached(paper(make_issue, lost), "01-01.jpg")
    photo = reading.issue.articles[0].lead_photo
    assert photo
    assert (photo.file, photo.caption) == ("photos/01-01.jpg", "Typed.")


def test_a_named_photo_is_found_in_another_folder(make_issue: MakeIssue) -> None:
    told = story("01-01", page=("01",), lead_photo=Photo(file="images/Ferry.jpeg"))
    folder = InputTree.memory({"far/ferry.jpg": PLAIN, "01-02.jpg": PLAIN})
    reading = attach_photos(Reading(issue=paper(make_issue, told)), PhotoFiles(InputTree.memory({}), folder))
    photo = reading.issue.articles[0].lead_photo
    assert photo
    assert photo.file.endswith("far/ferry.jpg")


def test_ids_of_other_formats_count_by_their_order_on_the_page(make_issue: MakeIssue) -> None:
    stories = tuple(story(name, page=("02",)) for name in ("harbour", "ferry"))
    reading = attached(paper(make_issue, *stories), "02-2.jpg")
    assert [bool(one.lead_photo) for one in reading.issue.articles] == [False, True]


PAGE = """# 渔船清晨回港

本报记者 林岸

昨日清晨，首批渔船陆续驶入中心渔港，码头上一片繁忙，工人们开始卸货。

# 新图书馆开放

本报记者 何帆

新图书馆今天起向市民开放，首日接待读者三千余人，阅览座位八百个。
"""


def _pages(home: Path) -> Path:
    home.mkdir()
    (home / "2026-04-22-01.md").write_text(PAGE, encoding="utf-8")
    return home


def test_import_takes_photos_from_a_folder(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    pages, photos, out = _pages(tmp_path / "pages"), tmp_path / "shots", tmp_path / "paper"
    photos.mkdir()
    told = {120: "渔船靠岸。", 80: "何帆"}
    (photos / "01-01.jpg").write_bytes(with_iptc(told))
    (photos / "stray.jpg").write_bytes(PLAIN)
    assert run(["import", str(pages), "-o", str(out), "--photos", str(photos)]) == 0
    _, err = capfd.readouterr()
    assert "F16 " in err
    assert "stray.jpg" in err
    assert "渔船靠岸。" in err
    home = out / "issues" / "2026-04-22"
    assert (home / "photos" / "01-01.jpg").read_bytes() == with_iptc(told)
    assert not (home / "photos" / "stray.jpg").exists()
    issue = api.load(home)
    photo = issue.articles[0].lead_photo
    assert photo
    assert (photo.caption, photo.credit[0].name) == ("渔船靠岸。", "何帆")
    assert api.build(home, tmp_path / "a.epub").photos == 1


def test_a_plain_folder_beside_the_pages_serves_import_and_build(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    pages = _pages(tmp_path / "pages")
    (pages / "photos").mkdir()
    (pages / "photos" / "01-02.jpg").write_bytes(PLAIN)
    assert api.build(pages, tmp_path / "a.epub").photos == 1
    assert run(["import", str(pages), "-o", str(tmp_path / "paper"), "--json"]) == 0
    facts = json.loads(capfd.readouterr().out)
    assert [found["code"] for found in facts["photos"]] == ["F16"]
    assert (tmp_path / "paper/issues/2026-04-22/photos/01-02.jpg").is_file()


def pdf_page() -> bytes:
    """A page of 400 by 600 points: black in its upper half."""
    pypdfium2 = pytest.importorskip("pypdfium2", reason="the extra pdf is not installed")
    content = b"0 0 0 rg 0 300 400 300 re f"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 600]/Contents 4 0 R/Resources<<>>>>",
        b"<</Length " + str(len(content)).encode() + b">>stream\n" + content + b"\nendstream",
    ]
    data, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(data))
        data += str(number).encode() + b" 0 obj" + body + b"endobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = (
        b"xref\n0 5\n0000000000 65535 f \n"
        + table
        + b"trailer<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(data)
    )
    assert pypdfium2
    return data + end


def test_the_pdf_of_a_page_becomes_its_facsimile(tmp_path: Path) -> None:
    pages = _pages(tmp_path / "pages")
    (pages / "photos").mkdir()
    (pages / "photos" / "01.pdf").write_bytes(pdf_page())
    outcome = api.import_pages(pages, tmp_path / "paper")
    issue = api.load(outcome.folder)
    assert issue.pages[0].facsimile.endswith("photos/01.pdf")
    shown = Photo(file="p.pdf", data=pdf_page())
    with prepare(issue_of(shown), InputTree.memory({}), Options()) as media:
        assert media.findings == ()
        (picture,) = media.pictures
        assert (picture.media_type, picture.width, picture.height) == ("image/jpeg", 1120, 1680)


def test_a_pdf_without_the_extra_or_a_broken_one_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    data = pdf_page()
    assert refused(b"%PDF-1.7 rubbish", "p.pdf") == "F11.broken"
    assert refused(data[:60], "p.pdf") == "F11.broken"
    monkeypatch.setattr("epubgen.images.source.reads_pdf", lambda: False)
    assert refused(data, "p.pdf") == "F11.pdf"


def test_the_pdf_of_a_native_page_is_its_facsimile(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "publication.yaml").write_text("id: post\ntitle: Post\nlanguage: en\n")
    (tmp_path / "issue.yaml").write_text("date: 2026-04-22\npages:\n  - {number: 1, pdf: one.pdf}\n")
    (tmp_path / "articles" / "a.md").write_text("---\ntitle: A\npage: 1\n---\nWords.\n")
    (tmp_path / "one.pdf").write_bytes(b"%PDF")
    assert api.load(tmp_path).pages[0].facsimile == "one.pdf"
