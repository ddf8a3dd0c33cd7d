        """The text of a file: byte-order mark, strict UTF-8, else ``encoding``; every line end becomes LF."""

