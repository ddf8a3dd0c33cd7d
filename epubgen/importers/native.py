# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reads an issue folder: ``publication.yaml``, ``issue.yaml``, articles as Markdown, photos with sidecars."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import field, replace
from typing import TypeVar

from epubgen.errors import EpubgenError, Finding, Severity, SourceError, finding
from epubgen.files.input_tree import InputTree
from epubgen.files.publication_place import publication_in_tree
from epubgen.importers.photos import Photos, with_loose_photos
from epubgen.importers.publication import misnamed, with_free_pages
from epubgen.importers.reading import Reading
from epubgen.languages.characters import comparable
from epubgen.model import Article, Issue, Publication
from epubgen.options import Options
from epubgen.serialization import decode_article, decode_issue, decode_publication, in_order
from epubgen.startup import dataclass

__all__ = ["IMPORTER"]

T = TypeVar("T")
_STAND_IN = Publication(id="none", title="none", language="und")


class Native:
    """The importer of the folder that editors write by hand."""

    name: str = "native"

    def recognises(self, inputs: InputTree) -> bool:
        """Return whether the folder holds articles or ``issue.yaml``, also under a slightly wrong name."""
        named = inputs.has(posixpath.join(inputs.base, "issue.yaml")) or bool(_article_files(inputs))
        return named or (not inputs.entry and misnamed(inputs, inputs.base, "issue.yaml") is not None)

    def read(self, inputs: InputTree, options: Options) -> Reading:
        """Read the folder.

        Raises:
            SourceError: files have errors. ``findings`` holds all of them.
        """
        folder = _FolderRead(inputs, options.encoding, options.leave_out)
        issue = folder.issue()
        errors = [f for f in folder.findings if f.severity is Severity.ERROR]
        if errors or issue is None:
            raise SourceError(*folder.findings)
        return Reading(issue=issue, findings=tuple(folder.findings))


IMPORTER = Native()


