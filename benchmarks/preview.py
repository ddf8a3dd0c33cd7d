# SPDX-License-Identifier: AGPL-3.0-or-later
"""How long an editor waits for the page of a preview after she saved a story: 48 stories, 26 photos of 12 megapixels.

The preview runs as a process of its own, as the command starts it. Three times are taken from the moment at which the
file is written: until the event is told, until the new list of documents is here, until the new page is.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from issues import photo_issue

ROOT = Path(__file__).resolve().parents[1]
LONGEST = 60.0


@contextmanager
def running(folder: Path) -> Iterator[str]:
    """The command, and host and port of its address."""
    command = [sys.executable, "-m", "epubgen", "preview", str(folder), "--no-open"]
    environment = os.environ | {"EPUBGEN_CACHE": str(folder.parent / "cache")}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        try:
            yield urlsplit(process.stdout.readline().strip()).netloc
        finally:
            process.terminate()


def get(place: str, path: str) -> bytes:
    """The body of an answer."""
    line = http.client.HTTPConnection(place, timeout=LONGEST)
    try:
        line.request("GET", path)
        return line.getresponse().read()
    finally:
        line.close()


def documents(place: str) -> dict[str, str]:
    """The digest of each document."""
    return {entry["href"]: entry["digest"] for entry in json.loads(get(place, "/state.json"))["documents"]}


def event(stream: http.client.HTTPResponse) -> None:
    """Wait for an event."""
    while not stream.readline().startswith(b"event: state"):
        pass


def saved(place: str, story: Path, stream: http.client.HTTPResponse, turn: int) -> tuple[float, float, float]:
    """Save a story with another sentence; seconds until event, list and page."""
    known, sentence = documents(place), f"Saved for the {turn}th time."
    text = f"{story.read_text()}\n{sentence}\n"
    began = time.perf_counter()
    story.write_text(text)
    event(stream)
    told = time.perf_counter() - began
    changed = [href for href, digest in documents(place).items() if known[href] != digest]
    listed = time.perf_counter() - began
    assert any(sentence.encode() in get(place, f"/book/horizontal-tb/{href}") for href in changed)
    return told, listed, time.perf_counter() - began


def measure(place: str, stories: list[Path], turns: int) -> list[tuple[float, float, float]]:
    """The times of so many saves, each of another story."""
    line = http.client.HTTPConnection(place, timeout=LONGEST)
    line.request("GET", "/events")
    stream = line.getresponse()
    event(stream)
    documents(place)
    taken = []
    for turn in range(turns):
        taken.append(saved(place, stories[turn * 7 % len(stories)], stream, turn))
        time.sleep(0.5)
    stream.close()
    line.close()
    return taken


def seen(place: str, stories: list[Path], turns: int) -> Iterator[float]:
    """Seconds until the saved sentence stands laid out on the screen of a Chromium that shows its story."""
    from epubgen.live_preview.browser import Browser  # noqa: PLC0415 - only with --browser

    frame = "document.querySelector('#paper iframe:not(.waiting)')"
    shown = json.loads(get(place, "/state.json"))["documents"]
    with Browser() as browser:
        page = browser.page(1366, 768)
        page.go(f"http://{place}/")
        for turn in range(turns):
            story, sentence = stories[turn * 7 % len(stories)], f"Seen for the {turn}th time."
            href = next(entry["href"] for entry in shown if (entry["file"] or "").endswith(story.name))
            page.evaluate(f"location.hash = {json.dumps(href)}")
            page.wait(f"{frame}?.src.includes({json.dumps(href)})")
            text = f"{story.read_text()}\n{sentence}\n"
            time.sleep(0.5)
            words = f"{frame}?.contentDocument?.body?.textContent.includes({json.dumps(sentence)})"
            look = f"(function look() {{ {words} ? done() : requestAnimationFrame(look) }})()"
            page.evaluate(f"window.seen = new Promise(done => {look}); 0")
            began = time.perf_counter()
            story.write_text(text)
            page.evaluate("window.seen")
            yield time.perf_counter() - began


def told(what: str, times: Sequence[float]) -> None:
    """Print a row."""
    print(f"from save to {what}: median {statistics.median(times):.2f} s, worst {max(times):.2f} s")


def main() -> None:
    """Draw, start, save, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stories", type=int, default=48)
    parser.add_argument("--photos", type=int, default=26)
    parser.add_argument("--turns", type=int, default=10)
    parser.add_argument("--browser", action="store_true", help="until the page stands in Chromium, too")
    wish = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        issue = photo_issue(Path(home), wish.photos, stories=wish.stories, drawings=0)
        stories = sorted((issue / "articles").iterdir())
        began = time.perf_counter()
        with running(issue) as place:
            print(f"{wish.stories} stories, {wish.photos} photos; first page after {time.perf_counter() - began:.1f} s")
            taken = measure(place, stories, wish.turns)
            laid = tuple(seen(place, stories, wish.turns)) if wish.browser else ()
    for name, times in zip(("event", "list of documents", "new page"), zip(*taken, strict=True), strict=True):
        told(name, times)
    if laid:
        told("page on the screen", laid)


if __name__ == "__main__":
    main()
