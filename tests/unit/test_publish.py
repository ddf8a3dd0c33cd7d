# SPDX-License-Identifier: AGPL-3.0-or-later
"""One command for the night: what is built, what goes out, what a second run does, and what the receipt says of it."""

from __future__ import annotations

import errno
import hashlib
import io
import json
import os
import pickle
import shutil
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

import epubgen
from epubgen.options import make_options
from epubgen.publishing import Receipt, publish_run
from epubgen.publishing.build_editions import make as make_editions
from epubgen.publishing.plan import DeliverySelection, PublishOptions
from epubgen.publishing.publish_issue import run_publish
from epubgen.validation import epubcheck, read_edition
from tests.unit.small_paper import hire, print_paper, tell, way

START = datetime(2026, 6, 5, 21, tzinfo=UTC)
STEM = "ferry-2026-06-05"


class Desk:
    """The desk of a night: a paper, a folder for what is built, a log of what the couriers carried."""

    def __init__(self, root: Path) -> None:
        self.root, self.out, self.log, self.shut = root, root / "out", root / "log.txt", root / "shut"
        self.paper = root / "paper"
        self.issue = self.ask()
        self.minutes = 0

    def ask(self, *ways: str, editions: str = "", more: str = "") -> Path:
        """Another ``publish:``; without ways, one courier."""
        deliver = "".join(ways) or way("walk", self.log)
        return print_paper(self.paper, f"{editions}deliver:\n{deliver}", more)

    def clock(self) -> datetime:
        self.minutes += 1
        return START + timedelta(minutes=self.minutes)

    def publish(self, *, asked: DeliverySelection | None = None, dry: bool = False, **settings: object) -> Receipt:
        environ: Any = settings.pop("environ", {})
        java: Any = settings.pop("java", False)
        orders = PublishOptions(
            asked=asked or DeliverySelection(), dry_run=dry, java=java, environ=environ, clock=self.clock
        )
        return run_publish(self.issue, self.out, orders, make_options(settings))

    def carried(self) -> list[str]:
        return self.log.read_text("utf-8").splitlines() if self.log.exists() else []

    def written(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads((self.out / f"{STEM}.receipt.json").read_text("utf-8"))
        return found

    def write(self, receipt: dict[str, Any]) -> None:
        (self.out / f"{STEM}.receipt.json").write_text(json.dumps(receipt), "utf-8")

    def states(self) -> dict[str, str]:
        return {entry["name"]: entry["state"] for entry in self.written()["deliveries"]}

    def files(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in sorted(self.out.rglob("*")) if path.is_file()}


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    monkeypatch.syspath_prepend(hire(tmp_path / "site"))
    return Desk(tmp_path)


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the editions that are built, in order."""
    names: list[str] = []

    def make(bench: Any, pressings: Any) -> Any:
        names.extend(pressing.name for pressing in pressings)
        return real(bench, pressings)

    real = make_editions
    monkeypatch.setattr(publish_run, "make", make)
    return names


def test_an_issue_is_built_delivered_and_written_down(desk: Desk) -> None:
    receipt = desk.publish()
    assert list(desk.files()) == [f"{STEM}.epub", f"{STEM}.receipt.json", f"{STEM}.receipt.txt"]
    assert desk.carried() == [f"walk {STEM}.epub"]
    assert (receipt.state, receipt.number, receipt.failures) == ("finished", "Issue 7", ())
    (made,), (entry,) = receipt.editions, receipt.deliveries
    assert (made.name, made.target, made.stories, made.size) == ("generic", "generic", 1, len(desk.files()[made.file]))
    assert (entry.state, entry.where, entry.tried) == ("delivered", "by hand to walk", True)
    assert entry.last
    assert entry.last.copies[0].sha256 == made.sha256


def test_a_second_run_builds_and_sends_nothing(desk: Desk, built: list[str]) -> None:
    first = desk.publish()
    second = desk.publish()
    assert (built, desk.carried()) == (["generic"], [f"walk {STEM}.epub"])
    assert first.deliveries[0].last == second.deliveries[0].last
    assert not second.deliveries[0].tried
    assert "already sent at 2026-06-05 21:" in (desk.out / f"{STEM}.receipt.txt").read_text("utf-8")


def test_a_failed_delivery_stops_no_other_and_alone_is_tried_again(desk: Desk, built: list[str]) -> None:
    desk.ask(way("walk", desk.log, "first", fail=desk.shut), way("crash", desk.log), way("walk", desk.log, "last"))
    desk.shut.touch()
    receipt = desk.publish()
    assert desk.states() == {"first": "failed", "crash": "failed", "last": "delivered"}
    assert receipt.state == "incomplete"
    assert [fault.code for fault in receipt.failures] == ["EG061", "EG055"]
    desk.shut.unlink()
    again = desk.publish()
    assert [line.split()[0] for line in desk.carried()] == ["first", "crash", "last", "first", "crash"]
    assert desk.states() == {"first": "delivered", "crash": "failed", "last": "delivered"}
    assert [entry.attempts for entry in again.deliveries] == [0, 2, 0]
    assert built == ["generic"]


@pytest.mark.parametrize("courier", ["mute", "babble", "leave"])
def test_an_exporter_that_says_nonsense_stops_no_other(desk: Desk, courier: str) -> None:
    desk.ask(way(courier, desk.log), way("walk", desk.log))
    assert [fault.code for fault in desk.publish().failures] == ["EG055"]
    assert desk.states() == {courier: "failed", "walk": "delivered"}
    assert "itself failed" in (desk.out / f"{STEM}.receipt.txt").read_text("utf-8")


def test_what_an_exporter_raises_is_not_printed(desk: Desk) -> None:
    """The words of a foreign error may hold a password."""
    desk.ask(way("crash", desk.log))
    desk.publish()
    assert not [name for name, data in desk.files().items() if b"hunter2" in data]


def test_an_exporter_that_cannot_look_stops_before_anything_is_built(desk: Desk, built: list[str]) -> None:
    desk.ask(way("blind", desk.log))
    with pytest.raises(epubgen.OptionsError) as caught:
        desk.publish()
    assert caught.value.findings[0].code == "EG055"
    assert "hunter2" not in str(caught.value)
    assert built == []


def test_words_of_a_plug_in_that_no_row_has(desk: Desk) -> None:
    desk.ask(way("odd", desk.log))
    desk.publish()
    assert desk.written()["deliveries"][0]["last"]["said"]["text"] == "handed over"


def test_a_missing_secret_is_named_before_anything_is_built(desk: Desk, built: list[str], monkeypatch: Any) -> None:
    monkeypatch.setattr("epubgen.publishing.delivery.exporter.ask_keyring", lambda _: "")
    desk.ask(way("keyed", desk.log, "post"))
    with pytest.raises(epubgen.OptionsError) as caught:
        desk.publish()
    assert "EPUBGEN_POST_PASSWORD" in str(caught.value)
    assert "keyring set epubgen post" in str(caught.value)
    assert built == []
    assert desk.publish(environ={"EPUBGEN_POST_PASSWORD": "hunter2"}).state == "finished"
    assert not [name for name, data in desk.files().items() if b"hunter2" in data]


def test_what_has_not_gone_out_may_change(desk: Desk) -> None:
    desk.ask(way("walk", desk.log, fail=desk.shut))
    desk.shut.touch()
    old = desk.publish().editions[0].sha256
    tell(desk.issue, "The ferry was on time.")
    desk.shut.unlink()
    assert desk.publish().editions[0].sha256 != old
    assert desk.states() == {"walk": "delivered"}


def test_what_may_have_gone_out_changes_only_with_a_word_about_it(desk: Desk) -> None:
    """A try that was cut off; the editor knows whether it arrived."""
    desk.ask(way("stop", desk.log))
    with pytest.raises(KeyboardInterrupt):
        desk.publish()
    assert desk.states() == {"stop": "sending"}
    tell(desk.issue, "The ferry was on time.")
    with pytest.raises(epubgen.EditionError):
        desk.publish()
    with pytest.raises(KeyboardInterrupt):
        desk.publish(replace=True)
    assert len(desk.carried()) == 2


def test_a_damaged_file_in_place_is_kept_and_told_of(desk: Desk) -> None:
    desk.publish()
    file = desk.out / f"{STEM}.epub"
    harmed = file.read_bytes()[:-200]
    file.write_bytes(harmed)
    receipt = desk.publish()
    assert desk.files()[f"{STEM}.epub.damaged"] == harmed
    assert read_edition(file)
    assert "EG073" in {found.code for found in receipt.findings}


def test_what_went_out_changes_only_with_a_word_about_it(desk: Desk) -> None:
    desk.publish()
    before = desk.files()
    tell(desk.issue, "The ferry was on time.")
    with pytest.raises(epubgen.EditionError) as caught:
        desk.publish()
    assert caught.value.findings[0].code == "D06"
    assert desk.files() == before
    desk.publish(revision="The hour of the ferry was wrong.", clock=START)
    assert len(desk.carried()) == 2
    desk.publish()
    desk.publish(revision="The hour of the ferry was wrong.", clock=START + timedelta(hours=1))
    assert len(desk.carried()) == 2, "the same revision of the same words is there already"
    desk.publish(revision="Her name was wrong, too.", clock=START + timedelta(hours=2))
    assert len(desk.carried()) == 3
    edition = read_edition(desk.out / f"{STEM}.epub")
    assert edition
    kept = ["The hour of the ferry was wrong.", "Her name was wrong, too."]
    assert [line.text for line in edition.revisions] == kept
    assert [line["text"] for line in desk.written()["revisions"]] == kept
    again = desk.publish()
    assert ([line.text for line in again.revisions], len(desk.carried())) == (kept, 3)


def test_the_revision_of_a_receipt_that_lists_none_is_kept(desk: Desk) -> None:
    desk.publish()
    desk.publish(revision="The hour of the ferry was wrong.", clock=START)
    (desk.out / f"{STEM}.epub").unlink()  # nor can its imprint be read
    desk.write({name: fact for name, fact in desk.written().items() if name != "revisions"})
    desk.publish(revision="Her name was wrong, too.", clock=START + timedelta(hours=2))
    kept = [("The hour of the ferry was wrong.", f"{START:%F}"), ("Her name was wrong, too.", f"{START:%F}")]
    assert [(line["text"], line["date"]) for line in desk.written()["revisions"]] == kept


def test_a_line_of_the_issue_itself_is_not_kept_by_the_receipt(desk: Desk) -> None:
    desk.publish()
    with (desk.issue / "issue.yaml").open("a", encoding="utf-8") as file:
        file.write("revisions:\n  - {text: A name was wrong., date: 2026-06-05}\n")
    desk.publish(revision="The hour of the ferry was wrong.", clock=START)
    assert [line["text"] for line in desk.written()["revisions"]] == ["The hour of the ferry was wrong."]
    edition = read_edition(desk.out / f"{STEM}.epub")
    assert edition
    assert [line.text for line in edition.revisions] == ["A name was wrong.", "The hour of the ferry was wrong."]


def test_a_correction_is_later_than_every_copy_that_was_sent(desk: Desk) -> None:
    desk.publish()
    desk.publish(revision="The hour of the ferry was wrong.", clock=START)
    told = desk.written()
    desk.write(told | {"editions": [made | {"modified": "2026-06-05T00:00:00Z"} for made in told["editions"]]})
    receipt = desk.publish(revision="Her name was wrong, too.", clock=START - timedelta(hours=1))
    later = f"{START + timedelta(seconds=1):%FT%TZ}"
    assert [made.modified for made in receipt.editions] == [later]


def test_a_correction_the_evening_before_is_later_than_what_went_out(desk: Desk) -> None:
    desk.ask(more="time_zone: Asia/Shanghai\n")
    desk.publish()
    tell(desk.issue, "The ferry was on time.")
    with pytest.raises(epubgen.EditionError) as caught:
        desk.publish()
    assert "that one is dated 2026-06-05 08:00:00 UTC+8, this one 2026-06-05 08:00:00 UTC+8" in caught.value.text()
    evening = datetime(2026, 6, 4, 14, tzinfo=UTC)
    receipt = desk.publish(revision="The hour of the ferry was wrong.", clock=evening)
    assert [made.modified for made in receipt.editions] == ["2026-06-05T00:00:01Z"]
    assert "2026-06-06 05:" in receipt.text(), "21 o'clock UTC by the clock of the newsroom"
    assert "UTC+8" in receipt.text("zh")
    (desk.out / f"{STEM}.epub").unlink()
    assert desk.publish().editions[0].sha256 == receipt.editions[0].sha256, "made again as it was"
    assert len(desk.carried()) == 2


def test_a_revised_file_that_was_lost_is_made_again_as_it_was(desk: Desk, built: list[str]) -> None:
    desk.publish()
    tell(desk.issue, "The ferry was on time.")
    desk.publish(revision="The hour of the ferry was wrong.", clock=START)
    before = desk.files()[f"{STEM}.epub"]
    (desk.out / f"{STEM}.epub").unlink()
    receipt = desk.publish()
    assert (len(built), desk.files()[f"{STEM}.epub"]) == (3, before)
    assert (receipt.revision, len(desk.carried())) == ("The hour of the ferry was wrong.", 2)
    tell(desk.issue, "The ferry was early.")
    with pytest.raises(epubgen.EditionError):
        desk.publish()


def test_a_revision_with_a_story_that_has_expired_is_known_again(desk: Desk) -> None:
    story = "---\ntitle: Tides Tonight\nauthors: Mary Quay\nexpires: 2026-06-05\n---\nHigh water at nine.\n"
    (desk.issue / "articles" / "tides.md").write_text(story, "utf-8")
    desk.publish()
    tell(desk.issue, "The ferry was on time.")
    revised = desk.publish(revision="The hour of the ferry was wrong.", clock=START + timedelta(days=2))
    assert ([made.stories for made in revised.editions], "R02" in {f.code for f in revised.findings}) == ([1], True)
    assert desk.publish().revision == revised.revision
    assert len(desk.carried()) == 2


def test_replace_takes_back_what_went_out(desk: Desk) -> None:
    desk.publish()
    tell(desk.issue, "The ferry was on time.")
    assert desk.publish(replace=True).state == "finished"
    assert len(desk.carried()) == 2


def upgrade(monkeypatch: pytest.MonkeyPatch, version: str = "99.0") -> None:
    """From here on another version of the program runs: the same issue makes other bytes."""
    for module in ("epubgen.epub.package", "epubgen.publishing.build_editions"):
        monkeypatch.setattr(f"{module}.__version__", version)
    for module in ("deliver", "dry_run", "issue_status", "publish_run"):
        monkeypatch.setattr(f"epubgen.publishing.{module}.PROGRAM", f"epubgen {version}")


def test_an_upgrade_builds_again_and_sends_nothing(
    desk: Desk, built: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = desk.publish()
    upgrade(monkeypatch)
    after = desk.publish()
    assert (len(built), len(desk.carried()), after.program) == (2, 1, "epubgen 99.0")
    assert after.editions[0].sha256 != before.editions[0].sha256
    (entry,) = after.deliveries
    assert (entry.state, entry.tried, entry.last) == ("delivered", False, before.deliveries[0].last)
    assert entry.copies[0].sha256 == after.editions[0].sha256
    assert desk.publish().deliveries == after.deliveries
    upgrade(monkeypatch, "100.0")
    desk.publish()
    assert (len(built), len(desk.carried())) == (3, 1)
    assert desk.publish(asked=DeliverySelection(again=("walk",))).deliveries[0].tried


def test_after_an_upgrade_other_bytes_of_the_same_version_are_sent(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A house style says nothing in words: within a version the bytes decide."""
    desk.ask(more="css: own.css\n")
    (desk.paper / "own.css").write_text("p { color: black }\n", "utf-8")
    desk.publish()
    upgrade(monkeypatch)
    desk.publish()
    assert len(desk.carried()) == 1
    (desk.paper / "own.css").write_text("p { color: gray }\n", "utf-8")
    desk.publish()
    assert len(desk.carried()) == 2


def test_after_an_upgrade_other_words_are_a_change_as_ever(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.publish()
    upgrade(monkeypatch)
    tell(desk.issue, "The ferry was on time.")
    with pytest.raises(epubgen.EditionError) as caught:
        desk.publish()
    assert caught.value.findings[0].code == "D06"
    desk.publish(replace=True)
    assert len(desk.carried()) == 2, "the same instant, other words"


@pytest.mark.parametrize("changed", ["address", "instant", "edition"])
def test_after_an_upgrade_another_address_instant_or_edition_is_sent(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, changed: str
) -> None:
    desk.publish()
    upgrade(monkeypatch)
    if changed == "address":
        desk.ask(way("walk", desk.log, fail="nowhere"))
    elif changed == "edition":
        desk.ask(editions="editions: [{name: other}]\n")
    else:
        with (desk.issue / "issue.yaml").open("a", encoding="utf-8") as file:
            file.write("updated: 2026-06-06T08:00:00Z\n")
    desk.publish()
    assert len(desk.carried()) == 2


def test_what_had_not_arrived_before_an_upgrade_is_sent_after_it(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The words had gone out once; other bytes of them were built and had not gone."""
    desk.ask(more="css: own.css\n")
    (desk.paper / "own.css").write_text("p { color: black }\n", "utf-8")
    desk.publish()
    (desk.paper / "own.css").write_text("p { color: gray }\n", "utf-8")
    desk.publish(asked=DeliverySelection(deliver=False))
    upgrade(monkeypatch)
    desk.publish()
    assert (len(desk.carried()), desk.states()) == (2, {"walk": "delivered"})


def test_a_revision_outlives_an_upgrade(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.publish()
    tell(desk.issue, "The ferry was on time.")
    before = desk.publish(revision="The hour of the ferry was wrong.", clock=START)
    upgrade(monkeypatch)
    after = desk.publish()
    assert (after.revision, after.deliveries[0].last) == (before.revision, before.deliveries[0].last)
    assert [made.words for made in after.editions] == [made.words for made in before.editions]
    assert len(desk.carried()) == 2
    upgrade(monkeypatch, "100.0")
    with (desk.issue / "issue.yaml").open("a", encoding="utf-8") as file:
        file.write("updated: 2026-06-06T08:00:00Z\n")
    tell(desk.issue, "The ferry was early.")
    assert (desk.publish().revision, len(desk.carried())) == ("", 3)


def test_another_address_is_no_other_issue(desk: Desk, built: list[str]) -> None:
    desk.publish()
    desk.ask(way("walk", desk.log), way("walk", desk.log, "second"))
    desk.publish()
    assert desk.carried() == [f"walk {STEM}.epub", f"second {STEM}.epub"]
    desk.ask(way("walk", desk.log), way("walk", desk.log, "second", fail="nowhere"))
    desk.publish()
    assert desk.carried()[2:] == [f"second {STEM}.epub"], "other settings: it goes there, too"
    assert built == ["generic"]


def test_a_delivery_that_is_asked_for_no_more_is_remembered(desk: Desk) -> None:
    desk.publish()
    desk.ask(way("walk", desk.log, "other"))
    desk.publish()
    assert desk.states() == {"other": "delivered", "walk": "not-asked"}


def test_only_and_again(desk: Desk) -> None:
    desk.ask(way("walk", desk.log, "one"), way("walk", desk.log, "two"))
    desk.publish(asked=DeliverySelection(only=("two",)))
    assert desk.states() == {"one": "not-asked", "two": "delivered"}
    desk.publish(asked=DeliverySelection(again=("two",)))
    assert [line.split()[0] for line in desk.carried()] == ["two", "one", "two"]


def test_what_was_asked_for_again_and_failed_is_still_to_do(desk: Desk) -> None:
    desk.ask(way("walk", desk.log, fail=desk.shut))
    desk.publish()
    desk.shut.touch()
    assert desk.publish(asked=DeliverySelection(again=("walk",))).state == "incomplete"
    desk.shut.unlink()
    desk.publish()
    desk.publish()
    assert (len(desk.carried()), desk.states()) == (3, {"walk": "delivered"})


def test_the_next_command_asks_for_no_more_than_this_one(desk: Desk) -> None:
    desk.ask(way("walk", desk.log, "one", fail=desk.shut), way("walk", desk.log, "two"))
    desk.shut.touch()
    asked = DeliverySelection(only=("one",), again=("one",))
    failed = desk.publish(asked=asked, strict=True)
    assert failed.command.endswith(" --only one --strict")
    tell(desk.issue, "The ferry was on time.")
    dry = desk.publish(asked=asked, dry=True, revision="The hour.", clock=START, replace=True)
    assert dry.command.endswith(" --only one --again one --revision 'The hour.' --replace")


def test_a_password_in_an_address_that_is_not_used_is_not_written_down(desk: Desk) -> None:
    """Its delivery is refused when it is asked for; until then it only has a line."""
    desk.ask('  - {to: webdav, settings: {url: "https://desk:hunter2@dav.example.org/"}}\n', way("walk", desk.log))
    desk.publish(asked=DeliverySelection(only=("walk",)))
    assert desk.states() == {"webdav": "not-asked", "walk": "delivered"}
    assert not [name for name, data in desk.files().items() if b"hunter2" in data]


def test_a_misspelt_delivery(desk: Desk) -> None:
    with pytest.raises(epubgen.OptionsError) as caught:
        desk.publish(asked=DeliverySelection(only=("wlak",)))
    assert "did you mean ‘walk’" in str(caught.value)


def test_without_delivering(desk: Desk) -> None:
    desk.publish(asked=DeliverySelection(deliver=False))
    assert (desk.states(), desk.carried()) == ({"walk": "not-asked"}, [])


def test_without_deliveries_the_receipt_says_how_to_add_one(desk: Desk) -> None:
    print_paper(desk.paper)
    assert desk.publish().state == "finished"
    text = (desk.out / f"{STEM}.receipt.txt").read_text("utf-8")
    assert "    deliver:\n      - to: folder\n        settings: {path: /where/it/goes}" in text


def test_what_is_no_news_keeps_the_correction_that_is_out(desk: Desk) -> None:
    """Another theme or photo goes out under the instant and the lines of the last correction; other words do not."""
    desk.publish()
    tell(desk.issue, "The ferry was on time.")
    before = desk.publish(revision="The hour.", clock=START).editions[0]
    receipt = desk.publish(theme="plain")
    (after,) = receipt.editions
    edition = read_edition(desk.out / after.file)
    assert edition
    assert after.sha256 != before.sha256
    assert (after.modified, [line.text for line in edition.revisions]) == (before.modified, ["The hour."])
    assert [line.text for line in receipt.revisions] == ["The hour."]
    tell(desk.issue, "The ferry was late after all.")
    with pytest.raises(epubgen.EditionError, match="D06"):
        desk.publish(theme="plain")


def test_a_dry_run_builds_writes_and_sends_nothing(desk: Desk, built: list[str]) -> None:
    receipt = desk.publish(dry=True)
    assert (desk.out.exists(), built, desk.carried()) == (False, [], [])
    (edition,), (entry,) = receipt.editions, receipt.deliveries
    assert (receipt.state, entry.state, edition.stories, edition.file) == ("dry-run", "waiting", 1, f"{STEM}.epub")
    assert (edition.built, edition.size, edition.sha256) == ("", 0, "")
    text = receipt.text()
    assert f"  … generic  {STEM}.epub  to be built  stories: 1, photos: 0\n" in text
    assert text.count("to be sent") == 1


def test_a_dry_run_after_publishing_says_what_stands(
    desk: Desk, built: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.publish()
    before = desk.files()
    receipt = desk.publish(dry=True)
    assert receipt.editions[0].sha256 == hashlib.sha256(before[f"{STEM}.epub"]).hexdigest()
    assert (receipt.deliveries[0].state, receipt.findings) == ("delivered", ())
    tell(desk.issue, "The ferry was on time.")
    told = desk.publish(dry=True)
    assert [entry.key for entry in told.findings] == ["EG094"]
    assert "2026-06-05 21:" in told.findings[0].message()
    for settled in ({"replace": True}, {"revision": "The hour.", "clock": START}):
        assert "EG094" not in [entry.key for entry in desk.publish(dry=True, **settled).findings]
    upgrade(monkeypatch)
    assert "EG094" not in [entry.key for entry in desk.publish(dry=True).findings]
    assert (desk.files(), built, len(desk.carried())) == (before, ["generic"], 1)


def test_a_dry_run_with_check_builds_aside(desk: Desk, built: list[str]) -> None:
    receipt = desk.publish(dry=True, check=True)
    assert (desk.out.exists(), built, desk.carried()) == (False, ["generic"], [])
    assert receipt.editions[0].size > 0
    desk.publish()
    before = desk.files()
    tell(desk.issue, "The ferry was on time.")
    with pytest.raises(epubgen.EditionError):
        desk.publish(dry=True, check=True)
    desk.publish(dry=True, check=True, replace=True)
    assert (desk.files(), len(desk.carried())) == (before, 1)


def test_a_dry_run_looks_at_what_lies_there_for_a_delivery(desk: Desk) -> None:
    """The second delivery is new; its file is known, so its size and kind are held against what the way takes."""
    desk.publish()
    mail = "{server: smtp.example.org, from: a@b.org, recipients: c@d.org, limit: 1MB}"
    desk.ask(way("walk", desk.log), f"  - {{to: mail, settings: {mail}}}\n")
    assert [entry.state for entry in desk.publish(dry=True).deliveries] == ["delivered", "waiting"]


@pytest.mark.parametrize("words", ["::: box\nno end", "![no such photo](../photos/none.jpg)"])
def test_a_fault_of_the_issue_leaves_all_as_it_was(desk: Desk, words: str) -> None:
    desk.publish()
    before = desk.files()
    tell(desk.issue, words)
    with pytest.raises(epubgen.EpubgenError):
        desk.publish(strict=True)
    assert (desk.files(), len(desk.carried())) == (before, 1)


def test_a_fault_of_the_epub_leaves_all_as_it_was(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    fault = epubgen.errors.finding("B21", None, why="x")
    monkeypatch.setattr(
        "epubgen.validation.check_file", lambda *_, **__: epubgen.Report(findings=(fault,)), raising=False
    )
    with pytest.raises(epubgen.CheckFailed):
        desk.publish()
    assert (desk.files(), desk.carried()) == ({}, [])


def test_another_picture_is_built_and_sent_again(desk: Desk, built: list[str], jpeg: bytes) -> None:
    (desk.issue / "photos").mkdir()
    photo = desk.issue / "photos" / "pier.jpg"
    photo.write_bytes(jpeg)
    tell(desk.issue, '![The pier.](../photos/pier.jpg){alt="A pier" credit="He Fan"}')
    desk.publish()
    stream = io.BytesIO()
    Image.new("RGB", (300, 200), "gray").save(stream, "JPEG")
    photo.write_bytes(stream.getvalue())
    desk.publish()
    assert (built, len(desk.carried())) == (["generic", "generic"], 2)


def test_a_house_style_counts_and_a_comment_does_not(desk: Desk, built: list[str]) -> None:
    desk.ask(more="css: own.css\n")
    (desk.paper / "own.css").write_text("p { color: black }\n", "utf-8")
    desk.publish()
    file = desk.issue / "issue.yaml"
    file.write_text("# of tonight\n" + file.read_text("utf-8"), "utf-8")
    desk.publish()
    assert built == ["generic"]
    (desk.paper / "own.css").write_text("p { color: gray }\n", "utf-8")
    desk.publish()
    assert built == ["generic", "generic"]


def test_where_all_has_arrived_the_drive_may_be_gone(desk: Desk) -> None:
    """What a courier finds wrong before anything is built concerns only what is still to go."""
    drive = desk.root / "drive"
    drive.mkdir()
    to_drive = f'  - {{to: folder, settings: {{path: "{drive.as_posix()}"}}}}\n'
    desk.ask(to_drive, way("walk", desk.log, fail=desk.shut))
    desk.shut.touch()
    desk.publish()
    shutil.rmtree(drive)
    desk.shut.unlink()
    assert desk.publish().state == "finished"
    tell(desk.issue, "The ferry was on time.")
    with pytest.raises(epubgen.OptionsError):
        desk.publish()


def test_killed_while_building(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.publish()
    before = desk.files()
    tell(desk.issue, "The ferry was on time.")

    def power_cut(*_: object, **__: object) -> None:
        raise SystemExit

    monkeypatch.setattr("epubgen.publishing.build_editions.validation.check_file", power_cut, raising=False)
    with pytest.raises(SystemExit):
        desk.publish(replace=True)
    assert desk.files() == before


def test_killed_between_two_files(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The receipt speaks of the new files before they are there, so that the next run makes them again."""
    desk.ask(editions="editions: [{name: a, target: kobo}, {name: b, target: boox}]\n")
    placed: list[Path] = []

    def power_cut(draft: Path, target: Path) -> None:
        if placed:
            raise SystemExit
        placed.append(target)
        draft.replace(target)

    with monkeypatch.context() as patch:
        patch.setattr(publish_run, "put_in_place", power_cut)
        with pytest.raises(SystemExit):
            desk.publish()
    assert (desk.written()["state"], desk.carried()) == ("placing", [])
    receipt = desk.publish()
    assert desk.carried() == [f"walk {STEM}-a.epub {STEM}-b.epub"]
    assert {made.sha256 for made in receipt.editions} == {
        hashlib.sha256(data).hexdigest() for name, data in desk.files().items() if name.endswith(".epub")
    }


def test_a_file_that_was_lost_is_built_again_and_not_sent_again(desk: Desk, built: list[str]) -> None:
    desk.publish()
    (desk.out / f"{STEM}.epub").unlink()
    desk.publish()
    assert (built, len(desk.carried())) == (["generic", "generic"], 1)


def test_an_edition_that_epubcheck_has_not_seen_is_checked_when_it_is_asked_for(
    desk: Desk, built: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clean = json.dumps({"checker": {"checkerVersion": "5.3.0"}, "messages": []})
    java = tmp_path / "java"
    java.write_text(
        f"#!{sys.executable}\nimport sys\nopen(sys.argv[sys.argv.index('--json') + 1], 'w').write({clean!r})\n"
    )
    java.chmod(0o755)
    monkeypatch.setattr(epubcheck, "find_java", lambda: iter((str(java),)))
    monkeypatch.setattr(epubcheck, "find_jar", lambda: Path("epubcheck.jar"))
    desk.publish()
    desk.publish(java=True)
    desk.publish(java=True)
    assert (built, len(desk.carried())) == (["generic", "generic"], 1)


def test_a_name_of_an_edition_hides_no_change(desk: Desk) -> None:
    desk.publish()
    desk.ask(editions="editions: [{name: other}]\n")
    tell(desk.issue, "The ferry was on time.")
    with pytest.raises(epubgen.EditionError):
        desk.publish()


@pytest.mark.parametrize("raw", ["", "{", "[]", '{"version": 1}', '{"version": "x"}', "\0", "[" * 100_000])
def test_a_receipt_that_cannot_be_read_is_kept(desk: Desk, raw: str) -> None:
    desk.out.mkdir()
    (desk.out / f"{STEM}.receipt.json").write_text(raw, "utf-8")
    receipt = desk.publish()
    assert receipt.findings[0].key == "EG054"
    assert (desk.out / f"{STEM}.receipt-old-1.json").read_text("utf-8") == raw
    assert desk.written()["state"] == "finished"


def test_a_receipt_of_another_version_guards_what_may_have_gone_out(desk: Desk) -> None:
    desk.publish()
    file = desk.out / f"{STEM}.receipt.json"
    file.write_text(json.dumps(desk.written() | {"version": 99}), "utf-8")
    before = desk.files()
    tell(desk.issue, "The ferry was on time.")
    with pytest.raises(epubgen.EditionError):
        desk.publish()
    assert desk.files() == before
    assert desk.publish(replace=True).findings[0].key == "EG054.version"


def test_stopping_leaves_a_true_receipt(desk: Desk) -> None:
    desk.ask(way("walk", desk.log), way("stop", desk.log), way("walk", desk.log, "last"))
    with pytest.raises(KeyboardInterrupt):
        desk.publish()
    assert desk.written()["state"] == "stopped"
    assert desk.states() == {"walk": "delivered", "stop": "sending", "last": "waiting"}
    assert sorted(path.suffix for path in desk.out.glob("[!.]*")) == [".epub", ".json", ".txt"]


HEARS_CTRL_C = """
import signal, sys
from epubgen.__main__ import main
from epubgen.options import make_options
signal.signal(signal.SIGINT, signal.default_int_handler)
sys.exit(main())
"""
"""A shell may start the tests with SIGINT ignored, and a child inherits that."""


def in_a_process(desk: Desk) -> subprocess.Popen[bytes]:
    path = os.pathsep.join((str(desk.root / "site"), str(Path(epubgen.__file__).parents[1])))
    command = [
        sys.executable,
        "-c",
        HEARS_CTRL_C,
        "publish",
        str(desk.issue),
        "-o",
        str(desk.out),
        "--no-java",
        "--quiet",
    ]
    return subprocess.Popen(
        command, env={**os.environ, "PYTHONPATH": path, "EPUBGEN_LANG": "en"}, stderr=subprocess.PIPE
    )


def until_it_sends(desk: Desk, process: subprocess.Popen[bytes]) -> None:
    """Until the slow courier is on its way: both files of the receipt were written before."""
    end = time.monotonic() + 120
    while not any(line.startswith("slow ") for line in desk.carried()):
        assert process.poll() is None
        assert time.monotonic() < end, "it never began to send"
        time.sleep(0.05)


@pytest.mark.tools
def test_killed_while_sending(desk: Desk) -> None:
    desk.ask(way("walk", desk.log), way("slow", desk.log))
    process = in_a_process(desk)
    until_it_sends(desk, process)
    process.kill()
    process.communicate()
    assert desk.written()["state"] == "delivering"
    assert desk.states() == {"walk": "delivered", "slow": "sending"}
    assert "it may have arrived or not" in (desk.out / f"{STEM}.receipt.txt").read_text("utf-8")
    desk.ask(way("walk", desk.log), way("walk", desk.log, "slow"))
    assert desk.publish().state == "finished"
    assert [line.split()[0] for line in desk.carried()] == ["walk", "slow", "slow"]
    assert sorted(path.suffix for path in desk.out.glob("[!.]*")) == [".epub", ".json", ".txt"]
    assert not (desk.out / f".{STEM}.publish").exists()


@pytest.mark.tools
@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no SIGINT to one process alone")
def test_two_at_once(desk: Desk) -> None:
    desk.ask(way("slow", desk.log))
    process = in_a_process(desk)
    until_it_sends(desk, process)
    with pytest.raises(epubgen.PackageError) as caught:
        desk.publish()
    assert (caught.value.findings[0].code, dict(caught.value.findings[0].args)["pid"]) == ("EG053", str(process.pid))
    process.send_signal(signal.SIGINT)
    process.communicate()
    assert process.returncode == 130
    assert (desk.written()["state"], desk.states()) == ("stopped", {"slow": "sending"})


@pytest.mark.skipif(sys.platform == "win32", reason="flock of POSIX")
@pytest.mark.parametrize("number", [errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP])
def test_a_disk_without_locks(desk: Desk, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    def unheard_of(*_: object) -> None:
        raise OSError(number, "No locks available")

    monkeypatch.setattr("fcntl.flock", unheard_of)
    assert desk.publish().state == "finished"


def test_from_python_a_failure_is_an_exception_that_holds_the_receipt(desk: Desk) -> None:
    desk.ask(way("crash", desk.log))
    with pytest.raises(epubgen.DeliveryError) as caught:
        epubgen.publish(desk.issue, desk.out, java=False)
    error = pickle.loads(pickle.dumps(caught.value))
    assert isinstance(error, epubgen.PublishError)
    assert (error.findings, error.exit_code) == (error.receipt.failures, 9)
    assert error.receipt.as_json("en") == desk.written()
    assert f"{error.receipt}\n" == (desk.out / f"{STEM}.receipt.txt").read_text("utf-8")
    assert isinstance(epubgen.publish(desk.issue, desk.out, java=False, deliver=False), epubgen.Receipt)


def test_the_clock_of_reproducible_builds_is_that_of_the_receipt(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1780000000")
    assert {desk.publish().started, desk.written()["ended"]} == {"2026-05-28T20:26:40Z"}


def test_a_folder_that_cannot_be_written(desk: Desk) -> None:
    desk.out.write_text("a file", "utf-8")
    with pytest.raises(epubgen.PackageError) as caught:
        desk.publish()
    assert caught.value.findings[0].code == "EG020"
