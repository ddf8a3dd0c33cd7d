# SPDX-License-Identifier: AGPL-3.0-or-later
"""Bound volumes: contents by day, one copy of what is equal, sizes, and what cannot be bound."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PIL import Image

import epubgen
from epubgen.back_file.bound_metadata import VolumeFacts, volume_metadata
from epubgen.back_file.facts import AccessibilityMetadata
from epubgen.cli import run
from tests.unit.back_file import foreign_epubs
from tests.unit.back_file.many_issues import DAILY, issue
from tests.unit.many_issues import paper


def photo(folder: Path, name: str, colour: int) -> None:
    (folder / "photos").mkdir(exist_ok=True)
    data = io.BytesIO()
    picture = Image.effect_noise((160, 120), 80 + colour)
    picture.save(data, "JPEG", quality=90)
    (folder / "photos" / name).write_bytes(data.getvalue())


@pytest.fixture(scope="module")
def back_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four issues around the end of a month; three have a photo in common, each has one of its own."""
    home = tmp_path_factory.mktemp("bound")
    made = paper(home / "paper", 4, first=date(2026, 4, 29))
    shared = home / "shared"
    shared.mkdir()
    photo(shared, "tower.jpg", 0)
    for number, folder in enumerate(sorted((made / "issues").iterdir())):
        photo(folder, "own.jpg", number + 1)
        text = folder / "articles" / "bridge.md"
        shown = "\n![The bridge](../photos/own.jpg)\n"
        if number:
            shutil.copyfile(shared / "photos" / "tower.jpg", folder / "photos" / "tower.jpg")
            shown += "\n![A tower](../photos/tower.jpg)\n"
        text.write_text(text.read_text("utf-8") + shown, "utf-8")
        (folder / "articles" / "tide.md").write_text(
            f"---\ntitle: Tides of {folder.name}\n---\n\nHigh at noon.\n", "utf-8"
        )
        facts = (folder / "issue.yaml").read_text("utf-8").replace("[bridge]", "[bridge, tide]")
        (folder / "issue.yaml").write_text(facts, "utf-8")
    with ThreadPoolExecutor(1) as pool:
        built = list(epubgen.build_many(made, home / "epubs", executor=pool, cover="none"))
    assert all(one.ok for one in built), built
    return home / "epubs"


def members(epub: epubgen.Epub) -> dict[str, bytes]:
    assert epub.path
    with zipfile.ZipFile(epub.path) as pack:
        return {name: pack.read(name) for name in pack.namelist()}


def test_a_volume_for_each_month(back_file: Path, tmp_path: Path) -> None:
    april, may = epubgen.bind(back_file, tmp_path)
    assert [epub.path.name for epub in (april, may) if epub.path] == ["bay-post-2026-04.epub", "bay-post-2026-05.epub"]
    assert april.title == "Bay-Post, bound volume 2026-04"
    assert (april.stories, may.stories) == (4, 4)
    for volume in (april, may):
        assert volume.path
        assert epubgen.check(volume.path, java=False).findings == ()
    inside = members(april)
    nav = inside["EPUB/nav.xhtml"].decode()
    day = nav.index("Wednesday, 29 April 2026"), nav.index("Thursday, 30 April 2026")
    story = nav.index("Bridge opens on 2026-04-29"), nav.index("Bridge opens on 2026-04-30")
    assert day[0] < story[0] < day[1] < story[1]
    assert nav.count("<ol>", day[0], story[0]) == 2, "day, section, story"
    assert 'content="3"' in inside["EPUB/toc.ncx"].decode()
    package = inside["EPUB/content.opf"].decode()
    ids = re.findall(r' id="([^"]+)"', package)
    assert len(ids) == len(set(ids))
    assert package.count("dcterms:hasPart") == 2
    assert "bound volume</meta>" in package
    assert ">202604<" in package
    assert ">2026-04-29 1</a>" in nav.replace(" lang", "")


