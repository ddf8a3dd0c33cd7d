# SPDX-License-Identifier: AGPL-3.0-or-later
"""EPUBs as other programs make them, small and made by hand."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path

CONTAINER = """<?xml version="1.0"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
<rootfile full-path="{opf}" media-type="application/oebps-package+xml"/></rootfiles></container>"""
PAGE = '<html xmlns="http://www.w3.org/1999/xhtml"{attrs}><head><title>{title}</title></head><body>{body}</body></html>'


def page(body: str, title: str = "", attrs: str = "") -> str:
    return PAGE.format(body=body, title=title, attrs=attrs)


def write_epub(path: Path, opf: str, members: Mapping[str, str | bytes], opf_name: str = "content.opf") -> Path:
    with zipfile.ZipFile(path, "w") as pack:
        pack.writestr("mimetype", "application/epub+zip")
        pack.writestr("META-INF/container.xml", CONTAINER.format(opf=opf_name))
        pack.writestr(opf_name, opf)
        for name, data in members.items():
            pack.writestr(name, data)
    return path


def calibre_news(path: Path) -> Path:
    """As calibre's news download makes it: EPUB 2, feeds with articles, an article cut into two files."""
    opf = """<package xmlns="http://www.idpf.org/2007/opf" version="2.0" unique-identifier="uuid_id">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:opf="http://www.idpf.org/2007/opf">
<dc:title>The Estuary Review [Fri, 12 Jan 2024]</dc:title><dc:language>en</dc:language>
<dc:creator opf:role="aut">calibre</dc:creator><dc:publisher>calibre</dc:publisher>
<dc:date>2024-01-11T23:00:00+00:00</dc:date>
<dc:identifier id="uuid_id" opf:scheme="uuid">5f0e3d7a-1b7e-4d0b-9f65-111111111111</dc:identifier>
<meta name="calibre:timestamp" content="2024-01-12T06:15:00.5+01:00"/><meta name="cover" content="cov"/>
<meta name="calibre:publication_type" content="periodical:magazine:The Estuary Review"/></metadata>
<manifest><item id="cov" href="cover.jpg" media-type="image/jpeg"/><item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>
<item id="tp" href="titlepage.xhtml" media-type="application/xhtml+xml"/>
<item id="f0" href="feed_0/index.html" media-type="application/xhtml+xml"/>
<item id="a0" href="feed_0/article_0/index_split_000.html" media-type="application/xhtml+xml"/>
<item id="a0b" href="feed_0/article_0/index_split_001.html" media-type="application/xhtml+xml"/>
<item id="a1" href="feed_0/article_1/index.html" media-type="application/xhtml+xml"/>
<item id="p1" href="feed_0/article_1/images/img1.jpg" media-type="image/jpeg"/></manifest>
<spine toc="ncx"><itemref idref="tp"/><itemref idref="f0"/><itemref idref="a0"/><itemref idref="a0b"/><itemref idref="a1"/></spine>
<guide><reference type="cover" title="Cover" href="titlepage.xhtml"/></guide></package>"""
    ncx = """<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1"><navMap>
<navPoint id="f0"><navLabel><text>Leaders</text></navLabel><content src="feed_0/index.html"/>
<navPoint id="a0"><navLabel><text>The tide turns</text></navLabel><content src="feed_0/article_0/index_split_000.html"/></navPoint>
<navPoint id="a1"><navLabel><text>Gulls, considered</text></navLabel><content src="feed_0/article_1/index.html"/></navPoint>
</navPoint></navMap></ncx>"""
    return write_epub(
        path,
        opf,
        {
            "toc.ncx": ncx,
            "cover.jpg": b"\xff\xd8\xff",
            "titlepage.xhtml": page("<svg xmlns='http://www.w3.org/2000/svg'/>"),
            "feed_0/index.html": page(
                "<h2>Leaders</h2><ul><li><a href='article_0/index.html'>The tide turns</a></li></ul>"
            ),
            "feed_0/article_0/index_split_000.html": page(
                "<div class='calibre_navbar'>Next Section</div><h1>The tide turns</h1>"
                "<p class='byline'>By Ann Lee and Tom Marsh</p><p>It turned at noon.</p><p>Nobody<br/>saw it.</p>"
            ),
            "feed_0/article_0/index_split_001.html": page("<p>It turned again at six.</p>"),
            "feed_0/article_1/index.html": page(
                "<h2>Gulls, considered</h2><figure><img src='images/img1.jpg' alt=''/><figcaption>A gull.</figcaption>"
                "</figure><p>They steal<a class='noteref' href='#n'>1</a> chips.</p>"
            ),
            "feed_0/article_1/images/img1.jpg": b"\xff\xd8\xff",
        },
    )


