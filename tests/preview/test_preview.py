"""The preview by its addresses: states, drawings, pictures and patches, as a browser asks for them."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from epaper.errors import OutputError
from epaper.preview.desk import Desk
from epaper.preview.server import Server, serving
from tests.preview.papers import PAPER, paper_in


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with serving(Desk(paper_in(tmp_path))) as running:
        yield running


def asked(server: Server, path: str, **headers: str) -> tuple[int, str, bytes]:
    """Status, media type and body."""
    request = urllib.request.Request(server.address.rstrip("/") + path, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.status, answer.headers["Content-Type"], answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.headers["Content-Type"], error.read()


def state(server: Server) -> Any:
    return json.loads(asked(server, "/state")[2])


def test_every_file_of_the_page_is_served_and_names_no_other_site(server: Server) -> None:
    page = asked(server, "/")[2].decode()
    assert "/preview.js" in page
    for path in ("/preview.js", "/preview.css", "/overlays.js", "/panels.js"):
        status, _, body = asked(server, path)
        assert status == 200
        assert b"https://" not in body
        assert b"http://" not in body.replace(b"http://www.w3.org/2000/svg", b"")


def test_the_state_has_boxes_with_their_lines_of_yaml_styles_and_fits(server: Server) -> None:
    [page] = state(server)["pages"]
    [box] = [each for each in page["boxes"] if each["name"] == "A"]
    assert box["where"].endswith("page.yaml:8:3")
    assert box["styles"][0]["name"] == "head-3"
    assert "size" in box["styles"][0]["values"]
    assert [fit["slug"] for fit in box["fits"]] == ["tale"]
    assert page["columns"]
    assert page["order"]
    assert len(page["sketch"]) > 2


def test_drawings_are_named_as_in_the_state(server: Server) -> None:
    [page] = state(server)["pages"]
    drawings = json.loads(asked(server, "/drawings/1")[2])
    assert [*drawings] == page["zones"]
    assert all(svg.startswith("<g") for svg in drawings.values())
    assert asked(server, "/drawings/9")[0] == 404


def test_pictures_are_served_by_what_they_hold(server: Server) -> None:
    drawings = "".join(json.loads(asked(server, "/drawings/1")[2]).values())
    address = drawings.split('href="')[1].split('"')[0]
    status, media, data = asked(server, address)
    assert (status, media) == (200, "image/png")
    assert data.startswith(b"\x89PNG")


@pytest.mark.parametrize("path", ["/picture/none", "/drawings/x", "/../pyproject.toml", "/page.yaml", "/state/"])
def test_nothing_else_is_served(server: Server, path: str) -> None:
    assert asked(server, path)[0] == 404


def test_another_sites_name_is_refused(server: Server) -> None:
    assert asked(server, "/state", Host="evil.example:80")[0] == 403


def test_only_this_machine_can_ask(server: Server) -> None:
    assert server.server_address[0] == "127.0.0.1"


def test_a_taken_port_is_said_in_words(server: Server) -> None:
    with pytest.raises(OutputError, match="cannot listen on port"):
        Server(server.desk, server.server_port)


def test_a_saved_layout_comes_as_a_patch_with_only_what_is_new(server: Server, tmp_path: Path) -> None:
    before = {*state(server)["pages"][0]["zones"]}
    with server.desk.listening() as heard:
        (tmp_path / "page.yaml").write_text(PAPER.replace("lines: 1-2", "lines: 1-1").replace("6mm", "9mm"))
        patch = heard.get(timeout=20)
    zones = patch["pages"][0]["zones"]
    assert not patch["stale"]
    assert {*zones} != before
    assert {*patch["drawings"]} == {*zones} - before


def test_with_a_fault_the_last_good_pages_stay_and_the_line_is_shown(server: Server, tmp_path: Path) -> None:
    with server.desk.listening() as heard:
        (tmp_path / "page.yaml").write_text(PAPER.replace("gutter", "guter"))
        broken = heard.get(timeout=20)
        (tmp_path / "page.yaml").write_text(PAPER)
        mended = heard.get(timeout=20)
    assert broken["stale"]
    assert len(broken["pages"]) == 1
    assert 'unknown key "guter" — did you mean "gutter"?' in broken["faults"][0]["text"]
    assert "guter: 4mm" in broken["faults"][0]["line"]
    assert not mended["stale"]
    assert mended["faults"] == []


@pytest.mark.parametrize("changed", ["copy", "picture", "new file"])
def test_copy_and_pictures_are_followed_too(server: Server, tmp_path: Path, changed: str) -> None:
    with server.desk.listening() as heard:
        if changed == "copy":
            tale = tmp_path / "tale.md"
            tale.write_text(tale.read_text(encoding="utf-8").replace("lazy", "sleepy"), encoding="utf-8")
        elif changed == "picture":
            Image.new("RGB", (600, 400), "red").save(tmp_path / "fox.png")
        else:
            (tmp_path / "tale.md").rename(tmp_path / "other.md")
        patch = heard.get(timeout=20)
    assert patch["stale"] == (changed == "new file")
    assert changed == "new file" or patch["drawings"]


def test_the_command_says_where_it_is_and_ends_with_ctrl_c(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "epaper", "preview", str(paper_in(tmp_path)), "--no-open"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        try:
            assert running.stdout is not None
            said = [running.stdout.readline(), running.stdout.readline()]
            assert said[1].startswith("http://127.0.0.1:")
            running.send_signal(signal.SIGINT)
            assert running.wait(20) == 0
        finally:
            running.kill()


def test_a_paper_at_fault_from_the_start_is_shown_once_mended(tmp_path: Path) -> None:
    edition = paper_in(tmp_path)
    (tmp_path / "page.yaml").write_text(PAPER.replace("gutter", "guter"))
    with serving(Desk(edition)) as server, server.desk.listening() as heard:
        assert state(server)["pages"] == []
        assert len(state(server)["faults"]) == 1
        (tmp_path / "page.yaml").write_text(PAPER)
        assert len(heard.get(timeout=20)["pages"]) == 1
