# SPDX-License-Identifier: AGPL-3.0-or-later
"""The version, stated once; this module imports nothing of ours.

Another distribution called ``epubgen`` installs files under the same import name. Where both are installed, one has
overwritten the other; this module then says so in one sentence, before something breaks without an explanation.
"""

from __future__ import annotations

import os

__version__ = "0.2.0"

_FOREIGN = os.path.join(os.path.dirname(__file__), "epubgen.py")  # noqa: PTH118, PTH120 - pathlib costs 5 ms here

if os.path.exists(_FOREIGN):  # noqa: PTH110 - the same
    raise ImportError(
        "two packages install the import name 'epubgen': epubgen-periodicals and the unrelated 'epubgen'; "
        "run: pip uninstall -y epubgen epubgen-periodicals && pip install epubgen-periodicals"
    )
