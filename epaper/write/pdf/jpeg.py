"""A JPEG file → the same picture without what is said about it: places, names and thumbnails stay in the newsroom."""

from __future__ import annotations

_MARKER = 0xFF
_START, _END, _SCAN = 0xD8, 0xD9, 0xDA
_ADOBE, _COMMENT = 0xEE, 0xFE
_APPLICATION = range(0xE0, 0xF0)


def without_metadata(data: bytes) -> bytes:
    """The file without comments and application segments but Adobe's, which says how colours are coded.

    Works on segments alone (ITU-T T.81, Annex B): no pixel is decoded. Data that do not read like a JPEG are given back
    as they are.
    """
    if data[:2] != bytes((_MARKER, _START)):
        return data
    kept = [data[:2]]
    at = 2
    while at + 4 <= len(data):
        if data[at] != _MARKER:
            return data
        kind = data[at + 1]
        if kind == _MARKER:  # fill bytes before a marker
            at += 1
            continue
        if kind == _SCAN:
            return b"".join([*kept, data[at:]])
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if kind == _ADOBE or (kind not in _APPLICATION and kind != _COMMENT):
            kept.append(data[at:end])
        at = end
    return data
