# SPDX-License-Identifier: AGPL-3.0-or-later
"""A catalogue is valid by the grammars of OPDS, and others can use it: Thorium's parser, a browser, axe.

Each program is started once for all files. What is not installed is skipped with its name; ``.ci/run`` installs all.
"""

from __future__ import annotations

import datetime as dt
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator, FormatChecker
from referencing import Registry, Resource

from epubgen.back_file.catalog.make_catalog import write_catalogue
from epubgen.back_file.catalog.places import CatalogPlaces
from epubgen.back_file.facts import SeriesFacts
from tests.conformance import ace
from tests.programs_of_others import folder_of, npm_version
from tests.unit.back_file.many_issues import MONTHLY, MemoryLibrary, daily, drawing, issue

HERE = Path(__file__).resolve().parent
SCHEMAS = HERE.parents[1] / ".." / "shared" / "schemas"
BASE = "https://news.example/lib/"
PREFIXES = {
    "opds": "https://specs.opds.io/schema/",
    "opds-drafts": "https://drafts.opds.io/schema/",
    "webpub": "https://readium.org/webpub-manifest/schema/",
}
READER = {"r2-opds-js": "1.0.47", "axe-core": "4.14.1"}
LACKING = [name for name, version in READER.items() if npm_version(folder_of("opds"), name) != version]
needs_schemas = pytest.mark.skipif(not SCHEMAS.is_dir(), reason="the schemas of OPDS are not on this machine")
needs_reader = pytest.mark.skipif(
    bool(LACKING) or not shutil.which("node"), reason=f"needs node and {', '.join(LACKING)} in {folder_of('opds')}"
)
pytestmark = pytest.mark.tools


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("catalog")
    monthly = [issue(MONTHLY, dt.date(2027, month, 1), number=str(month), stories=3) for month in (3, 4, 5)]
    odd = issue(SeriesFacts(id="Straße & 報/2", name="<Straße & 報>"), None, title="]]> & < \x07 é", stories=1)
    library = MemoryLibrary([*daily(dt.date(2026, 12, 15), 90), *monthly, odd], drawing())
    write_catalogue(library, made, CatalogPlaces(base_url=BASE, files_url=BASE))
    return made


def feeds(home: Path, ending: str) -> list[Path]:
    return sorted(
        path for path in home.rglob(f"*.{ending}") if path.name not in ("manifest.json", ".epubgen-catalog.json")
    )


