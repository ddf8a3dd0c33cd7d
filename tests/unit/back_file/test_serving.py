"""The server of a catalogue: what it answers, what it refuses, and that nothing harms it. One server for all tests."""

from __future__ import annotations

import http.client
import json
import os
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from lxml import etree

import epubgen
from epubgen.errors import EpubgenError
from tests.conformance.tiny_epub import OPF, TinyEpub

pytest.importorskip("starlette")
pytest.importorskip("uvicorn")

ATOM = "{http://www.w3.org/2005/Atom}"
TAKEN = ("mimetype", "application/epub+zip")


def book(number: int) -> TinyEpub:
    made = TinyEpub().edit(OPF, "urn:uuid:", f"urn:x-test:{number}:")
    return made.meta(f'<meta property="prism:number">{number}</meta>') if number < 0 else made


@dataclass
class Served:
    home: Path
    address: str

    def ask(self, path: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
        connection = http.client.HTTPConnection(urlsplit(self.address).netloc, timeout=20)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, headers=named)
        answer = connection.getresponse()
        found = answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
        connection.close()
        return found

    def send(self, data: bytes, *, closing: bool = False) -> bytes:
        """What comes back for raw bytes; ``closing``: no more follow."""
        parts = urlsplit(self.address)
        made = b""
        with socket.create_connection((parts.hostname, parts.port), timeout=5) as line, suppress(OSError):
            line.sendall(data)
            if closing:
                line.shutdown(socket.SHUT_WR)
            while piece := line.recv(65536):
                made += piece
        return made


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    home = tmp_path_factory.mktemp("served")
    for number in range(3):
        book(number).write(home / f"期 {number}.epub")
    (home / "secret.yaml").write_text("password", "utf-8")
    (home / ".hidden.html").write_text("hidden", "utf-8")
    outside = tmp_path_factory.mktemp("outside") / "outside.html"
    outside.write_text("outside", "utf-8")
    (home / "link.html").symlink_to(outside)
    os.mkfifo(home / "pipe.html")
    epubgen.catalog(home, base_url="https://news.example/lib/")
    with epubgen.serve(home, port=0) as running:
        yield Served(home, running.address)


FILE = quote("/期 1.epub")


def test_a_file_is_whole_and_says_what_it_is(served: Served) -> None:
    status, headers, data = served.ask(FILE)
    assert (status, data) == (200, (served.home / "期 1.epub").read_bytes())
    assert headers["content-type"] == "application/epub+zip"
    assert headers["content-length"] == str(len(data))
    assert headers["accept-ranges"] == "bytes"
    assert headers["x-content-type-options"] == "nosniff"
    assert "server" not in headers
    changed = (served.home / "期 1.epub").stat().st_mtime
    assert parsedate_to_datetime(headers["last-modified"]).timestamp() == int(changed)


def test_head_says_the_same_without_the_file(served: Served) -> None:
    for path in (FILE, "/", "/catalog.atom", "/nowhere"):
        status, headers, data = served.ask(path, "HEAD")
        whole = served.ask(path)
        assert (status, data) == (whole[0], b"")
        assert {**headers, "date": ""} == {**whole[1], "date": ""}, path


def test_a_reader_who_has_it_gets_no_second_copy(served: Served) -> None:
    for path in (FILE, "/catalog.atom"):
        _, headers, _ = served.ask(path)
        tag, date = headers["etag"], headers["last-modified"]
        assert served.ask(path, If_None_Match=tag)[::2] == (304, b"")
        assert served.ask(path, If_None_Match=f'"x", W/{tag}')[0] == 304
        assert served.ask(path, If_None_Match="*")[0] == 304
        assert served.ask(path, If_None_Match='"x"', If_Modified_Since=date)[0] == 200
        assert served.ask(path, If_Modified_Since=date)[0] == 304
        assert served.ask(path, If_Modified_Since="Thu, 01 Jan 2004 00:00:00 GMT")[0] == 200
        assert served.ask(path, If_Modified_Since="yesterday")[0] == 200


