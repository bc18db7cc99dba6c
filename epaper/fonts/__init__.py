"""Font files in → faces with metrics, coverage and a shaping handle; and the book that finds them by name."""
