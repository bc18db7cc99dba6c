"""A desk → a web server on this machine alone: one page, its script and style, states, drawings, pictures, events."""

from __future__ import annotations

import queue
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from epaper.errors import OutputError
from epaper.preview.desk import Desk

_HOST = "127.0.0.1"
_FILES = {
    "/": ("page.html", "text/html; charset=utf-8"),
    "/preview.css": ("preview.css", "text/css; charset=utf-8"),
    "/overlays.js": ("overlays.js", "text/javascript; charset=utf-8"),
    "/paper.js": ("paper.js", "text/javascript; charset=utf-8"),
    "/panels.js": ("panels.js", "text/javascript; charset=utf-8"),
    "/preview.js": ("preview.js", "text/javascript; charset=utf-8"),
}
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'"
)
_PROMPT = 0.001
"""Seconds after which the thread that makes pages lets another send what there is to tell."""
_ALIVE = 1.0
"""Seconds after which a listener that heard nothing is told that we are still here."""


class Server(ThreadingHTTPServer):
    """Serves one desk."""

    daemon_threads = True

    def __init__(self, desk: Desk, port: int = 0) -> None:
        """`port` 0 takes a free one. Raises OutputError when the port is taken."""
        self.desk = desk
        self.stopping = threading.Event()
        try:
            super().__init__((_HOST, port), _Answers)
        except OSError as error:
            raise OutputError(f"cannot listen on port {port}: {error.strerror or error}") from error

    @property
    def address(self) -> str:
        """Where the browser finds it."""
        return f"http://{_HOST}:{self.server_port}/"


@contextmanager
def serving(desk: Desk, port: int = 0, told: Callable[[str], None] | None = None) -> Iterator[Server]:
    """Serve and watch while the block lasts. The pages are made once before; `told` hears the address before that."""
    server = Server(desk, port)
    usual = sys.getswitchinterval()
    sys.setswitchinterval(_PROMPT)
    threads = [
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True),
        threading.Thread(target=desk.watch, args=(server.stopping,), daemon=True),
    ]
    threads[0].start()
    try:
        if told:
            told(server.address)
        desk.refresh()
        threads[1].start()
        yield server
    finally:
        sys.setswitchinterval(usual)
        server.stopping.set()
        server.shutdown()
        server.server_close()
        for thread in threads:
            if thread.ident:
                thread.join()


class _Answers(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Server

    def do_GET(self) -> None:
        """Answer, but only a page of ours: another site's name that leads here is refused (DNS rebinding)."""
        if self.headers.get("Host", "").rpartition(":")[0] not in (_HOST, "localhost"):
            self._send(HTTPStatus.FORBIDDEN, "text/plain", b"not for this host")
            return
        address = urlsplit(self.path)
        try:
            self._answer(address.path, parse_qs(address.query))
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True  # the browser has gone

    def _answer(self, path: str, asked: dict[str, list[str]]) -> None:
        desk = self.server.desk
        kind, _, name = path.lstrip("/").partition("/")
        if path in _FILES:
            file, media = _FILES[path]
            self._send(HTTPStatus.OK, media, (Path(__file__).parent / file).read_bytes())
        elif path == "/state":
            self._json(desk.state())
        elif path == "/events":
            self._events(_window(asked), _pages(asked))
        elif path == "/look":
            desk.looks_at(_window(asked), _pages(asked))
            self._json("{}")
        elif kind == "drawings" and name.isdecimal():
            self._json(desk.drawings(int(name)))
        elif kind == "font":
            self._found("font/sfnt", desk.font(name))
        elif kind == "picture":
            self._picture(name)
        else:
            self._found("", None)

    def _picture(self, name: str) -> None:
        try:
            media, data = self.server.desk.picture(name) or ("", None)
        except OutputError:
            media, data = "", None
        self._found(media, data)

    def _found(self, media: str, data: bytes | None) -> None:
        """What is the same for ever under its name, or nothing."""
        if data is None:
            self._send(HTTPStatus.NOT_FOUND, "text/plain", b"not here")
        else:
            self._send(HTTPStatus.OK, media, data, lasting=True)

    def _events(self, window: str, pages: list[int]) -> None:
        """Patches as server-sent events (HTML Living Standard, 9.2) until the browser goes."""
        self.close_connection = True
        self.send_response(HTTPStatus.OK)
        self._head("text/event-stream", lasting=False)
        self.end_headers()
        with self.server.desk.listening(window, pages) as heard:
            self.wfile.write(b": here\n\n")
            while not self.server.stopping.is_set():
                try:
                    patch = heard.get(timeout=_ALIVE)
                except queue.Empty:
                    self.wfile.write(b": here\n\n")
                else:
                    self.wfile.write(b"data: " + patch.encode() + b"\n\n")

    def _json(self, text: str | None) -> None:
        status = HTTPStatus.OK if text is not None else HTTPStatus.NOT_FOUND
        self._send(status, "application/json", (text or "null").encode())

    def _send(self, status: HTTPStatus, media: str, data: bytes, *, lasting: bool = False) -> None:
        self.send_response(status)
        self._head(media, lasting=lasting)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def _head(self, media: str, *, lasting: bool) -> None:
        self.send_header("Content-Type", media)
        self.send_header("Content-Security-Policy", _POLICY)
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Cache-Control", "max-age=86400, immutable" if lasting else "no-store")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  (the base class names it so)
        """Say nothing: the terminal belongs to the designer."""


def _window(asked: dict[str, list[str]]) -> str:
    return asked.get("window", [""])[0]


def _pages(asked: dict[str, list[str]]) -> list[int]:
    """The page numbers asked for, as in `pages=2,3`."""
    return [int(each) for each in asked.get("pages", [""])[0].split(",") if each.isdecimal()]
