# SPDX-License-Identifier: AGPL-3.0-or-later
"""The configurations of docs/serving.md do what the page says, in nginx and Caddy themselves."""

from __future__ import annotations

import base64
import re
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

import epubgen
from tests.conformance.tiny_epub import TinyEpub

pytest.importorskip("starlette")
pytest.importorskip("uvicorn")
PAGE = Path(__file__).resolve().parents[2] / "docs" / "serving.md"
HASH = "{PLAIN}water"
pytestmark = [pytest.mark.tools, pytest.mark.slow]


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", PAGE.read_text("utf-8"), re.DOTALL | re.MULTILINE)


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def running(command: Sequence[object], port: int, folder: Path) -> Iterator[str]:
    with subprocess.Popen(
        [*map(str, command)], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    ) as process:
        try:
            for _ in range(200):
                with socket.socket() as one:
                    if one.connect_ex(("127.0.0.1", port)) == 0:
                        break
                assert process.poll() is None, process.stderr.read().decode() if process.stderr else ""
                time.sleep(0.05)
            yield f"http://127.0.0.1:{port}/"
        finally:
            process.terminate()
            process.wait(10)


def ask(address: str, password: str = "", **headers: str) -> tuple[int, str, bytes]:
    told = {"Authorization": "Basic " + base64.b64encode(password.encode()).decode()} if password else {}
    request = urllib.request.Request(address, headers={**told, **headers})
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.status, answer.headers.get("Content-Type", ""), answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, "", b""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("library")
    made.chmod(0o755)
    TinyEpub().write(made / "a.epub")
    epubgen.catalog(made, base_url="http://127.0.0.1:8000/")
    return made


def nginx(block: str, folder: Path, port: int) -> list[object]:
    config = folder / "nginx.conf"
    paths = "\n".join(
        f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    types = "types { text/html html; text/css css; text/javascript js; image/jpeg jpg; application/xml xml; }"
    text = f"pid {folder}/pid; error_log stderr; events {{ }}\nhttp {{ access_log off; {paths}\n{types}\n{block} }}"
    config.write_text(text.replace("listen 80;", f"listen 127.0.0.1:{port};"), "utf-8")
    if Path("/etc/passwd").exists() and folder.owner() == "root":
        config.write_text(f"user root;\n{config.read_text('utf-8')}", "utf-8")
    return ["nginx", "-p", folder, "-c", config, "-g", "daemon off;"]


@pytest.mark.skipif(not shutil.which("nginx"), reason="nginx is not installed")
@pytest.mark.parametrize(("inside", "bare"), [("192.0.2.0/24", 401), ("127.0.0.0/8", 200)])
def test_nginx_in_front_asks_those_outside(inside: str, bare: int, home: Path, tmp_path: Path) -> None:
    port = free_port()
    passwords = tmp_path / "htpasswd"
    passwords.write_text(f"reader:{HASH}\n", "utf-8")
    with served(home, port) as behind:
        block = (
            blocks("nginx")[0].replace("127.0.0.1:8000", behind).replace("/etc/nginx/library.htpasswd", str(passwords))
        )
        with running(nginx(block.replace("192.0.2.0/24", inside), tmp_path, port), port, tmp_path) as address:
            assert ask(address)[0] == bare
            assert ask(address, "reader:wrong")[0] == bare
            status, kind, feed = ask(f"{address}catalog.atom", "reader:water")
            assert (status, kind) == (200, "application/atom+xml;profile=opds-catalog")
            assert f'href="{address}catalog.atom"'.encode() in feed
            assert ask(f"{address}a.epub", "reader:water", Range="bytes=0-9")[::2] == (
                206,
                (home / "a.epub").read_bytes()[:10],
            )


@contextmanager
def served(home: Path, port: int) -> Iterator[str]:
    """Host and port of our server behind another one at a port."""
    inner = free_port()
    with epubgen.serve(home, port=inner, base_url=f"http://127.0.0.1:{port}/"):
        yield f"127.0.0.1:{inner}"


@pytest.mark.skipif(not shutil.which("nginx"), reason="nginx is not installed")
def test_nginx_alone_serves_the_folder(home: Path, tmp_path: Path) -> None:
    port = free_port()
    block = blocks("nginx")[1].replace("/srv/library", str(home))
    with running(nginx(block, tmp_path, port), port, tmp_path) as address:
        assert ask(f"{address}catalog.atom")[1] == "application/atom+xml;profile=opds-catalog"
        assert ask(f"{address}catalog.json")[1] == "application/opds+json"
        assert ask(f"{address}manifest.json")[1] != "application/opds+json"
        assert ask(f"{address}a.epub", Range="bytes=0-9")[:2] == (206, "application/epub+zip")
        assert ask(f"{address}.epubgen-catalog.json")[0] == 404
        assert ask(address)[1].startswith("text/html")


@pytest.mark.skipif(not shutil.which("caddy"), reason="Caddy is not installed")
@pytest.mark.parametrize(("inside", "bare"), [("192.0.2.0/24", 401), ("127.0.0.0/8", 200)])
def test_caddy_in_front_asks_those_outside(inside: str, bare: int, home: Path, tmp_path: Path) -> None:
    port = free_port()
    hashed = subprocess.run(
        ["caddy", "hash-password", "--plaintext", "water"], capture_output=True, text=True, check=True
    )
    with served(home, port) as behind:
        block = (
            blocks("caddyfile")[0]
            .replace("library.example.org", f"http://127.0.0.1:{port}")
            .replace("127.0.0.1:8000", behind)
        )
        text = block.replace("JDJhJDE0JEhhc2g=", hashed.stdout.strip()).replace("192.0.2.0/24", inside)
        (tmp_path / "Caddyfile").write_text(f"{{\n\tadmin off\n}}\n{text}", "utf-8")
        command = ["caddy", "run", "--adapter", "caddyfile", "--config", tmp_path / "Caddyfile"]
        with running(command, port, tmp_path) as address:
            assert ask(address)[0] == bare
            assert ask(f"{address}catalog.atom", "reader:water")[0] == 200
            assert ask(f"{address}a.epub", "reader:water", Range="bytes=0-9")[0] == 206
