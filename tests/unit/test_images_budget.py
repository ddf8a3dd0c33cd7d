# SPDX-License-Identifier: AGPL-3.0-or-later
"""Targets and sizes: what each target makes of a photo, and an EPUB that must keep to a number of bytes."""

from __future__ import annotations

import itertools
import json
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import get_args

import pytest
from PIL import Image

from epubgen import api
from epubgen.cli import run
from epubgen.epub.package import Epub
from epubgen.errors import MediaError, OptionsError
from epubgen.files.input_tree import InputTree
from epubgen.images import TARGETS, find_target, jpeg, prepare
from epubgen.images.profile import ENVELOPE, steps
from epubgen.model import Article, Issue, Photo
from epubgen.options import Options, TargetName
from tests.unit.drawn import PUBLICATION, corners, issue_of, noisy, saved


def grainy(seed: int, size: tuple[int, int] = (1300, 900)) -> bytes:
    """Heavy for its size, and no two alike."""
    soft = noisy(size, seed)
    return saved(Image.blend(soft, Image.effect_noise(size, 60).convert("RGB"), 0.5), "JPEG", quality=92)


@cache
def heavy_photos() -> tuple[Photo, ...]:
    return tuple(Photo(file=f"{n}.jpg", data=grainy(n * 17), caption=f"No. {n}", alt="grain") for n in range(4))


def heavy_issue() -> Issue:
    issue = issue_of(*heavy_photos())
    return replace(issue, articles=(replace(issue.articles[0], summary="A story."),))


def built(issue: Issue | Path, output: object = None, **settings: object) -> Epub:
    """Without a cover, whose size would blur the figures."""
    return api.build(issue, BytesIO() if output is None else output, cover="none", **settings)  # type: ignore[arg-type]


def test_the_names_of_targets_stand_in_the_options() -> None:
    assert tuple(TARGETS) == get_args(TargetName)
    assert find_target("") is TARGETS["generic"]


def test_an_unknown_target_is_refused_with_the_nearest_name() -> None:
    with pytest.raises(OptionsError) as caught:
        built(heavy_issue(), target="kindel")
    assert caught.value.findings[0].code == "EG012"
    assert "kindle" in caught.value.findings[0].hint()


SOURCES = [(4000, 3000), (3000, 4000), (3000, 3000), (8000, 600), (900, 700)]


@pytest.mark.parametrize("name", [name for name in TARGETS if name != "archive"])
@pytest.mark.parametrize("size", SOURCES)
def test_pictures_keep_to_the_box_and_the_envelope(name: str, size: tuple[int, int]) -> None:
    profile = TARGETS[name].profile
    width, height = profile.fit(size)
    assert width <= min(profile.width, size[0])
    assert height <= min(profile.height, size[1])
    assert width * height <= ENVELOPE
    assert abs(width / height - size[0] / size[1]) / (size[0] / size[1]) < 0.02


def of_target(name: str, data: bytes) -> tuple[Image.Image, bytes]:
    with prepare(issue_of(Photo(file="p", data=data)), InputTree.memory({}), Options(), TARGETS[name].profile) as media:
        made = media.pictures[0].read()
    return Image.open(BytesIO(made)), made


def test_small_is_gray_and_archive_keeps_every_pixel() -> None:
    data = saved(corners((2400, 1800)), "JPEG", quality=95, comment=b"secret")
    assert of_target("small", data)[0].mode == "L"
    assert of_target("boox", data)[0].size == (1860, 1395)
    image, made = of_target("archive", data)
    assert image.size == (2400, 1800)
    assert jpeg.metadata(made) == ()
    scan = next(part.data for part in jpeg.segments(data) if part.marker == jpeg.SOS)
    assert scan in made
    assert of_target("archive", saved(corners((2400, 1800)), "WEBP"))[0].size == (2400, 1800)


def test_the_publication_names_its_target_and_the_option_wins() -> None:
    paper = replace(PUBLICATION, targets=("small", "kindle"))
    issue = replace(heavy_issue(), publication=paper)
    assert built(issue).pictures[0].width <= 1072
    assert built(issue, target="generic").pictures[0].width > 1072


def test_an_unknown_target_of_the_publication_is_a_fault_of_its_line() -> None:
    files = {
        "publication.yaml": "id: post\ntitle: Post\nlanguage: en\ntargets: [kindel]\n",
        "issue.yaml": "date: 2026-04-22\n",
        "articles/a.md": "---\ntitle: A\n---\nWords.\n",
    }
    (found,) = [f for f in api.lint(files).errors if f.code == "S02"]
    assert found.at
    assert (found.at.file, found.at.line) == ("publication.yaml", 4)
    assert "kindle" in found.hint()


def test_the_target_brings_its_sheet() -> None:
    names = [sheet for sheet in api.plan(heavy_issue(), target="kindle").css if "profile" in sheet]
    assert names == ["css/profile-kindle.css"]


def test_a_step_down_never_weighs_more() -> None:
    for target in TARGETS.values():
        ladder = list(steps(target.profile))
        assert [step.weight for step in ladder] == sorted((step.weight for step in ladder), reverse=True)
        assert ladder[0].profile == target.profile
        for above, below in itertools.pairwise(ladder):
            assert below.profile.soft_limit <= above.profile.soft_limit
            assert below.profile.width <= above.profile.width


