"""Work shared out to processes comes back in order, and so does what goes wrong."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from epaper.errors import Diagnostic, InputError
from epaper.live import Live
from epaper.pages import ready
from epaper.processes import Crew, cores, shared_out
from tests.preview.papers import PAPER, paper_in

ROOT = Path(__file__).parents[1]


def square(number: int) -> int:
    return number * number


def long_text(number: int) -> str:
    return "x" * number


def refuse(number: int) -> int:
    raise InputError([Diagnostic("error", "odd", f"{number} is odd")])


def process(_: int) -> int:
    return os.getpid()


def test_results_come_in_the_order_of_the_jobs() -> None:
    assert list(shared_out(square, range(7))) == [0, 1, 4, 9, 16, 25, 36]


def test_a_single_job_is_done_here() -> None:
    assert list(shared_out(process, [1])) == [os.getpid()]
    assert list(shared_out(process, [])) == []


@pytest.mark.skipif(cores() < 2, reason="there is one core")
def test_several_jobs_are_done_elsewhere() -> None:
    assert os.getpid() not in shared_out(process, [1, 2])


def test_faults_found_elsewhere_are_told_here_with_their_places() -> None:
    with pytest.raises(InputError) as caught:
        list(shared_out(refuse, [1, 3]))
    assert [each.message for each in caught.value.diagnostics] == ["1 is odd"]


@pytest.mark.skipif(cores() < 2 or not Path("/proc").is_dir(), reason="needs two cores, and a way to list processes")
def test_a_killed_parent_leaves_no_process_behind(tmp_path: Path) -> None:
    """The children tell their numbers, the parent is killed, and then they are gone."""
    script = tmp_path / "script.py"
    script.write_text(
        "import os, pathlib, time\n"
        "from epaper.processes import shared_out\n"
        "def work(folder):\n"
        "    pathlib.Path(folder, str(os.getpid())).touch()\n"
        "    time.sleep(30)\n"
        "if __name__ == '__main__':\n"
        f"    list(shared_out(work, [{str(tmp_path / 'pids')!r}] * 2))\n"
    )
    (tmp_path / "pids").mkdir()
    parent = subprocess.Popen([sys.executable, script], env={**os.environ, "PYTHONPATH": str(ROOT)})
    assert within(20, lambda: len(list((tmp_path / "pids").iterdir())) == 2)
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    children = [Path("/proc", pid.name) for pid in (tmp_path / "pids").iterdir()]
    assert within(10, lambda: not any(running(child) for child in children))


def running(process: Path) -> bool:
    """Whether a process does something still; one that has ended and waits to be collected does not."""
    try:
        return (process / "stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def within(seconds: float, holds) -> bool:  # type: ignore[no-untyped-def]
    """Whether something comes to hold in time."""
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


def test_a_crew_does_what_it_is_asked_and_ends() -> None:
    crew = Crew()
    crew.size = 2
    assert not crew.ready
    crew.start(ready)
    assert [each() for each in [crew.asked(1, square, 4), crew.asked(2, square, 5)]] == [16, 25]
    crew.asked(1, long_text, 6_000_000)  # nobody comes for the answer
    assert len(crew.asked(1, long_text, 5_000_000)()) == 5_000_000
    assert crew.asked(1, len, "x" * 5_000_000)() == 5_000_000
    with pytest.raises(InputError, match="3 is odd"):
        crew.asked(2, refuse, 3)()
    assert crew.asked(2, square, 8)() == 64
    crew.end()
    assert not crew.ready


def test_a_session_with_a_crew_makes_the_same_pages(tmp_path: Path) -> None:
    edition = paper_in(tmp_path, pages=2)
    alone, helped = Live(edition, str), Live(edition, str)
    crew = Crew()
    crew.size = 1
    helped.take_on(crew)
    try:
        assert alone.refresh().document == helped.refresh().document
        (tmp_path / "page.yaml").write_text(PAPER.replace("gutter: 4mm", "gutter: 5mm"))
        assert alone.refresh().document == helped.refresh().document
        _kill(crew)
        (tmp_path / "page.yaml").write_text(PAPER.replace("gutter: 4mm", "gutter: 6mm"))
        assert alone.refresh().document == helped.refresh().document
        assert not crew.ready
    finally:
        crew.end()


def _kill(crew: Crew) -> None:
    """What a memory-starved system does to a process."""
    assert crew.members
    for process, _ in crew.members:
        process.kill()
