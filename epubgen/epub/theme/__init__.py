# SPDX-License-Identifier: AGPL-3.0-or-later
"""The look of an edition: plain CSS, ours and the publisher's, found, put in order and looked over.

``sheets`` puts them in order; ``house`` finds those that are not ours; ``bans`` knows what devices do not bear.
"""

from __future__ import annotations

from epubgen.epub.theme.css_rules import blame
from epubgen.epub.theme.publisher_css import House, Own, house
from epubgen.epub.theme.sheets import DEFAULT_THEME, Sheet, sheets, themes

__all__ = ["DEFAULT_THEME", "House", "Own", "Sheet", "blame", "house", "sheets", "themes"]