@pytest.mark.parametrize(
    ("asked", "status", "part"),
    [
        ("bytes=0-3", 206, slice(0, 4)),
        ("bytes=10-", 206, slice(10, None)),
        ("bytes=-7", 206, slice(-7, None)),
        ("bytes=-99999999999", 206, slice(0, None)),
        ("bytes=0-99999999999", 206, slice(0, None)),
        ("bytes=5-5", 206, slice(5, 6)),
        ("bytes = 1 - 2", 206, slice(1, 3)),
        ("bytes=99999999-", 416, None),
        ("bytes=-0", 416, None),
        ("bytes=5-3", 200, slice(0, None)),
        ("bytes=-", 200, slice(0, None)),
        ("bytes=a-b", 200, slice(0, None)),
        ("bytes=٣-٤", 200, slice(0, None)),
        ("bytes=0-1,3-4", 200, slice(0, None)),
        ("bytes=" + ",".join(["0-"] * 2000), 200, slice(0, None)),
        ("bytes=" + "9" * 4000 + "-", 200, slice(0, None)),
        ("pages=1-2", 200, slice(0, None)),
        ("", 200, slice(0, None)),
    ],
)
def test_a_part_of_a_file(asked: str, status: int, part: slice | None, served: Served) -> None:
    data = (served.home / "期 1.epub").read_bytes()
    got, headers, body = served.ask(FILE, Range=asked.encode().decode("latin-1"))
    assert got == status
    assert body == (data[part] if part else b"")
    if status == 206 and part:
        assert headers["content-range"].startswith(f"bytes {part.indices(len(data))[0]}-")
    if status == 416:
        assert headers["content-range"] == f"bytes */{len(data)}"


def test_a_part_of_another_state_is_not_given(served: Served) -> None:
    _, headers, data = served.ask(FILE)
    assert served.ask(FILE, Range="bytes=0-3", If_Range=headers["etag"])[2] == data[:4]
    assert served.ask(FILE, Range="bytes=0-3", If_Range=headers["last-modified"])[2] == data[:4]
    assert served.ask(FILE, Range="bytes=0-3", If_Range='"old"')[::2] == (200, data)


def test_feeds_bear_the_address_of_the_server_and_say_where_to_search(served: Served) -> None:
    for path in ("/", "/catalog.atom", "/catalog.json", "/new.atom", "/rss.xml", "/sitemap.xml", "/kbart.txt"):
        status, _, data = served.ask(path)
        assert status == 200
        assert b"news.example" not in data, path
    root = etree.fromstring(served.ask("/catalog.atom")[2])
    links = {link.get("rel"): str(link.get("href")) for link in root.findall(f"{ATOM}link")}
    description = etree.fromstring(served.ask(urlsplit(links["search"]).path)[2])
    templates = [str(url.get("template")) for url in description.iter("{*}Url")]
    assert templates[0] == f"{served.address}search.atom?q={{searchTerms}}"
    assert json.loads(served.ask("/catalog.json")[2])["links"][0]["templated"] is True


def test_a_search_finds_headlines_in_the_form_that_was_asked_for(served: Served) -> None:
    status, headers, data = served.ask("/search.atom?q=MARKET%20moves")
    assert (status, headers["content-type"]) == (200, "application/atom+xml;profile=opds-catalog;kind=acquisition")
    feed = etree.fromstring(data)
    entries = feed.findall(f"{ATOM}entry")
    assert feed.findtext("{*}totalResults") == "3"
    files = [
        str(link.get("href"))
        for entry in entries
        for link in entry.findall(f"{ATOM}link")
        if "access" in str(link.get("rel"))
    ]
    assert len(files) == 3
    assert all(served.ask(urlsplit(file).path)[0] == 200 for file in files)
    other = json.loads(served.ask("/search.json?q=market")[2])
    assert [one["metadata"]["identifier"] for one in other["publications"]] == [
        entry.findtext(f"{ATOM}id") for entry in entries
    ]
    none = json.loads(served.ask("/search.json?q=" + quote("没有"))[2])
    assert "publications" not in none
    assert none["navigation"][0]["href"] == f"{served.address}catalog.json"


