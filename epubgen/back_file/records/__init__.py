# SPDX-License-Identifier: AGPL-3.0-or-later
"""Records for libraries: MARC 21, KBART, a list of stories as CSV, BagIt."""

from __future__ import annotations
