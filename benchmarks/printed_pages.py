# SPDX-License-Identifier: AGPL-3.0-or-later
"""How long reading a PDF of many full pages takes, and how much memory.

Each page has six columns of ninety lines, twelve stories with headlines, and two photos; ``--typeset`` sets the pages
of a paper with Chromium instead: four stories, photos, frames, and the fonts of this computer. The PDF is written
first; the reading is a process of its own.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.page_truth.typeset import PAPERS, paper_html, printed
from tests.unit.tiny_pdf import TinyPage, jpeg, tiny_pdf

READ = """
import json, sys, time
began = time.perf_counter()
import epubgen
reading = epubgen.read(sys.argv[1])
wall = time.perf_counter() - began
status = dict(line.split(":", 1) for line in open("/proc/self/status"))
figures = {"wall": wall, "cpu": time.process_time(), "peak": int(status["VmHWM"].split()[0]) // 1024}
print(json.dumps({**figures, "stories": len(reading.issue.articles)}))
"""
PHOTOS = 2
"""Columns with a photo at their head."""
HAN = "清晨的码头上渔民们正在整理渔网今年的渔汛比往年早了十天港口一派繁忙市海洋渔业局介绍目前全市已有两百余艘渔船出海"


def full_page(number: int) -> TinyPage:
    """A page of a broadsheet: some eleven thousand characters."""
    page = TinyPage(width=1000, height=1450)
    page.text(40, 1415, f"第{number:02d}版 要闻 2026年5月12日 星期二", 10, "F3").rule(40, 1405, 960, 1405)
    photo = jpeg((number * 5 % 255, 80, 120), (600, 400))
    for column in range(6):
        left = 40 + column * 155
        for half in range(2):
            top = 1380 - half * 680
            page.text(left, top, f"渔汛提前港口繁忙{column * 2 + half + 1}", 18, "F3")
            for line in range(12 if column < PHOTOS else 0, 45):
                start = (number * 7 + column * 13 + half * 5 + line * 3) % 30
                first, last = line % 9 == 0, line % 9 == 8  # noqa: PLR2004 - nine lines a paragraph
                words = ("　　" if first else "") + (HAN * 2)[start : start + (12 if first else 13)]
                page.text(left, top - 25 - line * 13.5, words + ("。" if last else "，"), 10, "F3")
            if column < PHOTOS:
                page.photo(left, top - 170, left + 140, top - 30, photo)
        if column:
            page.rule(left - 8, 40, left - 8, 1395)
    return page


def typeset_pages(count: int) -> bytes:
    """A PDF of one paper as Chromium prints it: a front page, then pages under a running head each."""
    paper = PAPERS[0]
    made = [paper_html(paper, number) for number in range((count + 1) // 2)]
    pages = [page for one in made for page in one.html.split("<div class=page>")[1:]][:count]
    mast = re.compile(r"<div class=mast>.*?</div>|<div class=folio>.*?</div>")
    for number in range(1, len(pages)):
        folio = f"<div class=folio>{paper.folio.format(n=f'{number + 1:02d}')}</div>"
        pages[number] = re.sub(r"<p class=by>（[上下][^<]*</p>", "", mast.sub(folio, pages[number], count=1))
    made[0].html = "<div class=page>".join([made[0].html.split("<div class=page>")[0], *pages])
    return next(iter(printed(made[:1])))


def main() -> None:
    """Write the PDF, read it, print the figures."""
    parser = argparse.ArgumentParser(prog="python benchmarks/printed_pages.py")
    parser.add_argument("--pages", type=int, default=40)
    parser.add_argument("--file", type=Path, help="another PDF")
    parser.add_argument("--typeset", action="store_true", help="pages set by Chromium")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        file = given.file or Path(folder) / "2026-05-12.pdf"
        if given.typeset:
            file.write_bytes(typeset_pages(given.pages))
        elif not given.file:
            file.write_bytes(tiny_pdf(*(full_page(number) for number in range(1, given.pages + 1))))
        found = subprocess.run([sys.executable, "-c", READ, str(file)], check=True, capture_output=True, text=True)
    figures = json.loads(found.stdout)
    line = "{stories} stories; {wall:.1f} s by the clock, {cpu:.1f} s of processor time, peak {peak} MB"
    print(line.format(**figures))


if __name__ == "__main__":
    main()
