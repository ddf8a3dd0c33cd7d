# SPDX-License-Identifier: AGPL-3.0-or-later
"""LiveSource: the same parts as the EPUB; only what changed is made anew; findings know their document."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

import epubgen
from epubgen.epub.edition import SpineDocument
from epubgen.epub.pages import Part
from epubgen.errors import SourceError
from epubgen.images import encode as encoding
from epubgen.images import hash_cache, pipeline
from epubgen.images.encode import EDGE
from epubgen.options import Options
from epubgen.pipeline import build as press
from epubgen.pipeline.live import MODES, LiveEdition, LiveSource
from tests.conftest import LEFTWARD, ROOT, SAMPLES
from tests.unit.previewed import ISSUE, PIER, TIDE, write_issue

PAGES = ROOT / "tests" / "fixtures" / "pages" / "chengxi-daily"
DAILY = ("new-en", "rare-names")
"""One with a photo, and one with pictures of characters, both in both directions; the others are for the slow run."""
NOTES = """\
notes:
  - code: note.kicker
    at: page.md:28
    text: 码头安静
    chosen: 正文
    alternatives: [肩题]
    confidence: "0.5"
    story: tide
    question: 这是肩题吗？
    cure: 看一眼
"""


@pytest.fixture
def issue(tmp_path: Path, jpeg: bytes) -> Path:
    return write_issue(tmp_path, jpeg)


@pytest.fixture
def proofs(issue: Path) -> Iterator[LiveSource]:
    with LiveSource(issue, Options()) as proofs:
        proofs.refresh()
        yield proofs


def pulled(proofs: LiveSource) -> LiveEdition:
    proof = proofs.in_mode()
    assert proof
    return proof


def read(part: Part | None) -> bytes | None:
    if part is None:
        return None
    return part.data.read_bytes() if isinstance(part.data, Path) else part.data


def href(proof: LiveEdition, title: str) -> str:
    return next(leaf.document.href for leaf in proof.documents if leaf.document.title == title)


@pytest.mark.parametrize(
    "sample",
    [
        pytest.param(sample, marks=() if sample.parent.name in DAILY else pytest.mark.slow, id=sample.parent.name)
        for sample in SAMPLES
        if sample.parent.name not in LEFTWARD
    ],
)
def test_every_part_is_that_of_the_epub(sample: Path, tmp_path: Path) -> None:
    epubs = epubgen.build_twins(sample, tmp_path)
    with LiveSource(sample, Options()) as proofs:
        proofs.refresh()
        for epub in epubs:
            assert epub.path
            with zipfile.ZipFile(epub.path) as pack:
                names = [name for name in pack.namelist() if name.startswith("EPUB/") and name != "EPUB/content.opf"]
                built = {name.removeprefix("EPUB/"): pack.read(name) for name in names}
            proof = next(p for mode in MODES if (p := proofs.in_mode(mode)) and p.edition.identifier == epub.identifier)
            assert {name: read(proof.part(name)) == data for name, data in built.items()} == dict.fromkeys(built, True)
            assert {leaf.document.href for leaf in proof.documents} <= set(built)


def test_photos_that_stay_are_not_decoded_again(issue: Path, monkeypatch: pytest.MonkeyPatch, jpeg: bytes) -> None:
    made: list[str] = []
    reads: list[str] = []
    monkeypatch.setattr(pipeline, "encode", counting(encoding.encode, made))
    monkeypatch.setattr(hash_cache, "_hash", counting(hash_cache._hash, reads))
    with LiveSource(issue, Options()) as proofs:
        proofs.refresh()
        assert len(made) == len(reads) == 1
        (issue / "articles" / "pier.md").write_text(PIER.replace("三条船。", "四条船。"), encoding="utf-8")
        proofs.refresh()
        assert len(made) == len(reads) == 1
        assert "四条船" in pulled(proofs).text(href(pulled(proofs), "码头今日开放"))
        before = pulled(proofs).builder.media.pictures[0]
        (issue / "photos" / "pier.jpg").write_bytes(other_photo())
        proofs.refresh()
        assert len(made) == len(reads) == 2
        assert pulled(proofs).builder.media.pictures[0].sha256 != before.sha256
        (issue / "articles" / "pier.md").write_text(PIER.replace("alt:", "color: gray, alt:"), encoding="utf-8")
        proofs.refresh()
        assert (len(made), len(reads)) == (3, 2)  # other pixels of a file that is known


def counting(function: Callable[..., Any], calls: list[str]) -> Callable[..., Any]:
    """The same function; each call is written down."""

    def counted(*given: object) -> Any:
        calls.append(function.__name__)
        return function(*given)

    return counted


def other_photo() -> bytes:
    out = BytesIO()
    Image.radial_gradient("L").resize((320, 240)).convert("RGB").save(out, "JPEG")
    return out.getvalue()


def test_photos_of_an_archive_are_not_decoded_again(monkeypatch: pytest.MonkeyPatch, jpeg: bytes) -> None:
    made: list[str] = []
    monkeypatch.setattr(pipeline, "encode", counting(encoding.encode, made))
    files: dict[str, bytes | str] = {
        "publication.yaml": "id: h\ntitle: H\nlanguage: zh-Hans-CN\n",
        "issue.yaml": "date: 2026-04-17\n",
        "articles/pier.md": PIER,
        "photos/pier.jpg": jpeg,
    }
    with LiveSource(files, Options()) as proofs:
        proofs.refresh()
        proofs.refresh()
    assert len(made) == 1


def test_pages_are_made_when_asked_for_and_once(proofs: LiveSource, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    page = press.PartBuilder.page

    def counted(forme: press.PartBuilder, document: SpineDocument) -> Part:
        made.append(document.href)
        return page(forme, document)

    monkeypatch.setattr(press.PartBuilder, "page", counted)
    proofs.refresh()
    proof = pulled(proofs)
    assert made == []
    name = proof.edition.documents[0].href
    assert proof.part(name) is proof.part(name)
    assert made == [name]
    assert proof.documents
    assert sorted(made) == sorted(document.href for document in proof.edition.documents)


def test_the_twin_is_planned_when_it_is_asked_for(proofs: LiveSource) -> None:
    own, twin = proofs.in_mode(), proofs.in_mode("vertical-rl")
    assert own
    assert twin
    assert (own.edition.writing_mode, twin.edition.writing_mode) == ("horizontal-tb", "vertical-rl")
    assert proofs.in_mode("vertical-rl") is twin
    assert proofs.own_mode == "horizontal-tb"


def test_what_cannot_be_read_leaves_the_last_good_proof(proofs: LiveSource, issue: Path) -> None:
    before = proofs.in_mode()
    (issue / "articles" / "tide.md").write_text("---\ntitle: [\n---\n", encoding="utf-8")
    with pytest.raises(SourceError):
        proofs.refresh()
    assert proofs.in_mode() is before
    (issue / "articles" / "tide.md").write_text(TIDE, encoding="utf-8")
    proofs.refresh()
    assert proofs.in_mode() is not before


def test_a_part_that_is_none_is_none(proofs: LiveSource) -> None:
    assert pulled(proofs).part("text/nothing.xhtml") is None
    assert pulled(proofs).part("") is None
    with LiveSource(proofs.source, Options()) as unread:
        assert unread.in_mode() is None
        assert unread.facsimile("01") is None
        assert unread.files() == frozenset()


def test_a_finding_about_a_section_stands_at_its_document(proofs: LiveSource, issue: Path) -> None:
    (issue / "issue.yaml").write_text(ISSUE.replace("pier]", "pier, tide]"), encoding="utf-8")
    with pytest.raises(SourceError) as caught:
        proofs.refresh()
    proof = pulled(proofs)
    marked = proof.marked(caught.value.findings[0])
    assert marked.finding.field == "sections[0].articles[2]"
    assert marked.href == href(proof, "要闻")


def test_a_finding_about_the_whole_issue_stands_at_none(proofs: LiveSource, issue: Path) -> None:
    (issue / "issue.yaml").write_text(ISSUE + "weekday: 星期一\n", encoding="utf-8")
    proofs.refresh()
    assert [marked.href for marked in pulled(proofs).findings] == [""]


def test_a_question_of_an_import_stands_at_its_passage(proofs: LiveSource, issue: Path) -> None:
    (issue / "import-notes.yaml").write_text(NOTES, encoding="utf-8")
    proofs.refresh()
    proof = pulled(proofs)
    (marked,) = [m for m in proof.findings if m.finding.code == "A08"]
    assert marked.href == href(proof, "潮水退去")
    assert marked.quote == "码头安静"
    assert marked.finding.at
    assert (Path(marked.finding.at.file).name, marked.finding.at.line) == ("tide.md", 5)


def test_questions_about_printed_pages_stand_at_their_stories() -> None:
    with LiveSource([PAGES / "01.md", PAGES / "02.md"], Options()) as proofs:
        proofs.refresh()
        proof = pulled(proofs)
    asked = [marked for marked in proof.findings if marked.finding.code == "A08"]
    assert len(asked) > 3
    for marked in asked:
        leaf = next(leaf for leaf in proof.documents if leaf.document.href == marked.href)
        assert leaf.document.subject == marked.finding.field
        assert marked.quote in proof.text(marked.href)


def test_the_quote_is_words_of_the_page(proofs: LiveSource, issue: Path) -> None:
    (issue / "articles" / "tide.md").write_text(TIDE.replace("authors: 林岸\n", ""), encoding="utf-8")
    proofs.refresh()
    (marked,) = pulled(proofs).findings
    assert (marked.finding.code, marked.quote) == ("A05", "潮水退去")


def test_a_printed_page_is_shown_as_a_small_jpeg_though_the_edition_has_none(issue: Path, proofs: LiveSource) -> None:
    big = Image.linear_gradient("L").resize((3000, 4000)).convert("RGB")
    big.save(issue / "photos" / "sheet.png")
    pages = 'pages:\n  - {number: "01", articles: [tide], facsimile: photos/sheet.png}\n  - {number: "02", articles: [pier]}\n'
    (issue / "issue.yaml").write_text(f"date: 2026-04-17\n{pages}", encoding="utf-8")
    proofs.refresh()
    proof = pulled(proofs)
    assert "facsimile" not in {document.kind for document in proof.edition.documents}
    tide, pier = (leaf for leaf in proof.documents if leaf.document.kind == "article")
    assert (tide.pages, tide.facsimiles) == (("01",), ("01",))
    assert (pier.pages, pier.facsimiles) == (("02",), ())
    data = proofs.facsimile("01")
    assert data
    with Image.open(BytesIO(data)) as picture:
        assert (picture.format, picture.size) == ("JPEG", (EDGE * 3 // 4, EDGE))
    assert proofs.facsimile("01") is data
    assert proofs.facsimile("02") is None
    (issue / "photos" / "sheet.png").write_bytes(b"no picture")
    assert proofs.facsimile("01") is None


def test_a_pdf_of_a_printed_page_is_shown(issue: Path, proofs: LiveSource) -> None:
    pytest.importorskip("pypdfium2")
    Image.linear_gradient("L").resize((300, 400)).convert("RGB").save(issue / "photos" / "01.pdf")
    (issue / "issue.yaml").write_text(
        'date: 2026-04-17\npages:\n  - {number: "01", articles: [tide, pier], pdf: photos/01.pdf}\n', encoding="utf-8"
    )
    proofs.refresh()
    data = proofs.facsimile("01")
    assert data
    with Image.open(BytesIO(data)) as picture:
        assert picture.format == "JPEG"
        assert max(picture.size) == EDGE


def test_the_options_of_a_build_hold(issue: Path) -> None:
    with LiveSource(issue, replace(Options(), leave_out=("tide",), target="small")) as proofs:
        proofs.refresh()
        assert [leaf.document.title for leaf in pulled(proofs).documents if leaf.document.kind == "article"] == [
            "码头今日开放"
        ]
        (picture,) = pulled(proofs).builder.media.pictures
        with Image.open(BytesIO(picture.read())) as shown:
            assert shown.mode == "L"


def test_questions_of_one_kind_stand_each_at_its_passage(proofs: LiveSource, issue: Path) -> None:
    """Lint asks them in one line; on the pages every one is marked."""
    more = NOTES.partition("\n")[2].replace("note.kicker", "kicker").replace("码头安静", "{}")
    asked = "notes:\n" + "".join(more.format(text) for text in ("码头安静", "潮水退去"))
    (issue / "import-notes.yaml").write_text(asked, encoding="utf-8")
    proofs.refresh()
    proof = pulled(proofs)
    assert [len(found.each) for found in proof.found if found.code == "A08"] == [2]
    marked = [one for one in proof.findings if one.finding.code == "A08"]
    assert [one.quote for one in marked] == ["码头安静", "潮水退去"]
    assert {one.href for one in marked} == {href(proof, "潮水退去")}
