# SPDX-License-Identifier: AGPL-3.0-or-later
"""Batches in real processes: killed with signal 9, on a Dask cluster that loses a worker, between stores.

No test waits for a process for ever: each gives up after ``PATIENCE``.
"""

from __future__ import annotations

import asyncio
import atexit
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

import epubgen
from epubgen.back_file.batch import addresses
from epubgen.errors import ToolError
from tests.unit.many_issues import files, journal, paper

ISSUES = 100
MOMENTS = 20
PATIENCE = 600
"""Seconds."""


def command(home: Path, out: Path) -> list[str]:
    return [
        sys.executable,
        "-m",
        "epubgen",
        "batch",
        str(home),
        "-o",
        str(out),
        "--cover",
        "none",
        "--no-cache",
        "--quiet",
    ]


def ended(words: list[str], **settings: Any) -> subprocess.CompletedProcess[str]:
    """A command that has come to a good end."""
    return subprocess.run(words, check=True, capture_output=True, text=True, timeout=PATIENCE, **settings)


def await_lines(process: subprocess.Popen[bytes], out: Path, goal: int, pause: float) -> None:
    """Wait until the journal has so many lines, or the batch has ended."""
    deadline = time.monotonic() + PATIENCE
    while process.poll() is None and lines(out) < goal:
        if time.monotonic() > deadline:
            process.kill()
            pytest.fail("the batch stands still")
        time.sleep(pause)


def lines(out: Path) -> int:
    try:
        return (out / "batch.jsonl").read_bytes().count(b"\n")
    except FileNotFoundError:
        return 0


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="Windows knows no signal 9")
def test_killed_at_twenty_moments(tmp_path: Path) -> None:
    """Each run is killed when five more issues are done; the last one ends with the bytes of one that was left alone."""
    home, out = paper(tmp_path / "paper", ISSUES), tmp_path / "out"
    done = 0
    for moment in range(MOMENTS):
        process = subprocess.Popen(command(home, out))
        goal = (moment + 1) * ISSUES // (MOMENTS + 1)
        await_lines(process, out, goal, 0.002 * (moment % 5 + 1))
        process.kill()
        process.wait()
        assert lines(out) >= done, "what was done stays"
        done = lines(out)
    assert 0 < done < ISSUES
    ended(command(home, out))
    ended(command(home, tmp_path / "whole"))
    assert files(out) == files(tmp_path / "whole")
    assert left_over(out) == []


def left_over(out: Path) -> list[str]:
    return [path.name for path in out.iterdir() if path.suffix not in (".epub", ".jsonl")]


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="Windows knows no signal 9")
def test_processes_end_with_the_batch_that_started_them(tmp_path: Path) -> None:
    home, out = paper(tmp_path / "paper", 60), tmp_path / "out"
    process = subprocess.Popen([*command(home, out), "--jobs", "2"], start_new_session=True)
    await_lines(process, out, 2, 0.01)
    process.kill()
    process.wait()
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        try:
            os.killpg(process.pid, 0)
        except ProcessLookupError:
            return
        time.sleep(0.1)
    os.killpg(process.pid, signal.SIGKILL)
    pytest.fail("processes of the batch run on")


