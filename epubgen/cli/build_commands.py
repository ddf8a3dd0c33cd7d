# SPDX-License-Identifier: AGPL-3.0-or-later
"""Commands that write: ``build``, ``import``, ``new``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from epubgen import messages
from epubgen.cli.arguments import (
    as_json,
    cover,
    encoding,
    file_path,
    font,
    max_size,
    mode_of,
    now_if,
    page,
    private_use,
    publication,
    rare,
    release_check,
    several_sources,
    source_format,
    strict,
    target,
    writing_mode,
)
from epubgen.cli.console import (
    Command,
    draw_progress,
    language,
    report_json,
    say,
    show_json,
    show_report,
    size_words,
    tell,
    words,
)
from epubgen.cli.pictures import cache_folder, photo_json, photo_words
from epubgen.errors import OptionsError, Report, finding
from epubgen.importers.reading import Fact
from epubgen.options import make_options, silent

if TYPE_CHECKING:
    from epubgen.epub.package import Epub

__all__ = ["build", "import_", "new"]

_UNSAID = {"cover": "", "rare": "font", "private_use": ""}
"""Options with words to choose from, and what holds where none was chosen."""
_STDOUT = Path("-")


@click.command(cls=Command, help=words("build"))
@several_sources
@click.option("-o", "--output", type=file_path, metavar="OUT.epub", help=words("o.output"))
@writing_mode("both")
@click.option("--theme", default="", metavar="NAME", help=words("o.theme"))
@click.option("--css", multiple=True, type=file_path, metavar="FILE", help=words("o.css"))
@cover
@font
@rare
@private_use
@click.option("--punctuation", type=click.Choice(["keep", "normalise"]), default=None, help=words("o.punctuation"))
@target
@max_size
@click.option("--no-cache", is_flag=True, help=words("o.no_cache"))
@click.option("--check", "checked", is_flag=True, help=words("o.check"))
@strict
@release_check
@click.option("--revision", default="", metavar="TEXT", help=words("o.revision"))
@click.option("--replace", is_flag=True, help=words("o.replace"))
@click.option("--leave-out", multiple=True, metavar="ID", help=words("o.leave_out"))
@click.option("--keep-ads", is_flag=True, help=words("o.keep_ads"))
@publication
@page
@source_format
@encoding
@as_json
@click.option("--quiet", is_flag=True, help=words("o.quiet"))
def build(
    source: tuple[Path, ...],
    output: Path | None,
    mode: str | None,
    checked: bool,
    format_: str,
    as_json: bool,
    quiet: bool,
    punctuation: str | None,
    target: str | None,
    no_cache: bool,
    **settings: object,
) -> None:
    """Build an EPUB and print its path."""
    from epubgen import api  # noqa: PLC0415 - help must not wait for it

    settings |= {
        "writing_mode": mode_of(mode),
        "punctuation": punctuation or "",
        "target": target or "",
        **{name: settings[name] or default for name, default in _UNSAID.items()},
        "cache": None if no_cache else cache_folder(),
        "check": checked,
        "clock": now_if(settings["release_check"] or settings["revision"]),
        "format": format_,
        "progress": silent if quiet or as_json else draw_progress,
    }
    made: tuple[Epub, ...]
    target_or_stream = _stream(as_json=as_json, both=mode == "both") if output == _STDOUT else output
    if mode == "both":
        settings.pop("writing_mode")
        made = api.build_twins(source, output, options=make_options(settings))
    else:
        made = (api.build(source, target_or_stream, options=make_options(settings)),)
    if as_json:
        each = [_as_json(epub) for epub in made]
        show_json({"editions": each} if mode == "both" else each[0])
        return
    if not quiet:
        _tell_of(made)
    for epub in made:
        if epub.path:
            say(str(epub.path))


def _stream(*, as_json: bool, both: bool) -> IO[bytes]:
    """``-o -``: standard output, when it takes bytes and nothing else goes there.

    Raises:
        OptionsError: EG015 it is a terminal, or it would get two editions, or JSON too.
    """
    shown = sys.stdout is None or sys.stdout.isatty()
    fault = "EG015.both" if both else "EG015.json" if as_json else "EG015" if shown else ""
    if fault:
        raise OptionsError(finding(fault))
    return sys.stdout.buffer


def _as_json(epub: Epub) -> dict[str, object]:
    facts = {"path": str(epub.path), "identifier": epub.identifier, "title": epub.title, "size": epub.size}
    counts = {"sha256": epub.sha256, "stories": epub.stories, "photos": epub.photos}
    return facts | counts | {"derived": _derived(epub.derived)} | photo_json(epub) | report_json(epub.report)


def _tell_of(made: tuple[Epub, ...]) -> None:
    """What the input implied, what was found, each finding once, and what was written."""
    for fact in _derived(made[0].derived):
        tell(words("derived", **fact))
    found = dict.fromkeys(entry for epub in made for entry in epub.report.findings)
    show_report(Report(findings=tuple(found)), err=True)
    for epub in made:
        size = size_words(epub.size)
        if line := photo_words(epub):
            tell(line)
        tell(words("built", title=epub.title, stories=epub.stories, photos=epub.photos, size=size))


@click.command("import", cls=Command, help=words("import"))
@several_sources
@click.option("-o", "--output", type=file_path, required=True, metavar="DIR", help=words("o.folder"))
@publication
@page
@click.option("--punctuation", type=click.Choice(["keep", "normalise"]), default=None, help=words("o.punctuation"))
@click.option("--photos", type=file_path, default=None, metavar="DIR", help=words("o.photos"))
@click.option("--force", is_flag=True, help=words("o.force"))
@source_format
@encoding
@as_json
def import_(
    source: tuple[Path, ...],
    output: Path,
    photos: Path | None,
    force: bool,
    format_: str,
    punctuation: str | None,
    as_json: bool,
    **settings: object,
) -> None:
    """Write an issue folder and say what to look at first."""
    from epubgen import api  # noqa: PLC0415 - help must not wait for it

    settings |= {"format": format_, "punctuation": punctuation or ""}
    outcome = api.import_pages(source, output, photos=photos, force=force, options=make_options(settings))
    if as_json:
        show_json(outcome.as_json(language()))
        return
    tell(outcome.text(language()))
    say(str(outcome.folder))


@click.command(cls=Command, help=words("new"))
@click.argument("folder", metavar="DIR", type=file_path)
@click.option("--lang", type=click.Choice(["zh", "en"]), default=None, help=words("o.lang"))
def new(folder: Path, lang: str | None) -> None:
    """Copy the template and say what to do next."""
    from epubgen.issue_folder.template import copy_template  # noqa: PLC0415 - help must not wait for it

    issue = copy_template(folder, lang or language())
    tell(words("new.done", folder=folder, command=f"epubgen build {issue}"))
    say(str(issue))


def _derived(facts: tuple[Fact, ...]) -> list[dict[str, str]]:
    """Facts that the input implies, with where each came from in words."""
    lang = language()
    return [{"name": f.name, "value": f.value, "origin": messages.message(f.origin, (), lang)} for f in facts]
