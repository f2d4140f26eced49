"""Two kinds of real servers, ours and the bare one, each as it would be run: granian, two workers of four threads."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent


@dataclass(frozen=True)
class Server:
    port: int
    process: int  #: id of the parent
    started: float  #: seconds from the beginning of its process to the first page it answered

    def memory(self) -> float:
        """MiB of all its processes, what they share counted once (PSS)."""
        return sum(_pss(process) for process in _family(self.process))


@contextmanager
def ours(environment: Mapping[str, str], page: str) -> Iterator[Server]:
    """`lms serve`."""
    command = [sys.executable, "-c", "from lms.cli import main; main()", "serve"]
    with _running(lambda port: [*command, "--port", str(port)], environment, page) as server:
        yield server


@contextmanager
def bare(address: str) -> Iterator[Server]:
    """The bare app over its filled database."""
    command = [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", "2", "--blocking-threads", "4"),
        *("--log-level", "warning", "--factory", "tests.bench.bare:make"),
    ]
    environment = {"BARE_DATABASE": address}
    with _running(lambda port: [*command, "--port", str(port)], environment, "/sign-in/1") as server:
        yield server


@contextmanager
def _running(command: Callable[[int], list[str]], environment: Mapping[str, str], page: str) -> Iterator[Server]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    began = time.perf_counter()
    process = subprocess.Popen(command(port), env={**os.environ, **environment}, cwd=ROOT, stdout=subprocess.DEVNULL)
    try:
        _wait_for(f"http://127.0.0.1:{port}{page}", process)
        yield Server(port, process.pid, time.perf_counter() - began)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def _wait_for(address: str, process: subprocess.Popen) -> None:
    until = time.perf_counter() + 60
    while time.perf_counter() < until:
        assert process.poll() is None, "the server ended"
        try:
            urllib.request.urlopen(address, timeout=30).close()
            return
        except OSError:
            time.sleep(0.01)
    raise AssertionError(f"no answer from {address}")


def _family(process: int) -> list[int]:
    """The process and all that come from it."""
    children = [
        int(child)
        for listed in Path(f"/proc/{process}/task").glob("*/children")
        for child in listed.read_text().split()
    ]
    return [process, *(each for child in children for each in _family(child))]


def _pss(process: int) -> float:
    lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024
