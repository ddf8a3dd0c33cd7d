"""Pages of print made from known stories in the manners of many papers and tools, and how well they are read.

``stories/`` holds invented stories; ``pool`` draws from them, ``parts`` sets bylines, torn paragraphs and pictures,
``chinese`` and ``other_languages`` render whole pages, ``scoring`` holds a reading against the truth, and ``measure``
is the command::

    python -m tests.page_truth.measure [--style NAME] [--held-out] [--pages 4] [--show]

Everything follows from style, half and number of a page: the same page comes out every time. The stories, the names and
the forms of bylines are parted in two halves. Rules are written while looking at the first half only.
"""
