"""epaper: a newspaper layout engine. Copy, pictures and YAML layouts in; pages out."""

__version__ = "0.1.0"
