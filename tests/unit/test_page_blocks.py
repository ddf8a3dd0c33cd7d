# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where the stories of an import stand on their pages, the pages of a PDF by themselves, and photos cut out of them."""

from __future__ import annotations

import io
import json
import re
from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from epubgen.api import build, import_pages, lint
from epubgen.errors import SourceError
from epubgen.images.encode import cut_out
from epubgen.importers.printed_page import read_printed_pages
from epubgen.importers.printed_page.page_block import PageBlock, PageBox, PrintedPage
from epubgen.issue_folder.folder_edits import FolderTexts, applied
from epubgen.issue_folder.issue_stories import IssueStories
from epubgen.issue_folder.page_blocks import FILE, page_blocks_schema, page_blocks_text, read_page_blocks
from epubgen.issue_folder.story_photo import planned_photo
from epubgen.options import Options
from tests.unit.test_layout_tools import PAGE, content_list
from tests.unit.tiny_pdf import TinyPage, tiny_pdf

SCHEMA = Path(__file__).resolve().parents[2] / "docs" / "page-blocks.schema.json"


def imported(folder: Path, date: str = "2026-04-22") -> Path:
    """An issue folder of a page whose boxes a layout tool gave."""
    source = folder / f"{date}-03_content_list.json"
    source.write_text(json.dumps(content_list(PAGE)), "utf-8")
    return import_pages([source], folder / "paper", title="汐州晚报", id="xizhou").folder


def test_each_block_is_told_with_its_story_role_and_box(tmp_path: Path) -> None:
    home = imported(tmp_path)
    (page,) = read_page_blocks((home / FILE).read_text("utf-8"))
    assert (page.page, page.width, page.height, page.picture) == ("01", 700, 1000, "")
    assert [(one.story, one.role, one.text[:6]) for one in page.blocks] == [
        ("01-01", "headline", "潮水退去之后"),
        ("01-01", "paragraph", "本报记者 林"),
        ("01-01", "paragraph", "清晨的码头上"),
        ("01-01", "picture", "images"),
        ("01-01", "caption", "渔民在码头整"),
        ("01-01", "paragraph", "市海洋渔业局"),
        ("01-02", "headline", "城西新增三条"),
        ("01-02", "paragraph", "本报讯 市公"),
        ("01-02", "table", "| 线路 |"),
    ]
    assert page.blocks[0].box == (500, 1300, 4500, 1650)


def test_a_second_import_changes_no_byte_and_keeps_other_pages(tmp_path: Path) -> None:
    home = imported(tmp_path)
    before = (home / FILE).read_bytes()
    imported(tmp_path)
    assert (home / FILE).read_bytes() == before
    other = tmp_path / "2026-04-22-04.md"
    other.write_text("第04版 要闻 2026年4月22日 星期三\n\n# 夜校开课\n\n本报讯 记者甲一报道：夜校今天开课。\n", "utf-8")
    import_pages([other], tmp_path / "paper", page="04")
    assert (home / FILE).read_bytes() == before


def test_markdown_has_no_boxes_and_no_file(tmp_path: Path) -> None:
    page = tmp_path / "2026-04-22-04.md"
    page.write_text("# 汐州晚报\n\n2026年4月22日\n\n# 夜校开课\n\n夜校今天开课。\n", "utf-8")
    assert not (import_pages([page], tmp_path / "paper").folder / FILE).exists()


def test_the_file_is_no_part_of_the_issue(tmp_path: Path) -> None:
    home = imported(tmp_path)
    codes = {found.code for found in lint(home).findings}
    build(home, output=tmp_path / "with.epub")
    (home / FILE).unlink()
    build(home, output=tmp_path / "without.epub")
    assert (tmp_path / "with.epub").read_bytes() == (tmp_path / "without.epub").read_bytes()
    assert {found.code for found in lint(home).findings} == codes


def test_the_file_has_the_form_of_its_schema(tmp_path: Path) -> None:
    validator = pytest.importorskip("jsonschema").Draft202012Validator
    text = (imported(tmp_path) / FILE).read_text("utf-8")
    validator(page_blocks_schema()).validate(json.loads(text))
    assert SCHEMA.read_text("utf-8") == json.dumps(page_blocks_schema(), indent=2) + "\n"
    assert page_blocks_text(read_page_blocks(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        '{"pages": 3}',
        '{"format": "epubgen-page-blocks/2", "pages": []}',
        "[" * 100_000,
        '{"pages": [{}]}',
    ],
)
def test_a_damaged_file_says_nothing(text: str) -> None:
    assert read_page_blocks(text) == ()


