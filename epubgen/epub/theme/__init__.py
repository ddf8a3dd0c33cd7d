# SPDX-License-Identifier: AGPL-3.0-or-later
"""Finds, sorts and checks the style sheets of an edition: plain CSS of epubgen and of the publisher.

``sheets`` finds the publisher's style sheets, puts all sheets in order and reports CSS that devices do not support.
``turned`` swaps the sides of a sheet. ``css_syntax`` reads CSS.
"""
