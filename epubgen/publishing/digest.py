# SPDX-License-Identifier: AGPL-3.0-or-later
"""Whether an issue is still the one that was built: a hash of everything that an edition is made from."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace

from epubgen.errors import Location, SourceError
from epubgen.files.input_tree import InputTree
from epubgen.images.uses import uses
from epubgen.model import Issue, LangStr, Publishing
from epubgen.options import Options
from epubgen.pipeline.prepare import Stage
from epubgen.publishing.plan import Pressing
from epubgen.version import __version__

__all__ = ["issue_digest", "pressing_key"]


def issue_digest(stage: Stage, options: Options) -> str:
    """A hash of the issue as it was read, its pictures, sheets and fonts, the options and the version.

    Comments and the order of keys in the files count for nothing, and ``publish:`` says nothing about the words.
    """
    issue = stage.issue
    paper = replace(issue.publication, publish=Publishing())
    plain = replace(options, cache=None, cache_limit=0, threads=0, check=False, strict=False, release_check=False)
    plain = replace(plain, clock=None, revision="", replace=False)
    told = [
        __version__,
        *_tokens(replace(issue, publication=paper, root="")),
        *_tokens(stage.publisher_css),
        *_tokens(plain),
    ]
    made = hashlib.sha256("\0".join(told).encode("utf-8", "surrogatepass"))
    for data in _files(issue, stage.inputs, options):
        made.update(hashlib.sha256(data).digest())
    return made.hexdigest()


def pressing_key(digest: str, pressing: Pressing) -> str:
    """A hash of everything that one file is made from."""
    return hashlib.sha256(f"{digest} {pressing.target} {pressing.mode} {pressing.format}".encode()).hexdigest()


def _tokens(value: object) -> Iterator[str]:
    """A value of the model as texts, the same in every process; where it stands in its file is left out."""
    if isinstance(value, LangStr):
        yield f"{value}\1{value.lang}"
    elif isinstance(value, Mapping):
        yield from _many("{", (item for pair in value.items() for item in pair))
    elif isinstance(value, tuple):
        yield from _many("(", value)
    elif is_dataclass(value):
        shown = () if isinstance(value, Location) else fields(value)
        yield from _many(type(value).__name__, (getattr(value, item.name) for item in shown if item.compare))
    else:
        yield repr(value)


def _many(opening: str, items: Iterable[object]) -> Iterator[str]:
    yield opening
    for item in items:
        yield from _tokens(item)
    yield ")"


def _files(issue: Issue, inputs: InputTree, options: Options) -> Iterator[bytes]:
    """The bytes of the files that an issue names; of a file that is not there, none."""
    paper = issue.publication
    names = [use.photo.file for use in uses(issue, ads=True) if use.photo.data is None]
    names += [name for page in issue.pages for name in (page.facsimile, page.pdf) if name]
    names += [paper.cover.file, *paper.fonts]
    for name in dict.fromkeys(filter(None, names)):
        yield name.encode()
        yield _read(inputs, name)
    for path in options.fonts:
        yield path.as_posix().encode()
        yield path.read_bytes() if path.is_file() else b""


def _read(inputs: InputTree, name: str) -> bytes:
    try:
        return inputs.read(name) if inputs.has(name) else b""
    except SourceError:
        return b""
