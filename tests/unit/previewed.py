# SPDX-License-Identifier: AGPL-3.0-or-later
"""An issue folder to be edited while a preview shows it, and the shortest way to ask the preview."""

from __future__ import annotations

import http.client
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from epubgen.live_preview import Preview

PAPER = "id: haibin\ntitle: 海滨日报\nlanguage: zh-Hans-CN\n"
ISSUE = "date: 2026-04-17\nsections:\n  - {id: news, name: 要闻, articles: [tide, pier]}\n"
TIDE = "---\ntitle: 潮水退去\nauthors: 林岸\n---\n潮水退去，码头安静。\n"
PIER = "---\ntitle: 码头今日开放\nauthors: 何帆\nphotos:\n  - {file: ../photos/pier.jpg, alt: 三条船, credit: 何帆}\n---\n码头上停着三条船。\n"
SECONDS = 60.0
"""So long a test waits for what should take a fraction of a second, on a machine that does much else."""


def write_issue(folder: Path, jpeg: bytes) -> Path:
    """A publication with one issue; gives the folder of the issue."""
    issue = folder / "2026-04-17"
    (issue / "articles").mkdir(parents=True)
    (issue / "photos").mkdir()
    (folder / "publication.yaml").write_text(PAPER, encoding="utf-8")
    (issue / "issue.yaml").write_text(ISSUE, encoding="utf-8")
    (issue / "articles" / "tide.md").write_text(TIDE, encoding="utf-8")
    (issue / "articles" / "pier.md").write_text(PIER, encoding="utf-8")
    (issue / "photos" / "pier.jpg").write_bytes(jpeg)
    return issue


class Desk:
    """Somebody who looks at a preview."""

    def __init__(self, preview: Preview) -> None:
        self.preview = preview
        self.place = urlsplit(preview.address)

    def ask(
        self, path: str, method: str = "GET", body: str | None = None, **headers: str
    ) -> tuple[int, dict[str, str], bytes]:
        """Status, headers with small names, and body."""
        line = http.client.HTTPConnection(self.place.hostname or "", self.place.port, timeout=SECONDS)
        try:
            line.request(method, path, body, headers)
            answer = line.getresponse()
            return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
        finally:
            line.close()

    def state(self, mode: str = "") -> Any:
        """The state as it is now."""
        status, _, body = self.ask(f"/state.json?mode={mode}" if mode else "/state.json")
        assert status == 200, body
        return json.loads(body)

    def until(self, true: Any) -> Any:
        """The first state that is as wanted."""
        end = time.monotonic() + SECONDS
        while not true(state := self.state()):
            assert time.monotonic() < end, state
            time.sleep(0.02)
        return state

    def titles(self) -> list[str]:
        """The headlines of the stories."""
        return [entry["title"] for entry in self.state()["documents"] if entry["kind"] == "article"]


@contextmanager
def previewed(source: Any, **settings: Any) -> Iterator[Desk]:
    """A preview that runs, and somebody who looks at it."""
    with Preview(source, **settings) as preview:
        yield Desk(preview)


def titles(state: Any) -> list[str]:
    """The headlines of a state."""
    return [entry["title"] for entry in state["documents"] if entry["kind"] == "article"]
