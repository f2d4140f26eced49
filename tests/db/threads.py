"""Doing several things at once."""

import threading
from collections.abc import Callable

from flask import Flask


def in_threads(app: Flask, calls: list[Callable[[], None]]) -> list[BaseException]:
    """Each call in a thread and app context of its own, all at once; what they raised."""
    raised: list[BaseException] = []
    start = threading.Barrier(len(calls))

    def run(call):
        try:
            with app.app_context():
                start.wait(10)
                call()
        except BaseException as error:
            raised.append(error)

    threads = [threading.Thread(target=run, args=(call,)) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
        assert not thread.is_alive(), "a thread hangs"
    return raised
