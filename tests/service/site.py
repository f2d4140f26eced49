"""`lms serve` with several worker processes over a folder of its own, and a look into its database."""

import os
import signal
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import lms
from lms.db import db
from lms.settings import Settings
from tests import databases
from tests.browser.conftest import ROOT, _await, free_port, lms_command

Found = TypeVar("Found")
SABOTAGE = Path(__file__).parent / "sabotage"


class Site:
    """The site of one folder, whether it runs or not."""

    def __init__(self, folder: Path):
        self.folder, self.port = folder, free_port()
        self.environment = {**os.environ, **databases.environment_of(folder), "PYTHONUNBUFFERED": "1"}
        self._process: subprocess.Popen | None = None
        self._app = None
        databases.make(folder)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self, *broken: str, workers: int = 2) -> None:
        """It answers.

        :param broken: what is broken in it on purpose, see `sabotage/`
        """
        sabotage = {"PYTHONPATH": str(SABOTAGE), "BROKEN": " ".join(broken)} if broken else {}
        environment = {**self.environment, **sabotage}
        command = lms_command("serve", "--port", str(self.port), "--workers", str(workers))
        self._process = subprocess.Popen(
            command, env=environment, cwd=ROOT, start_new_session=True, stdout=subprocess.DEVNULL
        )
        _await(f"{self.address}/readyz", self._process)

    def stop(self) -> None:
        if self._process:
            self._process.terminate()
            self._process.wait(30)
            self._process = None

    def kill(self) -> None:
        """Every process of it is gone at once, in the middle of whatever it does."""
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait(30)
        self._process = None

    def processes(self) -> list[int]:
        """The ids of the parent and its workers."""
        listed = subprocess.run(["ps", "-o", "pid=", "-g", str(self._process.pid)], capture_output=True, text=True)
        return [int(pid) for pid in listed.stdout.split()]

    def ask(self, question: Callable[[], Found]) -> Found:
        """What the question finds in the database now."""
        if self._app is None:
            self._app = lms.create_app(self.settings())
        with self._app.app_context():
            try:
                return question()
            finally:
                db.session.remove()

    def settings(self) -> Settings:
        names = {name: value for name, value in self.environment.items() if name.startswith("LMS_")}
        return Settings.load(names)

    def close(self) -> None:
        self.stop()
        if self._app is not None:
            with self._app.app_context():
                db.engine.dispose()
        databases.drop(self.folder)


@contextmanager
def site_in(folder: Path, *broken: str, workers: int = 2) -> Iterator[Site]:
    site = Site(folder)
    try:
        site.start(*broken, workers=workers)
        yield site
    finally:
        site.close()


def at_once(*calls: Callable[[], Found]) -> list[Found]:
    """What the calls return, all begun at the same moment."""
    gate, results = threading.Barrier(len(calls)), {}

    def run(number: int, call: Callable[[], Found]) -> None:
        gate.wait()
        results[number] = call()

    threads = [threading.Thread(target=run, args=each) for each in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [results[number] for number in range(len(calls))]
