"""A layout and an edition in → where each box lies, and which story goes into it."""