def test_a_database_beside_the_catalogue_is_searched_by_all_words(tmp_path: Path) -> None:
    for number in range(2):
        book(number).body(f"<p>潮水退去{number}，码头醒来。</p>").write(tmp_path / f"{number}.epub")
    with epubgen.Library(tmp_path) as library:
        library.add()
    epubgen.catalog(tmp_path, base_url="https://news.example/")
    with epubgen.serve(tmp_path, port=0) as running:
        shown = Served(tmp_path, running.address)
        for words, count in (
            ("码头", 2),
            ("退去1", 1),
            ("market", 2),
            ("没有", 0),
            ('"', -1),
            ("-码头", -1),
            ("", 0),
            ("OR NOT", -1),
        ):
            status, _, data = shown.ask(f"/search.json?q={quote(words)}")
            assert status == 200
            assert count in (-1, json.loads(data)["metadata"]["numberOfItems"]), words
        (tmp_path / "library.sqlite").write_bytes(b"no database")
        assert json.loads(shown.ask("/search.json?q=market")[2])["metadata"]["numberOfItems"] == 2


HOSTILE = [
    "/../secret.yaml", "/..%2fsecret.yaml", "/%2e%2e/%2e%2e/etc/passwd", "/titles/../../../etc/passwd", "/.hidden.html",
    "/.epubgen-catalog.json", "/secret.yaml", "/link.html", "/pipe.html", "//etc/passwd", "/%00index.html",
    "/index.html%00.epub", "/index.html/", "/index.html/x.epub", "/titles%5c..%5csecret.yaml", "/C:/x.html",
    "/%c0%ae%c0%ae/secret.yaml", "/%ff%fe.html", "/" + "a" * 3000 + ".html", "/" + "a/" * 1200 + "x.html", "/con.html ",
    "/index.html.", "/%0d%0aSet-Cookie:x=1/index.html", "/titles/nowhere/index.html", "/file:///etc/passwd", "/~root/x.html",
    "/search.atom/../secret.yaml", "/new.atom;x=1", "/%2e/secret.yaml", "/.git/config.json",
]  # fmt: skip


@pytest.mark.parametrize("path", HOSTILE)
def test_no_address_leads_out(path: str, served: Served) -> None:
    raw = served.send(
        f"GET {path} HTTP/1.1\r\nHost: {urlsplit(served.address).netloc}\r\nConnection: close\r\n\r\n".encode()
    )
    status = raw.split(b" ", 2)[1:2]
    assert status in ([b"404"], [b"400"], [b"301"], [b"307"]), raw[:200]
    assert b"password" not in raw.partition(b"\r\n\r\n")[2]
    assert b"root:" not in raw
    assert b"outside" not in raw
    assert b"\nset-cookie" not in raw.lower()


RAW = [
    b"\r\n" * 10_000, b"GET / HTTP/9.9\r\n\r\n", b"\x16\x03\x01\x02\x00\x01", b"GET " + b"/" * 200_000 + b" HTTP/1.1\r\n\r\n",
    b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 20_000, b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", b"GET / HTTP/1.1\r\nA" * 50_000,
    b"GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n", b"GET / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
    b"GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\nffffffffff\r\n", b"\x00" * 100_000,
    b"GET http://evil.example/ HTTP/1.1\r\nHost: evil.example\r\n\r\n", b"CONNECT evil.example:443 HTTP/1.1\r\n\r\n",
]  # fmt: skip


@pytest.mark.parametrize("number", range(len(RAW)))
def test_bytes_that_are_no_request_are_refused(number: int, served: Served) -> None:
    said = served.send(RAW[number], closing=True)
    assert not said or said.split(b" ", 2)[1] in (b"400", b"403", b"404", b"405"), said[:200]
    assert served.ask("/")[0] == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND", "MKCOL"])
def test_nothing_can_be_changed(method: str, served: Served) -> None:
    before = {path: path.lstat().st_mtime_ns for path in served.home.rglob("*")}
    assert served.ask(FILE, method)[0] in (400, 405)
    assert {path: path.lstat().st_mtime_ns for path in served.home.rglob("*")} == before