@pytest.mark.parametrize("box", [[0, 0, 1], [5, 5, 5, 9], [0, 0, 1, 10_001], [-1, 0, 5, 5], [9, 0, 5, 5]])
def test_a_box_outside_the_page_is_left_out(box: list[int]) -> None:
    block = {"story": "01-01", "role": "headline", "box": box, "text": "x"}
    page = {"page": "01", "width": 10, "height": 10, "picture": "", "blocks": [block]}
    (read,) = read_page_blocks(json.dumps({"format": "epubgen-page-blocks/1", "pages": [page]}))
    assert read.blocks == ()


def test_each_page_of_a_pdf_is_its_facsimile(tmp_path: Path) -> None:
    pytest.importorskip("pypdfium2", reason="the extra pdf is not installed")
    long = [
        "Water rose in the old harbour of",
        "Millbrook on Monday night, and the",
        "boats broke loose from the quay.",
    ]
    pages = [
        TinyPage().text(20, 460, title, 24, "F2").lines(20, 430, long) for title in ("Water rises", "Boats break loose")
    ]
    (tmp_path / "2026-05-12.pdf").write_bytes(tiny_pdf(*pages))
    home = import_pages([tmp_path / "2026-05-12.pdf"], tmp_path / "paper", title="Gazette", id="gazette").folder
    index = (home / "issue.yaml").read_text("utf-8")
    assert re.findall("facsimile: (.*)", index) == ["photos/2026-05-12-p01.pdf", "photos/2026-05-12-p02.pdf"]
    first = {path.name: path.read_bytes() for path in home.rglob("*.pdf")}
    assert [page.picture for page in read_page_blocks((home / FILE).read_text("utf-8"))] == [
        "photos/2026-05-12-p01.pdf", "photos/2026-05-12-p02.pdf",
    ]  # fmt: skip
    again = import_pages([tmp_path / "2026-05-12.pdf"], tmp_path / "again", title="Gazette", id="gazette").folder
    assert {path.name: path.read_bytes() for path in again.rglob("*.pdf")} == first
    part = Image.open(io.BytesIO(cut_out(first["2026-05-12-p01.pdf"], "p.pdf", (0.0, 0.0, 0.5, 0.2))))
    assert part.size == (1200, 600)


def issue(folder: Path, story: str = "---\ntitle: 新桥\n---\n\n通车。\n", name: str = "01-02") -> Path:
    home = folder / "2026-05-08"
    (home / "articles").mkdir(parents=True)
    (folder / "publication.yaml").write_text("id: p\ntitle: 某报\nlanguage: zh-Hans\n", "utf-8")
    (home / "issue.yaml").write_text("date: 2026-05-08\n", "utf-8")
    (home / f"articles/{name}.md").write_text(story, "utf-8")
    return home


NAMED = "---\ntitle: 新桥\nkind: photo\nlead_photo:\n  file: ../photos/bridge.jpg\n  caption: 新桥\n---\n"
NOTES = (
    "notes:\n  - code: photo\n    text: bridge.jpg\n    story: 01-02\n  - code: photo\n    text: x\n    story: 01-09\n"
)


@pytest.mark.parametrize(
    ("story", "name", "file", "text"),
    [
        ("---\ntitle: 新桥\n---\n\n通车。\n", "01-02", "photos/01-02.jpg", "---\ntitle: 新桥\n---\n\n通车。\n"),
        (NAMED, "01-02", "photos/bridge.jpg", NAMED),
        ("---\ntitle: 新桥\n---\n\n通车。\n", "bridge", "photos/bridge.jpg", "---\ntitle: 新桥\nlead_photo: ../photos/bridge.jpg\n---\n\n通车。\n"),
        ("---\ntitle: 新桥\n---\n\n![甲](../photos/a.png)\n", "01-02", "photos/01-02.jpg", "---\ntitle: 新桥\n---\n\n![甲](../photos/a.png)\n\n![](../photos/01-02.jpg)\n"),
    ],
)  # fmt: skip
def test_a_photo_gets_the_name_that_is_looked_for(
    tmp_path: Path, jpeg: bytes, story: str, name: str, file: str, text: str
) -> None:
    home = issue(tmp_path, story, name)
    (home / "import-notes.yaml").write_text(NOTES, "utf-8")
    made, changes = planned_photo(home, name, jpeg)
    applied(home, changes)
    assert made == file
    assert (home / file).read_bytes() == jpeg
    assert (home / f"articles/{name}.md").read_text("utf-8") == text
    assert (home / "import-notes.yaml").read_text("utf-8").count("code: photo") == (1 if name == "01-02" else 2)
    assert not [
        found for found in lint(home).findings if found.code == "F01" and dict(found.args)["file"].endswith(file)
    ]


