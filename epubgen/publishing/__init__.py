# SPDX-License-Identifier: AGPL-3.0-or-later
"""One command for the night: lint, build, check, deliver, and one receipt."""
