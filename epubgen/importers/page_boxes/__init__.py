# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reads pages whose source gives the place of each word: PDF, layout tools, METS and ALTO.

A reader (``pdf_boxes``, ``mineru``, ``paddleocr``, ``alto``) makes a ``BoxedPage`` of ``elements``: blocks, pictures,
printed lines. ``headings`` and ``captions`` classify the blocks, ``regions`` orders them, ``stories`` separates the
stories, and ``printed`` writes the blocks of ``printed_page``, from which issues are read. ``whole`` does all of this
for several files.
"""
