# SPDX-License-Identifier: AGPL-3.0-or-later
"""The EPUB: its plan (``edition``), documents (``pages``), navigation, style sheets (``theme``) and the packed file."""