def test_what_is_equal_is_stored_once(back_file: Path, tmp_path: Path) -> None:
    (volume,) = epubgen.bind(back_file, tmp_path / "all.epub", by="all")
    names = [name for name in members(volume) if name.startswith("EPUB/shared/")]
    assert len([name for name in names if name.endswith(".jpg")]) == 5, "four of their own, one in common"
    singles = sum(path.stat().st_size for path in back_file.glob("*.epub"))
    assert volume.size < singles
    again = epubgen.bind(sorted(back_file.glob("*.epub"), reverse=True), tmp_path / "again.epub", by="all")
    assert again[0].sha256 == volume.sha256


def test_a_volume_is_cut_where_it_grows_too_large(back_file: Path, tmp_path: Path) -> None:
    whole = epubgen.bind(back_file, tmp_path / "all.epub", by="all")[0]
    limit = whole.size * 2 // 3
    parts = epubgen.bind(back_file, tmp_path / "parts", by="all", max_size=limit)
    assert len(parts) > 1
    assert all(part.size <= limit for part in parts)
    assert sum(part.stories for part in parts) == whole.stories
    assert len({part.identifier for part in parts}) == len(parts)
    assert next(part.path.name for part in parts if part.path) == "bay-post-2026-04-29-2026-05-02-1.epub"
    tiny = epubgen.bind(back_file, tmp_path / "tiny", by="all", max_size=1000)
    assert len(tiny) == 4
    assert {found.key for part in tiny for found in part.report.findings} == {"EG108.large"}
    with pytest.raises(epubgen.OptionsError) as one_file:
        epubgen.bind(back_file, tmp_path / "one.epub", by="all", max_size=limit)
    assert one_file.value.findings[0].key == "EG108"


@pytest.mark.parametrize(
    ("language", "progression", "mode", "turn", "lines"),
    [
        ("ja", "rtl", "vertical-rl", "rtl", "vertical-rl"),
        ("ja", "rtl", "", "rtl", "horizontal-rl"),  # a comic
        ("ar", "rtl", "horizontal-rl", "rtl", "horizontal-rl"),
        ("ar", "", "", "rtl", "horizontal-rl"),
        ("ar", "ltr", "", "ltr", ""),
        ("mn-Mong", "ltr", "vertical-lr", "ltr", "vertical-lr"),
        ("zh-Hant", "", "vertical-rl", "rtl", "vertical-rl"),
        ("en", "", "", "ltr", ""),
    ],
)
def test_lines_and_pages_follow_as_in_the_issue(
    tmp_path: Path, language: str, progression: str, mode: str, turn: str, lines: str
) -> None:
    issue = foreign_epubs.paper(tmp_path / "in" / "one.epub", ("A headline", "And a text."))
    with zipfile.ZipFile(issue) as pack:
        inside = {name: pack.read(name) for name in pack.namelist()}
    package = inside["content.opf"].decode().replace("zh-CN", language)
    package = package.replace("</metadata>", f'<meta name="primary-writing-mode" content="{mode}"/></metadata>')
    if progression:
        package = package.replace("<spine>", f'<spine page-progression-direction="{progression}">')
    with zipfile.ZipFile(issue, "w") as pack:
        for name, data in (inside | {"content.opf": package.encode()}).items():
            pack.writestr(name, data)
    (volume,) = epubgen.bind(issue, tmp_path / "out")
    written = members(volume)["EPUB/content.opf"].decode()
    assert f'page-progression-direction="{turn}"' in written
    assert re.findall(r'name="primary-writing-mode" content="([^"]*)"', written) == [lines] * bool(lines)


