# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reads a whole issue in one YAML or JSON file: ``format: epubgen-issue/1``."""

from __future__ import annotations

from dataclasses import replace

from epubgen.errors import Finding, Severity, SourceError, finding
from epubgen.files.input_tree import InputTree
from epubgen.importers.data_files import asked_file, data_file
from epubgen.importers.photos import Photos
from epubgen.importers.publication import with_free_pages
from epubgen.importers.reading import Reading
from epubgen.model import Article, Issue
from epubgen.options import Options
from epubgen.serialization import decode_one_file, in_order
from epubgen.startup import regex

__all__ = ["IMPORTER"]

_SIGNS = regex(rb"""["']?format["']?[ \t]*:[ \t]*["']?epubgen-issue/""")


class OneFile:
    """The importer of the one-file format that programs write."""

    name: str = "one_file"

    def recognises(self, inputs: InputTree) -> bool:
        """Return whether a data file names the format."""
        return data_file(inputs, _looks) is not None

    def read(self, inputs: InputTree, options: Options) -> Reading:
        """Read the file.

        Raises:
            SourceError: the file has errors. ``findings`` holds all of them.
        """
        name = asked_file(inputs, _looks)
        issue, findings = decode_one_file(inputs.text(name, options.encoding), inputs.at(name))
        photos = Photos(inputs, options.encoding)
        if issue:
            publication = with_free_pages(photos.publication(issue.publication, name), name, photos)
            issue = replace(photos.issue(issue, name), publication=publication)
        findings = (*findings, *photos.findings)
        if issue is None or any(f.severity is Severity.ERROR for f in findings):
            raise SourceError(*findings)
        drafts = tuple(_draft(story) for story in issue.articles if story.draft)
        return Reading(issue=_ordered(issue), findings=(*findings, *drafts))


IMPORTER = OneFile()


def _looks(data: bytes) -> bool:
    """Return whether bytes name the format. UTF-16 is recognised, too, because its zero bytes are removed before."""
    return _SIGNS.search(data) is not None


def _draft(story: Article) -> Finding:
    return finding("S13", story.at.of("draft") if story.at else None, "draft", title=story.headline)


def _ordered(issue: Issue) -> Issue:
    """Return the issue without drafts. Stories that no list names keep their order in the file."""
    numbered = [(f"{index:06}", story) for index, story in enumerate(issue.articles) if not story.draft]
    return replace(issue, articles=in_order(numbered, issue.sections, issue.pages))
