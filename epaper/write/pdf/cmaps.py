"""Character codes → what they say and which glyphs they show, as CMaps (ISO 32000-2, 9.7.5 and 9.10.3)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from epaper.write.pdf.objects import PdfValue, pdf, text

_BLOCK = 100
"""A block of a CMap holds at most so many entries."""


def to_unicode(text_of: Mapping[int, str]) -> bytes:
    """What each code says: several characters for a ligature, none for a part of a letter."""
    entries = [f"<{code:04X}> <{said.encode('utf-16-be').hex().upper()}>" for code, said in sorted(text_of.items())]
    return _cmap("Adobe-Identity-UCS", "UCS", 2, "bfchar", entries)


def to_glyphs(glyph_of: Mapping[int, int], name: str) -> tuple[bytes, dict[str, PdfValue | None]]:
    """Which glyph each code shows, and the entries of the stream that says so."""
    entries = [f"<{code:04X}> {glyph}" for code, glyph in sorted(glyph_of.items())]
    head: dict[str, PdfValue | None] = {"Type": "CMap", "CMapName": name, "CIDSystemInfo": system_info("Identity")}
    return _cmap(name, "Identity", 1, "cidchar", entries), head


def system_info(ordering: str) -> dict[str, PdfValue]:
    """The character collection that CIDs belong to."""
    return {"Registry": text("Adobe"), "Ordering": text(ordering), "Supplement": 0}


def _cmap(name: str, ordering: str, kind: int, operator: str, entries: Sequence[str]) -> bytes:
    blocks = []
    for at in range(0, len(entries), _BLOCK):
        block = entries[at : at + _BLOCK]
        blocks.append(f"{len(block)} begin{operator}\n" + "\n".join(block) + f"\nend{operator}\n")
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        f"/CIDSystemInfo {pdf(system_info(ordering)).decode('ascii')} def\n"
        f"/CMapName /{name} def\n/CMapType {kind} def\n"
        "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
        f"{''.join(blocks)}endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    ).encode("ascii")
