# SPDX-License-Identifier: AGPL-3.0-or-later
"""Mails reach a real server on this computer, whole and of the right type; every failure has its own words."""

from __future__ import annotations

import base64
import email
import logging
import os
import socket
from collections.abc import Iterator
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import pytest

from epubgen.errors import DeliveryError, Finding
from epubgen.messages import message
from epubgen.publishing.delivery import Artifact, Delivery, Sent, find_exporter
from epubgen.publishing.delivery import mail as room
from tests.unit.delivered import Secrets, delivery, parcel
from tests.unit.mail_servers import PASSWORD, Desk, broken_server, certificate, free_port, mail_server

MAIL = find_exporter("mail")
KNOWN = Secrets({"password": PASSWORD})
KINDLE = "reader_1@kindle.com"


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def server(desk: Desk) -> Iterator[str]:
    with mail_server(desk) as address:
        yield address


def told(server: str, **settings: str) -> Delivery:
    usual = {"security": "none", "from_": "desk@example.org", "recipients": KINDLE, "timeout": "20"}
    return delivery("mail", server=server, **{**usual, **settings})


def failed(parcels: list[Artifact], to: Delivery, secrets: Secrets = KNOWN) -> tuple[Finding, ...]:
    """What is said of a delivery that fails; the secret is never in it."""
    with pytest.raises(DeliveryError) as caught:
        MAIL.deliver(parcels, to, secrets)
    shown = [caught.value.text(), caught.value.text("zh"), repr(caught.value), repr(caught.value.__context__)]
    for hidden in (PASSWORD, base64.b64encode(PASSWORD.encode()).decode(), "PK\x03\x04"):
        assert hidden not in "".join(shown)
    return caught.value.findings


def keys(found: tuple[Finding, ...]) -> list[str]:
    return [one.key for one in found]


def read(mail: Any) -> EmailMessage:
    parsed = email.message_from_bytes(mail.content, policy=default)
    assert isinstance(parsed, EmailMessage)
    return parsed


def words(sent: Sent) -> str:
    return message(sent.key, sent.args, "en")


# What arrives.


def test_the_mail_that_arrives(desk: Desk, server: str, tmp_path: Path) -> None:
    data = os.urandom(200_000)
    sent = MAIL.deliver([parcel(tmp_path, data=data)], told(server), Secrets())
    assert len(desk.mails) == 1
    got = read(desk.mails[0])
    (file,) = got.iter_attachments()
    assert file.get_content_type() == "application/epub+zip"
    assert file.get_filename() == "汐州日报_2026-04-17.epub"
    assert file.get_param("name") == "xizhou-daily-2026-04-17-kindle.epub"
    assert file.get_content_disposition() == "attachment"
    assert file.get_payload(decode=True) == data
    assert got["Subject"] == "汐州日报 2026-04-17 总第12482期"
    assert (got["From"], got["To"]) == ("desk@example.org", KINDLE)
    assert not got.defects
    assert desk.mails[0].content.isascii()
    assert max(map(len, desk.mails[0].content.split(b"\r\n"))) <= 78
    assert (desk.mails[0].mail_from, desk.mails[0].rcpt_tos) == ("desk@example.org", [KINDLE])
    assert sent.where == f"smtp://{server}"


def test_what_is_said_in_the_end(server: str, tmp_path: Path) -> None:
    to_kindle = words(MAIL.deliver([parcel(tmp_path)], told(server), Secrets()))
    assert to_kindle.startswith(f"accepted by the mail server 127.0.0.1 for {KINDLE}; this does not mean")
    assert "desk@example.org" in to_kindle
    other = words(MAIL.deliver([parcel(tmp_path)], told(server, recipients="a@example.org"), Secrets()))
    assert other == "accepted by the mail server 127.0.0.1 for a@example.org"


def test_the_name_of_this_computer_stays_here(
    desk: Desk, server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket, "getfqdn", lambda *_: "newsroom.example.net")
    MAIL.deliver([parcel(tmp_path)], told(server), Secrets())
    assert desk.mails[0].greeting == "[127.0.0.1]"
    assert b"newsroom" not in desk.mails[0].content


