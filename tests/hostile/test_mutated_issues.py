# SPDX-License-Identifier: AGPL-3.0-or-later
"""Sample issues with bytes changed at random: they are read or refused in words, never by a traceback, and fast."""

from __future__ import annotations

import contextlib
import random
from pathlib import Path

import pytest

from epubgen.errors import EpubgenError
from epubgen.files.input_tree import InputTree
from epubgen.importers import find_importer
from epubgen.importers.native import IMPORTER
from epubgen.options import Options
from epubgen.serialization import one_file_json, one_file_yaml
from tests.counted import examples, guarded_from_hanging

ISSUES = Path(__file__).resolve().parents[2] / "issues"
PAPERS = ("marlock-courier/2026-06-05", "shiomi-shimpo/2026-10-25", "xizhou-daily/2026-04-17")
ROUNDS = examples(60)
PIECES = [
    *(
        b"---",
        b"\n",
        b": ",
        b"- ",
        b"'",
        b'"',
        b"[",
        b"]",
        b"{",
        b"}",
        b"*",
        b"&a ",
        b"!",
        b"|",
        b">",
        b"#",
        b"\t",
        b"  ",
    ),
    *(
        b"\x00",
        b"\xff",
        b"\xed\xa0\x80",
        "\ufeff".encode(),
        "\u2028".encode(),
        "“".encode(),
        b"<b>",
        b"::: ",
        b"\\",
        b"../",
    ),
    *(
        b"null",
        b"NaN",
        b"9" * 400,
        b"- " * 40,
        b"[" * 100,
        b"\r",
        b"|---|",
        b"[^1]",
        b"![](x){",
        b"`" * 7,
        b"~",
        b"^",
        b",",
    ),
]


def mutated(data: bytes, chance: random.Random) -> bytes:
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(data) + 1)
        match chance.randrange(4):
            case 0:
                data = data[:at] + chance.choice(PIECES) + data[at:]
            case 1:
                data = data[:at] + data[at + chance.randint(1, 30) :]
            case 2:
                data = data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :]
            case _:
                other = chance.randrange(len(data) + 1)
                data = data[:at] + data[other : other + 40] + data[at:]
    return data


def clean(inputs: InputTree) -> None:
    with contextlib.suppress(EpubgenError), guarded_from_hanging():
        assert find_importer(inputs).read(inputs, Options()).issue


@pytest.mark.parametrize("paper", PAPERS)
def test_mutated_folders(paper: str) -> None:
    chance = random.Random(paper)
    root = ISSUES / paper.partition("/")[0]
    texts = [path for path in sorted(root.rglob("*")) if path.suffix in (".yaml", ".md")]
    files = {path.relative_to(root).as_posix(): path.read_bytes() for path in texts}
    for _ in range(ROUNDS):
        name = chance.choice(sorted(files))
        clean(InputTree.memory({**files, name: mutated(files[name], chance)}, base=paper.partition("/")[2]))


@pytest.mark.parametrize("kind", ["yaml", "json"])
def test_mutated_files(kind: str) -> None:
    chance = random.Random(kind)
    folder = ISSUES / PAPERS[0]
    issue = IMPORTER.read(InputTree.folder(folder.parent, folder.name), Options()).issue
    text = (one_file_json if kind == "json" else one_file_yaml)(issue).encode()
    for _ in range(ROUNDS):
        clean(InputTree.memory({f"issue.{kind}": mutated(text, chance)}, entry=(f"issue.{kind}",)))
