# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the server of a preview answers, and to whom."""

from __future__ import annotations

import http.client
import json
import socket
import struct
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast
from urllib.parse import parse_qs, urlsplit

import pytest

from epubgen import messages
from epubgen.errors import OptionsError, ToolError
from epubgen.live_preview import Preview, server
from epubgen.live_preview.screens import SCREENS
from tests.unit.previewed import SECONDS, TIDE, Desk, previewed, write_issue
from tests.unit.test_answers import Folder, question

KEY = "X-Epubgen-Key"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, jpeg: bytes) -> Iterator[Desk]:
    with previewed(write_issue(tmp_path_factory.mktemp("haibin"), jpeg), language="zh") as desk:
        yield desk


def test_the_state_tells_what_the_page_needs(desk: Desk) -> None:
    state = desk.state()
    assert state["serial"] == 1
    assert state["error"] is None
    assert state["mode"] == state["own_mode"] == "horizontal-tb"
    assert state["modes"] == ["horizontal-tb", "vertical-rl"]
    assert (state["title"], state["language"]) == ("海滨日报 2026-04-17", "zh-Hans-CN")
    assert state["seconds"] > 0
    assert [screen["name"] for screen in state["screens"]] == [screen.name for screen in SCREENS]
    tide = next(entry for entry in state["documents"] if entry["title"] == "潮水退去")
    assert tide["kind"] == "article"
    assert tide["file"].endswith("2026-04-17/articles/tide.md")
    assert tide["line"] == 2
    assert len(tide["digest"]) == 16
    (section,) = [entry for entry in state["toc"] if entry["children"]]
    assert section["label"] == "要闻"
    assert [child["label"] for child in section["children"]] == ["潮水退去", "码头今日开放"]
    assert section["children"][0]["href"] == tide["href"]


def test_parts_of_the_edition_have_their_types(desk: Desk) -> None:
    href = next(entry["href"] for entry in desk.state()["documents"] if entry["title"] == "码头今日开放")
    status, headers, page = desk.ask(f"/book/horizontal-tb/{href}")
    assert (status, headers["content-type"]) == (200, "application/xhtml+xml")
    assert "script-src 'none'" in headers["content-security-policy"]
    assert "码头上停着三条船".encode() in page
    assert desk.ask("/book/horizontal-tb/css/base.css")[1]["content-type"] == "text/css"
    photo = page.partition(b'src="../photos/')[2].partition(b'"')[0].decode()
    status, headers, data = desk.ask(f"/book/horizontal-tb/photos/{photo}")
    assert (status, headers["content-type"], int(headers["content-length"])) == (200, "image/jpeg", len(data))
    assert data[:2] == b"\xff\xd8"
    assert desk.ask("/book/horizontal-tb/cover-image.jpg")[2][:2] == b"\xff\xd8"


def test_both_writing_modes_are_served(desk: Desk) -> None:
    upright = desk.state("vertical-rl")
    assert (upright["mode"], upright["own_mode"]) == ("vertical-rl", "horizontal-tb")
    assert (desk.state()["progression"], upright["progression"]) == ("ltr", "rtl")
    assert [entry["href"] for entry in upright["documents"]] == [e["href"] for e in desk.state()["documents"]]
    href = upright["documents"][-1]["href"]
    assert b"css/vertical.css" in desk.ask(f"/book/vertical-rl/{href}")[2]
    assert b"css/vertical.css" not in desk.ask(f"/book/horizontal-tb/{href}")[2]
    assert desk.ask("/state.json?mode=sideways")[0] == 404


def test_the_page_speaks_the_language_of_the_user(desk: Desk) -> None:
    words = json.loads(desk.ask("/words.json")[2])
    assert words.pop("lang") == "zh"
    rows = [key for key in messages.table() if key.startswith("ui.preview.")]
    assert words == {key.removeprefix("ui.preview."): messages.message(key, (), "zh") for key in rows}


