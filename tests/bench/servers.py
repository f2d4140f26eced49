"""Two real servers, ours and the bare one, each as it would be run: granian, two workers of four threads."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def ours(folder: Path) -> Iterator[int]:
    """`lms serve` over an empty data folder; its port."""
    port = free_port()
    environment = {**os.environ, "LMS_DATA_DIR": str(folder)}
    command = [sys.executable, "-c", "from lms.cli import main; main()", "serve", "--port", str(port)]
    with _running(command, environment, f"http://127.0.0.1:{port}/readyz"):
        yield port


@contextmanager
def bare(database: Path) -> Iterator[int]:
    """The bare app over its filled database; its port."""
    port = free_port()
    environment = {**os.environ, "BARE_DATABASE": f"sqlite:///{database}"}
    command = [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", "2", "--blocking-threads", "4"),
        *("--port", str(port), "--log-level", "warning", "--factory", "tests.bench.bare:make"),
    ]
    with _running(command, environment, f"http://127.0.0.1:{port}/sign-in/1"):
        yield port


@contextmanager
def _running(command: list[str], environment: dict[str, str], ready: str) -> Iterator[None]:
    process = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=subprocess.DEVNULL)
    try:
        _wait_for(ready, process)
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def _wait_for(address: str, process: subprocess.Popen) -> None:
    for _ in range(600):
        assert process.poll() is None, "the server ended"
        try:
            urllib.request.urlopen(address, timeout=5).close()
            return
        except OSError:
            time.sleep(0.05)
    raise AssertionError(f"no answer from {address}")