def test_the_same_mail_twice_is_the_same(desk: Desk, server: str, tmp_path: Path) -> None:
    one = parcel(tmp_path)
    os.utime(one.path, (1_776_380_000, 1_776_380_000))
    MAIL.deliver([one], told(server), Secrets())
    MAIL.deliver([one], told(server), Secrets())
    MAIL.deliver([parcel(tmp_path, data=b"PK\x03\x04 another")], told(server), Secrets())
    first, again, other = desk.mails
    assert first.content == again.content
    assert read(first)["Date"].datetime.timestamp() == 1_776_380_000
    assert read(first)["Message-ID"].endswith("@example.org>")
    assert read(first)["Message-ID"] != read(other)["Message-ID"]


def test_a_mail_for_each_file_and_each_reader(desk: Desk, server: str, tmp_path: Path) -> None:
    two = [parcel(tmp_path), parcel(tmp_path, "kobo.kepub.epub", data=b"PK kobo", edition="kobo")]
    MAIL.deliver(two, told(server, recipients="a@example.org; b@example.org, a@Example.org，"), Secrets())
    assert [mail.rcpt_tos for mail in desk.mails] == [["a@example.org"], ["b@example.org"]] * 2
    names = [next(read(mail).iter_attachments()).get_filename() for mail in desk.mails]
    assert names == ["汐州日报_2026-04-17.epub"] * 2 + ["汐州日报_2026-04-17.kepub.epub"] * 2
    assert len({read(mail)["Message-ID"] for mail in desk.mails}) == 4
    for mail, reader, other in zip(desk.mails, "abab", "baba", strict=True):
        assert read(mail)["To"] == f"{reader}@example.org"
        assert f"{other}@example.org".encode() not in mail.content


def test_a_sender_with_a_name_and_a_subject_of_ones_own(desk: Desk, server: str, tmp_path: Path) -> None:
    evil = parcel(tmp_path, title="日报\r\nBcc: x@example.org 2026-04-17")
    MAIL.deliver([evil], told(server, from_="汐州日报 <desk@example.org>", subject="{title} · {edition}"), Secrets())
    got = read(desk.mails[0])
    assert got["From"].addresses[0].display_name == "汐州日报"
    assert got["Subject"] == "日报 Bcc: x@example.org · kindle"
    assert got["Bcc"] is None


# Encryption and login.


@pytest.mark.parametrize("security", ["starttls", "ssl"])
def test_encrypted_and_logged_in(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, security: str
) -> None:
    tls, authority = certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(authority))
    caplog.set_level(logging.DEBUG)
    with mail_server(desk, tls, at_once=security == "ssl") as address:
        sent = MAIL.deliver([parcel(tmp_path)], told(address, security=security, user="desk"), KNOWN)
    assert desk.mails[0].encrypted or security == "ssl"
    assert desk.mails[0].login == "desk"
    assert sent.where == f"{'smtps' if security == 'ssl' else 'smtp'}://{address}"
    ours = [record.getMessage() for record in caplog.records if not record.name.startswith("mail.")]
    assert PASSWORD not in "".join(ours) + repr(sent)


@pytest.mark.parametrize("security", ["starttls", "ssl"])
def test_a_certificate_that_nobody_knows(desk: Desk, tmp_path: Path, security: str) -> None:
    tls, _ = certificate(tmp_path)
    with mail_server(desk, tls, at_once=security == "ssl") as address:
        assert keys(failed([parcel(tmp_path)], told(address, security=security, user="desk"))) == ["EG064.certificate"]
    assert not desk.mails


