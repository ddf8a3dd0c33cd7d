# SPDX-License-Identifier: AGPL-3.0-or-later
"""Each rule has a fixture that breaks one thing and is answered by exactly that rule."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from epubgen import messages
from epubgen.validation import check_file
from tests.conformance.foreign_codes import CODES
from tests.conformance.tiny_epub import CSS, JPG, NAV, NCX, OPF, PNG, A, B, TinyEpub, page, picture

JPEG = picture("JPEG")
REGISTRY = "urn:uuid:5d0c7f0e-3c1b-5b0a-9a52-6f1e6a2f4c11"
USED_PNG = '<img src="../photos/n.png" alt="n"/>'


def with_comment(kind: str) -> bytes:
    out = BytesIO()
    image = Image.new("RGB", (8, 8), "white")
    exif = Image.Exif()
    exif[0x010E] = "who made it"
    image.save(out, kind, exif=exif) if kind == "WEBP" else image.save(out, kind, exif=exif, comment=b"hello")
    return out.getvalue()


def huge_png() -> bytes:
    return b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + (30000).to_bytes(4, "big") * 2 + b"\x08\0\0\0\0" + b"\0" * 8


def shown(tiny: TinyEpub, data: bytes, name: str = "photos/n.png", media_type: str = "image/png") -> TinyEpub:
    """With a picture that a document shows."""
    return tiny.item(name, media_type, data).body(f'<p><img src="../{name}" alt="n"/></p>')


def turning(tiny: TinyEpub, way: str) -> TinyEpub:
    """With pages that turn a way."""
    return tiny.edit(OPF, "<spine ", f'<spine page-progression-direction="{way}" ')


Change = Callable[[TinyEpub], TinyEpub]
LONG = "n" * 252 + ".png"

CASES: list[tuple[str, Change]] = [
    ("B01", lambda t: t.body("<p>\ue123</p>")),
    ("B01", lambda t: t.edit(B, 'alt="A chart"', 'alt="\U000f0001"')),
    ("B02", lambda t: t.body("<p>a\u202eb</p>")),
    ("B02", lambda t: t.body("<p>a\u202ab</p>")),
    ("B03", lambda t: t.body("<p>it\x92s</p>")),
    ("B04", lambda t: t.body("<p>\ufdd0</p>")),
    ("B04", lambda t: t.body("<p>&#x1FFFE;</p>")),
    ("B05", lambda t: shown(t, picture("PNG"), "photos/CON.png")),
    ("B05", lambda t: shown(t, picture("PNG"), "aux.d/n.png")),
    ("B06", lambda t: shown(t, picture("PNG"), f"photos/{LONG}")),
    ("B07", lambda t: t.body('<p><a href="javascript:alert(1)">x</a></p>')),
    ("B08", lambda t: t.put("../evil.txt", "x")),
    ("B08", lambda t: t.put("EPUB/..\\..\\evil.txt", "x")),
    ("B09", lambda t: t.put(JPG, JPEG[: len(JPEG) // 2])),
    ("B09", lambda t: t.put(JPG, JPEG[:-2])),
    ("B10", lambda t: t.put(JPG, picture("JPEG", "CMYK"))),
    ("B11", lambda t: t.edit(B, ' alt="A chart"', "")),
    ("B12", lambda t: t.put(PNG, huge_png())),
    ("B13", lambda t: t.item("photos/unused.png", "image/png", picture("PNG"))),
    ("B14", lambda t: t.put("EPUB/photos/stray.png", picture("PNG"))),
    ("B15", lambda t: t.body("<div>" * 300 + "deep" + "</div>" * 300).edit(A, ' <a href="b.xhtml">More</a>', "")),
    ("B16", lambda t: t.body("<p>word word</p>\n" * 80_000)),
    ("B17.first", lambda t: replace(t, files={k: t.files[k] for k in (OPF, *t.files)})),
    ("B17.stored", lambda t: replace(t, methods={"mimetype": zipfile.ZIP_DEFLATED})),
    ("B17.content", lambda t: t.put("mimetype", "application/epub+zip\n")),
    ("B20", lambda t: t.drop("META-INF/container.xml")),
    ("B20.rootfile", lambda t: t.edit("META-INF/container.xml", "oebps-package", "other")),
    ("B20.package", lambda t: t.drop(OPF)),
    ("B21", lambda t: t.edit(OPF, "</metadata>", "")),
    ("B21", lambda t: t.body("<p>open")),
    ("B21", lambda t: t.body("<p>&nbsp;</p>")),
    ("B21.encoding", lambda t: t.put(B, t.files[B].decode().replace("moves", "môves").encode("latin-1"))),
    ("B21.encoding", lambda t: t.edit(B, 'encoding="utf-8"', 'encoding="utf-7"')),
    ("B21.root", lambda t: t.put(OPF, "<other/>")),
    ("B21.version", lambda t: t.edit(OPF, 'version="3.0"', 'version="4.0"').drop(NCX).drop(NAV)),
    ("B22", lambda t: t.edit(B, "<!DOCTYPE html>", '<!DOCTYPE html [<!ENTITY a "b"><!ENTITY c "&a;&a;">]>')),
    ("B22.external", lambda t: t.edit(B, "<!DOCTYPE html>", '<!DOCTYPE html SYSTEM "http://a.example/x.dtd">')),
    ("B23.identifier", lambda t: t.edit(OPF, 'unique-identifier="uid"', 'unique-identifier="other"').drop(NCX)),
    ("B23.title", lambda t: t.edit(OPF, "Harbour Post 2026-04-22", " ")),
    ("B23.language", lambda t: t.edit(OPF, "<dc:language>en</dc:language>", "")),
    ("B23.language", lambda t: t.edit(OPF, "<dc:language>en", "<dc:language>english language")),
    ("B24.incomplete", lambda t: t.edit(OPF, ' media-type="text/css"', "")),
    ("B24.missing", lambda t: t.drop(JPG)),
    ("B24.id", lambda t: t.edit(OPF, 'id="c"', 'id="p"')),
    ("B24.twice", lambda t: t.edit(OPF, "</manifest>", '<item id="p2" href="photos/p.jpg" media-type="image/jpeg"/></manifest>')),
    ("B25.empty", lambda t: t.edit(OPF, 'idref="a"', 'idref="a" linear="no"').edit(OPF, 'idref="b"', 'idref="b" linear="no"')),
    ("B25.unknown", lambda t: t.edit(OPF, "</spine>", '<itemref idref="zz"/></spine>')),
    ("B25.type", lambda t: t.edit(OPF, "</spine>", '<itemref idref="p"/></spine>')),
    ("B25.twice", lambda t: t.edit(OPF, "</spine>", '<itemref idref="a"/></spine>')),
    ("B25.toc", lambda t: t.edit(OPF, 'toc="ncx"', 'toc="css"')),
    ("B25.direction", lambda t: t.edit(OPF, '<spine toc="ncx"', '<spine toc="ncx" page-progression-direction="up"')),
    ("B26.toc", lambda t: t.edit(NAV, 'epub:type="toc"', 'epub:type="lot"').drop(NCX)),
    ("B26.blank", lambda t: t.edit(NAV, ">1</a>", "> </a>")),
    ("B26.landmark", lambda t: t.edit(NAV, "</body>", '<nav epub:type="landmarks"><ol><li><a href="text/a.xhtml">A</a></li></ol></nav></body>')),
    ("B27", lambda t: t.body('<p><a href="c.xhtml">x</a></p>')),
    ("B27", lambda t: t.put(CSS, "p { background: url(../no.png) }")),
    ("B27.fragment", lambda t: t.body('<p><a href="a.xhtml#no">x</a></p>')),
    ("B27.outside", lambda t: t.body('<p><a href="../../../x.xhtml">x</a></p>')),
    ("B27.spine", lambda t: t.item("text/c.xhtml", "application/xhtml+xml", page("C", "<p>c</p>")).body('<p><a href="c.xhtml">c</a></p>')),
    ("B28", lambda t: t.edit(NCX, "Market moves", "Market stands")),
    ("B28", lambda t: t.edit(NCX, "text/b.xhtml", "text/b.xhtml#x")),
    ("B29", lambda t: t.put(CSS, "html { writing-mode: vertical-rl }")),
    ("B29.left", lambda t: turning(t, "rtl").put(CSS, "html { writing-mode: vertical-lr }")),
    ("B74", lambda t: t.edit(OPF, "<dc:language>en", "<dc:language>ar")),
    ("B75", lambda t: turning(t, "rtl")),
    ("B76", lambda t: t.body(f"<p>{'The harbour opens. ' * 5}</p>").edit(B, "<html ", '<html dir="rtl" ')),
    ("B29.css", lambda t: t.meta('<meta name="primary-writing-mode" content="vertical-rl"/>')),
    ("B30", lambda t: t.put(JPG, with_comment("JPEG"))),
    ("B30", lambda t: shown(t, with_comment("PNG"))),
    ("B30", lambda t: shown(t, with_comment("WEBP"), "photos/n.webp", "image/webp")),
    ("B31", lambda t: t.meta('<meta property="dcterms:conformsTo">EPUB Accessibility 1.1 - WCAG 2.1 Level AA</meta>')),
    ("B31.words", lambda t: t.meta('<meta property="dcterms:conformsTo" id="k">WCAG 2.1 AA</meta><meta refines="#k" property="a11y:certifiedBy">Post</meta>')),
    ("B32", lambda t: t.meta('<meta property="schema:accessibilityFeature">alternativeText</meta>').edit(B, 'alt="A chart"', 'alt="Photo"')),
    ("B33", lambda t: t.body('<p><span id="page-2" epub:type="pagebreak" role="doc-pagebreak" aria-label="2"></span></p>')),
    ("B33.mark", lambda t: t.edit(NAV, "</ol></nav>\n</body>", '<li><a href="text/b.xhtml#x">2</a></li></ol></nav>\n</body>')),
    ("B34", lambda t: t.put(PNG, picture("JPEG"))),
    ("B34.foreign", lambda t: shown(t, picture("BMP"), "photos/n.bmp", "image/bmp")),
    ("B35.blank", lambda t: t.edit(B, "<title>Market moves</title>", "<title> </title>")),
    ("B35.title", lambda t: t.edit(B, "<title>Market moves</title>", "")),
    ("B35.root", lambda t: t.edit(B, ' xmlns="http://www.w3.org/1999/xhtml"', "")),
    ("B36", lambda t: t.body('<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"></svg>')),
    ("B36", lambda t: t.body('<p><math xmlns="http://www.w3.org/1998/Math/MathML"><mi>x</mi></math></p>')),
    ("B36.active", lambda t: t.body('<p onclick="x()">x</p>').edit(OPF, '<item id="b"', '<item id="b" properties="scripted"')),
    ("B37", lambda t: t.body('<p><img src="http://a.example/x.png" alt="x"/></p>')),
    ("B37.data", lambda t: t.body('<p><a href="data:text/plain,x">x</a></p>')),
    ("B37.file", lambda t: t.body('<p><a href="file:///etc/passwd">x</a></p>')),
    ("B38.space", lambda t: shown(t, picture("PNG"), "photos/a b.png")),
    ("B38", lambda t: shown(t, picture("PNG"), "photos/a*.png")),
    ("B38.twin", lambda t: shown(t, picture("PNG"), "photos/C.png")),
    ("B39.element", lambda t: t.body("<center>x</center>")),
    ("B39.place", lambda t: t.body("<p>a<div>b</div></p>")),
    ("B39.place", lambda t: t.body("<ul><p>b</p></ul>")),
    ("B39.attribute", lambda t: t.body('<p align="left">b</p>')),
    ("B26.leaf", lambda t: t.edit(NAV, '<a href="text/b.xhtml">Market moves</a>', "<span>Market moves</span>").drop(NCX)),
    ("B39.text", lambda t: t.body("<ul>x</ul>")),
    ("B39.text", lambda t: t.body("<p>a<br>x</br>b</p>")),
    ("B39.value", lambda t: t.body('<p><img src="" alt="x"/></p>')),
    ("B39.value", lambda t: t.body('<p id="a b">x</p>')),
    ("B39.value", lambda t: t.body('<p lang="en" xml:lang="fr">x</p>')),
    ("B44", lambda t: t.edit(OPF, "</package>", "<metadata/></package>")),
    ("B44.unknown", lambda t: t.edit(OPF, "</package>", "<thing/></package>")),
    ("B45", lambda t: t.meta('<meta property="prism:number">1</meta>')),
    ("B45", lambda t: t.edit(OPF, '<item id="b"', '<item id="b" properties="nonsense"')),
    ("B46", lambda t: t.put(CSS, "p { color: red ")),
    ("B46.direction", lambda t: t.put(CSS, "p { direction: rtl }")),
    ("B47.empty", lambda t: t.meta("<dc:creator></dc:creator>")),
    ("B47.old", lambda t: t.meta('<dc:creator opf:role="aut" xmlns:opf="http://www.idpf.org/2007/opf">X</dc:creator>')),
    ("B47.refines", lambda t: t.meta('<meta refines="#gone" property="role">aut</meta>')),
    ("B40.entry", lambda t: t.edit(NCX, "</navMap>", '<navPoint id="n3" playOrder="3"><navLabel><text></text></navLabel><content src="text/a.xhtml"/></navPoint></navMap>').edit(NAV, '<li><a href="text/b.xhtml">Market moves</a></li>', '<li><a href="text/b.xhtml">Market moves</a></li><li><a href="text/a.xhtml"></a></li>')),
    ("B40.order", lambda t: t.edit(NCX, 'playOrder="2"', 'playOrder="7"')),
    ("B40.uid", lambda t: t.edit(NCX, REGISTRY, "urn:other")),
    ("B41", lambda t: t.edit(OPF, "2026-04-22T00:00:00Z", "2026-04-22")),
    ("B41", lambda t: t.edit(OPF, '<meta property="dcterms:modified">2026-04-22T00:00:00Z</meta>', "")),
    ("B42", lambda t: t.body('<p id="x">b</p>')),
    ("B43", lambda t: t.meta('<meta property="schema:accessibilityFeature">rubyAnnotations</meta>')),
]  # fmt: skip
WITH_MORE = {
    "B26.leaf",
    "B21.version",
    "B23.identifier",
    "B26.toc",
    "B40.entry",
    "B24.incomplete",
    "B24.id",
    "B25.toc",
    "B15",
    "B21",
    "B21.encoding",
    "B22",
    "B06",
    "B38.space",
}
"""Where one fault brings others with it: a document that cannot be read, an identifier that two files share."""


@pytest.mark.parametrize(("key", "change"), CASES, ids=[f"{number:02}-{key}" for number, (key, _) in enumerate(CASES)])
def test_one_fault_is_one_finding(key: str, change: Change, tmp_path: Path) -> None:
    findings = check_file(change(TinyEpub()).write(tmp_path / "t.epub"), java=False).findings
    found = [finding.key for finding in findings]
    assert key in found
    if key not in WITH_MORE:
        assert set(found) == {key}
    for finding in findings:
        assert finding.message("en")
        assert finding.message("zh")


def test_a_clean_epub_has_no_findings(tmp_path: Path) -> None:
    report = check_file(TinyEpub().write(tmp_path / "t.epub"), java=False)
    assert report.findings == ()
    assert dict(report.facts)["documents"] == "2"


def test_every_row_of_the_checks_is_shown_by_a_fixture() -> None:
    rows = {key for key in messages.table() if key.startswith("B") and key[1:3].isdigit()}
    elsewhere = {"B18", "B18.member", "B18.missing", "B18.unreadable", "B19.entries", "B19.member", "B19.total"}
    elsewhere |= {"B18.unreadable.device", "B49.choice", "B49.metadata", *CODES.values()}
    elsewhere |= {"B70", "B71", "B72", "B73"}  # in test_checks_characters.py
    here = {key for key, _ in CASES}
    assert rows - here - elsewhere - {"B26.item", "B26.empty", "B35.parts", "B40.missing", "B27.unlisted"} == set()


MORE: list[tuple[str, Change]] = [
    ("B26.item", lambda t: t.edit(OPF, ' properties="nav"', "")),
    ("B26.empty", lambda t: t.edit(NAV, "<ol>\n<li>", "<ul>\n<li>").edit(NAV, "</ol>", "</ul>")),
    ("B27.unlisted", lambda t: t.put("EPUB/photos/x.png", picture("PNG")).body(USED_PNG.replace("n.png", "x.png"))),
    ("B35.parts", lambda t: t.edit(B, "</body>", "</body><body><p>b</p></body>")),
    ("B40.missing", lambda t: t.edit(OPF, 'version="3.0"', 'version="2.0"').drop(NCX).edit(OPF, '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>', "").edit(OPF, ' toc="ncx"', "")),
]  # fmt: skip


@pytest.mark.parametrize(("key", "change"), MORE, ids=[key for key, _ in MORE])
def test_a_fault_that_brings_others_is_named(key: str, change: Change, tmp_path: Path) -> None:
    found = [finding.key for finding in check_file(change(TinyEpub()).write(tmp_path / "t.epub"), java=False).findings]
    assert key in found


@pytest.mark.parametrize(
    "change",
    [
        lambda t: t.meta('<meta property="schema:accessibilityFeature">alternativeText</meta>').edit(B, "A chart", ""),
        lambda t: t.body('<p><span id="page-1" epub:type="pagebreak" role="doc-pagebreak" aria-label="1"></span></p>'),
        lambda t: t.body('<p><span id="again" epub:type="pagebreak" role="doc-pagebreak" aria-label="1"></span></p>'),
        lambda t: t.body("<p>a \u2066b\u2069 c</p>"),
    ],
    ids=["a decoration has no text", "a jump marks a page again", "by its label", "an isolate of direction"],
)
def test_what_is_right_is_not_called_wrong(change: Change, tmp_path: Path) -> None:
    assert check_file(change(TinyEpub()).write(tmp_path / "t.epub"), java=False).findings == ()


def test_findings_name_file_and_line(tmp_path: Path) -> None:
    tiny = TinyEpub().body('<p><a href="gone.xhtml">x</a></p>')
    (found,) = check_file(tiny.write(tmp_path / "t.epub"), java=False, label="out.epub").findings
    assert str(found.at) == "out.epub/EPUB/text/b.xhtml:9"


@pytest.mark.parametrize("words", [["iframe", "object", "canvas"], ["canvas", "object", "iframe"]], ids=" ".join)
def test_findings_of_a_page_follow_the_page(words: list[str], tmp_path: Path) -> None:
    """Never the order in which a set of names happens to be walked: the same file gives the same report."""
    tiny = TinyEpub().body("<p>" + "".join(f"<{word}></{word}>" for word in words) + "</p>")
    found = check_file(tiny.write(tmp_path / "t.epub"), java=False).findings
    assert [dict(one.args)["element"] for one in found if one.key == "B36.active"] == words
