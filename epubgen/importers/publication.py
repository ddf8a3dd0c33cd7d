# SPDX-License-Identifier: AGPL-3.0-or-later
"""Finds and reads ``publication.yaml``, and the free pages that it lists or that lie in ``pages/`` beside it."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import replace

from epubgen.errors import EpubgenError, Severity, SourceError, finding
from epubgen.files.input_tree import InputTree
from epubgen.files.publication_place import publication_in_tree
from epubgen.importers.photos import Photos
from epubgen.model import FreePage, Publication, SourceSpan
from epubgen.options import Options
from epubgen.serialization import decode_free_page

__all__ = ["known_publication", "misnamed", "publication_place", "with_free_pages"]


def misnamed(inputs: InputTree, folder: str, name: str) -> str | None:
    """Return a file of the folder that was probably meant as this YAML file.

    ``issue.yml``, ``issue.yaml.txt``, ``Issue.yaml``.
    """
    stem = posixpath.splitext(name)[0]
    known = {f"{stem}{ending}" for ending in (".yaml", ".yml", ".yaml.txt", ".yml.txt", ".yaml.yaml")}
    beside = sorted(inputs.beside(posixpath.join(folder, name)))
    return next((other for other in beside if posixpath.basename(other).lower() in known and inputs.has(other)), None)


def publication_place(inputs: InputTree, options: Options) -> tuple[InputTree, str] | None:
    """Return the file that the option names, or the nearest ``publication.yaml``, with its tree."""
    if options.publication is not None:
        return InputTree.folder(options.publication.parent), options.publication.name
    name = publication_in_tree(inputs)
    return (inputs, name) if name else None


def known_publication(inputs: InputTree, options: Options) -> tuple[Publication | None, str]:
    """Return the publication in a file, and the message key that says which file it is; nothing if there is no file.

    Raises:
        SourceError: the file has errors. ``findings`` holds all of them.
    """
    from epubgen.serialization import decode_publication  # noqa: PLC0415 - only pages with such a file need the decoder

    place = publication_place(inputs, options)
    if place is None:
        return None, ""
    tree, name = place
    publication, findings = decode_publication(tree.text(name), tree.at(name))
    fatal = [one for one in findings if one.severity is Severity.ERROR]
    if fatal:
        raise SourceError(*fatal)
    return publication, "fact.option" if options.publication is not None else "fact.publication-file"


_MARK = b"\xef\xbb\xbf"


def with_free_pages(publication: Publication, name: str, photos: Photos) -> Publication:
    """Return the publication of file ``name`` with the text of all its free pages. Findings go to ``photos``."""
    listed = [_listed(page, name, photos) for page in publication.free_pages]
    taken = {file for _, file in listed}
    found = [page for page, _ in listed if page]
    found += [page for file in _beside(name, photos) if file not in taken and (page := _read(file, photos))]
    return replace(publication, free_pages=tuple(found))


def _listed(page: FreePage, name: str, photos: Photos) -> tuple[FreePage | None, str]:
    """Return a page of the list with the text of the file it names, and that file."""
    if not page.file:
        return photos.complete(page, name), ""
    file = photos.inputs.resolve(name, page.file)
    at = (page.at or SourceSpan(photos.inputs.at(name).file)).of("file")
    if file is None:
        photos.findings.append(finding("S08", at, "free_pages", path=page.file))
        return None, ""
    if not photos.inputs.has(file):
        photos.findings.append(finding("S10.free", at, "free_pages", file=page.file))
        return None, file
    text = _read(file, photos)
    return (replace(page, body=text.body, file="") if text else None), file


def _beside(name: str, photos: Photos) -> Iterator[str]:
    """Yield the Markdown files in ``pages/`` beside the publication, by name.

    A file without front matter is the text of a printed page.
    """
    inputs = photos.inputs
    for file in inputs.under(posixpath.join(posixpath.dirname(name), "pages")):
        if posixpath.splitext(file)[1].lower() in (".md", ".markdown") and inputs.read(file)[:6].lstrip(
            _MARK
        ).startswith(b"---"):
            yield file


def _read(file: str, photos: Photos) -> FreePage | None:
    try:
        text = photos.inputs.text(file, photos.encoding)
    except EpubgenError as error:
        photos.findings += error.findings
        return None
    page, findings = decode_free_page(text, photos.inputs.at(file))
    photos.findings += findings
    broken = page is None or any(f.severity is Severity.ERROR for f in findings)
    return photos.complete(page, file) if page and not broken else None
