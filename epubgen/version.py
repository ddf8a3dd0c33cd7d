# SPDX-License-Identifier: AGPL-3.0-or-later
"""The version, in the one place that everything reads; imports nothing."""

__version__ = "0.1.0"
