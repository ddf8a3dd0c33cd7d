# SPDX-License-Identifier: AGPL-3.0-or-later
"""Makes the EPUB: its plan (``edition``), pages, navigation, style sheets (``theme``), fonts and the packed file."""
