"""Names of EPUBs by a pattern, sources of a batch, and days of pages as file names write them."""

import tempfile
from datetime import date
from pathlib import Path
from zipfile import ZipFile

from epubgen.back_file.batch.names import check_name_pattern, issue_name
from epubgen.back_file.batch.page_sorting import _NUMBER, _named_day
from epubgen.back_file.batch.sources import found_sources
from epubgen.errors import OptionsError
from epubgen.model import Issue, Publication
from epubgen.model.issue import Numbering
from tests.input_cases.case import InputCase

ISSUE = Issue(
    publication=Publication(id="xizhou-daily", title="汐州日报", language="zh-Hans-CN"),
    date=date(976, 4, 7),
    edition="晚报",
    numbering=Numbering(total="24713"),
)


def _name(pattern: str) -> str:
    try:
        return issue_name(ISSUE, check_name_pattern(pattern))
    except OptionsError as error:
        return " ".join(found.key for found in error.findings)


def _sources(listed: str) -> object:
    """What a list of sources means beside a paper with two issues, an archive and a text about files."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        for day in ("2026-04-17", "2026-04-18"):
            (home / "paper" / "issues" / day).mkdir(parents=True)
            (home / "paper" / "issues" / day / "issue.yaml").write_text(f"date: {day}\n", "utf-8")
        (home / "paper" / "publication.yaml").write_text("id: p\ntitle: P\nlanguage: en\n", "utf-8")
        (home / "old.zip").write_bytes(b"PK\x05\x06" + bytes(18))
        with ZipFile(home / "both.zip", "w") as both:
            for name in (
                "a/issue.yaml",
                "b/issue.yaml",
                "b/old/issue.yaml",
                "__MACOSX/a/issue.yaml",
                "publication.yaml",
            ):
                both.writestr(name, "date: 2026-04-17\n")
        (home / "other.txt").write_text("list.txt\n", "utf-8")
        (home / "list.txt").write_text(listed, "utf-8")
        try:
            return [Path(one.key).name for one in found_sources(home / "list.txt")]
        except OptionsError as error:
            at = error.findings[0].at
            return f"{error.findings[0].code} {at.line if at else ''}".strip()


def _day(path: str) -> str:
    found = _named_day(Path(path))
    return found.isoformat() if found else ""


def _page(stem: str) -> str:
    found = _NUMBER.search(stem)
    return found["n"] if found else ""


_NAMES = {
    "": "xizhou-daily-0976-04-07-晚报.epub",
    "{id}/{date:%Y}/{id}-{date}.epub": "xizhou-daily/0976/xizhou-daily-0976-04-07.epub",
    "{id}/{date:%Y}/{id}-{date}": "xizhou-daily/0976/xizhou-daily-0976-04-07.epub",
    "{date:%G-W%V-%u}": "0976-W14-7.epub",
    "{title} {number}": "汐州日报 总第24713期.epub",
    "{date:%Y/%m}": "0976-04.epub",
    "CON": "_CON.epub",
    "{edition}?*": "晚报--.epub",
    "{special}": "xizhou-daily-0976-04-07-晚报.epub",
    "{nmae}": "EG095",
    "{date:%Q}": "EG095.part",
    "{id:>20}": "EG095.braces",
    "{id": "EG095.braces",
    "../{id}": "EG095.place",
    "/srv/{id}": "EG095.place",
    "C:/{id}": "EG095.place",
    "{id}/": "EG095.place",
    "{id}/..": "EG095.place",
}
_LISTS = {
    "paper": ["2026-04-17", "2026-04-18"],
    "paper/issues/2026-04-18": ["2026-04-18"],
    "paper/issues/2026-04-18/issue.yaml": ["2026-04-18"],
    "paper/publication.yaml": ["2026-04-17", "2026-04-18"],
    "paper/issues/*": ["2026-04-17", "2026-04-18"],
    "# no\n\n  old.zip  \r\n": ["old.zip"],
    "old.zip\npaper/issues/2026-04-18\n": ["old.zip", "2026-04-18"],
    "paper\npapre\n": "EG105 2",
    "nothing/*": "EG105 1",
    "# nothing": [],
    "\ufeffpaper\r\nold.zip\r\n": ["2026-04-17", "2026-04-18", "old.zip"],
    '"paper/issues/2026-04-17"\n': ["2026-04-17"],
    "'old.zip'\n": ["old.zip"],
    "both.zip\n": ["a", "b"],
    "both.zip/b\n": ["b"],
    "*.zip\n": ["a", "b", "old.zip"],
    "both.zip/c\n": "EG105 1",
    "old.zip\nlist.txt\n": "EG105 2",
    "other.txt\n": "EG105 1",
    "list*\n": "EG105 1",
    "[l]ist.txt\n[b]oth.zip\n": "EG105 1",
    "l*.txt\nboth.zip/a\n": "EG105 1",
    "[pl]*\n": ["2026-04-17", "2026-04-18"],
    "?*.z?p\n[!o]*\n": ["a", "b", "old.zip", "a", "b", "2026-04-17", "2026-04-18"],
}
_DAYS = {
    "scans/20260417-01.md": "2026-04-17",
    "scans/2026-04-17_03.pdf": "2026-04-17",
    "2026-04-17/03.md": "2026-04-17",
    "2026.04.17/A1.md": "2026-04-17",
    "20260417/pages/03.md": "2026-04-17",
    "2026/04/17/03.md": "2026-04-17",
    "scans/page-3.md": "",
    "scans/20261745-01.md": "",
}
_PAGES = {
    "20260417-01": "01",
    "A3": "A3",
    "page-12": "12",
    "第04版": "04",
    "xz_20260417_B02": "B02",
    "front": "",
    "20260417": "",
}
CASES = [
    *(InputCase("a name by a pattern", typed, _name, due) for typed, due in _NAMES.items()),
    *(InputCase("a list of sources", typed, _sources, due) for typed, due in _LISTS.items()),
    *(InputCase("a day in a path", typed, _day, due) for typed, due in _DAYS.items()),
    *(InputCase("a page in a name", typed, _page, due) for typed, due in _PAGES.items()),
]
