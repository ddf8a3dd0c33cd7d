# SPDX-License-Identifier: AGPL-3.0-or-later
"""Turn the HTML string of a content management system into typed blocks; nothing active survives."""

import sys
from datetime import date

import epubgen
from epubgen.model import Article, Credit, Issue, Publication

HTML = """
<p>The tram will run <em>every</em> ten minutes from June.</p>
<script>alert("never")</script>
<h2>What changes</h2>
<ul><li>Line 2 stops at the market.</li><li>Night trams run until two.</li></ul>
<p onclick="steal()">Tickets stay <a href="javascript:alert(1)">as they are</a>.</p>
"""


def main(target: str = "tram.epub") -> None:
    parsed = epubgen.blocks_from_html(HTML)
    for finding in parsed.findings:
        print(finding.text())
    story = Article(
        id="tram", title=("Trams every ten minutes",), authors=(Credit(name="Ida Moss"),), body=parsed.blocks
    )
    paper = Publication(id="line-two", title="Line Two", language="en")
    epub = epubgen.build(Issue(publication=paper, date=date(2026, 6, 5), articles=(story,)), target)
    print(epub.path)


if __name__ == "__main__":
    main(*sys.argv[1:])