def several_in_one(path: Path) -> Path:
    """EPUB 3 of a house whose stories stand in one document, with printed pages inside, an ISSN as its identifier."""
    opf = """<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="id">urn:issn:2049-3630</dc:identifier>
<dc:title>江岸周刊 2024年第3期</dc:title><dc:language>zh-CN</dc:language><dc:date>2024-01-19</dc:date>
<meta property="dcterms:modified">2024-01-19T00:00:00Z</meta>
<meta property="belongs-to-collection" id="c">江岸周刊</meta><meta refines="#c" property="collection-type">series</meta>
<meta refines="#c" property="group-position">3</meta></metadata>
<manifest><item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="t" href="text.xhtml" media-type="application/xhtml+xml"/></manifest><spine page-progression-direction="rtl"><itemref idref="t"/></spine></package>"""
    nav = page(
        '<nav xmlns:epub="http://www.idpf.org/2007/ops" epub:type="toc"><ol><li><span>专题</span><ol>'
        '<li><a href="text.xhtml#s1">桥通了</a></li><li><a href="text.xhtml#s2">渡口停了</a></li></ol></li></ol></nav>'
        '<nav xmlns:epub="http://www.idpf.org/2007/ops" epub:type="page-list"><ol><li><a href="text.xhtml#p5">5</a></li>'
        '<li><a href="text.xhtml#p6">6</a></li></ol></nav>'
    )
    text = page(
        '<p>卷首</p><section id="s1"><span id="p5"></span><h2>桥通了</h2><p class="author">文/许南乔</p>'
        "<p>大桥<ruby>今<rt>jīn</rt></ruby>天通车。</p></section>"
        '<section id="s2"><h2>渡口停了</h2><p>渡<span id="p6"></span>口今天停航。</p></section>'
    )
    return write_epub(path, opf, {"nav.xhtml": nav, "text.xhtml": text})


def without_contents(path: Path) -> Path:
    """An EPUB 2 without any contents: each document is a story."""
    opf = """<package xmlns="http://www.idpf.org/2007/opf" version="2.0" unique-identifier="id">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:opf="http://www.idpf.org/2007/opf"><dc:identifier id="id">GAZ-7</dc:identifier>
<dc:identifier opf:scheme="ISSN">0028-0836</dc:identifier><dc:title>Gazette, March 5, 2023</dc:title><dc:language>en</dc:language>
<dc:date opf:event="publication">2023-03-05</dc:date><dc:date opf:event="modification">2023-03-06</dc:date></metadata>
<manifest><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/><item id="b" href="b.xhtml" media-type="application/xhtml+xml"/></manifest>
<spine><itemref idref="a"/><itemref idref="b"/></spine></package>"""
    return write_epub(
        path, opf, {"a.xhtml": page("<h1>One</h1><p>First.</p>"), "b.xhtml": page("<p>Second.</p>", "Two")}
    )


def paper(
    path: Path,
    *stories: tuple[str, str],
    identifier: str = "",
    date: str = "2024-03-05",
    modified: str = "2024-03-05T00:00:00Z",
    series: str = "江岸日报",
    number: str = "",
    author: str = "",
) -> Path:
    """An EPUB 3 of a paper: a section with stories of a headline and a text each, all by one author."""
    names = [f"s{place}" for place in range(len(stories))]
    dated = f"<dc:date>{date}</dc:date>" if date else ""
    opf = f"""<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="id">{identifier or f"urn:x:{path.stem}"}</dc:identifier>
<dc:title>{series} {date}</dc:title><dc:language>zh-CN</dc:language>{dated}
<meta property="dcterms:modified">{modified}</meta><meta property="belongs-to-collection" id="c">{series}</meta>
<meta property="schema:issueNumber">{number}</meta></metadata>
<manifest><item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
{"".join(f'<item id="{n}" href="{n}.xhtml" media-type="application/xhtml+xml"/>' for n in names)}</manifest>
<spine>{"".join(f'<itemref idref="{n}"/>' for n in names)}</spine></package>"""
    lines = "".join(f'<li><a href="{n}.xhtml">{title}</a></li>' for n, (title, _) in zip(names, stories, strict=True))
    nav = page(
        '<nav xmlns:epub="http://www.idpf.org/2007/ops" epub:type="toc"><ol><li><span>要闻</span>'
        f"<ol>{lines}</ol></li></ol></nav>"
    )
    by = f"<p class='byline'>{author}</p>" if author else ""
    told = {f"{n}.xhtml": page(f"<h1>{t}</h1>{by}<p>{text}</p>") for n, (t, text) in zip(names, stories, strict=True)}
    path.parent.mkdir(parents=True, exist_ok=True)
    return write_epub(path, opf, {"nav.xhtml": nav, **told})