def test_volumes_beside_issues_are_not_bound_again(back_file: Path, tmp_path: Path) -> None:
    home = tmp_path / "epubs"
    shutil.copytree(back_file, home)
    first = epubgen.bind(home, home, by="week")
    assert [epub.path.name for epub in first if epub.path] == ["bay-post-2026-W18.epub"]
    assert [epub.sha256 for epub in epubgen.bind(home, home, by="week")] == [epub.sha256 for epub in first]
    copy = home / "COPY.EPUB"
    shutil.copyfile(home / "bay-post-2026-04-30.epub", copy)
    again = epubgen.bind(home, tmp_path / "again", by="week")
    assert [epub.sha256 for epub in again] == [epub.sha256 for epub in first]
    assert [found.key for found in again[0].report.findings] == ["EG108.twice"]


def test_what_cannot_be_bound(back_file: Path, tmp_path: Path) -> None:
    (tmp_path / "broken.epub").write_bytes(b"PK no archive")
    with pytest.raises(epubgen.CheckFailed):
        epubgen.bind([back_file, tmp_path / "broken.epub"], tmp_path / "out")
    with pytest.raises(epubgen.OptionsError) as nothing:
        epubgen.bind(tmp_path / "nowhere", tmp_path / "out")
    assert nothing.value.findings[0].code == "EG003"
    with (
        zipfile.ZipFile(next(back_file.glob("*.epub"))) as pack,
        zipfile.ZipFile(tmp_path / "undated.epub", "w") as new,
    ):
        for name in pack.namelist():
            data = pack.read(name)
            if name.endswith(".opf"):
                for day in (b"2026-04-29", b"2026-04-30", b"2026-05-01", b"2026-05-02"):
                    data = data.replace(day, b"")
                data = re.sub(rb"<dc:date>.*?</dc:date>|<meta property=\"dcterms:issued\"></meta>", b"", data)
            new.writestr(name, data)
    with pytest.raises(epubgen.OptionsError) as undated:
        epubgen.bind(tmp_path / "undated.epub", tmp_path / "out")
    assert undated.value.findings[0].key == "EG108.day"
    assert not (tmp_path / "out").exists()


def test_the_command(
    back_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("epubgen.back_file.batch.run.process_pool", ThreadPoolExecutor)
    assert run(["bind", str(back_file), "-o", str(tmp_path / "v"), "--quiet"]) == 0
    assert capsys.readouterr().out.split() == [
        str(tmp_path / "v" / f"bay-post-2026-{month}.epub") for month in ("04", "05")
    ]
    issue = back_file.parent / "paper" / "issues" / "2026-04-29"
    assert run(["bind", str(issue), "-o", str(tmp_path / "w"), "--cover", "none", "--no-cache", "--json"]) == 0
    assert '"stories": 2' in capsys.readouterr().out
    assert run(["bind", str(back_file), "-o", str(tmp_path / "v.epub")]) == 2


@pytest.mark.slow
def test_a_volume_of_a_sample_is_clean_under_epubcheck(tmp_path: Path) -> None:
    home = Path(__file__).parents[2] / "issues"
    volumes = epubgen.bind([home / "xizhou-daily", home / "rare-names", home / "shiomi-shimpo"], tmp_path)
    assert len(volumes) == 3
    for volume in volumes:
        assert volume.path
        assert epubgen.check(volume.path).findings == ()


@pytest.mark.parametrize(
    ("told", "due"),
    [
        ([("none",), ("none",)], ["none"]),
        ([("none",), ("flashing",)], ["flashing"]),
        ([("none",), ()], []),
        ([("sound",), ("none",), ("flashing", "sound")], ["sound", "flashing"]),
    ],
)
def test_a_volume_has_no_hazard_only_where_all_issues_say_so(told: list[tuple[str, ...]], due: list[str]) -> None:
    issues = tuple(
        replace(issue(DAILY, date(2026, 4, day)), accessibility=AccessibilityMetadata(hazards=hazards))
        for day, hazards in enumerate(told, start=1)
    )
    volume = VolumeFacts(issues=issues, identifier="urn:x:1", title="合订本", period="2026-04", language="zh-Hans")
    said = [meta.text for meta in volume_metadata(volume) if ("property", "schema:accessibilityHazard") in meta.attrs]
    assert said == due
