# SPDX-License-Identifier: AGPL-3.0-or-later
"""Pages whose source says where each word stands: PDF, layout tools, METS and ALTO.

A reader (``pdf_boxes``, ``mineru``, ``paddleocr``, ``alto``) makes a ``BoxedPage`` of ``elements``: blocks, pictures,
printed lines. ``headings`` and ``captions`` say what the blocks are, ``regions`` puts them in order, ``stories`` tells
stories apart, and ``printed`` writes the blocks of ``printed_page``, from which issues are read. ``whole`` does all of
it for several files.
"""
