# SPDX-License-Identifier: AGPL-3.0-or-later
"""One public namespace: what ``epubgen`` names is there, documented, and the same for people and for type checkers."""

from __future__ import annotations

import ast
import inspect
import pydoc
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import fields
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import get_args, get_type_hints

import pytest

import epubgen
from epubgen import errors
from epubgen.options import silent

INIT = Path(epubgen.__file__).read_text("utf-8")
PACKAGE = Path(epubgen.__file__).parent
ALIASES = {
    "BindingPeriod",
    "CoverChoice",
    "Device",
    "FilePath",
    "IssueSource",
    "PictureSource",
    "SchemaPart",
    "TargetName",
    "WritingMode",
}
"""Names of unions and of words to choose from: they can hold no ``__doc__``."""
WELL_KNOWN = {
    "Any", "Date", "Executor", "IO", "Iterable", "Literal", "Mapping", "None", "Path", "Sequence", "Unpack",
    "bool", "bytes", "dict", "int", "object", "os", "str", "tuple",
}  # fmt: skip
"""What an annotation may name beside our own types."""


def functions() -> dict[str, Callable[..., object]]:
    """Every public function by its name."""
    found = {name: getattr(epubgen, name) for name in epubgen.__all__}
    return {name: value for name, value in found.items() if inspect.isfunction(value)}


def named(annotation: str) -> set[str]:
    """The names in an annotation, without its words in quotes."""
    return {node.id for node in ast.walk(ast.parse(annotation)) if isinstance(node, ast.Name)}


def test_every_public_name_is_that_of_its_module() -> None:
    for name, home in epubgen._HOME.items():
        assert getattr(epubgen, name) is getattr(import_module(f"epubgen.{home}"), name)
    assert set(epubgen.__all__) == {*epubgen._HOME, "__version__", "model", "plugins"}
    assert dir(epubgen) == epubgen.__all__


def test_every_type_of_a_public_function_is_public() -> None:
    used = {
        word for function in functions().values() for hint in function.__annotations__.values() for word in named(hint)
    }
    assert len(used - WELL_KNOWN) >= 20
    assert used - WELL_KNOWN <= set(epubgen.__all__)


def test_every_option_can_be_given_as_a_value_and_as_a_keyword() -> None:
    for name, function in functions().items():
        hints = function.__annotations__
        assert ("options" in hints) == ("settings" in hints), name
        if "settings" in hints:
            assert (hints["options"], hints["settings"]) == ("Options | None", "Unpack[OptionKeywords]"), name


def test_help_lists_every_option_with_its_default_and_its_words() -> None:
    listed = (inspect.getdoc(epubgen.Options) or "").partition("Options:\n")[2]
    entries = dict(re.findall(r"^    (\w+) = (.+?)(?=^    \w|\Z)", listed, re.MULTILINE | re.DOTALL))
    assert list(entries) == [field.name for field in fields(epubgen.Options)]
    hints = get_type_hints(epubgen.OptionKeywords)
    for field in fields(epubgen.Options):
        default, _, about = entries[field.name].partition(": ")
        assert eval(default, {"silent": silent}) == field.default, field.name
        assert about.strip(), field.name
        choices = {word for word in words_of(hints[field.name]) if word}
        assert choices <= set(re.findall(r"``([\w-]+)``", about)), field.name


def words_of(hint: object) -> list[object]:
    """The words of a ``Literal``, wherever it stands in a type."""
    found: list[object] = []
    for part in get_args(hint):
        found += words_of(part) if get_args(part) else [part] if isinstance(part, str) else []
    return found


@pytest.mark.parametrize("name", [name for name, one in functions().items() if "settings" in one.__annotations__])
def test_help_for_a_function_lists_the_options(name: str) -> None:
    shown = pydoc.plain(pydoc.render_doc(getattr(epubgen, name)))
    assert 'rare = "font": how to show characters that readers may lack' in shown
    assert "images = None: a function that takes the address" in shown
    assert "Options, as keywords or as fields of ``Options``:" in shown


def test_no_room_bears_the_name_of_a_public_function() -> None:
    rooms = {path.stem for path in PACKAGE.iterdir() if path.is_dir() or path.suffix == ".py"}
    assert rooms
    assert rooms.isdisjoint(functions())


@pytest.mark.parametrize("name", ["epubgen.I18n", "epubgen.model.I18n", "epubgen.model.Place"])
def test_an_old_name_warns_and_names_the_new_one(name: str) -> None:
    home, _, old = name.rpartition(".")
    new = {"I18n": "LangStr", "Place": "SourceSpan"}[old]
    with pytest.warns(DeprecationWarning, match=f"{home}.{new}"):
        assert getattr(import_module(home), old) is getattr(epubgen.model, new)
    assert old not in import_module(home).__all__


def test_type_checkers_see_the_same_names() -> None:
    block = next(node for node in ast.parse(INIT).body if isinstance(node, ast.If))
    seen = {alias.asname for node in block.body if isinstance(node, ast.ImportFrom) for alias in node.names}
    assert seen | {"__version__"} == set(epubgen.__all__)


