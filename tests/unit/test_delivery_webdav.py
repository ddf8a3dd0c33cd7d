# SPDX-License-Identifier: AGPL-3.0-or-later
"""Files arrive whole on a WebDAV server, or not at all; every refusal has its own words and shows no secret."""

from __future__ import annotations

import base64
import hashlib
import logging
import threading
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import pytest
from cheroot import wsgi
from wsgidav.fs_dav_provider import FilesystemProvider
from wsgidav.wsgidav_app import WsgiDAVApp

from epubgen.errors import DeliveryError, EpubgenError, ToolError
from epubgen.publishing.delivery import webdav
from epubgen.publishing.delivery.exporter import Artifact, Delivery
from epubgen.publishing.delivery.webdav import WebdavExporter
from tests.unit import delivered as tools

PASSWORD = "tram-Ücker-4711"
SECRETS = tools.Secrets({"password": PASSWORD})
NAME = "汐州日报_2026-04-17.epub"
DATA = b"PK\x03\x04" + b"the whole issue " * 5000


@contextmanager
def dav(root: Path, **config: Any) -> Iterator[str]:
    app = WsgiDAVApp(
        {
            "provider_mapping": {"/": FilesystemProvider(str(root), readonly=config.pop("readonly", False))},
            "simple_dc": {"user_mapping": {"*": {"desk": {"password": PASSWORD}}}},
            "http_authenticator": {
                "accept_digest": True,
                "default_to_digest": not config.get("accept_basic", True),
                **config,
            },
            "verbose": 0,
            "logging": {"enable": False},
        }
    )
    server = wsgi.Server(("127.0.0.1", 0), app)
    server.prepare()
    thread = threading.Thread(target=server.serve)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.bind_addr[1]}/"
    finally:
        server.stop()
        thread.join()


Answer = Callable[["Odd"], int | tuple[int, dict[str, str], bytes] | None]


class Odd(BaseHTTPRequestHandler):
    """A server that answers as a test wants: by method, else as one that stores nothing."""

    protocol_version = "HTTP/1.1"
    answers: dict[str, Answer]
    seen: list[tuple[str, str, dict[str, str]]]
    release: threading.Event

    def answer(self) -> None:
        self.seen.append((self.command, self.path, dict(self.headers)))
        length = int(self.headers.get("Content-Length", 0))
        if self.command not in self.answers or not getattr(self.answers[self.command], "early", False):
            while length > 0:
                length -= len(self.rfile.read(min(length, 65536)))
        usual = {"PROPFIND": 404, "HEAD": 404, "DELETE": 204}
        made = self.answers[self.command](self) if self.command in self.answers else usual.get(self.command, 201)
        if made is None:
            self.close_connection = True
            return
        status, headers, body = made if isinstance(made, tuple) else (made, {}, b"")
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    do_PROPFIND = do_HEAD = do_PUT = do_MOVE = do_MKCOL = do_DELETE = answer  # noqa: N815 - names of http.server

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the signature of the base
        pass


def always(status: int, **headers: str) -> Answer:
    return lambda _: (status, {name.replace("_", "-"): value for name, value in headers.items()}, b"")


@contextmanager
def odd(**answers: Answer) -> Iterator[tuple[str, list[tuple[str, str, dict[str, str]]]]]:
    seen: list[tuple[str, str, dict[str, str]]] = []
    release = threading.Event()
    handler = type("Handler", (Odd,), {"answers": answers, "seen": seen, "release": release})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = False
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/papers/", seen
    finally:
        release.set()
        server.shutdown()
        server.server_close()
        thread.join()


def to(url: str, **settings: str) -> Delivery:
    made: Delivery = tools.delivery("webdav", url=url, **{"user": "desk", **settings})
    return made


def send(tmp_path: Path, delivery: Delivery, data: bytes = DATA, patience: float = 20) -> Any:
    return WebdavExporter(patience).deliver([tools.parcel(tmp_path, data=data)], delivery, SECRETS)


def refused(tmp_path: Path, delivery: Delivery, patience: float = 20) -> str:
    """The row of a failed delivery, which names no secret in either language."""
    with pytest.raises(EpubgenError) as caught:
        send(tmp_path, delivery, patience=patience)
    told = caught.value.text("en") + caught.value.text("zh") + repr(caught.value.findings)
    assert_no_secret(told)
    assert all(found.hint("en") and found.hint("zh") for found in caught.value.findings)
    return caught.value.findings[0].key


