# SPDX-License-Identifier: AGPL-3.0-or-later
"""The way of an editor: a new paper, drafts, preview, out; a correction at ten in the evening before; the next issue.

The second way is docs/deadline.md, typed as it stands there.
"""

from __future__ import annotations

import json
import re
import shutil
from datetime import datetime
from pathlib import Path
from urllib.request import urlopen
from zipfile import ZipFile
from zoneinfo import ZoneInfo

import pytest

from epubgen.live_preview.preview import Preview
from epubgen.validation import read_edition
from tests.journeys.desk import Desk, fresh_desk

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "deadline.md").read_text("utf-8")
PAGES = ROOT / "tests" / "fixtures" / "pages" / "chengxi-daily"
COMMANDS = [
    line for body in re.findall(r"^```sh\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE) for line in body.splitlines()
]
(PUBLISH,) = re.findall(r"^```yaml\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
ZONES = ("Asia/Shanghai", "America/Los_Angeles")


@pytest.fixture(params=[pytest.param(False, id="here"), pytest.param(True, id="programs", marks=pytest.mark.slow)])
def desk(request: pytest.FixtureRequest, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    return fresh_desk(tmp_path, capsys, programs=request.param)


def look_at(desk: Desk, command: str, monkeypatch: pytest.MonkeyPatch, words: str) -> None:
    """Open the preview, see words of the issue in it, and close it."""
    seen: list[dict[str, object]] = []

    def wait(shown: Preview) -> None:
        with urlopen(f"{shown.address}state.json", timeout=60) as answer:
            seen.append(json.load(answer))

    monkeypatch.setattr(Preview, "wait", wait)
    here = Desk(desk.root, desk.capsys, programs=False, environ=desk.environ)  # a program would wait for Ctrl-C
    here.type(f"{command} --no-open")
    assert seen
    assert seen[0]["error"] is None
    assert words in json.dumps(seen[0]["toc"], ensure_ascii=False)


def page(path: Path, name: str) -> str:
    with ZipFile(path) as archive:
        return archive.read(f"EPUB/text/{name}.xhtml").decode()


def modified(path: Path) -> str:
    edition = read_edition(path)
    assert edition
    return edition.modified


@pytest.mark.parametrize("zone", [ZONES[0], pytest.param(ZONES[1], marks=pytest.mark.slow)])
@pytest.mark.usefixtures("java_finds_nothing")
def test_from_a_new_paper_to_the_second_issue(desk: Desk, zone: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # A new paper, and its first issue edited and built as often as she likes.
    desk.type("epubgen new the-quay --title 'The Quay' --language en-GB")
    first, story = "the-quay/2026-01-05", "the-quay/2026-01-05/articles/market.md"
    assert "id: the-quay" in desk.read("the-quay/publication.yaml")
    for number in range(5):
        said = desk.type(f"epubgen build {first} -o drafts/")
        assert ("stories changed: 1" in said) == (number > 0), said
        desk.replace(story, "\n---\n", f"\n---\n\nDraft {number} of this story.\n")
    assert desk.files("drafts") == ["the-quay-2026-01-05.epub"]
    look_at(desk, f"epubgen preview {first}", monkeypatch, "Comment")

    # Out, to a folder of readers.
    (desk.root / "readers").mkdir()
    ways = "publish:\n  deliver:\n    - to: folder\n      settings: {path: ../readers}\n"
    desk.write("the-quay/publication.yaml", f"{desk.read('the-quay/publication.yaml')}\ntime_zone: {zone}\n{ways}")
    assert "to be sent" in desk.type(f"epubgen publish {first} -o out --dry-run")
    assert not (desk.root / "out").exists()
    desk.type(f"epubgen publish {first} -o out")
    assert desk.files("readers") == ["The Quay_2026-01-05.epub"]
    epub = desk.root / "out" / "the-quay-2026-01-05.epub"
    assert modified(epub) == "2026-01-05T00:00:00Z"

    # At ten in the evening before the day of the issue a mistake is found.
    evening = int(datetime(2026, 1, 4, 22, tzinfo=ZoneInfo(zone)).timestamp())
    desk.replace(story, "Draft 4 of this story.", "The market opens at eight.")
    assert "D06" in desk.type(f"epubgen publish {first} -o out", code=5)
    said = desk.type(f"epubgen publish {first} -o out --revision 'The hour was wrong.'", epoch=evening)
    assert ("UTC+8" if zone == ZONES[0] else "UTC-8") in said
    assert modified(epub) == max(
        "2026-01-05T00:00:01Z", f"{datetime.fromtimestamp(evening, ZoneInfo('UTC')):%Y-%m-%dT%H:%M:%SZ}"
    )
    assert "The market opens at eight." in page(epub, "a-market")

    # A story is taken back; the line of the first correction stays.
    desk.replace(
        "the-quay/2026-01-05/articles/library.md", "---\n", "---\nwithdrawn: {date: 2026-01-05, reason: Not so.}\n"
    )
    desk.type(f"epubgen publish {first} -o out --revision 'A story was withdrawn.'", epoch=evening + 3600)
    assert "Not so." in page(epub, "a-library")
    imprint = page(epub, "imprint")
    assert imprint.index("The hour was wrong.") < imprint.index("A story was withdrawn.")
    last = desk.type(f"epubgen publish {first} -o out", epoch=evening + 3600)
    assert "already sent" in last

    # The next issue.
    desk.type("epubgen next the-quay")
    second = "the-quay/2026-01-12"
    assert "total: 2" in desk.read(f"{second}/issue.yaml")
    desk.write(
        f"{second}/articles/boats.md", "---\ntitle: Boats come home\nsection: News\nauthors: Ann Low\n---\nThey did.\n"
    )
    desk.type(f"epubgen lint {second}")
    desk.type(f"epubgen publish {second} -o out")
    assert desk.files("readers") == ["The Quay_2026-01-05.epub", "The Quay_2026-01-12.epub"]
    assert [name for name in desk.files("out") if name.endswith(".epub")] == [
        "the-quay-2026-01-05.epub", "the-quay-2026-01-12.epub",
    ]  # fmt: skip
    assert desk.type("epubgen status the-quay")


@pytest.mark.usefixtures("java_finds_nothing")
def test_the_page_about_the_deadline(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every command of the page, in its order, with what the page says to type and to mend between them."""
    for number in ("01", "02"):
        shutil.copy(PAGES / f"{number}.md", desk.root / f"page-{number}.md")
    (desk.root / "readers").mkdir()
    issue, story = "harbour-daily/issues/2026-05-14", "harbour-daily/issues/2026-05-14/articles/01-02.md"
    for line in COMMANDS:
        if "--dry-run" in line:
            paper = "harbour-daily/publication.yaml"
            desk.write(paper, desk.read(paper) + PUBLISH)
        if "--revision" in line:
            desk.replace(story, "三元", "两元")
        if " preview " in line:
            look_at(desk, line.partition("#")[0], monkeypatch, "澄溪至鹭洲旅游公交开通")
        else:
            desk.type(line)
    assert len([name for name in desk.files("readers") if name.endswith(".epub")]) == 2
    receipt = json.loads(desk.read("out/chengxi-ribao-2026-05-14.receipt.json"))
    assert [entry["state"] for entry in receipt["deliveries"]] == ["delivered"]
    assert [line["articles"] for line in receipt["revisions"]] == [["01-02"]]
    assert (desk.root / "harbour-daily/issues/2026-05-15/issue.yaml").is_file()
    assert issue in desk.type("epubgen status harbour-daily/issues/2026-05-14")
