# SPDX-License-Identifier: AGPL-3.0-or-later
"""Drives a headless Chromium: the only room that knows it."""
