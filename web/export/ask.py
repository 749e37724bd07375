"""A page of the web door without a network: one GET, asked of the application itself."""

from dataclasses import dataclass

from starlette.types import ASGIApp, Message


@dataclass(frozen=True, slots=True)
class PageAnswer:
    """What the door answered: HTTP's status and the bytes."""

    status: int
    body: bytes


async def ask(app: ASGIApp, path: str, query: str = "") -> PageAnswer:
    """The answer to a GET of this path by a browser that names no language; `query` goes
    without its question mark. What the application raises is raised."""
    got: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        got.append(message)

    await app(scope(path, query), receive, send)
    started = next(each for each in got if each["type"] == "http.response.start")
    body = b"".join(each.get("body", b"") for each in got if each["type"] == "http.response.body")
    return PageAnswer(int(started["status"]), body)


def scope(path: str, query: str) -> dict[str, object]:
    """A request as ASGI 3 describes it, from this machine."""
    return {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "https",
        "path": path,
        "raw_path": path.encode(),
        "root_path": "",
        "query_string": query.encode(),
        "headers": [(b"host", b"localhost"), (b"accept", b"text/html,*/*;q=0.8")],
        "client": ("127.0.0.1", 0),
        "server": ("127.0.0.1", 443),
    }
