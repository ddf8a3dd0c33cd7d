# SPDX-License-Identifier: AGPL-3.0-or-later
"""Pure functions from issue to issue: implied data, continued stories, expiry, advertisements, reading time."""