def assert_no_secret(text: str) -> None:
    assert PASSWORD not in text
    assert base64.b64encode(f"desk:{PASSWORD}".encode()).decode() not in text


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    folder = tmp_path / "served"
    folder.mkdir()
    return folder


@pytest.mark.parametrize("auth", ["basic", "digest"])
def test_a_file_arrives_whole_under_its_name(tmp_path: Path, shelf: Path, auth: str) -> None:
    with dav(shelf, accept_basic=auth == "basic") as url:
        sent = send(tmp_path, to(url, auth=auth))
    assert [path.name for path in shelf.iterdir()] == [NAME]
    assert (shelf / NAME).read_bytes() == DATA
    assert sent.where == url
    assert (sent.key, dict(sent.args)) == ("ui.sent.webdav", {"files": NAME})


def test_folders_of_the_pattern_are_made_and_found_again(tmp_path: Path, shelf: Path) -> None:
    with dav(shelf) as url:
        for _ in range(2):
            send(tmp_path, to(url, pattern="{year}/四月 50%/{edition}"))
    files = [path.relative_to(shelf).as_posix() for path in shelf.rglob("*") if path.is_file()]
    assert files == ["2026/四月 50%/kindle.epub"]


def test_an_address_with_a_space_and_chinese_is_understood(tmp_path: Path, shelf: Path) -> None:
    (shelf / "夜 班").mkdir()
    with dav(shelf) as url:
        send(tmp_path, to(f"{url}夜%20班"))
        send(tmp_path, to(f"{url}夜%20班/", pattern="#second?"))
    assert sorted(path.name for path in (shelf / "夜 班").iterdir()) == ["#second-.epub", NAME]


def test_a_newer_file_takes_the_place_of_an_older_one(tmp_path: Path, shelf: Path) -> None:
    with dav(shelf) as url:
        send(tmp_path, to(url), data=b"last night")
        send(tmp_path, to(url), data=b"to-night!!")
    assert {path.name: path.read_bytes() for path in shelf.iterdir()} == {NAME: b"to-night!!"}


def test_two_editions_get_two_names(tmp_path: Path, shelf: Path) -> None:
    parcels = [tools.parcel(tmp_path, f"{edition}.epub", edition=edition) for edition in ("kindle", "kobo")]
    with dav(shelf) as url:
        WebdavExporter().deliver(parcels, to(url), SECRETS)
    assert len(list(shelf.iterdir())) == 2


def test_a_server_to_which_everybody_may_write(tmp_path: Path) -> None:
    with odd() as (url, seen):
        WebdavExporter().deliver([tools.parcel(tmp_path)], to(url, user=""), tools.Secrets())
    assert not any("Authorization" in headers for *_, headers in seen)


@pytest.mark.parametrize("auth", ["basic", "digest"])
def test_a_wrong_password(tmp_path: Path, shelf: Path, auth: str) -> None:
    with dav(shelf, accept_basic=auth == "basic") as url, pytest.raises(DeliveryError) as caught:
        WebdavExporter().deliver([tools.parcel(tmp_path)], to(url, auth=auth), tools.Secrets({"password": "old"}))
    assert caught.value.findings[0].key == "EG068.login"
    assert "EPUBGEN_NIGHT_MAIL_PASSWORD" in caught.value.text()
    assert not list(shelf.iterdir())


def test_a_server_that_asks_in_another_way(tmp_path: Path, shelf: Path) -> None:
    with dav(shelf, accept_basic=False) as url:
        assert refused(tmp_path, to(url)) == "EG068.scheme"
    with dav(shelf, accept_digest=False) as url:
        assert refused(tmp_path, to(url, auth="digest")) == "EG068.scheme"


def test_a_server_that_is_only_read(tmp_path: Path, shelf: Path) -> None:
    with dav(shelf, readonly=True) as url:
        assert refused(tmp_path, to(url)) == "EG068.forbidden"
    assert not list(shelf.iterdir())


def test_a_folder_that_is_not_there(tmp_path: Path, shelf: Path) -> None:
    with dav(shelf) as url:
        assert refused(tmp_path, to(f"{url}missing/")) == "EG068.conflict"
        assert refused(tmp_path, to(f"{url}missing/", pattern="{year}/{date}")) == "EG068.conflict"
    assert not list(shelf.iterdir())