@pytest.mark.tools
@pytest.mark.parametrize(
    ("share", "target"),
    [
        (0.3, "generic"),
        pytest.param(0.8, "generic", marks=pytest.mark.slow),
        pytest.param(0.3, "archive", marks=pytest.mark.slow),
        pytest.param(0.8, "archive", marks=pytest.mark.slow),
    ],
)
def test_photos_are_made_smaller_until_the_epub_fits(share: float, target: str) -> None:
    whole = built(heavy_issue(), target=target)
    limit = round(whole.size * share)
    out = BytesIO()
    fitted = built(heavy_issue(), out, target=target, max_size=limit)
    assert fitted.size == len(out.getvalue()) <= limit
    assert [f.key for f in fitted.report.findings if f.code == "F13"][:1] == ["F13.fitted"]
    assert len(fitted.pictures) == 4
    assert fitted.size > limit * 0.4  # no more is taken than must be
    again = built(heavy_issue(), target=target, max_size=limit)
    assert again.sha256 == fitted.sha256


def test_what_cannot_fit_is_not_written(tmp_path: Path) -> None:
    goal = tmp_path / "a.epub"
    goal.write_bytes(b"the older one")
    for limit, key in ((30_000, "EG051"), (3_000, "EG051.text")):
        with pytest.raises(MediaError) as caught:
            built(heavy_issue(), goal, max_size=limit)
        assert caught.value.findings[0].key == key
        assert [path.name for path in tmp_path.iterdir()] == ["a.epub"]
        assert goal.read_bytes() == b"the older one"


def test_the_limits_of_mail_are_warned_of(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = built(heavy_issue())
    assert not [f for f in plain.report.findings if f.code == "F13"]
    monkeypatch.setattr("epubgen.images.profile.TARGETS", {"generic": replace(TARGETS["generic"], warn=100_000)})
    assert [f.key for f in built(heavy_issue()).report.warnings if f.code == "F13"] == ["F13"]
    from epubgen.images.profile import TransferLimit  # noqa: PLC0415 - only here

    monkeypatch.setattr("epubgen.images.profile.TRANSFER_LIMITS", (TransferLimit("send-to-kindle-mail", 120_000),))
    found = [f for f in built(heavy_issue()).report.warnings if f.code == "F13"]
    assert [f.key for f in found] == ["F13.send-to-kindle-mail"]


def test_the_stop_of_a_target_makes_photos_smaller(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("epubgen.images.profile.TARGETS", {"generic": replace(TARGETS["generic"], stop=300_000)})
    epub = built(heavy_issue())
    assert epub.size <= 300_000
    assert "F13.fitted" in [f.key for f in epub.report.findings]


def test_every_photo_is_accounted_for() -> None:
    story = Article(id="a", title=("A",), lead_photo=heavy_photos()[0], photos=(heavy_photos()[1],))
    other = Article(id="b", title=("B",), lead_photo=heavy_photos()[0])
    issue = Issue(publication=PUBLICATION, date=heavy_issue().date, articles=(story, other))
    first, second = built(issue).pictures
    assert (first.file, first.used_in, first.bytes_in) == ("0.jpg", ("a", "b"), len(heavy_photos()[0].data or b""))
    assert 60 <= first.quality <= 80
    assert second.used_in == ("a",)
    assert second.bytes_out < second.bytes_in


def _folder(home: Path) -> Path:
    home.mkdir()
    (home / "publication.yaml").write_text("id: post\ntitle: Post\nlanguage: en\n")
    (home / "issue.yaml").write_text("date: 2026-04-22\n")
    (home / "articles").mkdir()
    words = "\n".join(f"  - {{file: ../{n}.jpg, alt: grain, credit: Me}}" for n in range(4))
    (home / "articles" / "a.md").write_text(f"---\ntitle: A\nphotos:\n{words}\n---\nWords.\n")
    for number in range(4):
        (home / f"{number}.jpg").write_bytes(heavy_photos()[number].data or b"")
    return home


def test_the_command_line_says_what_became_of_photos(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    folder = _folder(tmp_path / "issue")
    assert (
        run(
            [
                "build",
                str(folder),
                "-o",
                str(tmp_path / "a.epub"),
                "--max-size",
                "250 KB",
                "--no-cache",
                "--cover",
                "none",
            ]
        )
        == 0
    )
    out, err = capfd.readouterr()
    assert out.strip() == str(tmp_path / "a.epub")
    assert "JPEG quality" in err
    assert "0.2 MB" in err
    assert run(["build", str(folder), "-o", str(tmp_path / "b.epub"), "--json", "--target", "small"]) == 0
    facts = json.loads(capfd.readouterr().out)
    assert [photo["file"] for photo in facts["photo_report"]] == ["0.jpg", "1.jpg", "2.jpg", "3.jpg"]
    assert facts["photo_report"][0]["bytes_in"] == len(heavy_photos()[0].data or b"")
    assert {limit["channel"]: limit["fits"] for limit in facts["limits"]}["send-to-kindle-mail"] is True


@pytest.mark.parametrize("value", ["lots", "0", "25 QB", "-5MB"])
def test_a_size_that_is_none_is_refused(value: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["build", ".", "--max-size", value]) == 2
    assert "25MB" in capfd.readouterr().err
