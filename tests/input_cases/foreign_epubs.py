"""EPUB files of other makers as ``check --no-java`` sees them: the codes of the errors, none where EPUB 3.3 allows it."""

import tempfile
from pathlib import Path

from epubgen.validation import check_file
from tests.conformance.foreign_epub import PNG, ForeignEpub, item
from tests.input_cases.case import InputCase

FONT = '<item id="f" href="https://example.org/font" media-type="font/woff2"/>'
SOUND = '<item id="f" href="https://example.org/a" media-type="audio/mpeg"/>'
HELD = (
    item("p.png", "image/png") + item("t.jxl", "image/jxl") + item("a.wav", "audio/x-wav") + item("a.mp3", "audio/mpeg")
)
FILES: dict[str, str | bytes | None] = {
    "EPUB/p.png": PNG, "EPUB/t.jxl": b"x", "EPUB/a.wav": b"RIFF", "EPUB/a.mp3": b"ID3",
}  # fmt: skip


def errors(book: ForeignEpub) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        report = check_file(book.write(Path(folder) / "t.epub"), java=False)
    return list(dict.fromkeys(found.key for found in report.errors))


def of_style(css: str) -> list[str]:
    return errors(ForeignEpub(head=f"<style>{css}</style>", items=FONT, props="remote-resources"))


def of_remote(body: str) -> list[str]:
    return errors(ForeignEpub(body=body, items=SOUND, props="remote-resources"))


def of_body(body: str) -> list[str]:
    return errors(ForeignEpub(body=body, items=HELD, files=FILES))


def of_viewport(content: str) -> list[str]:
    layout = '<meta property="rendition:layout">pre-paginated</meta>'
    return errors(ForeignEpub(meta=layout, head=f'<meta name="viewport" content="{content}"/>'))


def of_metadata(meta: str) -> list[str]:
    return errors(ForeignEpub(meta=meta))


FACE = "@font-face { font-family: F; src: %s }"
DATA = "data:image/png;base64,iVBORw0KGgo="
CASES: list[InputCase] = [
    InputCase("styles of a foreign EPUB", FACE % "url(https://example.org/font)", of_style, []),
    InputCase("styles of a foreign EPUB", FACE % 'url("https://example.org/font") format("woff2")', of_style, []),
    InputCase("styles of a foreign EPUB", "@namespace url(http://www.w3.org/1999/xhtml);", of_style, []),
    InputCase("styles of a foreign EPUB", "@namespace m 'http://www.w3.org/1998/Math/MathML';", of_style, []),
    InputCase("styles of a foreign EPUB", "p { background: url(https://example.org/x.png) }", of_style, ["B37"]),
    InputCase("styles of a foreign EPUB", "@import url(https://example.org/x.css);", of_style, ["B37"]),
    InputCase("styles of a foreign EPUB", "p { fill: url(#grad) }", of_style, []),
    InputCase("styles of a foreign EPUB", "p { margin 0 }", of_style, ["B46.colon"]),
    InputCase("styles of a foreign EPUB", "p { direction: rtl }", of_style, ["B46.direction"]),
    InputCase("remote resources", '<audio src="https://example.org/a"></audio>', of_remote, []),
    InputCase(
        "remote resources", '<object data="https://example.org/a" type="audio/mpeg"><p>x</p></object>', of_remote, []
    ),
    InputCase("remote resources", '<object data="https://example.org/a"><p>x</p></object>', of_remote, []),
    InputCase("remote resources", '<p><img src="https://example.org/p.png" alt="x"/></p>', of_remote, ["B37"]),
    InputCase("remote resources", '<audio src="https://example.org/b"></audio>', of_remote, ["B66.remote"]),
    InputCase("remote resources", '<iframe src="https://example.org/a"></iframe>', of_remote, ["B37"]),
    InputCase("pictures and sounds", f'<p><img src="{DATA}" srcset="{DATA} 2x, {DATA} 3x" alt="x"/></p>', of_body, []),
    InputCase("pictures and sounds", '<p><img src="p.png#xywh=0,0,1,1" alt="x"/></p>', of_body, []),
    InputCase(
        "pictures and sounds",
        '<picture><source srcset="t.jxl" type="image/jxl"/><img src="p.png" alt="x"/></picture>',
        of_body,
        [],
    ),
    InputCase(
        "pictures and sounds",
        '<picture><source srcset="t.jxl"/><img src="p.png" alt="x"/></picture>',
        of_body,
        ["B51.source"],
    ),
    InputCase("pictures and sounds", '<p><img src="t.jxl" alt="x"/></p>', of_body, ["B34.foreign"]),
    InputCase("pictures and sounds", '<audio src="a.wav"></audio>', of_body, ["B51"]),
    InputCase("pictures and sounds", '<audio><source src="a.wav"/><source src="a.mp3"/></audio>', of_body, []),
    InputCase("pictures and sounds", '<audio src="a.mp3#t=1,2"></audio>', of_body, []),
    InputCase("size of a fixed page", "width=600, height=800", of_viewport, []),
    InputCase("size of a fixed page", " width = 600 ; height=800, initial-scale=1", of_viewport, []),
    InputCase("size of a fixed page", "width=device-width, height=device-height", of_viewport, []),
    InputCase("size of a fixed page", "width=600px, height=800px", of_viewport, ["B53.form"]),
    InputCase("size of a fixed page", "width=600", of_viewport, ["B53.form"]),
    InputCase("size of a fixed page", "width=600, width=700, height=800", of_viewport, ["B53.form"]),
    InputCase("metadata of a foreign EPUB", '<meta property="rendition:spread">none</meta>', of_metadata, []),
    InputCase(
        "metadata of a foreign EPUB", '<meta property="rendition:spread">wide</meta>', of_metadata, ["B54.value"]
    ),
    InputCase(
        "metadata of a foreign EPUB", "<dc:date>2026</dc:date><dc:date>2027</dc:date>", of_metadata, ["B58.twice"]
    ),
    InputCase("metadata of a foreign EPUB", '<meta property="role">aut</meta>', of_metadata, ["B58.of"]),
    InputCase("metadata of a foreign EPUB", '<dc:subject xml:lang="a-b">x</dc:subject>', of_metadata, ["B58.language"]),
    InputCase("metadata of a foreign EPUB", '<link rel="record" href="r.xml"/>', of_metadata, ["B58.type"]),
    InputCase("metadata of a foreign EPUB", "<dc:foo>x</dc:foo>", of_metadata, ["B48.element"]),
]