@dataclass(slots=True)
class _FolderRead:
    """Reads one folder once and collects the findings of all files."""

    inputs: InputTree
    encoding: str
    leave_out: tuple[str, ...] = ()
    findings: list[Finding] = field(default_factory=list)

    def issue(self) -> Issue | None:
        """Return the issue, or ``None`` after an error."""
        photos = Photos(self.inputs, self.encoding)
        publication = self._publication(photos)
        issue = self._issue(photos, publication or _STAND_IN)
        stories = list(self._articles(photos))
        if issue is not None:
            stories = with_loose_photos(stories, issue, photos)
        self.findings += _unread(self.inputs)
        self.findings += _devices(self.inputs)
        self.findings += photos.findings
        if publication is None or issue is None:
            return None
        return replace(issue, articles=in_order(stories, issue.sections, issue.pages))

    def _publication(self, photos: Photos) -> Publication | None:
        name = publication_in_tree(self.inputs)
        if name is None:
            self._missing("publication")
            return None
        text = self._text(name)
        value = None if text is None else self._take(decode_publication(text, self.inputs.at(name)))
        return with_free_pages(photos.publication(value, name), name, photos) if value else None

    def _issue(self, photos: Photos, publication: Publication) -> Issue | None:
        name = posixpath.join(self.inputs.base, "issue.yaml")
        if not self.inputs.has(name):
            self._missing("issue")
            return None
        text = self._text(name)
        issue = None if text is None else self._take(decode_issue(text, self.inputs.at(name), publication))
        if issue is None:
            return None
        self._folder_date(issue)
        return photos.issue(issue, name)

    def _missing(self, stem: str) -> None:
        """Report S10: ``issue.yaml`` or ``publication.yaml`` is missing or has a wrong name."""
        base, name = self.inputs.base, f"{stem}.yaml"
        if self.inputs.is_device(posixpath.join(base, name)):
            self.findings.append(finding("S10.unreadable.device", self.inputs.at(posixpath.join(base, name)), ""))
            return
        above = [base, posixpath.dirname(base), posixpath.dirname(posixpath.dirname(base))]
        folders = dict.fromkeys(above if stem == "publication" else above[:1])
        found = next((other for folder in folders if (other := misnamed(self.inputs, folder, name))), None)
        place = self.inputs.at(found or posixpath.join(base, name))
        key = f"S10.{stem}.name" if found else f"S10.{stem}"
        self.findings.append(finding(key, place, "", found=posixpath.basename(found or "")))

    def _folder_date(self, issue: Issue) -> None:
        """Report D01: a folder named by a date does not hold the issue of that date."""
        folder = posixpath.basename(self.inputs.base or self.inputs.label)
        if (
            not re.fullmatch(r"\d{4}-\d\d-\d\d", folder, re.ASCII)
            or folder == issue.date.isoformat()
            or issue.at is None
        ):
            return
        self.findings.append(finding("D01", issue.at.of("date"), "date", date=issue.date, folder=folder))

    def _articles(self, photos: Photos) -> Iterator[tuple[str, Article]]:
        left = {comparable(story) for story in self.leave_out}
        for name in _article_files(self.inputs):
            stem = posixpath.splitext(posixpath.basename(name))[0]
            if comparable(stem) in left:  # unread: what is wrong with it must not stop the rest
                self.findings.append(finding("A10", self.inputs.at(name), stem, title=stem))
                continue
            text = self._text(name)
            story = None if text is None else self._take(decode_article(text, self.inputs.at(name), stem))
            if story and story.draft:
                self.findings.append(finding("S13", self.inputs.at(name), "draft", title=story.headline))
            if story:  # a draft stays known: lists and links may name it; ``derive`` drops it
                yield name, photos.complete(story, name)

    def _text(self, name: str) -> str | None:
        try:
            return self.inputs.text(name, self.encoding)
        except EpubgenError as error:
            self.findings += error.findings
            return None

    def _take(self, outcome: tuple[T | None, tuple[Finding, ...]]) -> T | None:
        value, findings = outcome
        self.findings += findings
        return value


def _article_files(inputs: InputTree) -> list[str]:
    """List the Markdown files in and below ``articles/``, without the ``NAME.new.md`` that an import writes."""
    found = inputs.under(posixpath.join(inputs.base, "articles"))
    texts = [name for name in found if posixpath.splitext(name)[1].lower() in (".md", ".markdown")]
    return [name for name in texts if not name.lower().endswith(".new.md") and not _laid_by_programs(name)]


def _devices(inputs: InputTree) -> Iterator[Finding]:
    """Report S10: something in ``articles/`` has the name of a story but is no regular file."""
    for name in inputs.devices(posixpath.join(inputs.base, "articles")):
        if not _laid_by_programs(name):
            yield finding("S10.unreadable.device", inputs.at(name), "")


def _laid_by_programs(name: str) -> bool:
    """Return whether a name is that of a lock file of Office or of a hidden system file."""
    return posixpath.basename(name).startswith((".", "~$"))


_TEXTS = (".doc", ".docx", ".htm", ".html", ".md", ".odt", ".pages", ".pdf", ".rtf", ".txt", ".wps")
"""Files that may hold a story; what systems lay beside them (``Thumbs.db``) is none."""


def _unread(inputs: InputTree) -> Iterator[Finding]:
    """Report S15: files that look like stories of this issue but are not read."""
    articles = posixpath.join(inputs.base, "articles")
    for name in inputs.under(inputs.base):
        stem, ending = posixpath.splitext(posixpath.basename(name))
        if _laid_by_programs(name) or ending.lower() not in _TEXTS:
            continue
        if name.startswith(f"{articles}/"):
            if ending.lower() != ".md":
                yield finding("S15", inputs.at(name))
        elif posixpath.dirname(name) == inputs.base and ending.lower() == ".md" and stem.lower() != "readme":
            yield finding("S15.place", inputs.at(name))
