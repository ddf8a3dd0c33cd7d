# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where a finished issue goes: small exporters, and others through the entry point group ``epubgen.exporters``."""