def test_a_photo_never_takes_the_place_of_another_file(tmp_path: Path, jpeg: bytes) -> None:
    home = issue(tmp_path)
    (home / "photos").mkdir()
    (home / "photos/01-02.jpg").write_bytes(b"mine")
    made, changes = planned_photo(home, "01-02", jpeg)
    applied(home, changes)
    assert made != "photos/01-02.jpg"
    assert (home / "photos/01-02.jpg").read_bytes() == b"mine"


@pytest.mark.parametrize("story", ["", "01-09", "../01-02", "articles/01-02"])
def test_a_story_that_is_not_there_gets_no_photo(tmp_path: Path, jpeg: bytes, story: str) -> None:
    with pytest.raises(SourceError, match="H22"):
        planned_photo(issue(tmp_path), story, jpeg)


def test_a_part_of_a_picture_is_cut_where_it_was_drawn(jpeg: bytes) -> None:
    with Image.open(io.BytesIO(jpeg)) as whole:
        size = whole.size
    part = Image.open(io.BytesIO(cut_out(jpeg, "page.jpg", (0.25, 0.5, 0.75, 1.0))))
    assert part.size == (round(size[0] / 2), round(size[1] / 2))


def test_the_pages_of_a_folder_are_those_of_its_file(tmp_path: Path) -> None:
    assert IssueStories(FolderTexts(imported(tmp_path))).pages == (("01-01", "01-02"),)


@pytest.mark.parametrize("ending", ["pdf", "json"])
def test_files_that_are_named_are_read_by_their_numbers(tmp_path: Path, ending: str) -> None:
    """A shell names ``scan10`` before ``scan9``."""
    if ending == "pdf":
        pytest.importorskip("pypdfium2", reason="the extra pdf is not installed")
    names = []
    for number, title in ((10, "Boats break loose"), (9, "Water rises")):
        text = ["Water rose in the old harbour of", "Millbrook on Monday night, and the", "boats broke loose."]
        shapes = [("title", title, (50, 50, 900, 120)), ("text", " ".join(text), (50, 150, 300, 300))]
        data = json.dumps(content_list(shapes)).encode()
        if ending == "pdf":
            data = tiny_pdf(TinyPage().text(20, 460, title, 24, "F2").lines(20, 430, text))
        names.append(tmp_path / (f"scan{number}.pdf" if ending == "pdf" else f"scan{number}_content_list.json"))
        names[-1].write_bytes(data)
    made = import_pages(names, tmp_path / "paper", date="2026-05-12", title="Gazette", id="gazette")
    stories = {story.id: story.headline for story in made.reading.issue.articles}
    assert list(stories.values()) == ["Water rises", "Boats break loose"]


def test_the_block_of_a_paragraph_goes_with_it_to_another_story() -> None:
    """Where columns are mixed, the rest of a torn paragraph stands under another headline."""
    texts = (
        ("heading", "甲闻"), ("text", "本报讯 甲事。"), ("text", "据介绍，项目总投资5亿元，全市三年内要建"),
        ("heading", "乙闻"), ("text", "本报讯 乙事。"), ("text", "昨晚乙事在剧院落幕。"), ("text", "设周期为24个月。"),
    )  # fmt: skip
    blocks = tuple(
        PageBlock(
            kind="heading" if kind == "heading" else "text", text=text, line=line, last=line,
            level=1 if kind == "heading" else 0, box=PageBox(0, line * 10, 100, line * 10 + 8),
        )
        for line, (kind, text) in enumerate(texts, 1)
    )  # fmt: skip
    page = PrintedPage(name="p.json", blocks=blocks, number="03", day=date(2026, 5, 8), size=PageBox(0, 0, 100, 200))
    (told,) = read_printed_pages([page], options=Options(punctuation="keep")).page_blocks
    assert [one.story for one in told.blocks if one.text.startswith("设周期")] == ["03-01"]
    assert [one.story for one in told.blocks if one.text.startswith("昨晚")] == ["03-02"]
    assert {one.role for one in told.blocks} == {"headline", "paragraph"}
