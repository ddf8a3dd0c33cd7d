# SPDX-License-Identifier: AGPL-3.0-or-later
"""A running preview: reads the source when it changes, notifies the pages that wait, and answers the server."""

from __future__ import annotations

import json
from collections.abc import Mapping
from threading import Condition, Event, Lock, Thread
from types import TracebackType
from typing import Literal, Self, Unpack, cast

from epubgen.api import settled
from epubgen.epub.pages import Part
from epubgen.errors import EpubgenError, Finding, finding
from epubgen.importers.open_source import IssueSource, open_source
from epubgen.live_preview.edits import PreviewEdits
from epubgen.live_preview.server import PreviewServer
from epubgen.live_preview.state import parts_json, state_json, words_json
from epubgen.live_preview.watch import Watcher, must_watch, named_paths
from epubgen.options import OptionKeywords, Options, choice, with_option_words
from epubgen.pipeline.live import LiveSource, Mode

__all__ = ["Preview", "preview"]

_PATIENCE = 0.5
"""Seconds between two tests whether the program is to stop."""
_MOMENT = 0.15
"""Seconds before a source is read again whose files vanished while it was read."""


class Preview:
    """An issue shown at an address of this computer until it is closed. Use it as a context manager.

    Args:
        source: what ``api.build`` takes, by path; files in memory are shown, but cannot change.
        port: the port of the address; 0 takes a free one.
        language: the language of the page and the findings, ``en`` or ``zh``.
        options: all options as one value.
        settings: single options; they override ``options``.

    Raises:
        OptionsError: EG001 an unknown option; EG002 to EG004 the source does not exist; EG034 the port is taken.
        ToolError: EG033 the extra ``preview`` is not installed. Faults of the source raise nothing: the page shows
            them.
    """

    def __init__(
        self,
        source: IssueSource,
        *,
        port: int = 0,
        language: str = "en",
        options: Options | None = None,
        **settings: Unpack[OptionKeywords],
    ) -> None:
        must_watch()
        options = settled(settings, options)
        open_source(source, options.encoding)
        self._language = language
        self._live_source = LiveSource(source, options)
        self._errors: tuple[Finding, ...] = ()
        self._serial = 0
        self._news = Condition()
        self._dirty, self._stop, self._states = Event(), Event(), Lock()
        self._edits = PreviewEdits(self._live_source, self._dirty.set)
        self._reader = Thread(target=self._read_on, name="epubgen-read", daemon=True)
        self._watcher = (
            Watcher(source, options, self._live_source.files, self._dirty.set) if named_paths(source) else None
        )
        try:
            self._server = PreviewServer(self, port)
        except BaseException:
            self._live_source.close()
            raise

    @property
    def address(self) -> str:
        """The address to open in a browser: ``http://127.0.0.1:8000/``."""
        return self._server.address

    @property
    def editing_address(self) -> str:
        """The address with the key that edits need; everybody who knows it may write into the issue."""
        return f"{self.address}?key={self._server.key}"

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The errors of the source now; empty when it is shown as it is."""
        return self._errors

    @property
    def serial(self) -> int:
        """How often the source was read."""
        return self._serial

    def __enter__(self) -> Self:
        try:
            if self._watcher:
                self._watcher.start()
            self._read()
            self._reader.start()
            self._server.start()
        except BaseException:  # Ctrl-C while the photos are read for the first time
            self.close()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """End all threads and remove the prepared photos."""
        self._stop.set()
        self._dirty.set()
        with self._news:
            self._news.notify_all()
        self._server.close()
        if self._watcher:
            self._watcher.close()
        if self._reader.is_alive():
            self._reader.join()
        self._live_source.close()

    def wait(self) -> None:
        """Wait until the program is stopped."""
        while not self._stop.wait(_PATIENCE):  # Windows hears Ctrl-C only between two waits
            pass

    # Answers for the server.

    def state(self, mode: str) -> bytes:
        """Return the state as JSON, in a writing mode or in that of the source."""
        serial, errors, own_mode = self._serial, self._errors, self._live_source.own_mode
        try:
            with self._states:  # pages are made once for all requests
                live = self._live_source.in_mode(cast("Mode", mode))
                facts = state_json(live, errors, serial, own_mode, self._language)
        except EpubgenError as error:  # for example, a theme without sheets for this writing mode
            facts = state_json(None, error.findings, serial, own_mode, self._language)
        return json.dumps(facts, ensure_ascii=False).encode()

    def words(self) -> bytes:
        """Return the words of the page as JSON."""
        return json.dumps(words_json(self._language), ensure_ascii=False).encode()

    def story_parts(self, story: str) -> bytes:
        """Return the parts of a story as JSON, with what each can become."""
        live = self._live_source.in_mode()
        facts = parts_json(live, story, self._language) if live else []
        return json.dumps(facts, ensure_ascii=False).encode()

    def part(self, mode: str, href: str) -> Part | None:
        """Return a part of the edition in a writing mode."""
        live = self._live_source.in_mode(cast("Mode", mode))
        return live.part(href) if live else None

    def facsimile(self, page: str) -> bytes | None:
        """Return the picture of a printed page."""
        return self._live_source.facsimile(page)

    def edit(self, act: str, facts: Mapping[str, object]) -> bytes:
        """Perform an edit and return its result as JSON."""
        outcome = self._edits.perform(act, facts)
        return json.dumps(outcome.as_json(self._language, self._edits.count), ensure_ascii=False).encode()

    def next_serial(self, known: int, seconds: float) -> int | None:
        """Return the serial when it has changed, or unchanged after some seconds.

        The result is ``None`` when the preview has ended.
        """
        with self._news:
            self._news.wait_for(lambda: self._serial != known or self._stop.is_set(), seconds)
            return None if self._stop.is_set() else self._serial

    # Reading the source.

    def _read_on(self) -> None:
        while self._dirty.wait() and not self._stop.is_set():
            self._dirty.clear()
            self._read()

    def _read(self) -> None:
        """Read the source and notify the pages. Every fault is shown, since the next save may correct it."""
        try:
            errors = self._refreshed()
        except OSError:  # a file was removed while it was read
            self._stop.wait(_MOMENT)
            errors = self._refreshed(patient=False)
        with self._news:
            self._errors = errors
            self._serial += 1
            self._news.notify_all()

    def _refreshed(self, *, patient: bool = True) -> tuple[Finding, ...]:
        """Return the errors of the source as it is now.

        Raises:
            OSError: a file vanished, and ``patient`` is set; otherwise that becomes a finding.
        """
        try:
            self._live_source.refresh()
        except EpubgenError as error:
            return error.findings
        except Exception as error:
            if patient and isinstance(error, OSError):
                raise
            return (finding("EG999", None, "", what=f"{type(error).__name__}: {error}"),)
        return ()


@with_option_words
def preview(
    source: IssueSource,
    *,
    port: int = 0,
    lang: Literal["en", "zh"] = "en",
    options: Options | None = None,
    **settings: Unpack[OptionKeywords],
) -> Preview:
    """Show an issue in the browser, and again whenever one of its files is saved.

    ::

        with epubgen.preview("issues/xizhou-daily/2026-04-17") as shown:
            print(shown.address)
            shown.wait()

    Args:
        source: what ``build`` takes, by path; files in memory are shown, but cannot change.
        port: the port of the address; 0 takes a free one.
        lang: the language of the page and its findings, ``en`` or ``zh``.
        options: all options as one value.
        settings: single options; they override ``options``.

    Returns:
        A context manager that serves the page until the block ends.

    Raises:
        OptionsError: EG016 no such language; EG034 the port is taken; and as ``build``. ToolError: EG033 the extra
            ``preview`` is not installed. Faults of the source raise nothing: the page shows them.
    """
    return Preview(source, port=port, language=choice("lang", lang, ("en", "zh")), options=options, **settings)