@contextmanager
def cluster() -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A scheduler of Dask and two workers with a process each, on loopback."""
    pytest.importorskip("distributed")
    port = "38786"
    address = f"tcp://127.0.0.1:{port}"
    quiet: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    begin = "from distributed.cli.dask_scheduler import main; main()"
    work = "from distributed.cli.dask_worker import main; main()"
    scheduler = subprocess.Popen(
        [sys.executable, "-c", begin, "--host", "127.0.0.1", "--port", port, "--no-dashboard"], **quiet
    )
    options = ["--nworkers", "1", "--nthreads", "1", "--no-nanny", "--no-dashboard", "--host", "127.0.0.1"]
    workers = [subprocess.Popen([sys.executable, "-c", work, address, *options], **quiet) for _ in range(2)]
    try:
        yield address, workers
    finally:
        for process in (*workers, scheduler):
            process.kill()
            process.wait()


@pytest.mark.slow
@pytest.mark.filterwarnings("default")
def test_a_cluster_that_loses_a_worker(tmp_path: Path) -> None:
    home, out = paper(tmp_path / "paper", 24), tmp_path / "out"
    with cluster() as (address, workers):
        from distributed import Client  # noqa: PLC0415 - skipped without it

        with Client(address, timeout=60) as client:  # type: ignore[no-untyped-call]
            client.wait_for_workers(2, timeout=60)
        batch = epubgen.build_many(home, out, dask=address, cover="none")
        for number, built in enumerate(batch):
            assert built.result == "built", built.findings
            if number == 8:
                workers[0].kill()
    assert batch.summary.done == 24
    list(epubgen.build_many(home, tmp_path / "whole", cover="none"))
    assert files(out) == files(tmp_path / "whole")


def test_a_cluster_that_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ToolError) as missing:
        list(epubgen.build_many(paper(tmp_path / "paper", 1), tmp_path / "out", dask="tcp://127.0.0.1:9"))
    assert missing.value.findings[0].key == "EG107.dask"


def test_stores_that_are_not_there(tmp_path: Path) -> None:
    home = paper(tmp_path / "paper", 1)
    with pytest.raises(epubgen.OptionsError) as unknown:
        epubgen.build_many(home, "s4://bucket/out")
    assert unknown.value.findings[0].key == "EG107.kind"
    with pytest.raises(epubgen.OptionsError) as nothing:
        list(epubgen.build_many("memory://no/such/paper", tmp_path / "out"))
    assert nothing.value.findings[0].code == "EG003"


def test_from_store_to_store(tmp_path: Path) -> None:
    """Issues and EPUBs at addresses, in a store that is part of fsspec; the same bytes as from folder to folder."""
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415

    fsspec = pytest.importorskip("fsspec")
    home = paper(tmp_path / "paper", 2)
    store = fsspec.filesystem("memory")
    store.put(str(home), "/papers/", recursive=True)
    with ThreadPoolExecutor(1) as pool:
        first = list(epubgen.build_many("memory://papers", "memory://out", executor=pool, cover="none"))
        assert [built.result for built in first] == ["built", "built"], first
        again = list(epubgen.build_many("memory://papers", "memory://out", executor=pool, cover="none"))
        assert [built.result for built in again] == ["unchanged", "unchanged"]
        store.pipe_file("/papers/paper/issues/2026-04-17/articles/new.md", b"---\ntitle: New\n---\n\nMore.\n")
        third = list(epubgen.build_many("memory://papers", "memory://out", executor=pool, cover="none"))
        assert sorted(built.result for built in third) == ["built", "unchanged"]
        store.rm_file("/papers/paper/issues/2026-04-17/articles/new.md")
        list(epubgen.build_many("memory://papers", "memory://out", executor=pool, cover="none"))
        list(epubgen.build_many(home, tmp_path / "out", executor=pool, cover="none"))
    store.get("/out/", str(tmp_path / "fetched"), recursive=True)
    there, here = files(tmp_path / "fetched"), files(tmp_path / "out")
    assert {name: there[name] for name in there if name.endswith(".epub")} == {
        name: here[name] for name in here if name.endswith(".epub")
    }
    assert [line["path"] for line in journal(tmp_path / "fetched")] == [
        line["path"] for line in journal(tmp_path / "out")
    ]
    assert set(there) == set(here)
    assert all(str(line["source"]).startswith("memory://") for line in journal(tmp_path / "fetched"))


def test_what_a_publication_names_is_fetched(tmp_path: Path) -> None:
    """Every kind of picture, font and sheet beside ``publication.yaml``; no other issue, nothing hidden."""
    fsspec = pytest.importorskip("fsspec")
    store = fsspec.filesystem("memory")
    named = ["publication.yaml", "logo.bmp", "logo.JPE", "art/mark.svg", "art/face.woff2", "issues/a/issue.yaml"]
    for name in (*named, "notes.doc", "issues/b/issue.yaml", "b/issue.yaml", "b/photo.jpg", ".art/mark.svg"):
        store.pipe_file(f"/fetched/{name}", b"")
    issue = addresses.fetch("memory://fetched/issues/a", tmp_path)
    assert issue == tmp_path / "issues" / "a"
    assert sorted(files(tmp_path)) == sorted(named)


def test_names_that_change_places_in_a_store(tmp_path: Path) -> None:
    """Three issues of one name, the last one first; the EPUB of one that is broken by now has gone from the store."""
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415

    fsspec = pytest.importorskip("fsspec")
    store = fsspec.filesystem("memory")
    homes = [paper(tmp_path / name, 1) for name in "abc"]
    for home, hour in zip(homes, ("noon", "dawn", "dusk"), strict=True):
        text = home / "issues" / "2026-04-17" / "articles" / "bridge.md"
        text.write_text(text.read_text("utf-8").replace("noon", hour), "utf-8")
    with ThreadPoolExecutor(1) as pool:
        list(epubgen.build_many(homes[:0:-1], "memory://renamed", executor=pool, cover="none"))
        assert sorted(store.ls("/renamed", detail=False))[1:] == [
            "/renamed/bay-post-2026-04-17-2.epub",
            "/renamed/bay-post-2026-04-17.epub",
        ]
        (homes[2] / "issues" / "2026-04-17" / "issue.yaml").write_text("date: tomorrow\n", "utf-8")
        store.rm_file("/renamed/bay-post-2026-04-17-2.epub")
        built = list(epubgen.build_many(homes[::-1], "memory://renamed", executor=pool, cover="none"))
        list(epubgen.build_many(homes[:2], tmp_path / "out", executor=pool, cover="none"))
    assert sorted(one.result for one in built) == ["built", "failed", "unchanged"]
    store.get("/renamed/", str(tmp_path / "fetched"), recursive=True)
    there, here = files(tmp_path / "fetched"), files(tmp_path / "out")
    assert {name: there[name] for name in there if name.endswith(".epub")} == {
        name: here[name] for name in here if name.endswith(".epub")
    }
    assert set(there) == set(here), "nothing else is left behind"


def test_a_closed_store_refuses_instead_of_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """What asks a store for something after the end of its thread would wait for an answer that never comes."""
    asyn = pytest.importorskip("fsspec.asyn")
    registered: list[Any] = []
    monkeypatch.setattr(atexit, "register", registered.append)
    addresses._end_connections_at_exit.cache_clear()
    addresses.file_system("memory://papers")
    addresses.file_system("memory://epubs")
    assert len(registered) == 1, "once, however many addresses are reached"
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    monkeypatch.setattr(asyn, "loop", [loop])
    monkeypatch.setattr(asyn, "iothread", [thread])
    asyn.sync(loop, asyncio.sleep, 0)
    registered[0]()
    registered[0]()
    assert not thread.is_alive()
    with pytest.raises(RuntimeError):
        asyn.sync(loop, asyncio.sleep, 0, timeout=1)


ASKS_TOO_LATE = """
from epubgen.back_file.batch.addresses import file_system
import asyncio, fsspec.asyn
file_system("memory://papers")
loop = fsspec.asyn.get_loop()

