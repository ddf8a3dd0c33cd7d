# SPDX-License-Identifier: AGPL-3.0-or-later
"""The commands ``library …``: a library of issues in a folder."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar, get_args

import click

from epubgen.cli.arguments import as_json, file_path
from epubgen.cli.console import Group, language, say, show_json, tell, tell_progress, words
from epubgen.errors import Severity, SourceError

if TYPE_CHECKING:
    import epubgen

__all__ = ["group"]

_SHOWN = 3
"""So many findings of an issue, and so many notes of one kind, are shown."""
F = TypeVar("F", bound=Callable[..., Any])
folder_argument = click.argument("folder", metavar="DIR", type=file_path)


def filters(command: F) -> F:
    """Add the options that select stories."""
    for option in reversed(
        (
            click.option("--title", "titles", multiple=True, metavar="NAME", help=words("o.titles")),
            click.option("--from", "first", default="", metavar="DAY", help=words("o.from")),
            click.option("--to", "last", default="", metavar="DAY", help=words("o.until")),
            click.option("--author", default="", metavar="NAME", help=words("o.author")),
            click.option("--column", default="", metavar="NAME", help=words("o.column")),
            click.option("--section", default="", metavar="NAME", help=words("o.section")),
        )
    ):
        command = option(command)
    return command


@click.group("library", cls=Group, help=words("library"))
def group() -> None:
    """The commands of a library."""


@group.command(help=words("library.add"))
@folder_argument
@click.argument("files", nargs=-1, metavar="[FILE]...", type=file_path)
@click.option("--replace", is_flag=True, help=words("o.replace_issue"))
@as_json
def add(folder: Path, files: tuple[Path, ...], replace: bool, as_json: bool) -> int:
    """Add files, and print those that should be checked."""
    import epubgen  # noqa: PLC0415 - help needs no imports

    made = epubgen.Library(folder).add(files, replace=replace, progress=_progress(as_json))
    return _told(made, as_json=as_json)


@group.command(help=words("library.rebuild"))
@folder_argument
@as_json
def rebuild(folder: Path, as_json: bool) -> int:
    """Build the database again."""
    import epubgen  # noqa: PLC0415 - help needs no imports

    return _told(epubgen.Library(folder).rebuild(progress=_progress(as_json)), as_json=as_json)


@group.command("list", help=words("library.list"))
@folder_argument
@click.argument("title", required=False, default="", metavar="[TITLE]")
@as_json
def list_(folder: Path, title: str, as_json: bool) -> None:
    """List titles, or the issues of one title."""
    import epubgen  # noqa: PLC0415 - help needs no imports

    with epubgen.Library(folder) as library:
        if title:
            issues = library.issues(title)
            if as_json:
                show_json({"issues": [one.as_json() for one in issues]})
                return
            for one in issues:
                day = one.date.isoformat() if one.date else words("library.undated")
                key = "library.issue_line.pages" if one.file.lower().endswith(".pdf") else "library.issue_line"
                say(words(key, date=day, title=one.title, stories=one.stories, file=one.file))
            return
        titles = library.titles()
        if as_json:
            show_json({"titles": [one.as_json() for one in titles]})
            return
        for known in titles:
            first, last = (day.isoformat() if day else "?" for day in (known.first, known.last))
            line = words(
                "library.title_line", key=known.key, name=known.name, issues=known.issues, first=first, last=last
            )
            say(line)


@group.command(help=words("library.show"))
@folder_argument
@click.argument("issue", metavar="ISSUE")
@as_json
def show(folder: Path, issue: str, as_json: bool) -> None:
    """Show an issue with its stories."""
    import epubgen  # noqa: PLC0415 - help needs no imports
    from epubgen.back_file.facts_json import facts_to_json  # noqa: PLC0415 - help needs no imports

    with epubgen.Library(folder) as library:
        facts = library.show(issue)
        if as_json:
            show_json(facts_to_json(facts))
            return
    say(facts.title)
    say(f"  {facts.file}  {facts.identifier}")
    section = ""
    for story in facts.stories:
        if story.section != section:
            section = story.section
            say(f"  {section}")
        page = words("library.page", page=story.page) if story.page else ""
        say("    " + "  ".join(filter(None, (story.title, "、".join(story.authors), page))))


@group.command(help=words("library.search"))
@folder_argument
@click.argument("text", nargs=-1, metavar="[WORDS]...")
@filters
@click.option("--newest", is_flag=True, help=words("o.newest"))
@click.option("--limit", type=click.IntRange(1, 1000), default=20, metavar="N", help=words("o.limit"))
@click.option("--offset", type=click.IntRange(0), default=0, metavar="N", help=words("o.offset"))
@as_json
def search(
    folder: Path,
    text: tuple[str, ...],
    newest: bool,
    limit: int,
    offset: int,
    as_json: bool,
    **chosen: Any,  # noqa: ANN401
) -> None:
    """Print a page of search results."""
    import epubgen  # noqa: PLC0415 - help needs no imports

    with epubgen.Library(folder) as library:
        chosen["order"] = "newest" if newest else "best"
        page = library.search(" ".join(text), limit=limit, offset=offset, **chosen)
    if as_json:
        show_json(page.as_json())
        return
    for hit in page.hits:
        say(_hit_lines(hit))
    if not page.hits:
        say(words("library.no_hits"))
        return
    say(words("library.hits" if page.is_counted else "library.hits_some", total=page.total))
    if page.total > offset + limit:
        say(words("library.more", offset=offset + limit))


@group.command(help=words("library.clip"))
@folder_argument
@click.argument("text", nargs=-1, metavar="[WORDS]...")
@click.option("-o", "--output", type=file_path, required=True, metavar="OUT", help=words("o.output"))
@click.option("--name", "title", default="", metavar="NAME", help=words("o.clip_title"))
@filters
@click.option("--limit", type=click.IntRange(1, 5000), default=500, metavar="N", help=words("o.limit"))
@click.option("--with-reserved", is_flag=True, help=words("o.with_reserved"))
@as_json
def clip(folder: Path, text: tuple[str, ...], output: Path, as_json: bool, **chosen: Any) -> None:  # noqa: ANN401
    """Make an EPUB of the stories that a search finds."""
    import epubgen  # noqa: PLC0415 - help needs no imports

    with epubgen.Library(folder) as library:
        made = library.clip(output, " ".join(text), **chosen)
    if as_json:
        found = [one.as_json(language()) for one in made.findings]
        show_json({"path": str(made.path), "stories": made.stories, "findings": found})
        return
    for one in made.findings:
        if one.severity is not Severity.INFO:
            tell(one.text(language()))
    say(str(made.path))


@group.command(help=words("library.holdings"))
@folder_argument
@click.argument("title", required=False, default="", metavar="[TITLE]")
@click.option("--until", default="", metavar="DAY", help=words("o.due_until"))
@click.option("--csv", "as_csv", is_flag=True, help=words("o.csv"))
@as_json
def holdings(folder: Path, title: str, until: str, as_csv: bool, as_json: bool) -> None:
    """Print which issues the library has and which are missing."""
    import epubgen  # noqa: PLC0415 - help needs no imports
    from epubgen.back_file.holdings import claims_csv  # noqa: PLC0415 - help needs no imports

    with epubgen.Library(folder) as library:
        told = library.holdings(title, until=until)
    if as_json:
        show_json({"titles": [one.as_json() for one in told]})
    elif as_csv:
        say(claims_csv(told).rstrip("\n"))
    else:
        for one in told:
            say("\n".join(_holding_lines(one)))


@group.command(help=words("library.remove"))
@folder_argument
@click.argument("issues", nargs=-1, metavar="[ISSUE]...")
@click.option("--missing", is_flag=True, help=words("o.missing"))
@as_json
def remove(folder: Path, issues: tuple[str, ...], missing: bool, as_json: bool) -> None:
    """Remove issues from the library."""
    import epubgen  # noqa: PLC0415 - help needs no imports

    if not issues and not missing:
        raise click.MissingParameter(param=click.Argument(["issue"]), ctx=click.get_current_context())
    gone = epubgen.Library(folder).remove(issues, missing=missing)
    if as_json:
        show_json({"removed": [one.as_json() for one in gone]})
        return
    for one in gone:
        say(words("library.removed", title=one.title, file=one.file))
    if not gone:
        say(words("library.none_removed"))


def _hit_lines(hit: epubgen.SearchHit) -> str:
    """Return a search result in two or three lines: day, title and place; people; the words around the match."""
    day = hit.date.isoformat() if hit.date else words("library.undated")
    place = " ".join(
        filter(None, (hit.series_name, hit.section, words("library.page", page=hit.page) if hit.page else ""))
    )
    head = "  ".join(filter(None, (day, hit.title, "、".join(hit.authors), place)))
    around = "".join(f"[{part.text}]" if part.is_hit else part.text for part in hit.snippet)
    return "\n    ".join(filter(None, (head, around, f"{hit.file}  {hit.path}")))


def _holding_lines(told: epubgen.TitleHoldings) -> Iterator[str]:
    yield words("library.held", name=told.name, held=told.held, missing=told.missing)
    for gap in told.gaps:
        facts = {**asdict(gap), "days": " – ".join(dict.fromkeys(str(day) for day in (gap.first, gap.last) if day))}
        numbers = " – ".join(dict.fromkeys(filter(None, (gap.first_number, gap.last_number))))
        number = words("library.number", number=numbers) if numbers else ""
        due = ", ".join(filter(None, (facts["days"], number)))
        yield "  " + words("library.gap", due=due, count=gap.count, before=gap.before or "–", after=gap.after or "–")
    if told.unexpected:
        yield "  " + words("library.unexpected", days=", ".join(map(str, told.unexpected)))
    for found in told.findings:
        yield found.text(language())


def _told(made: tuple[epubgen.AddedFile, ...], *, as_json: bool) -> int:
    from epubgen.back_file.add_files import Outcome  # noqa: PLC0415 - help needs no imports

    lang = language()
    counts = Counter(one.outcome for one in made)
    if as_json:
        show_json({"files": [one.as_json(lang) for one in made], "counts": dict(counts)})
    else:
        tell_progress("")
        for line in _finding_lines(made, lang):
            tell(line)
        outcomes: tuple[Outcome, ...] = get_args(Outcome)
        say(words("library.added", **{outcome: counts[outcome] for outcome in outcomes}))
    wrong = any(found.severity is Severity.ERROR for one in made for found in one.findings)
    return SourceError.exit_code if wrong else 0


def _finding_lines(made: tuple[epubgen.AddedFile, ...], lang: Literal["en", "zh"]) -> Iterator[str]:
    """What was found of each file; of what is no fault, the first of a kind and how many more there are."""
    notes: Counter[str] = Counter()
    for found in (found for one in made for found in one.findings):
        if found.severity is Severity.INFO:
            notes[found.key] += 1
        if found.severity is not Severity.INFO or notes[found.key] <= _SHOWN:
            yield found.text(lang)
    for key, count in notes.items():
        if count > _SHOWN:
            yield words("library.more_such", code=key.partition(".")[0], n=count - _SHOWN)


def _progress(silent: bool) -> Callable[[int, int], None] | None:
    if silent or not sys.stderr or not sys.stderr.isatty():
        return None
    return lambda done, total: tell_progress(f"{done} / {total}")


@group.command(help=words("library.review"))
@click.argument("journal", metavar="DIR", type=file_path)
@click.option("--worst", type=click.IntRange(min=1), default=50, metavar="N", help=words("o.worst"))
@as_json
def review(journal: Path, worst: int, as_json: bool) -> None:
    """Name the issues of a batch that most need a check."""
    import epubgen  # noqa: PLC0415 - help needs no imports

    found = epubgen.worst_issues(journal, worst)
    if as_json:
        show_json({"issues": [built.as_json(language()) for built in found]})
        return
    for built in found:
        quality = built.quality or {}
        facts = {name: f"{quality.get(name, 0):g}" for name in ("score", "questions", "missing_pages", "misreadings")}
        key = "library.review.line" if built.ok else "library.review.failed"
        say(words(key, source=built.source, path=built.path, **facts))
        for one in built.findings[:_SHOWN]:
            say("  " + one.text(language()).replace("\n", "\n  "))
