# SPDX-License-Identifier: AGPL-3.0-or-later
"""An edition in memory, made anew in a moment when its source changes: what a preview shows."""