class Late:
    def __del__(self):
        try:
            fsspec.asyn.sync(loop, asyncio.sleep, 0)
        except RuntimeError as error:
            print(error)

late = Late()
late.itself = late
"""


@pytest.mark.slow
def test_a_program_that_reached_a_store_ends() -> None:
    """In the last moments of Python, when its threads are stopped: there the wait would be without end."""
    pytest.importorskip("fsspec")
    assert "not running" in ended([sys.executable, "-W", "ignore", "-c", ASKS_TOO_LATE]).stdout


@pytest.mark.slow
@pytest.mark.filterwarnings("default")
def test_from_bucket_to_bucket_in_processes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers that share nothing but a server of S3."""
    s3fs = pytest.importorskip("s3fs")
    from moto.server import ThreadedMotoServer  # noqa: PLC0415 - a second that others save

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    facts = {
        "AWS_ENDPOINT_URL": f"http://{host}:{port}",
        "AWS_ACCESS_KEY_ID": "key",
        "AWS_SECRET_ACCESS_KEY": "secret",
        "AWS_DEFAULT_REGION": "us-east-1",
    }
    for name, value in facts.items():
        monkeypatch.setenv(name, value)
    home = paper(tmp_path / "paper", 4)
    try:
        store = s3fs.S3FileSystem(skip_instance_cache=True)
        store.mkdir("back-file")
        store.put(str(home), "back-file/papers/", recursive=True)
        words = [sys.executable, "-m", "epubgen", "batch", "s3://back-file/papers", "-o", "s3://back-file/epubs"]
        words += ["--jobs", "2", "--cover", "none", "--no-cache", "--name", "{id}/{date}.epub"]
        first = ended(words)
        assert "issues built: 4" in first.stdout
        again = ended(words)
        assert "unchanged: 4" in again.stdout
        store.invalidate_cache()
        found = sorted(name.removeprefix("back-file/epubs/") for name in store.find("back-file/epubs"))
        assert found == ["batch.jsonl", *(f"bay-post/2026-04-{day}.epub" for day in (17, 18, 19, 20))]
        list(epubgen.build_many(home, tmp_path / "out", cover="none", name="{id}/{date}.epub"))
        here = (tmp_path / "out" / "bay-post" / "2026-04-18.epub").read_bytes()
        assert store.cat_file("back-file/epubs/bay-post/2026-04-18.epub") == here
    finally:
        server.stop()


@pytest.mark.slow
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the peak of memory is in kilobytes on Linux alone")
def test_memory_and_report_stay_flat() -> None:
    """The process that runs a batch, with issues that build nothing: ten times as many need no more of it."""
    root = Path(__file__).parents[2]
    few, many = (
        json.loads(ended([sys.executable, "-m", "benchmarks.batch", n], cwd=root).stdout) for n in ("1000", "10000")
    )
    assert many["issues"] == 10 * few["issues"]
    assert many["peak MB"] < few["peak MB"] + 10
    assert many["summary bytes"] < few["summary bytes"] + 20
