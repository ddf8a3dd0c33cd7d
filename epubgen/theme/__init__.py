# SPDX-License-Identifier: AGPL-3.0-or-later
"""The look of an edition: plain CSS, ours and the publisher's, found, put in order and looked over.

``sheets`` puts them in order; ``house`` finds those that are not ours; ``bans`` knows what devices do not bear.
"""

from __future__ import annotations

from epubgen.theme.bans import blame
from epubgen.theme.house import House, Own, house
from epubgen.theme.sheets import DEFAULT_THEME, Sheet, sheets, themes

__all__ = ["DEFAULT_THEME", "House", "Own", "Sheet", "blame", "house", "sheets", "themes"]
