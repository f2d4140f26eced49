"""A load of requests from one process: raw keep-alive connections, so that it costs little beside a server."""

import asyncio
import statistics
import time
from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass, field

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
MOST_REQUESTS = 200_000


@dataclass(frozen=True)
class Measured:
    """One round."""

    seconds: float
    times: tuple[float, ...]  #: seconds, of each request that counts

    @property
    def rate(self) -> float:
        """Requests a second."""
        return len(self.times) / self.seconds

    def percentile(self, percent: int) -> float:
        """Milliseconds."""
        times = self.times if len(self.times) > 1 else self.times * 2
        return 1000 * statistics.quantiles(times, n=100, method="inclusive")[percent - 1]


@dataclass(frozen=True)
class Request:
    method: str
    path: str
    body: str = ""
    headers: Mapping[str, str] = field(default_factory=lambda: FORM)
    counts: bool = True  #: else it only prepares one that does


@dataclass(frozen=True)
class Reply:
    head: bytes
    body: bytes

    @property
    def location(self) -> str:
        return _header(self.head, b"location").decode()


Flow = Generator[Request, Reply, None]  #: what a browser sends, one after the other, without an end


@dataclass(frozen=True)
class Client:
    """One browser."""

    cookie: str
    flow: Flow


def run(port: int, clients: Sequence[Client], seconds: float) -> Measured:
    """All clients send one request after the other for so long, and each one at least that counts.

    What prepares the first one that counts is sent before the clock starts.

    :raises AssertionError: when a reply is not 200, or 303 (a form that leads on)
    """
    times: list[float] = []

    async def work() -> float:
        open_ones = await asyncio.gather(*(_Connection.open(port, client) for client in clients))
        began = time.perf_counter()
        await asyncio.gather(*(each.go_on(began + seconds, times) for each in open_ones))
        took = time.perf_counter() - began
        for each in open_ones:
            each.writer.close()
        return took

    return Measured(asyncio.run(asyncio.wait_for(work(), seconds + 120)), tuple(times))


class _Connection:
    """A browser's connection, and what it sends next."""

    def __init__(self, client: Client, reader: asyncio.StreamReader, writer: asyncio.StreamWriter):
        self.client, self.reader, self.writer = client, reader, writer
        self.next = next(client.flow)

    @classmethod
    async def open(cls, port: int, client: Client) -> "_Connection":
        """Connected, and prepared for the first request that counts."""
        connection = cls(client, *await asyncio.open_connection("127.0.0.1", port))
        while not connection.next.counts:
            await connection.send()
        return connection

    async def go_on(self, until: float, times: list[float]) -> None:
        first = True
        while first or (time.perf_counter() < until and len(times) < MOST_REQUESTS):
            began, counts = time.perf_counter(), self.next.counts
            await self.send()
            if counts:
                times.append(time.perf_counter() - began)
                first = False

    async def send(self) -> None:
        """The next request is answered."""
        request = self.next
        headers = {"Host": "127.0.0.1", "Cookie": self.client.cookie, "Accept": "*/*", **request.headers}
        lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        body = request.body.encode()
        head = f"{request.method} {request.path} HTTP/1.1\r\n{lines}Content-Length: {len(body)}\r\n\r\n"
        self.writer.write(head.encode() + body)
        reply = await self.reader.readuntil(b"\r\n\r\n")
        content = await self.reader.readexactly(int(_header(reply, b"content-length")))
        assert reply[9:12] in (b"200", b"303"), (request, reply.decode(), content[:2000])
        self.next = self.client.flow.send(Reply(reply, content))


def _header(head: bytes, name: bytes) -> bytes:
    for line in head.split(b"\r\n"):
        if line.lower().startswith(name + b":"):
            return line.partition(b":")[2].strip()
    raise AssertionError(f"a reply without {name.decode()}")
