"""A page of somebody else's PDF → a form object in ours: drawn as it was made, at any size, and never as pixels.

ISO 32000-2, 8.10. The page's objects get numbers of ours; its trimmed part becomes the unit square, as a picture is, so
that it is placed as pictures are.
"""

from __future__ import annotations

from collections.abc import Mapping

from epaper.pdf_page import Link, PdfPage, Stream, Tree
from epaper.write.pdf.objects import PdfValue, Ref, Store


def put_form(page: PdfPage, store: Store) -> Ref:
    """Write the page's objects, and the form that draws them."""
    refs = {number: store.reserve() for number in page.objects}
    for number, each in page.objects.items():
        _put(each, refs, store, refs[number])
    form: dict[str, PdfValue | None] = {
        "Type": "XObject",
        "Subtype": "Form",
        "BBox": list(page.box),
        "Matrix": b"[" + b" ".join(b"%.10f" % each for each in page.matrix) + b"]",
        "Resources": _value(page.resources, refs),
        "Group": None if page.group is None else _value(page.group, refs),
    }
    return store.stream(page.content.data, {**_entries(page.content, refs), **form})


def _put(each: Tree | Stream, refs: Mapping[int, Ref], store: Store, ref: Ref) -> None:
    if isinstance(each, Stream):
        store.stream(each.data, _entries(each, refs), ref)
    else:
        store.put(_value(each, refs), ref)


def _entries(stream: Stream, refs: Mapping[int, Ref]) -> dict[str, PdfValue | None]:
    """What a stream says of itself."""
    return {key: _value(each, refs) for key, each in stream.entries.items()}


def _value(tree: Tree, refs: Mapping[int, Ref]) -> PdfValue:
    if isinstance(tree, Link):
        return refs[tree.number]
    if isinstance(tree, Mapping):
        return {key: _value(each, refs) for key, each in tree.items()}
    if isinstance(tree, bytes | str):
        return tree
    return [_value(each, refs) for each in tree]
