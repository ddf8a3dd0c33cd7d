# SPDX-License-Identifier: AGPL-3.0-or-later
"""The report on accessibility: each fault is seen and named, and a claim holds only where the content bears it out."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

import epubgen
from epubgen.cli import run
from epubgen.options import WritingMode
from epubgen.validation.accessibility import Accessibility, read_accessibility
from tests.conformance.tiny_epub import CSS, NAV, OPF, A, B, TinyEpub
from tests.conftest import EpubOf, in_modes

Change = Callable[[TinyEpub], TinyEpub]
BASIC = (
    '<meta property="schema:accessMode">textual</meta>'
    '<meta property="schema:accessibilityFeature">tableOfContents</meta>'
    '<meta property="schema:accessibilityHazard">none</meta>'
)
CLAIM = (
    '<meta property="dcterms:conformsTo" id="k">EPUB Accessibility 1.1 - WCAG 2.1 Level AA</meta>'
    '<meta refines="#k" property="a11y:certifiedBy">Post</meta>'
)


def book() -> TinyEpub:
    """A book with nothing to mend."""
    return TinyEpub().meta(BASIC)


def report(tiny: TinyEpub, folder: Path) -> Accessibility:
    return read_accessibility(tiny.write(folder / "t.epub"), "t.epub")


def feature(name: str) -> str:
    return f'<meta property="schema:accessibilityFeature">{name}</meta>'


def test_a_good_book_has_nothing_to_mend(tmp_path: Path) -> None:
    said = report(book(), tmp_path)
    assert said.ok
    assert (said.pictures, said.decorative, said.silent, said.documents, said.pages) == (2, 0, (), 3, 1)
    assert (said.language, dict(said.languages), said.foreign, said.colours) == ("en", {"en": 3}, (), 0)
    assert [claim.holds for claim in said.claims] == [True, True, True]


def test_the_mandatory_metadata_are_missed(tmp_path: Path) -> None:
    said = report(TinyEpub(), tmp_path)
    assert said.unsaid == ("schema:accessMode", "schema:accessibilityFeature", "schema:accessibilityHazard")
    assert not said.ok


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        (lambda t: t.edit(A, ' alt="A ferry"', ""), "missing"),
        (lambda t: t.edit(A, "A ferry", " Photo "), "mere"),
        (lambda t: t.edit(A, "A ferry", "The ferry"), "caption"),
        (lambda t: t.edit(A, "A ferry", ""), ""),
        (lambda t: t.edit(A, ' alt="A ferry"', ' role="presentation"'), ""),
    ],
)
def test_photos_without_words_are_listed(change: Change, kind: str, tmp_path: Path) -> None:
    said = report(change(book()), tmp_path)
    assert [photo.kind for photo in said.silent] == ([kind] if kind else [])
    for photo in said.silent:
        assert (photo.name, photo.caption, photo.at.file) == ("../photos/p.jpg", "The ferry", f"t.epub/{A}")
    assert said.decorative == (0 if kind else 1)


@pytest.mark.parametrize(
    ("change", "kinds"),
    [
        (lambda t: t.edit(B, "<h1>Market moves</h1>", "<p>Market moves</p>"), ["none"]),
        (lambda t: t.body("<h1>Again</h1>"), ["several"]),
        (lambda t: t.body("<h2>a</h2><h4>b</h4>"), ["skipped"]),
        (lambda t: t.edit(B, "<h1>Market moves</h1>", "<h2>Market moves</h2>"), ["skipped"]),
        (lambda t: t.body("<h2> </h2>"), ["empty"]),
        (lambda t: t.body("<h2>a</h2><h3>b</h3><h2>c</h2>"), []),
        (lambda t: t.body('<h2><img src="../photos/c.png" alt="c"/></h2>'), []),
    ],
)
def test_the_outline_is_looked_at(change: Change, kinds: list[str], tmp_path: Path) -> None:
    assert [fault.kind for fault in report(change(book()), tmp_path).faults] == kinds


def test_languages_are_counted(tmp_path: Path) -> None:
    tiny = book().body('<p lang="fr" xml:lang="fr">x</p><p lang="fr">y</p><p lang="en">z</p>')
    tiny = tiny.edit(A, ' lang="en" xml:lang="en"', "")
    said = report(tiny, tmp_path)
    assert (said.foreign, said.mute, said.languages) == ((("fr", 2),), (A,), (("en", 2),))


def test_pages_and_colours(tmp_path: Path) -> None:
    mark = '<p><span id="page-2" epub:type="pagebreak" role="doc-pagebreak" aria-label="2"></span></p>'
    said = report(book().body(mark).put(CSS, "p { color: #333 } a { color: inherit }"), tmp_path)
    assert (said.pages, said.unlisted, said.colours, said.ok) == (1, ("2",), 1, False)


@pytest.mark.parametrize(
    ("meta", "change", "holds"),
    [
        (feature("alternativeText"), lambda t: t, True),
        (feature("alternativeText"), lambda t: t.edit(A, "A ferry", "Photo"), False),
        (feature("pageNavigation"), lambda t: t, True),
        (feature("pageNavigation"), lambda t: t.edit(NAV, 'epub:type="page-list"', 'epub:type="lot"'), False),
        (feature("pageBreakMarkers"), lambda t: t.edit(A, 'epub:type="pagebreak" role="doc-pagebreak" ', ""), False),
        (feature("rubyAnnotations"), lambda t: t.body("<p><ruby>x<rt>y</rt></ruby></p>"), True),
        (feature("rubyAnnotations"), lambda t: t, False),
        (feature("structuralNavigation"), lambda t: t.body("<h4>x</h4>"), False),
        (feature("displayTransformability"), lambda t: t.meta('<meta property="rendition:layout">pre-paginated</meta>'), False),
        (feature("verticalWriting"), lambda t: t, False),
        (feature("horizontalWriting"), lambda t: t, True),
        (feature("horizontalWriting"), lambda t: t.put(CSS, "html { writing-mode: vertical-rl }"), False),
        (feature("largePrint"), lambda t: t, None),
        ('<meta property="schema:accessMode">visual</meta>', lambda t: t, True),
        ('<meta property="schema:accessMode">visual</meta>', lambda t: t.edit(A, "A ferry", "").edit(B, "A chart", ""), False),
        ('<meta property="schema:accessModeSufficient">textual</meta>', lambda t: t.edit(A, ' alt="A ferry"', ""), False),
        ('<meta property="schema:accessibilityHazard">none</meta>', lambda t: t.body('<video src="x.mp4"></video>'), False),
        ('<meta property="schema:accessibilitySummary">Good.</meta>', lambda t: t, True),
        (CLAIM, lambda t: t, True),
        (CLAIM, lambda t: t.edit(A, ' alt="A ferry"', ""), False),
        (CLAIM, lambda t: t.edit(OPF, "a11y:certifiedBy", "dcterms:contributor"), False),
        (CLAIM.replace("WCAG 2.1 Level AA", "WCAG 2.1 AA"), lambda t: t, False),
    ],
)  # fmt: skip
def test_a_claim_is_held_against_the_content(meta: str, change: Change, holds: bool | None, tmp_path: Path) -> None:
    said = report(change(book().meta(meta)), tmp_path)
    value = meta.partition(">")[2].partition("<")[0]
    assert [claim.holds for claim in said.claims if claim.value == value][-1:] == [holds]


@pytest.mark.tools
@pytest.mark.parametrize(("sample", "mode"), in_modes())
def test_our_own_books_have_nothing_to_mend(sample: Path, mode: WritingMode, epub_of: EpubOf) -> None:
    said = epubgen.accessibility(epub_of(sample, mode))
    assert said.ok, said
    assert said.pictures
    assert all(claim.holds for claim in said.claims)
    assert said.colours == 0


@pytest.mark.parametrize(("lang", "words"), [("en", "repeats the caption"), ("zh", "与图片说明相同")])
def test_the_command_prints_the_report(
    lang: str, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EPUBGEN_LANG", lang)
    path = book().edit(A, "A ferry", "The ferry").body("<h3>x</h3>").write(tmp_path / "t.epub")
    assert run(["check", "--accessibility", str(path)]) == 0
    text = capsys.readouterr().out
    assert words in text
    assert f"{B}:9" in text
    assert run(["check", "--accessibility", "--strict", str(path)]) == 7
    capsys.readouterr()
    assert run(["check", "--accessibility", "--json", str(path)]) == 0
    facts = json.loads(capsys.readouterr().out)
    assert (facts["ok"], facts["languages"], facts["silent"][0]["kind"]) == (False, {"en": 3}, "caption")


def test_the_command_holds_a_target(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = TinyEpub().put(CSS, "div { display: flex }").write(tmp_path / "t.epub")
    assert run(["check", "--no-java", str(path)]) == 0
    assert run(["check", "--no-java", "--target", "kindle", str(path)]) == 7
    assert "K05" in capsys.readouterr().out
    assert run(["check", "--no-java", "--target", "apple", str(path)]) == 0


def test_a_file_that_is_no_epub_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.epub").write_bytes(b"no")
    with pytest.raises(epubgen.CheckFailed, match="B18"):
        epubgen.accessibility(tmp_path / "x.epub")
