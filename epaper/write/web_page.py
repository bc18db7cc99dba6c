"""What the pages of HTML that epaper writes have in common: templates, their look, pictures inside them."""

from __future__ import annotations

import base64
import io
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

_HERE = Path(__file__).parent


def filled(name: str, **values: object) -> str:
    """The template of that name, with its values, and `style`, the look of all of them, put in."""
    template = Template((_HERE / f"{name}.html").read_text(encoding="utf-8"))
    style = (_HERE / "house.css").read_text(encoding="utf-8").rstrip()
    return template.substitute(style=style, **values)


def data_address(picture: bytes, kind: str) -> str:
    """A picture file's content as an address, so that a page needs no other file."""
    return f"data:image/{kind};base64,{base64.b64encode(picture).decode('ascii')}"


def webp_address(picture: Image) -> str:
    """A picture as WebP, small and sharp enough to read, as an address."""
    target = io.BytesIO()
    picture.convert("RGB").save(target, "WEBP", quality=82, method=4)
    return data_address(target.getvalue(), "webp")
