"""A stand-in for the sites that the demo's people name, so that nothing leaves the machine.

It plays a few hosts on 127.0.0.1; a path that says `introuvable` is not there.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

HOSTS = ("github.com", "gitlab.com", "meteo.example.org", "lina.example.org")


class PlayedSite(BaseHTTPRequestHandler):
    """Every page exists but those that say they do not."""

    def do_GET(self) -> None:
        page = b"<title>A page of the demo</title>"
        self.send_response(404 if "introuvable" in self.path else 200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - likewise
        """Say nothing."""


@contextmanager
def standin(hosts: tuple[str, ...] = HOSTS) -> Iterator[str]:
    """Serve, and give the setting COCARDE_FETCH_MAP that leads these hosts here."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), PlayedSite)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield ",".join(f"{host}=http://127.0.0.1:{server.server_port}" for host in hosts)
    finally:
        server.shutdown()
        server.server_close()
