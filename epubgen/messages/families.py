# SPDX-License-Identifier: AGPL-3.0-or-later
"""The files of rows, in the order of the stream."""

from __future__ import annotations

from epubgen.messages import (
    access,
    built,
    delivery,
    device,
    failure,
    formats,
    interface,
    notes,
    preview,
    preview_page,
    publishing,
    snapshots,
    source,
    storage,
)

FAMILIES = (
    source.ROWS,
    notes.ROWS,
    built.ROWS,
    device.ROWS,
    failure.ROWS,
    snapshots.ROWS,
    preview.ROWS,
    formats.ROWS,
    publishing.ROWS,
    delivery.ROWS,
    storage.ROWS,
    interface.ROWS,
    preview_page.ROWS,
    access.ROWS,
)
