"""Finished pages in → files out. Writers translate and never decide."""
