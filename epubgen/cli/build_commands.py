# SPDX-License-Identifier: AGPL-3.0-or-later
"""Commands that write a file for readers: ``build``, ``export``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from epubgen import messages
from epubgen.cli.arguments import (
    as_json,
    cover,
    edition_options,
    encoding,
    force,
    keep_ads,
    leave_out,
    max_size,
    options_of,
    page,
    paper_id,
    paper_title,
    publication,
    quiet,
    revision,
    several_sources,
    source_format,
    target,
    typed_path,
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
from epubgen.errors import OptionsError, Report, Severity, finding
from epubgen.options import silent

if TYPE_CHECKING:
    from epubgen.conversion import Converted
    from epubgen.epub.package import Epub
    from epubgen.importers.reading import Fact

__all__ = ["build", "export"]

_STDOUT = "-"
_PRINTED_CODES = ("D13", "EG085", "EG101")
"""Codes that are printed although they are no faults: instants of a correction, changes since the last build, fonts."""
_FORMATS = ("azw3", "kepub")


@click.command(cls=Command, help=words("build"))
@several_sources
@click.option("-o", "--output", type=typed_path, metavar="OUT.epub", help=words("o.output"))
@edition_options("both")
@revision
@click.option("--replace", is_flag=True, hidden=True)
@force
@leave_out
@keep_ads
@publication
@page
@paper_title
@paper_id
@source_format
@encoding
@as_json
@quiet
def build(
    source: tuple[Path, ...],
    output: str | None,
    writing_mode: str | None,
    no_cache: bool,
    replace: bool,
    as_json: bool,
    quiet: bool,
    **settings: object,
) -> None:
    """Build an EPUB and print its path."""
    from epubgen import api  # noqa: PLC0415 - help needs no imports

    if replace:
        tell(words("replace.gone"))
    both = writing_mode == "both"
    options = options_of(
        settings | {"writing_mode": "" if both else writing_mode},
        cache=not no_cache,
        progress=silent if quiet or as_json else draw_progress,
        clock=bool(settings["release_check"] or settings["revision"]),
    )
    stream = _stream(as_json=as_json, both=both) if output == _STDOUT else None
    made = (
        api.build_twins(source, output, options=options)
        if both
        else (api.build(source, stream or output, options=options),)
    )
    if as_json:
        each = [_epub_json(epub) for epub in made]
        show_json({"editions": each} if both else each[0])
        return
    if not quiet:
        _tell_of_build(made)
    for epub in made:
        if epub.path:
            say(str(epub.path))


def _stream(*, as_json: bool, both: bool) -> IO[bytes]:
    """Return standard output for ``-o -``, when it accepts bytes and nothing else is written there.

    Raises:
        OptionsError: EG015 it is a terminal, or would get two editions, or JSON too.
    """
    shown = sys.stdout is None or sys.stdout.isatty()
    fault = "EG015.both" if both else "EG015.json" if as_json else "EG015" if shown else ""
    if fault:
        raise OptionsError(finding(fault))
    return sys.stdout.buffer


def _epub_json(epub: Epub) -> dict[str, object]:
    facts = {"path": str(epub.path), "identifier": epub.identifier, "title": epub.title, "size": epub.size}
    counts = {"sha256": epub.sha256, "stories": epub.stories, "photos": epub.photos}
    return facts | counts | {"derived": _derived(epub.derived)} | _photo_json(epub) | report_json(epub.report)


def _tell_of_build(made: tuple[Epub, ...]) -> None:
    """Print what was derived from the input, the findings, each once, and the files that were written."""
    for fact in _derived(made[0].derived):
        tell(words("derived", **fact))
    found = dict.fromkeys(entry for epub in made for entry in epub.report.findings)
    show_report(Report(findings=tuple(found)), err=True)
    for epub in made:
        size = size_words(epub.size)
        if line := _photo_words(epub):
            tell(line)
        for entry in epub.report.findings:
            if entry.code in _PRINTED_CODES:
                tell(entry.message(language()))
        tell(words("built", title=epub.title, stories=epub.stories, photos=epub.photos, size=size))


def _derived(facts: tuple[Fact, ...]) -> list[dict[str, str]]:
    """Yield derived facts, with the origin of each in words."""
    lang = language()
    return [{"name": f.name, "value": f.value, "origin": messages.message(f.origin, (), lang)} for f in facts]


def _photo_words(epub: Epub) -> str:
    """Return a line about the photos; empty where there are none."""
    if not epub.pictures:
        return ""
    given = sum(photo.bytes_in for photo in epub.pictures)
    taken = sum({photo.name: photo.bytes_out for photo in epub.pictures}.values())
    qualities = sorted({photo.quality for photo in epub.pictures if photo.quality})
    quality = "–".join(map(str, dict.fromkeys((*qualities[:1], *qualities[-1:]))))
    fitted = [f for f in epub.report.findings if f.key == "F13.fitted"]
    line = words("photos.done", given=size_words(given), taken=size_words(taken))
    if quality:
        line += words("photos.quality", quality=quality)
    if fitted:
        facts = dict(fitted[0].args)
        line += words("photos.fitted", limit=facts["limit"], edge=facts["edge"])
    return line


def _photo_json(epub: Epub) -> dict[str, object]:
    """Return the facts of every photo, and the size limits of the ways to send the EPUB."""
    from epubgen.images import TRANSFER_LIMITS  # noqa: PLC0415 - help needs no imports

    photos = [
        {
            "file": photo.file,
            "used_in": list(photo.used_in),
            "bytes_in": photo.bytes_in,
            "bytes_out": photo.bytes_out,
            "width": photo.width,
            "height": photo.height,
            "quality": photo.quality or None,
            "name": photo.name,
        }
        for photo in epub.pictures
    ]
    limits = [
        {"channel": channel.name, "bytes": channel.limit, "fits": epub.size <= channel.limit}
        for channel in TRANSFER_LIMITS
    ]
    return {"photo_report": photos, "limits": limits}


@click.command(cls=Command, help=words("export"))
@several_sources
@click.option("--to", type=click.Choice(_FORMATS), required=True, help=words("o.to"))
@click.option("-o", "--output", type=typed_path, metavar="OUT", help=words("o.export_output"))
@writing_mode()
@target
@cover
@max_size
@force
@publication
@page
@source_format
@encoding
@as_json
@quiet
def export(
    source: tuple[Path, ...], to: str, output: str | None, as_json: bool, quiet: bool, **settings: object
) -> None:
    """Convert an EPUB and print the path of the new file."""
    from epubgen import api  # noqa: PLC0415 - help needs no imports

    named = source[0] if len(source) == 1 else source
    if isinstance(named, tuple) or named.suffix.lower() != ".epub":
        options = options_of(settings, cache=True, progress=silent if quiet or as_json else draw_progress)
    else:
        options = options_of(settings)  # a finished EPUB is not built again
    made = api.export(named, output, to=to, options=options)
    if as_json:
        show_json(_converted_json(made, to))
        return
    if not quiet:
        _tell_of_export(made, to)
    say(str(made.path))


def _converted_json(made: Converted, to: str) -> dict[str, object]:
    from epubgen.conversion import media_type  # noqa: PLC0415 - help needs no imports

    facts = {"path": str(made.path), "format": to, "media_type": media_type(to)}
    counts = {"size": made.size, "sha256": made.sha256}
    return facts | counts | dict(made.report.facts) | report_json(made.report)


def _tell_of_export(made: Converted, to: str) -> None:
    """Print what was corrected, what should be checked, and which file was written."""
    infos = [f for f in made.report.findings if f.code == "EG044"]
    for entry in infos:
        tell(entry.message(language()))
    left = Report(findings=tuple(f for f in made.report.findings if f.severity is not Severity.INFO))
    show_report(left, err=True)
    tell(words("export.done", format=to, size=size_words(made.size)))
