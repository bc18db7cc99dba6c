"""The designer's desk: a session over an edition or a layout → pages in a browser that follow their files."""
