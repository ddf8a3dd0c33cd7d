# SPDX-License-Identifier: AGPL-3.0-or-later
"""The look of an edition: plain CSS, ours and the publisher's, found, put in order and looked over.

``sheets`` finds the publisher's sheets, puts all in order and knows what devices do not bear; ``css_syntax`` reads CSS.
"""
