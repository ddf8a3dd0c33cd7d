# SPDX-License-Identifier: AGPL-3.0-or-later
"""The issue folder becomes an Issue: order, drafts, photos with sidecars, and where each thing stands."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from epubgen.errors import EpubgenError, Location
from epubgen.files.input_tree import InputTree
from epubgen.importers import find_importer
from epubgen.importers.native import IMPORTER
from epubgen.importers.open_source import open_source
from epubgen.importers.reading import Reading
from epubgen.model import Article, Credit, Image, Paragraph, Photo
from epubgen.options import Options
from epubgen.transforms.complete import complete

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = sorted(path.parent for path in (ROOT / "issues").rglob("issue.yaml"))
PAPER = "id: p\ntitle: P\nlanguage: en\n"
DAY = "date: 2026-04-22\n"


def story(title: str, more: str = "", body: str = "Text.") -> str:
    return f"---\ntitle: {title}\n{more}---\n\n{body}\n"


def read(files: dict[str, bytes | str], base: str = "", options: Options | None = None) -> Reading:
    given: dict[str, bytes | str] = {"publication.yaml": PAPER, f"{base}/issue.yaml".lstrip("/"): DAY, **files}
    return IMPORTER.read(InputTree.memory(given, base=base), options or Options())


@pytest.mark.parametrize("folder", SAMPLES, ids=lambda path: path.relative_to(ROOT / "issues").as_posix())
def test_every_sample_reads_without_a_finding(folder: Path) -> None:
    inputs = open_source(folder)
    assert IMPORTER.recognises(inputs)
    reading = IMPORTER.read(inputs, Options())
    assert reading.findings == ()
    assert reading.issue.articles


@pytest.mark.parametrize("base", ["", "2026-04-22", "issues/2026-04-22"])
def test_the_publication_stands_here_or_up_to_two_above(base: str) -> None:
    files: dict[str, bytes | str] = {f"{base}/articles/a.md".lstrip("/"): story("A")}
    issue = read(files, base).issue
    assert (issue.publication.title, issue.date, issue.articles[0].id) == ("P", date(2026, 4, 22), "a")


def test_three_folders_above_are_too_far() -> None:
    with pytest.raises(EpubgenError) as caught:
        read({}, "a/b/c")
    assert [f.key for f in caught.value.findings] == ["S10.publication"]


def test_order_lists_then_weight_then_name() -> None:
    issue = (
        f"{DAY}sections:\n  - {{id: s, name: S, articles: [z, y]}}\n"
        "pages:\n  - {number: 1, articles: [x, y]}\n  - {number: 2, articles: [w]}\n"
    )
    weights = {"v": "weight: 2\n", "u": "weight: 1\n", "t": "", "s": ""}
    files: dict[str, bytes | str] = {"issue.yaml": issue}
    files |= {f"articles/{name}.md": story(name.upper(), weights.get(name, "")) for name in "stuvwxyz"}
    assert [a.id for a in read(files).issue.articles] == ["z", "y", "x", "w", "u", "v", "s", "t"]


def test_a_draft_is_left_out_and_reported() -> None:
    reading = read({"articles/a.md": story("A", "draft: yes\n"), "articles/b.md": story("B")})
    assert [a.id for a in complete(reading.issue).articles] == ["b"]
    assert [a.id for a in reading.issue.articles if a.draft] == ["a"], "lists and links may name it"
    assert [(f.key, f.at) for f in reading.findings] == [("S13", Location("articles/a.md"))]


def test_names_of_stories() -> None:
    files: dict[str, bytes | str] = {
        "articles/大桥.md": story("桥"),
        "articles/sub/b.markdown": story("B", "id: other\n"),
        "articles/notes.txt": "no story",
    }
    assert [a.id for a in read(files).issue.articles] == ["other", "大桥"]


PHOTO_STORY = story(
    "A",
    "lead_photo: ../photos/a.jpg\nphotos:\n  - file: ../photos/a.jpg\n    caption: mine\n    credit: Bob\n",
    "Text.\n\n![](../photos/a.jpg)",
)
SIDECAR = "caption: beside\nalt: alt beside\ncredit: {name: Ann, role: photographer}\nfocal: 0.2 0.3\ncolor: gray\n"


def test_a_sidecar_fills_what_a_use_leaves_out() -> None:
    files: dict[str, bytes | str] = {"i/articles/a.md": PHOTO_STORY, "i/photos/a.yaml": SIDECAR, "i/photos/a.jpg": b""}
    article = read(files, "i").issue.articles[0]
    ann = (Credit(name="Ann", role="photographer"),)
    full = Photo(file="i/photos/a.jpg", caption="beside", alt="alt beside", credit=ann, focal=(0.2, 0.3), color="gray")
    assert article.lead_photo == full
    assert [block.photo for block in article.body if isinstance(block, Image)] == [full]
    assert article.photos == (
        Photo(
            file="i/photos/a.jpg",
            caption="mine",
            alt="alt beside",
            credit=(Credit(name="Bob"),),
            focal=(0.2, 0.3),
            color="gray",
        ),
    )


def test_what_a_use_says_wins_even_when_it_says_the_default() -> None:
    use = story("A", "lead_photo: {file: ../a.jpg, color: keep, caption: ''}\n")
    article = read({"articles/a.md": use, "a.yaml": SIDECAR}).issue.articles[0]
    assert article.lead_photo is not None
    assert (article.lead_photo.color, article.lead_photo.caption, article.lead_photo.alt) == ("keep", "", "alt beside")


def test_files_of_pages_and_publication_are_named_within_the_tree() -> None:
    files: dict[str, bytes | str] = {
        "publication.yaml": PAPER + "nameplate: assets/n.png\ncss: assets/a.css\ncover: {file: ./assets/c.png}\n",
        "i/issue.yaml": DAY + "pages: [{number: 1, facsimile: pages/1.jpg, pdf: pages/1.pdf}]\n",
    }
    issue = read(files, "i").issue
    paper = issue.publication
    assert paper.nameplate == Photo(file="assets/n.png")
    assert (paper.css, paper.cover.file) == (("assets/a.css",), "assets/c.png")
    assert (issue.pages[0].facsimile, issue.pages[0].pdf) == ("i/pages/1.jpg", "i/pages/1.pdf")


def test_a_photo_of_a_notice_is_named_within_the_tree() -> None:
    block = "[{type: image, photo: photos/n.jpg}]"
    issue = read({"i/issue.yaml": f"{DAY}notices: {block}\n"}, "i").issue
    assert issue.notices == (Image(photo=Photo(file="i/photos/n.jpg")),)


def test_lines_of_the_body_are_those_of_the_file() -> None:
    article = read({"articles/a.md": story("A", "kind: brief\n", "One.\n\nTwo.")}).issue.articles[0]
    assert [block.at for block in article.body] == [Location("articles/a.md", 6), Location("articles/a.md", 8)]
    assert all(isinstance(block, Paragraph) for block in article.body)
    assert article.at is not None
    assert article.at.of("kind") == Location("articles/a.md", 3, 7)


def test_marks_and_line_ends_of_other_systems_are_read() -> None:
    text = story("汉", "", "一。\n\n二。").replace("\n", "\r\n")
    for data in (b"\xef\xbb\xbf" + text.encode(), b"\xff\xfe" + text.encode("utf-16-le")):
        article = read({"articles/a.md": data}).issue.articles[0]
        assert (article.title, len(article.body)) == (("汉",), 2)
    gb = read({"articles/a.md": text.encode("gb18030")}, options=Options(encoding="gb18030")).issue.articles[0]
    assert gb.title == ("汉",)


def test_control_characters_are_removed_with_a_warning() -> None:
    reading = read({"articles/a.md": story("A\x07B", "", "C\x08D")})
    article: Article = reading.issue.articles[0]
    assert article.headline == "AB"
    assert [(f.key, f.at) for f in reading.findings] == [("T03.removed", Location("articles/a.md", 2))]


def test_a_focal_point_outside_a_picture_of_the_text() -> None:
    with pytest.raises(EpubgenError) as caught:
        read({"articles/a.md": story("A", "", '![](a.jpg){focal="2 0"}')})
    assert [f.key for f in caught.value.findings] == ["F06"]


def test_it_recognises_only_issue_folders() -> None:
    assert IMPORTER.recognises(InputTree.memory({"articles/a.md": story("A")}))
    assert not IMPORTER.recognises(InputTree.memory({"page.md": "# Title"}))


LOCKS = ("articles/~$a.md", "articles/.~lock.a.md#", "articles/._a.md", "articles/.a.md")


@pytest.mark.parametrize("name", LOCKS)
@pytest.mark.parametrize("on_disk", [False, True])
def test_lock_files_are_no_stories(tmp_path: Path, name: str, on_disk: bool) -> None:
    files = {"publication.yaml": PAPER, "issue.yaml": DAY, "articles/a.md": story("A"), name: "\x05Anna\0"}
    (tmp_path / "articles").mkdir()
    for path, text in files.items():
        (tmp_path / path).write_text(text)
    inputs = open_source(tmp_path) if on_disk else InputTree.memory(files)
    reading = IMPORTER.read(inputs, Options())
    assert ([one.id for one in reading.issue.articles], reading.findings) == (["a"], ())


MISNAMED = [
    ("paper/2026-04-22/issue.yaml", "paper/2026-04-22/issue.yml", "S10.issue.name"),
    ("paper/2026-04-22/issue.yaml", "paper/2026-04-22/issue.yaml.txt", "S10.issue.name"),
    ("paper/publication.yaml", "paper/publication.yml", "S10.publication.name"),
    ("paper/publication.yaml", "paper/publication.yaml.txt", "S10.publication.name"),
    ("paper/publication.yaml", "paper/2026-04-22/publication.yml", "S10.publication.name"),
]


@pytest.mark.parametrize(("right", "wrong", "key"), MISNAMED)
@pytest.mark.parametrize("named", ["folder", "file"])
def test_a_misnamed_file_is_named_with_its_right_name(
    tmp_path: Path, right: str, wrong: str, key: str, named: str
) -> None:
    files = {"paper/publication.yaml": PAPER, "paper/2026-04-22/issue.yaml": DAY}
    files[wrong] = files.pop(right)
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    folder = tmp_path / "paper/2026-04-22"
    issue = next(folder.glob("issue.*"))
    inputs = open_source(folder if named == "folder" else issue)
    assert find_importer(inputs) is IMPORTER
    with pytest.raises(EpubgenError) as caught:
        IMPORTER.read(inputs, Options())
    (found,) = caught.value.findings
    assert (found.key, found.at) == (key, Location((tmp_path / wrong).as_posix()))
    bare, good = wrong.rpartition("/")[2], right.rpartition("/")[2]
    assert found.hint("en") == f"rename {bare} to {good}"
    assert f"把 {bare} 改名为 {good}" in found.hint("zh")


@pytest.mark.parametrize("wrong", ["issue.yml", "issue.yaml.txt", "Issue.yaml"])
def test_a_misnamed_file_is_found_in_a_tree_in_memory(wrong: str) -> None:
    inputs = open_source({"p/publication.yaml": PAPER, f"p/2026-04-22/{wrong}": DAY})
    with pytest.raises(EpubgenError) as caught:
        find_importer(inputs).read(inputs, Options())
    assert [(f.key, f.at) for f in caught.value.findings] == [("S10.issue.name", Location(f"p/2026-04-22/{wrong}"))]


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("articles/b.docx", "S15"), ("articles/late/b.txt", "S15"), ("b.md", "S15.place"),
        ("articles/Thumbs.db", ""), ("articles/~$b.docx", ""), ("articles/a.new.md", ""), ("README.md", ""),
        ("photos/list.txt", ""), ("dropped/b.md", ""),
    ],
)  # fmt: skip
@pytest.mark.parametrize("base", ["", "2026-04-22"])
def test_a_file_that_may_be_a_story_is_not_passed_over_in_silence(name: str, key: str, base: str) -> None:
    lead = f"{base}/" if base else ""
    reading = read({f"{lead}articles/a.md": story("A"), f"{lead}{name}": "words"}, base)
    assert [(f.key, f.at) for f in reading.findings] == ([(key, Location(lead + name))] if key else [])
