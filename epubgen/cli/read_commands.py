# SPDX-License-Identifier: AGPL-3.0-or-later
"""Commands that only read: ``check``, ``lint``, ``status``, ``inspect``, ``schema``, ``sources``."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from epubgen.cli.arguments import (
    as_json,
    device,
    encoding,
    file_path,
    options_of,
    page,
    publication,
    release_check,
    several_sources,
    source_format,
    strict,
)
from epubgen.cli.console import Command, language, report_json, say, show_json, show_report, tell, words
from epubgen.errors import CheckFailed, Report, SourceError
from epubgen.options import Device

if TYPE_CHECKING:
    from epubgen.api import SchemaPart
    from epubgen.validation import Accessibility

__all__ = ["check", "inspect", "lint", "schema", "sources", "status"]


@click.command(cls=Command, help=words("check"))
@click.argument("epub", metavar="FILE.epub", type=file_path)
@device
@click.option("--accessibility", is_flag=True, help=words("o.accessibility"))
@click.option("--no-java", is_flag=True, help=words("o.no_java"))
@strict
@as_json
def check(epub: Path, target: Device | None, accessibility: bool, no_java: bool, strict: bool, as_json: bool) -> int:
    """Check one EPUB; the exit code says whether it has errors."""
    from epubgen import api  # noqa: PLC0415 - help needs no imports

    if accessibility:
        spoken = api.accessibility(epub)
        if as_json:
            show_json(_access_json(spoken))
        else:
            say("\n".join(_access_lines(spoken)))
        return CheckFailed.exit_code if strict and not spoken.ok else 0
    report = api.check(epub, java=not no_java, target=target or "")
    version = dict(report.facts).get("epubcheck", "")
    if as_json:
        show_json({**report_json(report), "epubcheck": version, "left_out": [] if version else ["EPUBCheck"]})
    else:
        show_report(report, infos=True)
        if not version:
            say(words("check.left_out"))
    return CheckFailed.exit_code if report.errors or (strict and report.warnings) else 0


@click.command(cls=Command, help=words("lint"))
@click.argument("source", nargs=-1, type=file_path)
@click.option("--explain", metavar="CODE", default="", help=words("o.explain"))
@release_check
@strict
@publication
@page
@source_format
@encoding
@as_json
def lint(source: tuple[Path, ...], explain: str, strict: bool, as_json: bool, **settings: object) -> int:
    """Lint an issue; the exit code says whether it can be built."""
    from epubgen import api  # noqa: PLC0415 - help needs no imports

    if explain:
        say(api.explain(explain, language()))
        return 0
    if not source:
        raise click.MissingParameter(param=click.Argument(["source"]), ctx=click.get_current_context())
    report = api.lint(source, options=options_of(settings, clock=bool(settings["release_check"])))
    _show(report, as_json=as_json)
    return SourceError.exit_code if report.errors or (strict and report.warnings) else 0


@click.command(cls=Command, help=words("status"))
@click.argument("source", metavar="[DIR]", default=".", type=file_path)
@click.option("-o", "--output", type=file_path, default=None, metavar="DIR", help=words("o.status_folder"))
@release_check
@publication
@source_format
@encoding
@as_json
def status(source: Path, output: Path | None, as_json: bool, **settings: object) -> None:
    """Print what an issue lacks; the exit code is 0 also where it lacks something."""
    import epubgen  # noqa: PLC0415 - help needs no imports

    state = epubgen.status(source, output, options=options_of(settings, clock=bool(settings["release_check"])))
    if as_json:
        show_json(state.as_json(language()))
    else:
        say(state.text(language()))


@click.command(cls=Command, help=words("inspect"))
@several_sources
@publication
@page
@source_format
@encoding
@as_json
def inspect(source: tuple[Path, ...], as_json: bool, **settings: object) -> None:
    """Print the description of an EPUB, or of an issue, as a tree."""
    from epubgen import api  # noqa: PLC0415 - help needs no imports

    one_epub = len(source) == 1 and source[0].suffix.lower() == ".epub"
    tree = api.inspect(source[0]) if one_epub else api.inspect(source, options=options_of(settings))
    if as_json:
        show_json(tree.as_json())
    else:
        say(tree.text())


@click.command(cls=Command, help=words("schema"))
@click.option(
    "--part",
    type=click.Choice(["file", "publication", "issue", "article", "sidecar", "library", "library-sidecar"]),
    default="file",
    help=words("o.part"),
)
@click.option("--write", "folder", type=file_path, default=None, metavar="DIR", help=words("o.write_schemas"))
def schema(part: str, folder: Path | None) -> None:
    """Print a JSON Schema, or write all of them into a folder for text editors."""
    from epubgen import api  # noqa: PLC0415 - help needs no imports

    if folder:
        written = api.write_schemas(folder)
        settings = any(path.name == "settings.json" for path in written)
        tell(words("schema.written" if settings else "schema.written.left", folder=folder.as_posix()))
        for path in written:
            say(str(path))
        return
    say(json.dumps(api.schema(cast("SchemaPart", part)), ensure_ascii=False, indent=2))


@click.command(cls=Command, help=words("sources"))
@as_json
def sources(as_json: bool) -> None:
    """List the input formats; a broken plug-in is listed with its fault."""
    from epubgen import api  # noqa: PLC0415 - help needs no imports

    lang = language()
    known = api.sources()
    names = {one.name: one.fault.message(lang) if one.fault else one.description(lang) for one in known}
    if as_json:
        broken = {one.name: one.fault.as_json(lang) for one in known if one.fault}
        show_json({"sources": names, **({"broken": broken} if broken else {})})
    else:
        say("\n".join(f"{name:16} {text}".rstrip() for name, text in names.items()))


def _show(report: Report, *, as_json: bool) -> None:
    if as_json:
        show_json(report_json(report))
    else:
        show_report(report, infos=True)


def _access_json(report: Accessibility) -> dict[str, object]:
    """Return the accessibility report as JSON; places as ``file`` and ``line``."""
    facts: dict[str, object] = {"ok": report.ok, **asdict(report)}
    facts["languages"], facts["foreign"] = dict(report.languages), dict(report.foreign)
    facts["broken"] = [str(found.at) for found in report.broken]
    return facts


def _access_lines(report: Accessibility) -> Iterator[str]:
    """Yield the accessibility report in lines, one for each fact and each place."""
    yield _say("title", title=report.title)
    for block in (_claims, _pictures, _headings, _languages, _pages):
        yield ""
        yield from block(report)
    yield ""
    yield _say("contrast", count=report.colours) if report.colours else _say("contrast.none")
    yield from (_item("broken", at=found.at) for found in report.broken)
    yield ""
    yield _say("ok") if report.ok else _say("not_ok", count=_wrong(report))


def _claims(report: Accessibility) -> Iterator[str]:
    yield _say("claims")
    for claim in report.claims:
        verdict = _say(f"holds.{str(claim.holds).lower()}")
        yield _item("claim", verdict=verdict, name=claim.name.partition(":")[2], value=claim.value)
    yield from (_item("unsaid", name=name) for name in report.unsaid)
    if not report.claims and not report.unsaid:
        yield _item("no_claims")


def _pictures(report: Accessibility) -> Iterator[str]:
    wanting, silent = report.pictures - report.decorative, len(report.silent)
    if not report.pictures:
        yield _say("pictures.none")
        return
    share = round(100 * (wanting - silent) / wanting) if wanting else 100
    shown = {"count": report.pictures, "decorative": report.decorative, "silent": silent}
    yield _say("pictures", spoken=wanting - silent, share=share, **shown)
    yield from (_item(f"silent.{photo.kind}", at=photo.at, name=photo.name) for photo in report.silent)
    if silent:
        yield _item("silent.hint")


def _headings(report: Accessibility) -> Iterator[str]:
    yield _say("headings", count=report.headings, documents=report.documents)
    yield from (_item(f"heading.{fault.kind}", at=fault.at, words=fault.words) for fault in report.faults)
    if not report.faults:
        yield _item("headings.good")


def _languages(report: Accessibility) -> Iterator[str]:
    yield _say("languages", language=report.language or "-", documents=_counts(report.languages) or "-")
    if report.foreign:
        yield _item("foreign", runs=_counts(report.foreign))
    yield from (_item("mute", name=name) for name in report.mute)


def _pages(report: Accessibility) -> Iterator[str]:
    yield _say("pages", count=report.pages) if report.pages else _say("pages.none")
    yield from (_item("unlisted", page=page) for page in report.unlisted)


def _counts(pairs: Sequence[tuple[str, int]]) -> str:
    return ", ".join(f"{tag} ({count})" for tag, count in pairs)


def _wrong(report: Accessibility) -> int:
    lists = (report.unsaid, report.silent, report.faults, report.mute, report.unlisted, report.broken)
    return sum(map(len, lists)) + sum(claim.holds is False for claim in report.claims)


def _say(key: str, **args: object) -> str:
    return words(f"access.{key}", **args)


def _item(key: str, **args: object) -> str:
    return f"  - {_say(key, **args)}"
