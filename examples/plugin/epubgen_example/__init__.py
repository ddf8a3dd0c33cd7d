# SPDX-License-Identifier: AGPL-3.0-or-later
"""An example plug-in: one input format, one delivery way."""