def test_a_folder_of_the_files_name_keeps_what_is_in_it(tmp_path: Path, shelf: Path) -> None:
    (shelf / NAME).mkdir()
    (shelf / NAME / "dear.txt").write_text("letters")
    with dav(shelf) as url:
        assert refused(tmp_path, to(url)) == "EG068.folder"
    assert (shelf / NAME / "dear.txt").read_text() == "letters"


def test_a_file_of_a_folders_name_is_left(tmp_path: Path, shelf: Path) -> None:
    (shelf / "2026").write_text("a note")
    with dav(shelf) as url, pytest.raises(DeliveryError):
        send(tmp_path, to(url, pattern="{year}/{date}"))
    assert [path.name for path in shelf.iterdir()] == ["2026"]


def test_a_locked_file_stays_as_it_is(tmp_path: Path, shelf: Path) -> None:
    (shelf / NAME).write_bytes(b"being read")
    lock = (
        b'<?xml version="1.0"?><lockinfo xmlns="DAV:"><lockscope><exclusive/></lockscope>'
        b"<locktype><write/></locktype><owner>reader</owner></lockinfo>"
    )
    with dav(shelf) as url:
        with httpx.Client(auth=("desk", PASSWORD)) as reader:
            assert reader.request("LOCK", f"{url}{NAME}", content=lock).status_code == 200
        assert refused(tmp_path, to(url)) == "EG068.locked"
    assert {path.name: path.read_bytes() for path in shelf.iterdir()} == {NAME: b"being read"}


@pytest.mark.parametrize(
    ("method", "status", "row"),
    [
        ("PUT", 400, "EG068.status"),
        ("PUT", 403, "EG068.forbidden"),
        ("PUT", 404, "EG068.missing"),
        ("PUT", 405, "EG068.method"),
        ("PUT", 409, "EG068.conflict"),
        ("PUT", 413, "EG068.large"),
        ("PUT", 423, "EG068.locked"),
        ("PUT", 429, "EG068.busy"),
        ("PUT", 500, "EG068.server"),
        ("PUT", 501, "EG068.method"),
        ("PUT", 503, "EG068.busy"),
        ("PUT", 507, "EG068.full"),
        ("MOVE", 412, "EG068.condition"),
        ("MOVE", 423, "EG068.locked"),
        ("MOVE", 507, "EG068.full"),
        ("PROPFIND", 502, "EG068.server"),
    ],
)
def test_each_refusal_has_its_words(tmp_path: Path, method: str, status: int, row: str) -> None:
    with odd(**{method: always(status)}) as (url, seen):
        assert refused(tmp_path, to(url)) == row
    if method != "PROPFIND":
        temporary = next(path for verb, path, _ in seen if verb == "PUT")
        assert "uploading" in temporary
        assert ("DELETE", temporary) in [(verb, path) for verb, path, _ in seen], "the temporary file goes"


def test_a_mkcol_that_is_refused(tmp_path: Path) -> None:
    with odd(MKCOL=always(507)) as (url, seen):
        assert refused(tmp_path, to(url, pattern="{year}/{date}")) == "EG068.full"
    assert "PUT" not in [verb for verb, *_ in seen]


def test_an_upload_that_is_cut_off_by_a_limit(tmp_path: Path) -> None:
    def too_large(handler: Odd) -> tuple[int, dict[str, str], bytes]:
        handler.close_connection = True
        return 413, {"Connection": "close"}, b""

    too_large.early = True  # type: ignore[attr-defined]
    with odd(PUT=too_large) as (url, _):
        assert refused(tmp_path, to(url)) in ("EG068.large", "EG067.broken")


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_password_goes_to_no_other_address(tmp_path: Path, status: int) -> None:
    with odd() as (there, strange):
        location = there.replace("http://", f"http://desk:{PASSWORD}@") + f"?password={PASSWORD}"
        for method in ("PROPFIND", "PUT", "MOVE"):
            with odd(**{method: always(status, Location=location)}) as (url, _):
                assert refused(tmp_path, to(url)) == "EG068.elsewhere"
    assert not strange


