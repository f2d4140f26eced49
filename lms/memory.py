"""What was made last stays in memory, up to a number of things; shared by the threads of a process."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

Made = TypeVar("Made")


class Kept(Generic[Made]):
    """The things used last, by key.

    :param most: how many; the one that was not asked for the longest goes first
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._things: OrderedDict[Hashable, Made] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """The thing of that key, made if need be; two threads may make it at once. What is None is not kept: there may
        be one the next time."""
        with self._lock:
            if key in self._things:
                self._things.move_to_end(key)
                return self._things[key]
        made = make()
        if made is None:
            return made
        with self._lock:
            self._things[key] = made
            while len(self._things) > self._most:
                self._things.popitem(last=False)
        return made

    def values(self) -> list[Made]:
        with self._lock:
            return list(self._things.values())
