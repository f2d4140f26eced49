"""A load of requests from one process: raw keep-alive connections, so that it costs little beside a server."""

import asyncio
import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

MOST_REQUESTS = 200_000


@dataclass(frozen=True)
class Measured:
    """One round."""

    requests: int
    seconds: float
    times: tuple[float, ...]  #: seconds, of each request

    @property
    def rate(self) -> float:
        """Requests a second."""
        return self.requests / self.seconds

    def percentile(self, percent: int) -> float:
        """Milliseconds."""
        return 1000 * statistics.quantiles(self.times, n=100, method="inclusive")[percent - 1]


@dataclass(frozen=True)
class Client:
    """One browser: its cookie, and what it sends next."""

    cookie: str
    request: Callable[[], tuple[str, str, str]]  #: method, path, body
    headers: Mapping[str, str] = field(default_factory=lambda: {"Content-Type": "application/x-www-form-urlencoded"})


def run(port: int, clients: list[Client], seconds: float, accept: str = "*/*") -> Measured:
    """All clients send one request after the other for so long, and one at least.

    :raises AssertionError: when a reply is not 200, or 303 (a form that leads on)
    """
    times: list[float] = []
    began = time.perf_counter()

    async def work() -> None:
        tasks = [_one(port, client, began + seconds, accept, times) for client in clients]
        await asyncio.wait_for(asyncio.gather(*tasks), seconds + 60)

    asyncio.run(work())
    return Measured(len(times), time.perf_counter() - began, tuple(times))


async def _one(port: int, client: Client, until: float, accept: str, times: list[float]) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    sent = 0
    while (sent == 0 or time.perf_counter() < until) and len(times) < MOST_REQUESTS:
        sent += 1
        method, path, body = client.request()
        more = "".join(f"{name}: {value}\r\n" for name, value in client.headers.items())
        head = (
            f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: {client.cookie}\r\nAccept: {accept}\r\n"
            f"{more}Content-Length: {len(body)}\r\n\r\n"
        )
        began = time.perf_counter()
        writer.write((head + body).encode())
        headers = await reader.readuntil(b"\r\n\r\n")
        await reader.readexactly(_length(headers))
        times.append(time.perf_counter() - began)
        assert headers[9:12] in (b"200", b"303"), headers.decode()
    writer.close()


def _length(headers: bytes) -> int:
    for line in headers.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return int(line.partition(b":")[2])
    raise AssertionError("a reply without a length")
