"""The preview by its addresses: states, drawings, pictures and patches, as a browser asks for them."""

from __future__ import annotations

import json
import queue
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from PIL import Image

from epaper.cli import preview
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
    for path in ("/preview.js", "/preview.css", "/overlays.js", "/paper.js", "/panels.js"):
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
    assert {kind for each in drawings.values() for kind, *_ in each["marks"]} == {"text", "fill", "picture"}
    assert asked(server, "/drawings/9")[0] == 404


def marks(server: Server, kind: str) -> list[list[Any]]:
    drawings = json.loads(asked(server, "/drawings/1")[2])
    return [mark for each in drawings.values() for mark in each["marks"] if mark[0] == kind]


def test_pictures_are_served_by_what_they_hold(server: Server) -> None:
    status, media, data = asked(server, marks(server, "picture")[0][5])
    assert (status, media) == (200, "image/png")
    assert data.startswith(b"\x89PNG")


def test_fonts_are_served_that_have_all_glyphs(server: Server) -> None:
    status, media, data = asked(server, f"/font/{marks(server, 'text')[0][1]}")
    assert (status, media) == (200, "font/sfnt")
    assert data.startswith(b"\0\1\0\0")


@pytest.mark.parametrize(
    "path", ["/picture/none", "/font/none", "/drawings/x", "/../pyproject.toml", "/page.yaml", "/state/"]
)
def test_nothing_else_is_served(server: Server, path: str) -> None:
    assert asked(server, path)[0] == 404


def test_another_sites_name_is_refused(server: Server) -> None:
    assert asked(server, "/state", Host="evil.example:80")[0] == 403


def test_only_this_machine_can_ask(server: Server) -> None:
    assert server.server_address[0] == "127.0.0.1"


def test_a_taken_port_is_said_in_words(server: Server) -> None:
    with pytest.raises(OutputError, match="cannot listen on port"):
        Server(server.desk, server.server_port)


def heard_by(heard: queue.SimpleQueue[str]) -> Any:
    return json.loads(heard.get(timeout=60))


def test_a_saved_layout_comes_as_a_patch_with_only_what_is_new(server: Server, tmp_path: Path) -> None:
    before = {*state(server)["pages"][0]["zones"]}
    with server.desk.listening("one", [1]) as heard, server.desk.listening("two", [7]) as elsewhere:
        (tmp_path / "page.yaml").write_text(PAPER.replace("lines: 1-2", "lines: 1-1").replace("6mm", "9mm"))
        patch = heard_by(heard)
        assert heard_by(elsewhere)["drawings"] == {}
    zones = patch["pages"][0]["zones"]
    assert not patch["stale"]
    assert {*zones} != before
    assert {*patch["drawings"]} == {*zones} - before


def test_a_page_that_stands_is_told_by_its_number(tmp_path: Path) -> None:
    edition = paper_in(tmp_path, pages=2)
    text = edition.read_text(encoding="utf-8").replace("{layout: page}", "{layout: page, boxes: {A: tale}}", 1)
    edition.write_text(text.replace("{layout: page}", "{layout: page, boxes: {A: tale-2}}"), encoding="utf-8")
    with serving(Desk(edition)) as server, server.desk.listening("", [1]) as heard:
        tale = tmp_path / "tale-2.md"
        tale.write_text(tale.read_text(encoding="utf-8").replace("lazy", "sleepy", 1), encoding="utf-8")
        first, second = heard_by(heard)["pages"]
        assert first == 1
        assert second["number"] == 2
        assert state(server)["pages"][1] == second


def test_the_page_that_is_looked_at_comes_before_the_others(tmp_path: Path) -> None:
    with serving(Desk(paper_in(tmp_path, pages=3))) as server, server.desk.listening("", [2]) as heard:
        (tmp_path / "page.yaml").write_text(PAPER.replace("gutter: 4mm", "gutter: 5mm"))
        first, then = heard_by(heard), heard_by(heard)
    assert [page if isinstance(page, int) else {page["number"]} for page in first["pages"]] == [1, {2}, 3]
    assert [page if isinstance(page, int) else {page["number"]} for page in then["pages"]] == [{1}, 2, {3}]
    assert first["drawings"]
    assert not then["drawings"]


def test_the_first_page_is_told_while_the_others_are_made(tmp_path: Path) -> None:
    desk, heard_at = Desk(paper_in(tmp_path, pages=3)), []
    with desk.listening() as heard:
        with serving(desk, told=heard_at.append) as server:
            assert heard_at == [server.address]
        first, then = heard_by(heard), heard_by(heard)
    assert [page["number"] for page in first["pages"]] == [1]
    assert [page if isinstance(page, int) else page["number"] for page in then["pages"]] == [1, 2, 3]


def test_with_a_fault_the_last_good_pages_stay_and_the_line_is_shown(server: Server, tmp_path: Path) -> None:
    with server.desk.listening() as heard:
        (tmp_path / "page.yaml").write_text(PAPER.replace("gutter", "guter"))
        broken = heard_by(heard)
        (tmp_path / "page.yaml").write_text(PAPER)
        mended = heard_by(heard)
    assert broken["stale"]
    assert broken["pages"] == [1]
    assert 'unknown key "guter" — did you mean "gutter"?' in broken["faults"][0]["text"]
    assert "guter: 4mm" in broken["faults"][0]["line"]
    assert not mended["stale"]
    assert mended["faults"] == []


