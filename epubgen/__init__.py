# SPDX-License-Identifier: AGPL-3.0-or-later
"""epubgen turns an issue of a newspaper or magazine into an EPUB 3.3 package."""