def test_every_public_name_is_documented() -> None:
    assert [name for name in epubgen.__all__ if not documented(name)] == []


def documented(name: str) -> bool:
    """Whether a name says what it is; an alias in the text below its assignment."""
    if name not in ALIASES:
        return bool((getattr(epubgen, name).__doc__ or "").strip())
    source = inspect.getsource(import_module(f"epubgen.{epubgen._HOME[name]}"))
    body = ast.parse(source).body
    after = [below for node, below in pairwise(body) if name in assigned(node)]
    return [isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) for node in after] == [True]


def assigned(node: ast.stmt) -> set[str]:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
    return {target.id for target in targets if isinstance(target, ast.Name)}


def test_an_exception_says_what_failed_and_has_its_exit_code() -> None:
    tree = errors.__doc__ or ""
    listed = {line.split()[1]: int(line.split()[2]) for line in tree.splitlines() if "├─" in line or "└─" in line}
    families = {cls.__name__: cls.exit_code for cls in errors.EpubgenError.__subclasses__()}
    assert listed == families
    assert set(families) <= set(epubgen.__all__)


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


def test_help_loads_nothing_that_builds() -> None:
    heavy = "{'ebooklib', 'PIL', 'lxml', 'yaml', 'bs4', 'markdown_it', 'epubgen.api'}"
    others = "{'epubgen.options', 'epubgen.cli.arguments', 'epubgen.messages.delivery', 'json', 'difflib'}"
    code = (
        f"import sys; from epubgen.cli import run; run(['--help']); print(sorted({others} & set(sys.modules))); "
        f"run(['build', '--help']); run(['library', '--help']); print(sorted({heavy} & set(sys.modules)))"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert [line for line in found.stdout.splitlines() if line.startswith("[")] == ["[]", "[]"]


def test_a_search_in_a_library_loads_nothing_that_builds(tmp_path: Path) -> None:
    code = (
        "import sys; from epubgen.cli import run\n"
        f"for words in (['add'], ['search', '雨']): run(['library', words[0], {str(tmp_path)!r}, *words[1:]])\n"
        "print(sorted({'ebooklib', 'PIL', 'epubgen.api', 'epubgen.back_file.clip'} & set(sys.modules)))"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.splitlines()[-1] == "[]", found.stdout
    assert (tmp_path / "library.sqlite").is_file()


PROSE = """{"format": "epubgen-issue/1", "publication": {"id": "p", "title": "报", "language": "zh-Hans"},
"issue": {"date": "2026-05-08"}, "articles": [{"id": "a", "title": "雨", "body": "昨天，城里下了雨。\\n\\n明天不下。"}]}"""


MODULES_OF_OURS, MODULES, PATTERNS = 240, 445, 105
"""What a build of prose without pictures loads and compiles at most; measured: 233, 435 and 98."""


def test_a_build_waits_for_no_reader_that_it_does_not_use(tmp_path: Path) -> None:
    """Prose needs no grammar of Markdown, a first build no reader of EPUBs, an issue of Markdown no reader of HTML.

    The second issue has a photo.
    """
    code = (
        "import re, sys; plain, patterns = re.compile, []\n"
        "re.compile = lambda *a, **k: patterns.append(a) or plain(*a, **k)\n"
        "from epubgen.cli import run\n"
        "for issue in sys.argv[1:]:\n"
        "    run(['build', issue, '-o', issue + '.epub', '--cover', 'none', '--no-cache'])\n"
        "    print(sorted({'bs4', 'langcodes', 'webbrowser', 'markdown_it', 'importlib.metadata', 'uharfbuzz',\n"
        "                  'PIL.Image', 'tinycss2', 'zoneinfo', '_strptime',\n"
        "                  'epubgen.validation.book', 'epubgen.issue_folder.folder'} & set(sys.modules)))\n"
        "    print(sum(name.startswith('epubgen') for name in sys.modules), len(sys.modules), len(patterns))"
    )
    prose = tmp_path / "prose.json"
    prose.write_text(PROSE, "utf-8")
    paper = shutil.copytree(Path(__file__).parents[2] / "issues" / "new-zh", tmp_path / "new-zh")
    issue = paper / "2026-01-05"
    with next((issue / "articles").glob("*.md")).open("a", encoding="utf-8") as story:
        story.write("\n他说[bom dia]{lang=pt}。\n")
    command = [sys.executable, "-c", code, str(prose), str(issue)]
    found = subprocess.run(command, capture_output=True, text=True, check=True)
    lines = found.stdout.splitlines()
    assert lines[1::3] == ["[]", "['PIL.Image', 'markdown_it']"]
    ours, modules, patterns = map(int, lines[2].split())
    assert (ours <= MODULES_OF_OURS, modules <= MODULES, patterns <= PATTERNS) == (True, True, True), lines[2]


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
