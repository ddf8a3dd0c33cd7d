# SPDX-License-Identifier: AGPL-3.0-or-later
"""Each preflight rule has a tiny book that triggers exactly it, and a near miss that triggers nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

import epubgen
from epubgen.errors import Finding, Severity
from epubgen.options import Device
from epubgen.validation import check_file, xml
from epubgen.validation.archive import Archive, open_archive
from epubgen.validation.book import read_document
from epubgen.validation.preflight import RULES, TARGETS, preflight
from tests.conformance.tiny_epub import CSS, JPG, NAV, NCX, OPF, PNG, A, B, TinyEpub, picture

Change = Callable[[TinyEpub], TinyEpub]
MODES = ("horizontal-tb", "vertical-rl")
THREE = "-webkit-writing-mode: {0}; -epub-writing-mode: {0}; writing-mode: {0}"


def image(kind: str, mode: str = "RGB", size: tuple[int, int] = (32, 24), **options: object) -> bytes:
    out = BytesIO()
    Image.new(mode, size, 1 if mode == "P" else None).save(out, kind, **options)
    return out.getvalue()


def noise(size: tuple[int, int]) -> bytes:
    """A picture that does not grow small."""
    out = BytesIO()
    Image.effect_noise(size, 90).convert("RGB").save(out, "JPEG", quality=95)
    return out.getvalue()


def moving() -> bytes:
    out = BytesIO()
    frames = [Image.new("P", (8, 8), color) for color in (0, 1)]
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:], loop=0)
    return out.getvalue()


def shown(tiny: TinyEpub, name: str, media_type: str, data: bytes) -> TinyEpub:
    return tiny.item(name, media_type, data).body(f'<p><img src="../{name}" alt="n"/></p>')


def css(text: str) -> Change:
    return lambda t: t.put(CSS, f"p {{ margin: 0 }}\n{text}\n")


def body(markup: str) -> Change:
    return lambda t: t.body(markup)


def cover(tiny: TinyEpub, data: bytes, name: str = "photos/p.jpg", media_type: str = "image/jpeg") -> TinyEpub:
    """With the photo as a cover, both marks."""
    tiny = tiny.put(f"EPUB/{name}", data).meta('<meta name="cover" content="p"/>')
    old = '<item id="p" href="photos/p.jpg" media-type="image/jpeg"/>'
    return tiny.edit(OPF, old, f'<item id="p" href="{name}" media-type="{media_type}" properties="cover-image"/>')


def renamed(tiny: TinyEpub, name: str) -> TinyEpub:
    """With the photo under another name."""
    tiny = tiny.put(f"EPUB/photos/{name}", tiny.files[JPG]).drop(JPG)
    return tiny.edit(OPF, "photos/p.jpg", f"photos/{name}").edit(A, "photos/p.jpg", f"photos/{name}")


def columns(count: int) -> str:
    return "<table><tr>" + "<td>1</td>" * count + "</tr></table>"


def rows(count: int) -> str:
    return "<table>" + "<tr><td>1</td></tr>" * count + "</table>"


def deeper(levels: int) -> Change:
    """The second entry of both contents ``levels`` deep."""

    def change(tiny: TinyEpub) -> TinyEpub:
        more = '<ol><li><a href="text/b.xhtml">In</a>' * (levels - 1) + "</li></ol>" * (levels - 1)
        points = "".join(
            f'<navPoint id="m{n}" playOrder="{n}"><navLabel><text>In</text></navLabel><content src="text/b.xhtml"/>'
            for n in range(3, levels + 2)
        )
        tiny = tiny.edit(
            NAV, '<li><a href="text/b.xhtml">Market moves</a>', f'<li><a href="text/b.xhtml">Market moves</a>{more}'
        )
        return tiny.edit(
            NCX,
            '<content src="text/b.xhtml"/></navPoint>',
            f'<content src="text/b.xhtml"/>{points}{"</navPoint>" * levels}',
        )

    return change


def vertical(*marks: str) -> Change:
    """With some of the marks of vertical lines."""

    def change(tiny: TinyEpub) -> TinyEpub:
        if "spine" in marks:
            tiny = tiny.edit(OPF, '<spine toc="ncx"', '<spine toc="ncx" page-progression-direction="rtl"')
        if "meta" in marks:
            tiny = tiny.meta('<meta name="primary-writing-mode" content="vertical-rl"/>')
        return tiny.put(CSS, f"html {{ {THREE.format('vertical-rl')} }}") if "css" in marks else tiny

    return change


def no_ncx(tiny: TinyEpub) -> TinyEpub:
    item = '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>'
    return tiny.drop(NCX).edit(OPF, item, "").edit(OPF, ' toc="ncx"', "")


def swapped(tiny: TinyEpub) -> TinyEpub:
    """Both contents in another order than the book."""
    first, second = '<itemref idref="a"/>', '<itemref idref="b"/>'
    return tiny.edit(OPF, f"{first}\n{second}", f"{second}\n{first}")


FIGURE = '<figure><img src="../photos/p.jpg" alt="A ferry" width="32" height="24"/><figcaption>The ferry</figcaption></figure>'
LARGE = image("PNG", "L", (1774, 1774))
"""3,147,076 pixels."""

CASES: list[tuple[str, str, Change, Change]] = [
    ("K01", "kindle", lambda t: t.edit(B, '<?xml version="1.0" encoding="utf-8"?>\n', ""), lambda t: t.edit(B, '"utf-8"', '"UTF-8"')),
    ("K01", "kindle", lambda t: t.put(B, b"\xef\xbb\xbf" + t.files[B]), lambda t: t.edit(B, '"utf-8"?>', '"utf-8" standalone="yes"?>')),
    ("K02", "kindle", lambda t: t.edit(A, "<body>", '<body id="top">').edit(NAV, "a.xhtml", "a.xhtml#top").edit(NCX, "a.xhtml", "a.xhtml#top"), lambda t: t.edit(A, "<body>", '<body id="top">')),
    ("K03", "kindle", lambda t: t.edit(OPF, "<dc:language>en", "<dc:language>tlh"), lambda t: t.edit(OPF, "<dc:language>en", "<dc:language>ko")),
    ("K03.region", "kindle", lambda t: t.edit(OPF, "<dc:language>en", "<dc:language>zh-Hant"), lambda t: t.edit(OPF, "<dc:language>en", "<dc:language>zh-TW")),
    ("K04", "kindle", lambda t: t.edit(B, ' alt="A chart"', ""), lambda t: t.edit(B, "A chart", "")),
    ("K04.src", "kindle", body('<p><img alt="x"/></p>'), body('<p><img src="../photos/p.jpg" alt="x"/></p>')),
    ("K05", "kindle", css("div { display: -webkit-flex }"), css("div { display: block } /* display: flex */")),
    ("K05", "kobo", css("div { display: inline-grid }"), css("div { content: 'display: grid' }")),
    ("K05", "kindle", body('<p style="display: flex">x</p>'), body('<p class="flex">x</p>')),
    ("K06", "kindle", css("p { margin: var(--m) }"), css("p.var { margin: 1em }")),
    ("K07", "kindle", body(f'<div style="display: none">{"字" * 10_001}</div>'), body(f'<div style="display: none">{"字" * 10_000}</div>')),
    ("K07", "kindle", lambda t: css("p.x { display: none }")(t).body(f'<p class="x">{"字" * 10_001}</p>'), lambda t: css("p.x { display: none }")(t).body(f'<p class="y">{"字" * 10_001}</p>')),
    ("K08", "kindle", lambda t: t.meta('<meta name="cover" content="css"/>'), lambda t: cover(t, image("JPEG", size=(500, 700)))),
    ("K08.marks", "kobo", lambda t: t.meta('<meta name="cover" content="p"/>'), lambda t: cover(t, image("JPEG", size=(500, 700)))),
    ("K08.none", "kobo", lambda t: t, lambda t: cover(t, image("JPEG", size=(500, 700)))),
    ("K09", "boox", lambda t: t.edit(B, "</p>", ""), body("<p>&amp;</p>")),
    ("K09.entity", "kindle", lambda t: t.edit(B, "<!DOCTYPE html>", '<!DOCTYPE html SYSTEM "x.dtd">'), lambda t: t.edit(B, "<!DOCTYPE html>", '<!DOCTYPE html SYSTEM "about:legacy-compat">')),
    ("K09.namespace", "kindle", lambda t: t.edit(B, "2007/ops", "2007/op"), lambda t: t.edit(B, ' xmlns:epub="http://www.idpf.org/2007/ops"', "")),
    ("K09.nested", "kindle", body("<p>a<span><p>b</p></span></p>"), body("<div>a<p>b</p></div>")),
    ("K10", "kobo", lambda t: t.put(PNG, picture("JPEG")), lambda t: t.put(PNG, picture("PNG"))),
    ("K10.case", "boox", lambda t: t.edit(OPF, "photos/p.jpg", "photos/P.jpg"), lambda t: renamed(t, "P.jpg")),
    ("K10.case", "apple", lambda t: t.put("EPUB/CSS/base.css", "p {}"), lambda t: t.put("EPUB/CSS/other.css", "p {}")),
    ("K10.name", "kindle", lambda t: renamed(t, "码头.jpg"), lambda t: renamed(t, "Pier_01-b.jpg")),
    ("K11", "kindle", body("<form><p>x</p></form>"), body("<p>form</p>")),
    ("K11", "boox", body('<p onclick="x()">x</p>'), body('<p title="onclick">x</p>')),
    ("K12", "kindle", lambda t: shown(t, "photos/n.webp", "image/webp", image("WEBP")), lambda t: shown(t, "photos/n.gif", "image/gif", image("GIF", "P"))),
    ("K12.alpha", "kobo", lambda t: t.put(PNG, image("PNG", "RGBA")), lambda t: t.put(PNG, image("PNG", "RGB"))),
    ("K12.alpha", "kindle", lambda t: t.put(PNG, image("PNG", "P", transparency=0)), lambda t: t.put(PNG, image("PNG", "P"))),
    ("K12.animated", "kindle", lambda t: shown(t, "photos/n.gif", "image/gif", moving()), lambda t: shown(t, "photos/n.gif", "image/gif", image("GIF", "P"))),
    ("K12.bytes", "kindle", lambda t: t.put(JPG, noise((700, 700))), lambda t: t.put(JPG, noise((400, 400)))),
    ("K12.colours", "kobo", lambda t: t.put(JPG, image("JPEG", "CMYK")), lambda t: t.put(JPG, image("JPEG", "L"))),
    ("K12.metadata", "apple", lambda t: t.put(JPG, image("JPEG", comment=b"who")), lambda t: t.put(JPG, image("JPEG"))),
    ("K12.pixels", "boox", lambda t: t.put(PNG, LARGE), lambda t: t.put(PNG, image("PNG", "L", (1773, 1773)))),
    ("K12.progressive", "boox", lambda t: t.put(JPG, image("JPEG", progressive=True)), lambda t: t.put(JPG, image("JPEG"))),
    ("K13", "kindle", lambda t: t.edit(NCX, "Market moves", "Market"), lambda t: t.edit(NCX, "<docTitle><text>Harbour Post", "<docTitle><text>Post")),
    ("K13.depth", "kobo", deeper(3), deeper(2)),
    ("K13.ids", "kindle", lambda t: t.edit(NCX, ' id="n2"', ' id="n1"'), lambda t: t.edit(NCX, ' id="n2"', ' id="other"')),
    ("K13.ncx", "kindle", no_ncx, lambda t: t),
    ("K13.order", "kobo", swapped, lambda t: t.edit(NAV, "text/b.xhtml", "text/a.xhtml")),
    ("K13.play_order", "boox", lambda t: t.edit(NCX, 'playOrder="2"', 'playOrder="3"'), lambda t: t),
    ("K13.uid", "kindle", lambda t: t.edit(NCX, "5d0c7f0e", "5d0c7f0f"), lambda t: t.edit(NCX, 'content="urn', 'content=" urn')),
    ("K14.page", "boox", body("<p>" + "word " * 53_000 + "</p>"), body("<p>" + "word " * 52_000 + "</p>")),
    ("K15", "kobo", body(columns(5)), body(columns(4))),
    ("K15", "kindle", body('<table><tr><td colspan="4">1</td><td>2</td></tr></table>'), body('<table><tr><td colspan="4">1</td></tr></table>')),
    ("K15.rows", "kindle", body(rows(51)), body(rows(50))),
    ("K16", "kobo", body('<p><a href="a.xhtml#page-1">x</a></p>'), body('<p><a href="#n" role="doc-noteref">x</a></p><aside id="n"><p>y</p></aside>')),
    ("K17.body", "generic", css("body { line-height: 1.5 }"), css("p.para { line-height: 1.5 }")),
    ("K17.calc", "kobo", css("img { max-width: calc(90vw - 1em) }"), css("@supports (width: calc(1px)) { img { max-width: calc(90vw - 1em) } }")),
    ("K17.dark", "kindle", css("@media (prefers-color-scheme: dark) { p { border: 0 } }"), css("@media print { p { border: 0 } }")),
    ("K17.fixed", "kobo", css("p { position: fixed }"), css("p { position: relative }")),
    ("K17.import", "kindle", lambda t: css('@import "x.css";')(t).item("css/x.css", "text/css", "p {}"), css("/* @import */")),
    ("K17.margin", "kindle", css("p { margin: 0 -1em }"), css("p { margin: 0 1em }")),
    ("K17.range", "kindle", css("@font-face { font-family: x; unicode-range: U+4E00 }"), css("@font-face { font-family: x }")),
    ("K17.utf8", "kindle", lambda t: t.put(CSS, "p { margin: 0 } /* 码 */".encode("gb18030")), css("/* 码 */")),
    ("K18", "kindle", vertical("spine", "css"), vertical("spine", "meta", "css")),
    ("K18", "apple", vertical("css"), vertical()),
    ("K18", "kobo", lambda t: vertical("spine")(t).edit(OPF, "<dc:language>en", "<dc:language>ja"), lambda t: vertical("spine")(t).edit(OPF, "<dc:language>en", "<dc:language>ar")),
    ("K19", "kindle", lambda t: t.edit(B, "A chart", "x" * 141), lambda t: t.edit(B, "A chart", "x" * 140)),
    ("K20", "apple", lambda t: cover(t, image("JPEG", size=(499, 900))), lambda t: cover(t, image("JPEG", size=(500, 900)))),
    ("K21", "kindle", lambda t: cover(t, image("JPEG", size=(500, 700))).edit(A, "<h1>Ferry runs again</h1>", "").edit(A, 'The ferry runs. <a href="b.xhtml">More</a>', "").edit(A, "<figcaption>The ferry</figcaption>", ""), lambda t: cover(t, image("JPEG", size=(500, 700)))),
    ("K22", "apple", body('<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"><image xlink:href="../photos/p.jpg" width="9" height="9"/></svg>'), body('<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>')),
    ("K23", "kobo", css("p { margin: 1em 2.5em }"), css("p { margin: 5em 2em }")),
    ("K24", "kobo", css("aside { background: #eee }"), css("aside { background: none }")),
    ("K25", "kobo", lambda t: cover(t.drop(JPG).edit(A, FIGURE, ""), image("GIF", "P", (600, 800)), "photos/p.gif", "image/gif"), lambda t: cover(t, image("JPEG", size=(600, 800)))),
    ("K26", "kobo", lambda t: t.item("fonts/a.woff2", "font/woff2", b"wOF2"), lambda t: t.item("fonts/a.otf", "font/otf", b"OTTO")),
    ("K27", "kobo", css("img { width: 300px }"), css("img { width: 30% }")),
    ("K28", "boox", body("<p>﹁引﹂</p>"), body("<p>「引」</p>")),
    ("K29", "boox", css("@font-face { font-family: x; src: local(x) }"), css("@font-face { font-family: local }")),
    ("K30", "apple", lambda t: vertical("spine", "meta", "css")(t).body(f'<p style="{THREE.format("horizontal-tb")}">x</p>'), vertical("spine", "meta", "css")),
    ("K31", "generic", css("html { -webkit-writing-mode: horizontal-tb; writing-mode: horizontal-tb }"), css(f"html {{ {THREE.format('horizontal-tb')} }}")),
    ("K31", "apple", css("html { writing-mode: horizontal-tb; -webkit-writing-mode: horizontal-tb; -epub-writing-mode: horizontal-tb }"), css("")),
    ("K32", "kindle", css("body { margin: 1em }"), css("body { margin: 0; padding: 0 }")),
    ("K33", "apple", lambda t: t.put(PNG, image("PNG", "L", (2367, 2367))), lambda t: t.put(PNG, image("PNG", "L", (2366, 2366)))),
    ("K34", "kindle", lambda t: t.body('<p><math xmlns="http://www.w3.org/1998/Math/MathML"><mi>x</mi></math></p>'), lambda t: t.body("<p><i>x</i></p>")),
    ("K35", "kindle", lambda t: t.body("<p>👩\u200d🔬</p>"), lambda t: t.body("<p>👩🔬</p>")),
]  # fmt: skip
WITHOUT_FIXTURE = {"K14", "K14.pictures"}
"""Files of 45 MB and pages of 10 MB: shown below with limits that are smaller."""


def found(tiny: TinyEpub, target: str, folder: Path) -> list[Finding]:
    with open_archive(tiny.write(folder / "t.epub")) as archive:
        return list(preflight(archive, target))


@pytest.mark.parametrize(
    ("key", "target", "change", "near"),
    CASES,
    ids=[f"{number:02}-{case[0]}-{case[1]}" for number, case in enumerate(CASES)],
)
def test_a_rule_has_a_book_that_breaks_it_and_a_near_miss(
    key: str, target: str, change: Change, near: Change, tmp_path: Path
) -> None:
    beside = {"K08.none"} - {key}
    said = found(change(TinyEpub()), target, tmp_path)
    assert {entry.key for entry in said} - beside == {key}
    assert {entry.key for entry in found(near(TinyEpub()), target, tmp_path)} - beside == set()
    for entry in said:
        assert entry.at
        assert entry.at.file.startswith(str(tmp_path))
        assert entry.message("en") != entry.message("zh")


def test_every_rule_is_shown() -> None:
    assert {rule.key for rule in RULES} - {key for key, *_ in CASES} == WITHOUT_FIXTURE


def test_every_rule_belongs_to_a_target_and_none_is_said_twice() -> None:
    assert all(rule.weights and set(rule.weights) <= set(TARGETS) for rule in RULES)
    assert len({rule.key for rule in RULES}) == len(RULES)
    assert {rule.code for rule in RULES} >= {f"K{number:02}" for number in range(1, 19)} - {"K09"}


def test_a_weight_is_that_of_the_target(tmp_path: Path) -> None:
    tiny = css("div { display: flex }")(TinyEpub())
    weights = {target: [f.severity for f in found(tiny, target, tmp_path) if f.code == "K05"] for target in TARGETS}
    assert weights == {
        "generic": [Severity.WARNING],
        "kindle": [Severity.ERROR],
        "kobo": [Severity.ERROR],
        "boox": [Severity.WARNING],
        "apple": [],
    }


@pytest.mark.parametrize(
    ("key", "place", "limit"),
    [
        ("K14", "package_rules.LARGEST", dict.fromkeys(TARGETS, 0)),
        ("K14.pictures", "document_rules.MOST_PICTURES", 100),
    ],
)
def test_sizes_have_limits(
    key: str, place: str, limit: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tiny = TinyEpub().put("EPUB/photos/stray.bin", bytes(2_000_000))
    tiny = replace(tiny, methods={**tiny.methods, "EPUB/photos/stray.bin": 0})
    assert found(tiny, "kobo", tmp_path)[1:] == []
    monkeypatch.setattr(f"epubgen.validation.preflight.{place}", limit)
    assert key in {entry.key for entry in found(tiny, "kobo", tmp_path)}


def test_findings_name_file_and_line(tmp_path: Path) -> None:
    tiny = css("p { margin: 0 }\ndiv { display: grid }")(TinyEpub())
    (entry,) = (f for f in found(tiny, "kobo", tmp_path) if f.code == "K05")
    assert entry.at
    assert (Path(entry.at.file).name, entry.at.line) == ("base.css", 3)
    inside = TinyEpub().edit(B, "</title>", "</title><style>\np {}\ndiv { display: grid }\n</style>")
    (entry,) = (f for f in found(inside, "kobo", tmp_path) if f.code == "K05")
    assert entry.at
    assert (Path(entry.at.file).name, entry.at.line) == ("b.xhtml", 6)


def test_a_book_without_a_package_has_no_preflight(tmp_path: Path) -> None:
    assert found(TinyEpub().drop(OPF), "kindle", tmp_path) == []


@pytest.mark.parametrize("target", TARGETS)
def test_the_library_checks_for_a_target(target: Device, tmp_path: Path) -> None:
    path = css("p { position: fixed }")(TinyEpub()).write(tmp_path / "t.epub")
    keys = {entry.key for entry in epubgen.check(path, java=False, target=target).findings}
    assert keys == {"K17.fixed", "K08.none"}


@pytest.mark.parametrize(
    "change",
    [
        lambda t: t.body('<p style="position: fixed">x</p><p>&#x80;<img src="none.png"/></p>'),
        lambda t: t.put(B, "<html>"),
        lambda t: t.put(PNG, image("PNG", "L", (9000, 9000))),
        lambda t: t.drop(OPF),
    ],
)
def test_a_check_for_a_target_reads_each_document_once(
    change: Change, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = change(TinyEpub()).write(tmp_path / "t.epub")
    apart = (*check_file(path, java=False).findings, *found(change(TinyEpub()), "kindle", tmp_path))
    names: list[str] = []

    def noted(archive: Archive, name: str) -> tuple[str, xml.Element]:
        names.append(name)
        return read_document(archive, name)

    monkeypatch.setattr("epubgen.validation.document.read_document", noted)
    assert check_file(path, java=False, target="kindle").findings == apart
    assert len(names) == len(set(names))


def test_an_unknown_target_is_refused(tmp_path: Path) -> None:
    with pytest.raises(epubgen.OptionsError, match="EG012") as caught:
        epubgen.check(TinyEpub().write(tmp_path / "t.epub"), target="kindel")  # type: ignore[arg-type]
    assert "kindle" in caught.value.findings[0].hint()
