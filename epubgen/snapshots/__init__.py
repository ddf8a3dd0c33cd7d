# SPDX-License-Identifier: AGPL-3.0-or-later
"""Pages of an edition as PNG at the size of a device, and a contact sheet of all."""
