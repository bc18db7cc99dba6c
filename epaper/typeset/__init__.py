"""Text and a style in → lines of placed glyphs out: shape, hyphenate, break, justify. Pure; caches only repeat."""
