# SPDX-License-Identifier: AGPL-3.0-or-later
"""Photos and covers once in a run: library calls with keywords alone use one cache, and so does the command line.

Encoding is most of what a build costs. The cache goes by content, so a build says and makes what it would without; that it
does is shown by tests of the cache. ``cache=None`` and ``--no-cache`` mean what they say; ``encoded_anew`` is for tests that
compare the work of two builds, or count it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from epubgen.api import environment
from epubgen.options import Options, make_options


@pytest.fixture(scope="session")
def run_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The temporary folder of the run, the same for all its workers."""
    home = tmp_path_factory.getbasetemp()
    return home.parent if "PYTEST_XDIST_WORKER" in os.environ else home


@pytest.fixture(autouse=True, scope="session")
def one_cache(run_folder: Path) -> Iterator[None]:
    """Never the cache of the user."""
    folder = run_folder / "photo-cache"

    def with_cache(settings: Mapping[str, object], options: Options | None = None) -> Options:
        return make_options(settings if options else {"cache": folder, **settings}, options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EPUBGEN_CACHE", str(folder))
        patch.setattr(environment, "make_options", with_cache)
        yield


@pytest.fixture
def encoded_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """A library call without a cache has none."""
    monkeypatch.setattr(environment, "make_options", make_options)
