"""Finished pages → vector pictures for a browser."""

from epaper.write.svg.page import svg_page, svg_zone

__all__ = ["svg_page", "svg_zone"]