@needs_schemas
@pytest.mark.skipif(not shutil.which("jing"), reason="jing is not installed")
def test_opds_1_is_valid_by_its_grammar(home: Path) -> None:
    grammar = SCHEMAS / "opds1" / "opds12.rnc"
    done = subprocess.run(["jing", "-c", grammar, *feeds(home, "atom")], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[:2000]
    wrong = home / "wrong.atom.txt"
    wrong.write_bytes((home / "new.atom").read_bytes().replace(b"<updated>2027", b"<updated>gestern 2027", 1))
    assert subprocess.run(["jing", "-c", grammar, wrong], capture_output=True, check=False).returncode == 1


def registry() -> Registry[Any]:
    pairs = []
    for folder, prefix in PREFIXES.items():
        for path in sorted((SCHEMAS / "opds2" / folder).rglob("*.schema.json")):
            text = path.read_text("utf-8").replace("(?<", "(?P<")  # names of groups as Python writes them
            resource = Resource.from_contents(json.loads(text))
            pairs += [(prefix + path.relative_to(SCHEMAS / "opds2" / folder).as_posix(), resource)]
            pairs += [(str(resource.id()), resource)] if resource.id() else []
    return Registry().with_resources(pairs)


@needs_schemas
def test_opds_2_is_valid_by_its_schemas(home: Path) -> None:
    known = registry()
    validator = Draft7Validator(
        known.contents(f"{PREFIXES['opds']}feed.schema.json"), registry=known, format_checker=FormatChecker()
    )
    found = {
        path.relative_to(home).as_posix(): [
            error.message[:200] for error in validator.iter_errors(json.loads(path.read_bytes()))
        ]
        for path in feeds(home, "json")
        if path.name != "complete.json"
    }
    assert len(found) > 10
    assert {name: errors for name, errors in found.items() if errors} == {}
    assert list(validator.iter_errors({"metadata": {}, "links": [], "publications": [{}]}))


@needs_reader
def test_the_parser_of_thorium_reads_both(home: Path) -> None:
    files = [
        home / name
        for name in ("new.atom", "new.json", "catalog.atom", "catalog.json", "all/index.atom", "all/index.json")
    ]
    command = ["node", *map(str, (HERE / "opds_reader.js", folder_of("opds"), *files))]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    said = {Path(name).relative_to(home).as_posix(): facts for name, facts in json.loads(done.stdout).items()}
    for name in ("new", "all/index"):
        atom, other = said[f"{name}.atom"], said[f"{name}.json"]
        assert [one["id"] for one in atom["issues"]] == [one["id"] for one in other["issues"]]
        assert len({one["id"] for one in atom["issues"]}) == len(atom["issues"]) > 3
        for one, twin in zip(atom["issues"], other["issues"], strict=True):
            assert one["title"] == twin["title"]
            assert [[name, str(place)] for name, place in twin["series"]] == one["series"] or not one["series"][0][1]
            assert (
                one["links"][0]
                == twin["links"][0]
                == ["http://opds-spec.org/acquisition/open-access", "application/epub+zip"]
            )
            assert one["images"] == 2
    ways = [title for title, _ in said["catalog.atom"]["ways"]]
    assert (
        ways
        == [title for title, _ in said["catalog.json"]["ways"]]
        == ["最新", "<Straße & 報>", "海滨日报", "The Tide Review", "全部各期"]
    )
    assert said["new.atom"]["facets"] == [["报刊", 3]]


@needs_reader
@pytest.mark.skipif(bool(ace.missing()), reason=ace.missing())
@pytest.mark.parametrize("schemes", ["light", pytest.param("light dark", marks=pytest.mark.slow)])
def test_pages_work_from_a_disk_by_keyboard_and_on_a_phone(schemes: str, home: Path) -> None:
    daily_home = home / "titles" / "haibin-daily"
    issues = sorted(daily_home.glob("2027/2027-*.html"))
    names = [
        home / "index.html",
        daily_home / "index.html",
        daily_home / "2027" / "index.html",
        daily_home / "2027" / "02" / "index.html",
        issues[-1],
        home / "titles" / "tide-review" / "2027" / "index.html",
        next(home.glob("titles/stra*-*/index.html")),
    ]
    names = names if "dark" in schemes else names[:1] + names[4:5]
    asked: dict[str, Any] = {
        "schemes": schemes.split(),
        "files": [name.relative_to(home).as_posix() for name in names],
        "words": ["码头", "江予 8089", "没有这样的词"],
    }
    command = ["node", *map(str, (HERE / "web_pages.js", ace.home(), folder_of("opds"), ace.browser(), home))]
    done = subprocess.run(
        command, input=json.dumps(asked), capture_output=True, encoding="utf-8", check=False, timeout=300
    )
    assert done.returncode == 0, done.stderr[-2000:]
    said = json.loads(done.stdout)
    assert {name: found for name, found in said["axe"].items() if found} == {}
    assert len(said["axe"]) == len(asked["schemes"]) * len(names)
    assert (said["wide"], said["errors"]) == ([], [])
    many, one, none = (said["search"][words] for words in asked["words"])
    assert len(many["hits"]) >= 50
    assert set(many["marks"]) == {"码头"}
    assert many["more"]
    assert [hit["href"].rpartition("/")[2].partition("-")[0] for hit in one["hits"]] == ["2027"] * 20
    assert (none["status"], none["hits"], none["more"]) == ("没有找到", [], False)
    assert said["keys"] == [True, True]
    assert "#s" in said["opened"]["href"]
    assert "码头" in said["opened"]["target"]
    assert said["download"].endswith(".epub")
    assert said["skip"] == "#main"