def test_a_certificate_of_another_name(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tls, authority = certificate(tmp_path, "mail.example.org")
    monkeypatch.setenv("SSL_CERT_FILE", str(authority))
    with mail_server(desk, tls) as address:
        found = failed([parcel(tmp_path)], told(address, security="starttls"))
    assert keys(found) == ["EG064.certificate"]
    assert "127.0.0.1" in found[0].message()


def test_a_server_without_encryption(server: str, desk: Desk, tmp_path: Path) -> None:
    assert keys(failed([parcel(tmp_path)], told(server, security="starttls", user="desk"))) == ["EG064.starttls"]
    assert keys(failed([parcel(tmp_path)], told(server, security="ssl"))) == ["EG064.tls"]
    assert not desk.mails


def test_a_wrong_password(server: str, desk: Desk, tmp_path: Path) -> None:
    found = failed([parcel(tmp_path)], told(server, user="desk"), Secrets({"password": "wrong-9913"}))
    assert keys(found) == ["EG064.login"]
    assert "EPUBGEN_NIGHT_MAIL_PASSWORD" in found[0].hint()
    assert "keyring set epubgen night-mail" in found[0].hint()
    assert "wrong-9913" not in repr(found)
    assert found[0].at
    assert found[0].at.line == 7
    assert not desk.mails


def test_a_login_that_the_server_does_not_offer(tmp_path: Path) -> None:
    with broken_server(["220 hello", "250 example.org"], hang=True) as address:
        assert keys(failed([parcel(tmp_path)], told(address, user="desk"))) == ["EG064.auth"]


def test_a_login_that_fails_for_now(tmp_path: Path) -> None:
    said = ["220 hello", "250-example.org\r\n250 AUTH PLAIN", f"454 busy, you said {PASSWORD}"]
    with broken_server(said) as address:
        assert keys(failed([parcel(tmp_path)], told(address, user="desk"))) == ["EG064.login.later"]


# What the server refuses.


def test_an_address_refused_and_another_accepted(desk: Desk, server: str, tmp_path: Path) -> None:
    desk.answers = {"gone@kindle.com": "550 no such user", "busy@kindle.com": "450 mailbox busy"}
    found = failed([parcel(tmp_path)], told(server, recipients=f"gone@kindle.com busy@kindle.com {KINDLE}"))
    assert keys(found) == ["EG064.address", "EG064.address.later", "EG064.accepted"]
    assert "gone@kindle.com: 550 no such user" in found[0].message()
    assert dict(found[2].args)["recipients"] == KINDLE
    assert len(desk.mails) == 1


def test_every_address_refused(desk: Desk, server: str, tmp_path: Path) -> None:
    desk.answers = {KINDLE: "550 no"}
    assert keys(failed([parcel(tmp_path)], told(server))) == ["EG064.address"]


@pytest.mark.parametrize(
    ("step", "answer", "key"),
    [
        ("MAIL", "553 not your address", "EG064.refused"),
        ("MAIL", "451 later", "EG064.later"),
        ("DATA", "554 spam", "EG064.refused"),
        ("DATA", "452 disk full", "EG064.later"),
    ],
)
def test_a_mail_refused(desk: Desk, server: str, tmp_path: Path, step: str, answer: str, key: str) -> None:
    desk.answers = {step: answer}
    found = failed([parcel(tmp_path)], told(server))
    assert keys(found) == [key]
    assert answer in found[0].message()


def test_a_refused_mail_holds_up_no_other(desk: Desk, server: str, tmp_path: Path) -> None:
    big = parcel(tmp_path, "big.epub", data=os.urandom(30_000), edition="big")
    with mail_server(desk, data_size_limit=20_000) as address:
        found = failed([big, parcel(tmp_path)], told(address))
    assert keys(found) == ["EG064.size", "EG064.accepted"]
    assert len(desk.mails) == 1


@pytest.mark.parametrize("user", ["desk", "night", "editor"])  # of base64, each length makes another text
def test_a_secret_that_a_server_repeats_is_not_shown(tmp_path: Path, user: str) -> None:
    plain = base64.b64encode(f"\0{user}\0{PASSWORD}".encode()).decode()
    said = ["220 hi", "250-example.org\r\n250 AUTH PLAIN", "235 yes", f"550 {PASSWORD} {plain}", "250 reset"]
    with broken_server(said) as address:
        found = failed([parcel(tmp_path)], told(address, user=user))
    assert keys(found) == ["EG064.refused"]
    assert found[0].message().rstrip("=").endswith(": 550 … …")


@pytest.mark.parametrize(
    "lines",
    [
        ["220 hi", "501 invalid greeting", "501 invalid greeting"],
        ["220 hi", "250 example.org", "250 OK", "504 <[127.0.0.1]>: Helo command rejected", "250 reset"],
    ],
)
def test_a_server_that_wants_another_greeting(tmp_path: Path, lines: list[str]) -> None:
    with broken_server(lines) as address:
        found = failed([parcel(tmp_path)], told(address))
    assert keys(found) == ["EG064.helo"]
    assert "[127.0.0.1]" in found[0].hint()


# Servers that are not there, or not for long.


def test_nobody_answers(tmp_path: Path) -> None:
    assert keys(failed([parcel(tmp_path)], told(f"127.0.0.1:{free_port()}"))) == ["EG064.closed"]


def test_an_unknown_host(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def lost(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", lost)
    found = failed([parcel(tmp_path)], told("smtp.example.invalid", security="starttls"))
    assert keys(found) == ["EG064.host"]
    assert found[0].message() == "there is no mail server smtp.example.invalid: Name or service not known"


def test_no_way_to_the_network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def lost(*_: object, **__: object) -> None:
        raise OSError(101, "Network is unreachable")

    monkeypatch.setattr(socket, "create_connection", lost)
    found = failed([parcel(tmp_path)], told("smtp.example.org", security="ssl"))
    assert keys(found) == ["EG064"]
    assert "Network is unreachable" in found[0].message()


HELLO = ["220 hi", "250 example.org"]
WELCOME = [*HELLO, "250 ok", "250 ok", "354 go on"]


@pytest.mark.parametrize("lines", [[], HELLO[:1], HELLO, WELCOME[:3], WELCOME], ids=len)
def test_a_server_that_breaks_off(tmp_path: Path, lines: list[str]) -> None:
    with broken_server(lines) as address:
        assert keys(failed([parcel(tmp_path)], told(address))) == ["EG064.dropped"]


@pytest.mark.parametrize("lines", [[], HELLO[:1], WELCOME], ids=len)
def test_a_server_that_falls_silent(tmp_path: Path, lines: list[str]) -> None:
    with broken_server(lines, hang=True) as address:
        found = failed([parcel(tmp_path)], told(address, timeout="1"))
    assert keys(found) == ["EG064.silent"]
    assert "1 seconds" in found[0].message()


def test_a_greeting_that_sends_us_away(tmp_path: Path) -> None:
    with broken_server(["421 too many connections"]) as address:
        assert keys(failed([parcel(tmp_path)], told(address))) == ["EG064.later"]


def test_a_large_mail_goes_in_blocks(desk: Desk, server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The timeout of a socket is for all that one call sends."""
    sizes: list[int] = []
    real = socket.socket.sendall

    def sendall(self: socket.socket, data: bytes) -> None:
        sizes.append(len(data))
        real(self, data)

    monkeypatch.setattr(socket.socket, "sendall", sendall)
    MAIL.deliver([parcel(tmp_path, data=os.urandom(300_000))], told(server), Secrets())
    assert max(sizes) == room._BLOCK
    assert len(desk.mails[0].content) > 400_000


# What is known before.


def test_nothing_is_wrong(server: str, tmp_path: Path) -> None:
    assert MAIL.check([], told(server), Secrets()) == ()
    assert MAIL.check([parcel(tmp_path)], told(server), Secrets()) == ()


def test_a_file_above_the_limit_is_not_read(server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one = parcel(tmp_path, data=bytes(2_000_000))
    one.path.unlink()
    found = MAIL.check([one], told(server, limit="1MB"), Secrets())
    assert keys(found) == ["EG063.size"]
    assert "2.737 MB" in found[0].message()


def test_an_address_with_a_password_in_it_is_not_shown() -> None:
    found = MAIL.check([], told(f"smtp://desk:{PASSWORD}@smtp.example.org"), Secrets())
    assert keys(found) == ["EG061.value"]
    assert PASSWORD not in repr(found)
    assert "…@smtp.example.org" in found[0].message()


def test_a_mail_above_the_limit_is_not_sent(desk: Desk, server: str, tmp_path: Path) -> None:
    """The whole mail counts: 735 KB become more than a megabyte."""
    one = parcel(tmp_path, data=os.urandom(735_000))
    found = failed([one], told(server, limit="1 MB"))
    assert keys(found) == ["EG063.size"]
    assert found[0].message() == "the mail with 汐州日报_2026-04-17.epub has 1.007 MB; the limit is 1 MB"
    assert not desk.mails
    assert MAIL.check([parcel(tmp_path, data=os.urandom(725_000))], told(server, limit="1 MB"), Secrets()) == ()


@pytest.mark.parametrize("file", ["a.azw3", "a.mobi"])
def test_what_send_to_kindle_does_not_take(server: str, tmp_path: Path, file: str) -> None:
    one = parcel(tmp_path, file, media_type="application/vnd.amazon.mobi8-ebook")
    assert keys(MAIL.check([one], told(server), Secrets())) == ["EG063.format"]
    assert MAIL.check([one], told(server, recipients="a@example.org b@notkindle.com"), Secrets()) == ()
    assert keys(MAIL.check([one], told(server, recipients="a@free.kindle.com"), Secrets())) == ["EG063.format"]


def test_a_password_that_is_not_set(server: str, tmp_path: Path) -> None:
    found = failed([parcel(tmp_path)], told(server, user="desk"), Secrets())
    assert keys(found) == ["EG061.secret"]
    assert "EPUBGEN_NIGHT_MAIL_PASSWORD" in found[0].hint()


def test_a_password_beyond_ascii(server: str) -> None:
    found = MAIL.check([], told(server, user="desk"), Secrets({"password": "密码"}))
    assert keys(found) == ["EG063.ascii"]
    assert "密码" not in repr(found)


@pytest.mark.parametrize(
    ("settings", "found"),
    [
        ({"server": "smtp.example.org"}, ["EG063.bare"]),
        ({"server": "smtp.example.org", "security": "unencrypted"}, []),
        ({"server": "smtp.example.org", "security": "unencrypted", "user": "desk"}, ["EG063.bare.login"]),
        ({"server": "localhost"}, []),
        ({"server": "[::1]:2525"}, []),
        ({"server": "smtp.example.org:x"}, ["EG061.value"]),
        ({"server": "127.0.0.1:0"}, ["EG061.value"]),
        ({"server": "127.0.0.1:65536"}, ["EG061.value"]),
        ({"server": "https://example.org"}, ["EG061.value"]),
        ({"from_": "desk"}, ["EG061.value"]),
        ({"from_": "desk@example.org, night@example.org"}, ["EG061.value"]),
        ({"from_": "Night, Desk <desk@example.org>"}, ["EG061.value"]),
        ({"from_": "desk@example.org\nBcc: a@example.org"}, ["EG061.value"]),
        ({"recipients": "a@kindle.com b@ c"}, ["EG061.value", "EG061.value"]),
        ({"recipients": ", "}, ["EG061.value"]),
        ({"limit": "much"}, ["EG061.value"]),
        ({"limit": "0"}, ["EG061.value"]),
        ({"timeout": "0"}, ["EG061.value"]),
        ({"subject": "{titel}"}, ["EG061.field"]),
        ({"pattern": "{date"}, ["EG061.braces"]),
        ({"from_": "x", "limit": "x", "pattern": "{x}"}, ["EG061.value", "EG061.value", "EG061.field"]),
    ],
)
def test_settings_that_cannot_be_used(settings: dict[str, str], found: list[str]) -> None:
    to = told(**{"server": "127.0.0.1", **settings})
    assert keys(MAIL.check([], to, KNOWN)) == found


@pytest.mark.parametrize(("security", "port"), [("starttls", 587), ("ssl", 465), ("none", 25)])
def test_the_usual_ports(security: str, port: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []

    def refuse(address: object, *_: object, **__: object) -> None:
        asked.append(address)
        raise ConnectionRefusedError(111, "refused")

    monkeypatch.setattr(socket, "create_connection", refuse)
    failed([parcel(tmp_path)], told("localhost", security=security))
    assert asked == [("localhost", port)]


def test_a_built_file_that_was_changed_or_is_gone(server: str, desk: Desk, tmp_path: Path) -> None:
    one = parcel(tmp_path)
    one.path.write_bytes(b"PK\x03\x04 changed")
    assert keys(failed([one], told(server))) == ["EG062.changed"]
    one.path.unlink()
    assert keys(failed([one], told(server))) == ["EG062.parcel"]
    assert not desk.mails
