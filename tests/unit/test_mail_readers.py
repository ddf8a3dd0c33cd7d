# SPDX-License-Identifier: AGPL-3.0-or-later
"""Each reader gets a mail of its own; a delivery that was cut off or refused in part goes on with those who lack it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from epubgen.errors import DeliveryError
from epubgen.model import Issue, Publication, WantedDelivery
from epubgen.model.publication import Publishing
from epubgen.options import make_options
from epubgen.publishing import Receipt
from epubgen.publishing.deliver import DeliveryRound, first_states
from epubgen.publishing.delivery import PartwiseExporter, SentPart, find_exporter
from epubgen.publishing.plan import DeliverySelection, PublishOptions, plan_publishing
from epubgen.publishing.publish_issue import run_publish
from epubgen.publishing.receipt import PROGRAM, DeliveryRecord, SentFile, decode_receipt, out
from tests.unit.delivered import Secrets, delivery, parcel
from tests.unit.mail_servers import Desk, mail_server
from tests.unit.small_paper import print_paper
from tests.unit.test_publish_receipt import RECEIPT, made

A, B, C, D = (f"{name}@example.org" for name in "abcd")
AT = "2026-06-05T21:00:00Z"


class Night:
    """A paper whose delivery is mail, and its server; nothing is built."""

    def __init__(self, root: Path, server: str) -> None:
        self.root, self.server = root, server
        self.print("the ferry was late")
        self.receipt: Receipt | None = None
        self.to(A, B, C)

    def print(self, words: str) -> None:
        """Another file of the issue."""
        one = parcel(self.root, data=words.encode())
        self.made = replace(made("generic", one.size), sha256=one.sha256, words=words)

    def to(self, *readers: str, **settings: str) -> None:
        typed = {"server": self.server, "security": "none", "from": "desk@example.org", **settings}
        way = WantedDelivery(to="mail", settings={**typed, "recipients": " ".join(readers)})
        paper = Publication(id="ferry", title="The Ferry", language="en", publish=Publishing(deliver=(way,)))
        self.issue = Issue(publication=paper, date=date(2026, 6, 5))

    def first(self, *, again: bool = False, **receipt: Any) -> DeliveryRecord:
        """How the delivery stands before it is made."""
        asked = DeliverySelection(again=("mail",) if again else ())
        self.planned = plan_publishing(self.issue, asked)[1]
        older = replace(self.receipt, **receipt) if self.receipt else None
        return first_states(self.planned, [self.made], older)[0]

    def steps(self, *, again: bool = False, **receipt: Any) -> Iterator[DeliveryRecord]:
        """A run: every state of the delivery that goes into the receipt."""
        first = self.first(again=again, **receipt)
        for record in chain([first], self._round().deliver(self.planned, [first])):
            self.receipt = replace(RECEIPT, program=PROGRAM, deliveries=(record,))
            yield record

    def run(self, *, again: bool = False, **receipt: Any) -> str:
        """A run, and how it ends."""
        return list(self.steps(again=again, **receipt))[-1].state

    def _round(self) -> DeliveryRound:
        return DeliveryRound(
            made=[self.made],
            paths={"generic": self.root / "kindle.epub"},
            publication="ferry",
            language="en",
            day=self.issue.date,
            secrets=Secrets(),
            clock=lambda: AT,
        )


@pytest.fixture(scope="module")
def room() -> Iterator[tuple[Desk, str]]:
    desk = Desk()
    with mail_server(desk) as server:
        yield desk, server


@pytest.fixture
def desk(room: tuple[Desk, str]) -> Desk:
    room[0].answers, room[0].mails = {}, []
    return room[0]


@pytest.fixture
def night(desk: Desk, room: tuple[Desk, str], tmp_path: Path) -> Night:
    return Night(tmp_path, room[1])


def got(desk: Desk) -> list[str]:
    """Who got the mails, and forget them."""
    names = [name for mail in desk.mails for name in mail.rcpt_tos]
    desk.mails.clear()
    return names


def test_the_next_run_of_publish_sends_to_those_who_lack_it(
    room: tuple[Desk, str], desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    typed = f"{{server: '{room[1]}', security: none, from: desk@example.org, recipients: {A} {B} {C}}}"
    issue = print_paper(tmp_path, f"deliver:\n  - to: mail\n    settings: {typed}")
    orders = PublishOptions(java=False, environ={}, clock=lambda: datetime(2026, 6, 5, tzinfo=UTC))
    desk.answers = {B: "450 mailbox busy"}
    first = run_publish(issue, tmp_path / "out", orders, make_options({}))
    assert (first.state, got(desk)) == ("incomplete", [A, C])
    assert "--again" in next(f for f in first.deliveries[0].findings if f.key == "EG064.accepted").hint()
    desk.answers = {}
    again = run_publish(issue, tmp_path / "out", orders, make_options({}))
    assert (again.state, got(desk)) == ("finished", [B])


def test_each_part_is_written_down_before_the_next_is_sent(night: Night, desk: Desk) -> None:
    """However a run ends, the receipt knows who has the issue."""
    steps = night.steps()
    seen = [(record.state, [part.to for part in record.arrived], len(desk.mails)) for record in steps]
    assert seen[1:-1] == [("sending", [A, B, C][:count], count) for count in range(4)]
    assert seen[-1] == ("delivered", [A, B, C], 3)
    assert night.first().arrived[0] == SentPart(
        edition="generic", file="The Ferry_2026-06-05.epub", to=A, by="desk@example.org"
    )


def test_a_run_that_was_cut_off_goes_on(night: Night, desk: Desk) -> None:
    for record in night.steps():
        if len(record.arrived) == 1:
            break
    assert (record.state, got(desk)) == ("sending", [A])
    assert (night.run(), got(desk)) == ("delivered", [B, C])
    assert (night.run(), got(desk)) == ("delivered", [])


def test_a_reader_who_is_taken_out_costs_nobody_a_second_mail(night: Night, desk: Desk) -> None:
    desk.answers = {B: "550 no such user"}
    assert (night.run(), got(desk)) == ("failed", [A, C])
    night.to(A, C)
    assert (night.run(), got(desk)) == ("delivered", [])


def test_a_reader_who_comes_later_gets_it_alone(night: Night, desk: Desk) -> None:
    night.run()
    got(desk)
    night.to(A, B, C, D)
    assert (night.run(), got(desk)) == ("delivered", [D])


@pytest.mark.parametrize(
    "change", [{"from": "other@example.org"}, {"pattern": "{date}"}], ids=lambda change: next(iter(change))
)
def test_another_sender_or_name_goes_to_all(night: Night, desk: Desk, change: dict[str, str]) -> None:
    """Send to Kindle drops what comes from an address that it does not know: then all must be sent anew."""
    night.run()
    got(desk)
    night.to(A, B, C, **change)
    assert (night.run(), got(desk)) == ("delivered", [A, B, C])


def test_sent_again_it_goes_to_all(night: Night, desk: Desk) -> None:
    night.run()
    got(desk)
    desk.answers = {B: "450 busy"}
    assert (night.run(again=True), got(desk)) == ("failed", [A, C])
    desk.answers = {}
    assert (night.run(), got(desk)) == ("delivered", [B])


def test_other_words_go_to_all(night: Night, desk: Desk) -> None:
    desk.answers = {B: "450 busy"}
    night.run()
    got(desk)
    night.print("the ferry was early")
    desk.answers = {}
    assert (night.run(), got(desk)) == ("delivered", [A, B, C])


@pytest.mark.parametrize(
    ("words", "readers"),
    [("", [A, C]), ("other words", [])],
    ids=["the same words", "other words"],
)
@pytest.mark.parametrize("parts", [True, False], ids=["of 0.2", "of 0.1"])
def test_after_an_upgrade_words_decide_who_has_it(
    night: Night, desk: Desk, parts: bool, words: str, readers: list[str]
) -> None:
    """A receipt of 0.1 names the readers in a sentence alone. Every version makes other bytes."""
    desk.answers = {B: "450 busy"}
    night.run()
    assert night.receipt
    raw = night.receipt.as_json() | {"program": "epubgen 0.1.0"}
    if not parts:
        del raw["deliveries"][0]["arrived"]
    night.receipt = decode_receipt(raw)
    night.made = replace(night.made, sha256="0" * 64, words=words or night.made.words)
    assert [part.to for part in night.first().arrived] == readers


def test_a_receipt_of_0_1_keeps_readers_from_a_second_mail(night: Night, desk: Desk) -> None:
    desk.answers = {B: "450 busy"}
    night.run()
    got(desk)
    assert night.receipt
    raw = night.receipt.as_json()
    del raw["deliveries"][0]["arrived"]
    night.receipt = decode_receipt(raw)
    desk.answers = {}
    assert (night.run(), got(desk)) == ("delivered", [B])


def test_what_single_readers_have_is_out() -> None:
    copy = SentFile(edition="e", file="f.epub", identifier="i", size=1, sha256="s", modified="m", words="w")
    entry = DeliveryRecord(name="mail", exporter="mail", state="failed", where="", copies=(copy,))
    assert (out(entry), out(replace(entry, arrived=(SentPart(file="f.epub", to=A),)))) == ((), (copy,))


def test_only_mail_reaches_readers_by_themselves() -> None:
    kinds = {name: isinstance(find_exporter(name), PartwiseExporter) for name in ("folder", "mail", "webdav")}
    assert kinds == {"folder": False, "mail": True, "webdav": False}


class BusyDesk(Desk):
    """A server that takes so many mails on one line and then hangs up."""

    most = 2

    async def handle_MAIL(self, server: Any, session: Any, envelope: Any, address: str, options: list[str]) -> str:  # noqa: N802 - aiosmtpd's name
        session.begun = getattr(session, "begun", 0) + 1
        if session.begun > self.most:
            return "421 enough for one line"
        return await super().handle_MAIL(server, session, envelope, address, options)


def test_a_server_that_hangs_up_is_called_again(tmp_path: Path) -> None:
    desk = BusyDesk()
    with mail_server(desk) as server:
        to = delivery(
            "mail", server=server, recipients=f"{A} {B} {C} {D} e@x.org", security="none", from_="desk@example.org"
        )
        find_exporter("mail").deliver([parcel(tmp_path)], to, Secrets())
        assert got(desk) == [A, B, C, D, "e@x.org"]
        desk.most = 0
        with pytest.raises(DeliveryError) as caught:
            find_exporter("mail").deliver([parcel(tmp_path)], to, Secrets())
    assert {f.key for f in caught.value.findings} <= {"EG064.later", "EG064.dropped"}
    assert not desk.mails
