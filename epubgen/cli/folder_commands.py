# SPDX-License-Identifier: AGPL-3.0-or-later
"""Commands for folders: ``import``, ``new``, ``next``, ``cache``."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

from epubgen.cli.arguments import (
    as_json,
    encoding,
    file_path,
    options_of,
    page,
    paper_id,
    paper_title,
    publication,
    punctuation,
    several_sources,
    source_format,
)
from epubgen.cli.console import Command, Group, ask, is_asked, say, show_json, size_words, tell, words
from epubgen.cli.console import language as ui_language

__all__ = ["cache", "import_", "new", "next_"]


@click.command("import", cls=Command, help=words("import"))
@several_sources
@click.option("-o", "--output", type=file_path, required=True, metavar="DIR", help=words("o.folder"))
@publication
@page
@paper_title
@paper_id
@punctuation
@click.option("--photos", type=file_path, default=None, metavar="DIR", help=words("o.photos"))
@click.option("--force", is_flag=True, help=words("o.force"))
@source_format
@encoding
@as_json
def import_(source: tuple[Path, ...], output: Path, photos: Path | None, as_json: bool, **settings: object) -> None:
    """Write an issue folder and print what to check first."""
    from epubgen import api  # noqa: PLC0415 - help needs no imports

    outcome = api.import_pages(source, output, photos=photos, options=options_of(settings))
    if as_json:
        show_json(outcome.as_json(ui_language()))
        return
    tell(outcome.text(ui_language()))
    say(str(outcome.folder))


@click.command(cls=Command, help=words("new"))
@click.argument("folder", metavar="DIR", type=file_path)
@click.option("--title", default="", metavar="NAME", help=words("o.title"))
@click.option("--language", default="", metavar="TAG", help=words("o.language"))
@click.option("--id", "id", default="", metavar="NAME", help=words("o.id"))
@click.option("--lang", type=click.Choice(["zh", "en"]), default=None, help=words("o.lang"))
def new(folder: Path, title: str, language: str, id: str, lang: Literal["en", "zh"] | None) -> None:  # noqa: A002
    """Copy the template with the editor's answers, and print what to do next."""
    from epubgen import api  # noqa: PLC0415 - help needs no imports

    if not title and is_asked():
        title = ask("ask.title")
        language = language or ask("ask.language")
        id = id or ask("ask.id")  # noqa: A001
    issue = api.new(folder, lang=lang or ui_language(), title=title, language=language, id=id)
    done = "new.done" if title else "new.done.untitled"
    tell(words(done, folder=folder, command=f"epubgen build {issue}"))
    say(str(issue))


@click.command("next", cls=Command, help=words("next"))
@click.argument("folder", metavar="[DIR]", default=".", type=file_path)
@click.option("--date", default="", metavar="DAY", help=words("o.date"))
@as_json
def next_(folder: Path, date: str, as_json: bool) -> None:
    """Write the folder of the next issue and print what to fill in."""
    from epubgen import api  # noqa: PLC0415 - help needs no imports

    made = api.next_issue(folder, date=date or None)
    if as_json:
        show_json(made.as_json(ui_language()))
        return
    tell(made.text(ui_language()))
    say(str(made.folder))


@click.group(cls=Group, help=words("cache"))
def cache() -> None:
    """The commands of the cache."""


@cache.command(help=words("cache.info"))
@as_json
def info(as_json: bool) -> None:
    """Print where the cache is and what it holds."""
    from epubgen import api  # noqa: PLC0415 - help needs no imports
    from epubgen.options import Options  # noqa: PLC0415 - help needs no imports

    facts, limit = api.cache_facts(), Options().cache_limit
    if as_json:
        show_json({"folder": str(facts.folder), "photos": facts.photos, "size": facts.size, "limit": limit})
    else:
        held, most = size_words(facts.size), size_words(limit)
        say(words("cache.facts", folder=facts.folder, photos=facts.photos, size=held, limit=most))


@cache.command(help=words("cache.clear"))
def clear() -> None:
    """Empty the cache."""
    from epubgen import api  # noqa: PLC0415 - help needs no imports

    gone = api.clear_cache()
    say(words("cache.cleared", folder=gone.folder, photos=gone.photos, size=size_words(gone.size)))