def test_a_redirect_that_leads_nowhere(tmp_path: Path) -> None:
    with odd(PROPFIND=always(301, Location="http://[")) as (url, _):
        assert refused(tmp_path, to(url)) == "EG068.elsewhere"


@pytest.mark.parametrize("method", ["PROPFIND", "PUT", "MOVE"])
def test_a_server_that_says_nothing(tmp_path: Path, method: str) -> None:
    def hang(handler: Odd) -> None:
        handler.release.wait(20)

    with odd(**{method: hang}) as (url, _):
        assert refused(tmp_path, to(url), patience=0.3) == "EG067.silent"


def test_a_server_that_hangs_up(tmp_path: Path) -> None:
    with odd(PUT=lambda _: None) as (url, _):
        assert refused(tmp_path, to(url)) == "EG067.broken"


def test_an_answer_without_end_is_not_read_to_its_end(tmp_path: Path) -> None:
    def endless(handler: Odd) -> None:
        handler.send_response(507)
        handler.send_header("Connection", "close")
        handler.end_headers()
        try:
            while not handler.release.is_set():
                handler.wfile.write(b"x" * 65536)
        except OSError:
            pass

    with odd(PUT=endless) as (url, _):
        assert refused(tmp_path, to(url)) == "EG068.full"


def test_nobody_listens(tmp_path: Path) -> None:
    with odd() as (url, _):
        pass
    assert refused(tmp_path, to(url)) == "EG067.refused"


def test_a_name_that_no_server_has(tmp_path: Path) -> None:
    assert refused(tmp_path, to("https://dav.epubgen.invalid/papers/"), patience=5) in ("EG067.host", "EG067.proxy")


def test_a_port_without_encryption(tmp_path: Path) -> None:
    with odd() as (url, seen):
        assert refused(tmp_path, to(url.replace("http:", "https:"))) == "EG067.tls"
    assert not seen


def test_a_server_whose_proxy_changes_the_scheme(tmp_path: Path) -> None:
    def behind(handler: Odd) -> int:
        return 502 if handler.headers["Destination"].startswith("http") else 201

    with odd(MOVE=behind) as (url, seen):
        send(tmp_path, to(url))
    assert [path for verb, path, _ in seen if verb == "PUT"] == [path for verb, path, _ in seen if verb == "MOVE"][:1]
    assert next(headers["Overwrite"] for verb, _, headers in seen if verb == "MOVE") == "T"


@pytest.mark.parametrize("status", [207, 403, 405, 501])
def test_a_server_without_move_gets_the_file_directly(tmp_path: Path, status: int) -> None:
    with odd(MOVE=always(status)) as (url, seen):
        send(tmp_path, to(url))
    puts = [path for verb, path, _ in seen if verb == "PUT"]
    assert len(puts) == 2
    assert "2026-04-17.epub" in puts[1]
    assert [path for verb, path, _ in seen if verb == "DELETE"] == puts[:1]


def test_half_a_file_that_went_directly_is_taken_away(tmp_path: Path) -> None:
    def breaks(handler: Odd) -> int | None:
        return 201 if "uploading" in handler.path else None

    with odd(MOVE=always(405), PUT=breaks) as (url, seen):
        assert refused(tmp_path, to(url)) == "EG067.broken"
    assert seen[-1][0] == "DELETE"
    assert "2026-04-17.epub" in seen[-1][1]


def test_an_older_file_stays_when_nothing_of_the_new_one_came(tmp_path: Path) -> None:
    def there(_: Odd) -> tuple[int, dict[str, str], bytes]:
        return 207, {}, b'<multistatus xmlns="DAV:"><getcontentlength>12</getcontentlength></multistatus>'

    def refuses(handler: Odd) -> int:
        return 201 if "uploading" in handler.path else 423

    with odd(PROPFIND=there, MOVE=always(405), PUT=refuses) as (url, seen):
        assert refused(tmp_path, to(url)) == "EG068.locked"
    assert [path for verb, path, _ in seen if verb == "DELETE" and "uploading" not in path] == []


def propfind(size: int, sums: str = "") -> Answer:
    body = (
        '<d:multistatus xmlns:d="DAV:" xmlns:oc="http://owncloud.org/ns"><d:response><d:propstat><d:prop>'
        f"<d:resourcetype/><d:getcontentlength>{size}</d:getcontentlength>"
        f"<oc:checksums><oc:checksum>{sums}</oc:checksum></oc:checksums></d:prop></d:propstat></d:response></d:multistatus>"
    ).encode()
    return lambda _: (207, {"Content-Type": "application/xml"}, body)