def without_picture(folder: Path) -> None:
    (folder / "fox.png").unlink()


def with_bad_front_matter(folder: Path) -> None:
    tale = folder / "tale.md"
    tale.write_text(tale.read_text(encoding="utf-8").replace("slug:", "slugg:", 1), encoding="utf-8")


def without_story(folder: Path) -> None:
    (folder / "tale.md").rename(folder / "other.md")


@pytest.mark.parametrize("broken", [without_picture, with_bad_front_matter, without_story])
def test_faults_in_copy_and_pictures_leave_the_pages_too(
    server: Server, tmp_path: Path, broken: Callable[[Path], None]
) -> None:
    kept = {path: path.read_bytes() for path in (tmp_path / "fox.png", tmp_path / "tale.md")}
    with server.desk.listening() as heard:
        broken(tmp_path)
        patch = heard_by(heard)
        assert patch["stale"]
        assert patch["pages"] == [1]
        for path, data in kept.items():
            path.write_bytes(data)
        while heard_by(heard)["stale"]:  # one of the files may have been seen before the other
            pass


def test_a_file_that_is_renamed_into_its_place_is_seen(server: Server, tmp_path: Path) -> None:
    with server.desk.listening() as heard:
        for gutter in ("5mm", "6mm"):
            (tmp_path / ".page.yaml.swp").write_text(PAPER.replace("gutter: 4mm", f"gutter: {gutter}"))
            (tmp_path / ".page.yaml.swp").replace(tmp_path / "page.yaml")
            assert heard_by(heard)["pages"][0]["columns"]


def test_a_picture_of_the_same_size_in_the_same_file_is_another(server: Server, tmp_path: Path) -> None:
    with server.desk.listening("", [1]) as heard:
        Image.new("RGB", (900, 600), "red").save(tmp_path / "fox.png")
        assert len(heard_by(heard)["drawings"]) == 1


@pytest.mark.parametrize("changed", ["copy", "picture"])
def test_copy_and_pictures_are_followed_too(server: Server, tmp_path: Path, changed: str) -> None:
    with server.desk.listening("", [1]) as heard:
        if changed == "copy":
            tale = tmp_path / "tale.md"
            tale.write_text(tale.read_text(encoding="utf-8").replace("lazy", "sleepy"), encoding="utf-8")
        else:
            Image.new("RGB", (600, 400), "red").save(tmp_path / "fox.png")
        patch = heard_by(heard)
    assert not patch["stale"]
    assert patch["drawings"]


def test_a_new_file_in_a_folder_of_copy_is_seen(tmp_path: Path) -> None:
    edition = paper_in(tmp_path)
    (tmp_path / "copy" / "late").mkdir(parents=True)
    (tmp_path / "tale.md").rename(tmp_path / "copy" / "tale.md")
    (tmp_path / "fox.png").rename(tmp_path / "copy" / "fox.png")
    edition.write_text(edition.read_text(encoding="utf-8").replace('"tale*.md"', "copy"), encoding="utf-8")
    with serving(Desk(edition)) as server, server.desk.listening() as heard:
        assert not state(server)["stale"]
        (tmp_path / "copy" / "late" / "more.md").write_text("---\nheadline: More\n---\n\nMore.\n", encoding="utf-8")
        assert any("more" in note["text"] for note in heard_by(heard)["notes"])


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


def test_the_command_says_that_a_port_is_taken(server: Server, tmp_path: Path) -> None:
    said = CliRunner().invoke(
        preview.command, [str(tmp_path / "paper.yaml"), "--no-open", "--port", str(server.server_port)]
    )
    assert said.exit_code == 2
    assert f"cannot listen on port {server.server_port}" in said.output


def test_style_values_are_told_in_the_words_of_the_yaml(server: Server) -> None:
    [page] = state(server)["pages"]
    styles = {style["name"]: style["values"] for box in page["boxes"] for style in box["styles"]}
    body = styles["body"]
    assert body["leading"].endswith("pt")
    assert body["colour"] == "[0, 0, 0, 100]"
    assert body["least-measure"].endswith("pt")
    assert "word-spacing [" in body["hj"]
    assert "hyphenation-zone 24pt" in body["hj"]
    assert "space-before" not in styles["head-3"] or "pt" not in styles["head-3"]["space-before"]


def test_a_paper_at_fault_from_the_start_is_shown_once_mended(tmp_path: Path) -> None:
    edition = paper_in(tmp_path)
    (tmp_path / "page.yaml").write_text(PAPER.replace("gutter", "guter"))
    with serving(Desk(edition)) as server, server.desk.listening() as heard:
        assert state(server)["pages"] == []
        assert len(state(server)["faults"]) == 1
        (tmp_path / "page.yaml").write_text(PAPER)
        assert len(heard_by(heard)["pages"]) == 1
