# SPDX-License-Identifier: AGPL-3.0-or-later
"""Photos on the command line: what became of them, where their cache lies, and the command for that cache."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from epubgen.cli.arguments import as_json
from epubgen.cli.console import say, show_json, size_words, words

if TYPE_CHECKING:
    from epubgen.epub.package import Epub

__all__ = ["cache", "cache_folder", "photo_json", "photo_words"]


def cache_folder() -> Path:
    """Where encoded photos are kept: ``EPUBGEN_CACHE``, else the user's own folder for such files."""
    if named := os.environ.get("EPUBGEN_CACHE"):
        return Path(named)
    from platformdirs import user_cache_path  # noqa: PLC0415 - only builds need it

    return user_cache_path("epubgen", appauthor=False) / "photos"


def photo_words(epub: Epub) -> str:
    """What became of the photos, in a line; empty where there are none."""
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


def photo_json(epub: Epub) -> dict[str, object]:
    """Every photo and the limits of the ways that the EPUB may travel."""
    from epubgen.images import TRANSFER_LIMITS  # noqa: PLC0415 - help must not wait for it

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


@click.group(help=words("cache"))
def cache() -> None:
    """The commands of the cache."""


@cache.command(help=words("cache.info"))
@as_json
def info(as_json: bool) -> None:
    """Say where the cache is and what it holds."""
    from epubgen.images import cache_facts  # noqa: PLC0415 - the same
    from epubgen.options import Options  # noqa: PLC0415 - help must not wait for it

    facts, limit = cache_facts(cache_folder()), Options().cache_limit
    if as_json:
        show_json({"folder": str(facts.folder), "photos": facts.photos, "size": facts.size, "limit": limit})
    else:
        held, most = size_words(facts.size), size_words(limit)
        say(words("cache.facts", folder=facts.folder, photos=facts.photos, size=held, limit=most))


@cache.command(help=words("cache.clear"))
def clear() -> None:
    """Empty the cache."""
    from epubgen.images import clear_cache  # noqa: PLC0415 - help must not wait for it

    gone = clear_cache(cache_folder())
    say(words("cache.cleared", folder=gone.folder, photos=gone.photos, size=size_words(gone.size)))