@pytest.mark.parametrize(
    "query", ["", "q=", "q=%00", "q=" + "a" * 5000, "q=" + "a+" * 2000, "q=x&page=-1", "q=x&page=999999999999", "q=market&page=0",
              "q=%ff%fe", "q=%3Cscript%3E", "q=]]%3E", "q=%F0%9F%98%80", "page=x", "q=a&q=b"],
)  # fmt: skip
def test_a_strange_search_is_a_good_feed(query: str, served: Served) -> None:
    for ending in ("atom", "json"):
        status, _, data = served.ask(f"/search.{ending}?{query}")
        assert status == 200
        assert len(etree.fromstring(data) if ending == "atom" else json.loads(data))


def test_slow_senders_hold_nobody_up(served: Served) -> None:
    parts = urlsplit(served.address)
    lines = [socket.create_connection((parts.hostname, parts.port)) for _ in range(60)]
    try:
        for line in lines:
            line.sendall(b"GET / HTTP/1.1\r\nX-")
        assert served.ask("/")[0] == 200
    finally:
        for line in lines:
            line.close()


def test_a_slow_sender_is_given_up(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    from epubgen.back_file.serving import impatient  # noqa: PLC0415 - needs the extra

    monkeypatch.setattr(impatient, "PATIENCE", 0.2)
    parts = urlsplit(served.address)
    with socket.create_connection((parts.hostname, parts.port), timeout=10) as line:
        line.sendall(b"GET / HTTP/1.1\r\nX-Slow: ")
        assert line.recv(10) == b""


@pytest.mark.parametrize(
    ("case", "key"),
    [("nowhere", "EG003"), ("bare", "EG128"), ("taken", "EG129"), ("host", "EG129"), ("address", "EG120")],
)
def test_a_server_that_cannot_start_says_why(case: str, key: str, served: Served, tmp_path: Path) -> None:
    port = urlsplit(served.address).port or 0
    with pytest.raises(EpubgenError) as caught:
        epubgen.serve(
            {"nowhere": tmp_path / "x", "bare": tmp_path}.get(case, served.home),
            port=port if case == "taken" else 0,
            host="203.0.113.7" if case == "host" else "127.0.0.1",
            base_url="news" if case == "address" else "",
        )
    assert [found.key for found in caught.value.findings] == [key]


def test_a_server_behind_another_bears_its_address(served: Served) -> None:
    with epubgen.serve(served.home, port=0, base_url="https://library.example/papers") as behind:
        assert behind.address == "https://library.example/papers/"


@pytest.mark.slow
def test_fifty_readers_beside_a_writer_meet_no_error(tmp_path: Path) -> None:
    for number in range(30):
        book(number).write(tmp_path / f"{number}.epub")
    epubgen.catalog(tmp_path, base_url="https://news.example/")
    faults: list[str] = []
    done = threading.Event()
    count = [0] * 50

    def read(which: int, shown: Served) -> None:
        paths = [
            "/",
            "/catalog.atom",
            "/all/index.atom",
            "/new.json",
            f"/{which % 30}.epub",
            "/search.atom?q=market",
            "/rss.xml",
        ]
        while not done.is_set():
            path = paths[count[which] % len(paths)]
            try:
                status, headers, data = shown.ask(path)
                if status != 200 or len(data) != int(headers["content-length"]):
                    faults.append(f"{path}: {status} {len(data)}")
                if path.endswith(".atom") or "search" in path:
                    etree.fromstring(data)
            except (OSError, http.client.HTTPException, etree.XMLSyntaxError) as error:
                faults.append(f"{path}: {error!r}")
            count[which] += 1

    with epubgen.serve(tmp_path, port=0) as running:
        shown = Served(tmp_path, running.address)
        threads = [threading.Thread(target=read, args=(which, shown)) for which in range(50)]
        for thread in threads:
            thread.start()
        ends = time.monotonic() + 20
        number = 30
        while time.monotonic() < ends:
            book(number).write(tmp_path / "draft.part")
            (tmp_path / "draft.part").replace(tmp_path / f"{number % 35}.epub")
            epubgen.catalog(tmp_path, base_url="https://news.example/")
            number += 1
        done.set()
        for thread in threads:
            thread.join(30)
    assert faults == []
    assert number > 31
    assert min(count) > 3
