# SPDX-License-Identifier: AGPL-3.0-or-later
"""Drives a headless Chromium; no other room does.

The browser is an external program that is started for one use and always ended. It reaches no network but this
computer::

    with Browser() as browser:
        page = browser.page(536, 724, ratio=2.0)
        page.go("file:///tmp/page.xhtml")
        picture = page.screenshot()
"""

from __future__ import annotations

from epubgen.live_preview.browser.page import Browser, BrowserPage, ScriptError
from epubgen.live_preview.browser.program import find_browser

__all__ = ["Browser", "BrowserPage", "ScriptError", "find_browser"]