def test_the_page_itself_is_served(desk: Desk) -> None:
    status, headers, page = desk.ask("/")
    assert (status, headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert b"<html" in page
    assert desk.ask("/ui/index.html")[2] == page
    assert b"epubgenPages" in desk.ask("/ui/paginate.js")[2]


@pytest.mark.parametrize("path", ["/", "/state.json", "/words.json", "/book/horizontal-tb/css/base.css", "/nothing"])
def test_nothing_is_kept_or_guessed(desk: Desk, path: str) -> None:
    _, headers, _ = desk.ask(path)
    assert headers["cache-control"] == "no-store"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert "content-security-policy" in headers
    assert "access-control-allow-origin" not in headers


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "127.0.0.1:1", "localhost.evil.example:80", ""])
def test_other_names_of_this_computer_are_refused(desk: Desk, host: str) -> None:
    for path in ("/", "/state.json", "/events", "/book/horizontal-tb/css/base.css"):
        status, _, body = desk.ask(path, Host=host)
        assert (status, body) == (403, b"403\n")


def test_localhost_is_this_computer(desk: Desk) -> None:
    assert desk.ask("/state.json", Host=f"localhost:{desk.place.port}")[0] == 200


def test_only_this_computer_is_listened_to(desk: Desk) -> None:
    assert desk.place.hostname == "127.0.0.1"


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "PATCH"])
def test_other_methods_are_not_known(desk: Desk, method: str) -> None:
    assert desk.ask("/edit/undo", method)[0] == 501


def leave(desk: Desk, **other: str) -> dict[str, str]:
    """What a page that was opened with the key sends along."""
    key = parse_qs(urlsplit(desk.preview.editing_address).query)["key"][0]
    sent = {KEY: key, "Origin": f"http://127.0.0.1:{desk.place.port}", "Content-Type": "application/json"}
    return {name: value for name, value in (sent | other).items() if value != "-"}


def test_who_has_the_key_may_write(desk: Desk) -> None:
    sent = leave(desk)
    assert desk.ask("/may-edit.json", **{KEY: sent[KEY]})[2] == b"true"
    status, headers, body = desk.ask("/edit/undo", "POST", "{}", **sent)
    assert (status, headers["content-type"]) == (200, "application/json; charset=utf-8")
    assert json.loads(body) == {
        "ok": False, "files": [], "undo": 0, "message": messages.message("H23", (), "zh"), "hint": messages.hint("H23", (), "zh"),
    }  # fmt: skip


@pytest.mark.parametrize(
    "other",
    [
        {KEY: "-"},
        {KEY: "x"},
        {KEY: "é"},
        {"Origin": "-"},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "https://127.0.0.1"},
        {"Host": "evil.example"},
    ],
)
def test_without_the_key_or_from_elsewhere_nothing_is_written(desk: Desk, other: dict[str, str]) -> None:
    assert desk.ask("/edit/undo", "POST", "{}", **leave(desk, **other))[0] == 403


def test_the_key_lies_in_no_cookie(desk: Desk) -> None:
    """Browsers send cookies to every port of a computer, and so to other users of it."""
    assert "set-cookie" not in desk.ask(f"/?{urlsplit(desk.preview.editing_address).query}")[1]
    assert desk.ask("/may-edit.json")[2] == b"false"
    cookies = "; ".join(f"{name}={leave(desk)[KEY]}" for name in ("epubgen-key", f"epubgen-key-{desk.place.port}", KEY))
    assert desk.ask("/edit/undo", "POST", "{}", Cookie=cookies, **leave(desk, **{KEY: "-"}))[0] == 403


@pytest.mark.parametrize(
    ("path", "body", "other", "status"),
    [
        ("/edit/change", "[]", {}, 400),
        ("/edit/answer", "[]", {}, 400),
        ("/edit/answer", "{", {}, 400),
        ("/edit/answer", "[" * 9999, {}, 400),
        ("/edit/answer", "{}", {"Content-Type": "text/plain"}, 415),
        ("/edit/answer", "{}", {"Content-Type": "application/x-www-form-urlencoded"}, 415),
        ("/edit/answer", "{}", {"Content-Length": "-1"}, 415),
        ("/edit/answer", "{}", {"Content-Length": "99999999"}, 413),
        ("/edit/delete", "{}", {}, 404),
        ("/edit/", "{}", {}, 404),
        ("/state.json", "{}", {}, 404),
        ("/edit/answer?x", "{}", {}, 404),
    ],
)
def test_an_edit_of_another_form_is_refused(
    desk: Desk, path: str, body: str, other: dict[str, str], status: int
) -> None:
    assert desk.ask(path, "POST", body, **leave(desk, **other))[0] == status