def test_what_is_there_already_is_not_sent_again(tmp_path: Path) -> None:
    with odd() as (url, seen):
        send(tmp_path, to(url))
        known = next(headers["OC-Checksum"] for verb, _, headers in seen if verb == "PUT")
    with odd(PROPFIND=propfind(len(DATA), f"MD5:abc {known.upper()}")) as (url, seen):
        assert send(tmp_path, to(url)).key == "ui.sent.webdav.there"
    assert [verb for verb, *_ in seen] == ["PROPFIND"]


def test_the_same_length_alone_is_no_proof(tmp_path: Path) -> None:
    with odd(PROPFIND=propfind(len(DATA), "SHA1:0000")) as (url, seen):
        send(tmp_path, to(url))
    assert "PUT" in [verb for verb, *_ in seen]


def test_a_file_that_arrives_with_another_length(tmp_path: Path) -> None:
    with odd(PROPFIND=propfind(7)) as (url, _):
        assert refused(tmp_path, to(url)) == "EG069"


@pytest.mark.parametrize(
    "body", [b"", b"not XML", b"<a>", b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><a>&b;</a>']
)
def test_an_answer_that_is_no_xml(tmp_path: Path, body: bytes) -> None:
    with odd(PROPFIND=lambda _: (207, {}, body)) as (url, _):
        assert send(tmp_path, to(url)).key == "ui.sent.webdav"


@pytest.mark.parametrize("status", [403, 405, 501])
def test_a_server_without_propfind(tmp_path: Path, status: int) -> None:
    with odd(PROPFIND=always(status), HEAD=always(200, Content_Length=str(len(DATA)))) as (url, seen):
        send(tmp_path, to(url))
    assert [verb for verb, *_ in seen][:3] == ["PROPFIND", "HEAD", "PUT"]


@pytest.mark.parametrize(
    "challenge",
    [
        "Digest nonsense",
        'Digest realm="a", nonce="b", algorithm="ROT13"',
        'Digest realm="a", nonce="b", qop="auth-int"',
    ],
)
def test_a_challenge_that_nobody_understands(tmp_path: Path, challenge: str) -> None:
    with odd(PROPFIND=always(401, WWW_Authenticate=challenge)) as (url, _):
        assert refused(tmp_path, to(url, auth="digest")) in ("EG068.challenge", "EG067.broken")


def test_a_digest_that_grows_old_between_two_requests(tmp_path: Path) -> None:
    nonces = iter("abcdefgh")

    def asks(status: int) -> Answer:
        asked: set[str] = set()

        def answer(handler: Odd) -> tuple[int, dict[str, str], bytes]:
            if handler.path in asked:
                return status, {}, b""
            asked.add(handler.path)
            return 401, {"WWW-Authenticate": f'Digest realm="desk", nonce="{next(nonces)}", qop="auth"'}, b""

        return answer

    with odd(PUT=asks(201), MOVE=asks(201), PROPFIND=asks(404)) as (url, seen):
        send(tmp_path, to(url, auth="digest"))
    assert [headers["Content-Length"] for verb, _, headers in seen if verb == "PUT"] == [str(len(DATA))] * 2


def test_the_kind_of_the_file_is_told(tmp_path: Path) -> None:
    with odd() as (url, seen):
        send(tmp_path, to(url))
    sent = next(headers for verb, _, headers in seen if verb == "PUT")
    assert sent["Content-Type"] == "application/epub+zip"
    assert sent["Content-Length"] == str(len(DATA))
    assert "Transfer-Encoding" not in sent


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    size = 48 << 20
    path = tmp_path / "large.epub"
    with path.open("wb") as file:
        file.truncate(size)
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    parcel: Artifact = tools.parcel(tmp_path, "small.epub", path=path, size=size, sha256=digest)
    with odd() as (url, seen):
        WebdavExporter().deliver([tools.parcel(tmp_path)], to(url), SECRETS)
        tracemalloc.start()
        WebdavExporter().deliver([parcel], to(url), SECRETS)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert str(size) in [headers.get("Content-Length") for *_, headers in seen]
    assert peak < 8 << 20


def test_a_parcel_that_was_changed(tmp_path: Path) -> None:
    parcel = tools.parcel(tmp_path)
    parcel.path.write_bytes(parcel.path.read_bytes()[::-1])
    with odd() as (url, seen), pytest.raises(DeliveryError) as caught:
        WebdavExporter().deliver([parcel], to(url), SECRETS)
    assert caught.value.findings[0].key == "EG062.changed"
    assert not seen


def test_a_parcel_that_is_gone(tmp_path: Path) -> None:
    parcel = tools.parcel(tmp_path)
    parcel.path.unlink()
    with odd() as (url, _), pytest.raises(DeliveryError) as caught:
        WebdavExporter().deliver([parcel], to(url), SECRETS)
    assert caught.value.findings[0].key == "EG062.parcel"


@pytest.mark.parametrize(
    ("url", "row"),
    [
        (f"https://desk:{PASSWORD}@dav.example.org/papers/", "EG065.login"),
        ("https://desk@dav.example.org/papers/", "EG065.login"),
        (f"//desk:{PASSWORD}@dav.example.org/papers/", "EG065.login"),
        ("http://dav.example.org/papers/", "EG065.plain"),
        ("http://127.0.0.1.example.org/", "EG065.plain"),
        ("ftp://dav.example.org/", "EG065.url"),
        ("dav.example.org/papers", "EG065.url"),
        ("https://", "EG065.url"),
        ("https://[::1/", "EG065.url"),
        ("https://dav.example.org:99999/", "EG065.url"),
        ("https://dav.example.org/?token=1", "EG065.url"),
        ("https://dav.example.org/#papers", "EG065.url"),
        ("https://dav.example.org/a b", "EG065.url"),
        ("https://dav.example.org/a\nHost: b", "EG065.url"),
    ],
)
def test_addresses_that_are_not_used(tmp_path: Path, url: str, row: str) -> None:
    found = WebdavExporter().check([tools.parcel(tmp_path)], to(url), SECRETS)
    assert [fault.key for fault in found] == [row]
    assert str(found[0].at) == "publication.yaml:2"
    assert refused(tmp_path, to(url)) == row


def test_addresses_that_are_used() -> None:
    for url in (
        "https://dav.example.org/files/desk@example.org/",
        "http://localhost/",
        "http://[::1]:8080/",
        "https://云.example.org",
    ):
        assert WebdavExporter().check([], to(url), SECRETS) == ()


def test_a_network_that_is_trusted() -> None:
    found = WebdavExporter().check([], to("http://dav.example.org/", encryption="none"), SECRETS)
    assert [(fault.key, fault.severity.value) for fault in found] == [("EG065.open", "warning")]


def test_a_password_that_is_not_set(tmp_path: Path) -> None:
    delivery = to("https://dav.example.org/")
    assert [fault.key for fault in WebdavExporter().check([], delivery, tools.Secrets())] == ["EG061.secret"]
    with pytest.raises(DeliveryError):
        WebdavExporter().deliver([tools.parcel(tmp_path)], delivery, tools.Secrets())


def test_a_pattern_that_names_nothing() -> None:
    assert [
        fault.code for fault in WebdavExporter().check([], to("https://dav.example.org/", pattern="{tilte}"), SECRETS)
    ] == ["EG061"]


def test_without_the_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("epubgen.publishing.delivery.webdav.find_spec", lambda _: None)
    delivery = to("https://dav.example.org/")
    assert [fault.key for fault in WebdavExporter().check([], delivery, SECRETS)] == ["EG066.webdav"]
    with pytest.raises(ToolError, match=r"epubgen-periodicals\[webdav\]"):
        send(tmp_path, delivery)


def test_no_log_holds_the_password(tmp_path: Path, shelf: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    for auth in ("basic", "digest"):
        with dav(shelf, accept_basic=auth == "basic") as url:
            send(tmp_path, to(url, auth=auth))
    assert caplog.text
    assert_no_secret(caplog.text)


def test_certificates_are_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[object] = []
    original = httpx.create_ssl_context

    def counted() -> object:
        read.append(1)
        return original()

    monkeypatch.setattr(httpx, "create_ssl_context", counted)
    webdav._certificates.cache_clear()
    assert webdav._certificates() is webdav._certificates()
    assert len(read) == 1
