"""Finished pages → what a browser draws on a canvas: marks, fonts and pictures."""

from epaper.write.screen.marks import Marks, marks_of

__all__ = ["Marks", "marks_of"]
