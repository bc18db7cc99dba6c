"""Galleys and boxes in → finished pages out: fill the legs, fit the copy, make up the page."""