@pytest.mark.parametrize(
    "facts",
    [
        {"marks": ["x"], "key": "right"},
        {"marks": "x", "key": {}},
        {},
    ],
)
def test_a_question_that_is_not_there_is_refused(desk: Desk, facts: dict[str, object]) -> None:
    _, _, body = desk.ask("/edit/answer", "POST", json.dumps(facts), **leave(desk))
    assert json.loads(body)["message"] == messages.message("H21", (), "zh")


@pytest.mark.parametrize("facts", [{}, {"story": "tide", "part": "x", "key": "break"}, {"story": ["../x"], "part": {}}])
def test_a_part_that_is_not_there_is_refused(desk: Desk, facts: dict[str, object]) -> None:
    _, _, body = desk.ask("/edit/change", "POST", json.dumps(facts), **leave(desk))
    assert json.loads(body)["message"] == messages.message("H24", (), "zh")


def test_the_parts_of_a_story_are_told_in_the_language_of_the_page(desk: Desk) -> None:
    _, _, body = desk.ask("/parts.json?story=tide")
    told = [(one["story"], one["label"], one["text"]) for one in json.loads(body)]
    assert told == [("tide", "标题", "潮水退去"), ("tide", "正文", "潮水退去，码头安静。")]
    for story in ("", "nobody", "..%2fissue", "%00"):
        assert desk.ask(f"/parts.json?story={story}")[2] == b"[]"


@pytest.mark.parametrize(
    "box", [None, [], [0, 0, 1, 1], [0, 0, 20000, 20000], ["0", "0", "9", "9"], [0.5, 0, 9000, 9000]]
)
def test_a_photo_of_nothing_is_refused(desk: Desk, box: object) -> None:
    facts = {"page": "01", "story": "tide", "box": box}
    _, _, body = desk.ask("/edit/photo", "POST", json.dumps(facts), **leave(desk))
    assert json.loads(body)["ok"] is False


def test_head_gives_the_headers_alone(desk: Desk) -> None:
    whole = desk.ask("/book/horizontal-tb/css/base.css")
    status, headers, body = desk.ask("/book/horizontal-tb/css/base.css", "HEAD")
    assert (status, headers["content-length"], body) == (200, str(len(whole[2])), b"")


@pytest.mark.parametrize(
    "path",
    [
        "/ui/../preview.py",
        "/ui/..%2fpreview.py",
        "/ui/%2e%2e/server.py",
        "/ui/..%5cserver.py",
        "/ui//etc/passwd",
        "/ui/index.html%00.js",
        "/../../etc/passwd",
        "/book/horizontal-tb/../../2026-04-17/issue.yaml",
        "/book/horizontal-tb/..%2f..%2fissue.yaml",
        "/book/horizontal-tb//etc/passwd",
        "/book/horizontal-tb/",
        "/book/",
        "/book/sideways/css/base.css",
        "/facsimile/..%2f..%2fissue.yaml",
        "/facsimile/99",
        "/ui/",
        "/favicon.ico",
        "/state.json/x",
    ],
)
def test_no_name_leads_out(desk: Desk, path: str) -> None:
    status, _, body = desk.ask(path)
    assert (status, body) == (404, b"404\n")


def test_events_tell_of_a_save(tmp_path: Path, jpeg: bytes) -> None:
    issue = write_issue(tmp_path, jpeg)
    with previewed(issue) as desk:
        line = http.client.HTTPConnection(desk.place.hostname or "", desk.place.port, timeout=SECONDS)
        line.request("GET", "/events")
        stream = line.getresponse()
        assert stream.getheader("content-type") == "text/event-stream; charset=utf-8"
        assert [stream.readline() for _ in range(3)] == [b"event: state\n", b'data: {"serial": 1}\n', b"\n"]
        (issue / "articles" / "tide.md").write_text(TIDE + "\n又一段。\n", encoding="utf-8")
        assert [stream.readline() for _ in range(3)] == [b"event: state\n", b'data: {"serial": 2}\n', b"\n"]
        stream.close()
        line.close()


