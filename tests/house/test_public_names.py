# SPDX-License-Identifier: AGPL-3.0-or-later
"""One public namespace: what ``epubgen`` names is there, documented, and the same for people and for type checkers."""

import ast
import subprocess
import sys
from pathlib import Path

import epubgen

INIT = Path(epubgen.__file__).read_text("utf-8")


def test_every_public_name_is_there() -> None:
    for name in epubgen.__all__:
        assert getattr(epubgen, name) is not None


def test_type_checkers_see_the_same_names() -> None:
    block = next(node for node in ast.parse(INIT).body if isinstance(node, ast.If))
    seen = {alias.asname for node in block.body if isinstance(node, ast.ImportFrom) for alias in node.names}
    assert seen | {"__version__"} == set(epubgen.__all__)


def test_every_public_name_is_documented() -> None:
    assert [name for name in epubgen.__all__ if not getattr(epubgen, name).__doc__] == []


def test_an_unknown_name_is_an_attribute_error() -> None:
    assert not hasattr(epubgen, "EpubBook")


def test_importing_costs_next_to_nothing() -> None:
    heavy = "{'ebooklib', 'PIL', 'lxml', 'yaml', 'bs4', 'click', 'markdown_it'}"
    code = f"import sys, epubgen; print(sorted({heavy} & set(sys.modules)))"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


def test_the_version_needs_no_imports() -> None:
    code = (
        "import sys; sys.argv = ['epubgen', '--version']; from epubgen.__main__ import main; main(); "
        "print('click' in sys.modules)"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.split() == ["epubgen", epubgen.__version__, "False"]


def test_the_other_epubgen_is_named(tmp_path: Path) -> None:
    package = tmp_path / "epubgen"
    package.mkdir()
    (package / "__init__.py").write_text(INIT, "utf-8")
    (package / "version.py").write_text(Path(epubgen.__file__).with_name("version.py").read_text("utf-8"), "utf-8")
    (package / "epubgen.py").write_text("class EPUB: ...\n", "utf-8")
    found = subprocess.run(
        [sys.executable, "-c", "import epubgen"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert found.returncode == 1
    assert found.stderr.splitlines()[-1].startswith("ImportError: two packages install the import name 'epubgen'")