def test_a_quiet_stream_says_that_it_is_alive(tmp_path: Path, jpeg: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("epubgen.live_preview.server._ALIVE", 0.05)
    with previewed(write_issue(tmp_path, jpeg)) as desk:
        line = http.client.HTTPConnection(desk.place.hostname or "", desk.place.port, timeout=SECONDS)
        line.request("GET", "/events")
        stream = line.getresponse()
        assert [stream.readline() for _ in range(5)][3:] == [b": still here\n", b"\n"]
        stream.close()
        line.close()


def test_the_end_of_a_preview_ends_its_streams(tmp_path: Path, jpeg: bytes) -> None:
    with previewed(write_issue(tmp_path, jpeg)) as desk:
        line = http.client.HTTPConnection(desk.place.hostname or "", desk.place.port, timeout=SECONDS)
        line.request("GET", "/events")
        stream = line.getresponse()
        assert b"".join(stream.readline() for _ in range(3)) == b'event: state\ndata: {"serial": 1}\n\n'
    assert stream.read() == b""
    stream.close()
    line.close()


def test_a_port_that_is_taken_is_told(tmp_path: Path, jpeg: bytes) -> None:
    issue = write_issue(tmp_path, jpeg)
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(OptionsError) as caught:
        Preview(issue, port=taken.getsockname()[1])
    (found,) = caught.value.findings
    assert found.code == "EG034"
    assert "--port" in found.hint()


def test_without_the_extra_it_says_what_to_type(tmp_path: Path, jpeg: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "watchfiles", None)
    with pytest.raises(ToolError) as caught:
        Preview(write_issue(tmp_path, jpeg))
    (found,) = caught.value.findings
    assert found.code == "EG033"
    assert found.hint() == "type: pip install 'epubgen-periodicals[preview]'"


def test_a_source_that_is_not_there_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(OptionsError) as caught:
        Preview(tmp_path / "nowhere")
    assert [found.code for found in caught.value.findings] == ["EG003"]


def test_a_fault_of_ours_ends_no_preview(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> bytes:
        raise KeyError("ours")

    monkeypatch.setattr(Preview, "words", broken)
    assert desk.ask("/words.json")[0] == 500
    assert desk.ask("/state.json")[0] == 200


def test_a_browser_that_goes_away_is_no_news(desk: Desk, capfd: pytest.CaptureFixture[str]) -> None:
    line = socket.create_connection((desk.place.hostname, desk.place.port))
    line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # it ends with a reset
    line.sendall(b"GET /words.json HT")
    time.sleep(0.1)
    line.close()
    time.sleep(0.3)
    assert desk.ask("/words.json")[0] == 200
    assert capfd.readouterr() == ("", "")


def test_the_port_of_the_web_is_not_named() -> None:
    class Web:
        server_port = 80

    assert server._PreviewHttpServer.names(cast("Any", Web())) == ("127.0.0.1", "localhost")


def test_questions_of_one_kind_are_told_as_one_with_the_answers_of_all(tmp_path: Path) -> None:
    words = ("书记调研时强调", "第二", "第三")
    made = Folder(tmp_path, *(question("kicker", f"01-0{at}", one, "kicker") for at, one in enumerate(words, 1)))
    with previewed(made.home, language="en", cover="none") as shown:
        (group,) = shown.state()["groups"]
        assert group["message"] == "3 headings are read as kickers: ‘书记调研时强调’, ‘第二’, ‘第三’"
        assert [one["label"] for one in group["answers"]] == [
            "All: Right as it is", "All: Column", "All: Headline", "All: Deck",
        ]  # fmt: skip
        assert len(group["hrefs"]) == len(group["marks"]) == 3
        facts = json.dumps({"marks": group["marks"], "key": "right"})
        _, _, body = shown.ask("/edit/answer", "POST", facts, **leave(shown))
        assert json.loads(body)["files"] == ["import-notes.yaml"]
        assert not shown.until(lambda state: not state["groups"])["groups"]
