"""What every answer bears for the reader's safety."""

from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

SECRET: Final = (
    "/claim/", "/decide/", "/case/", "/staff/", "/stop/", "/unlink/", "/show/", "/report/",
    "/telegram/", "/manage",
)  # fmt: skip
POLICY: Final = (
    "default-src 'none'; style-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
HEADERS: Final = {
    "content-security-policy": f"{POLICY}; img-src 'self'",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-robots-tag": "noindex",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}


class Guard:
    """Puts the safety headers on every answer; a page behind a secret is kept nowhere."""

    def __init__(self, app: ASGIApp, base: str) -> None:
        self.app = app
        self.headers = dict(HEADERS)
        if base.startswith("https:"):
            self.headers["strict-transport-security"] = "max-age=31536000"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self.headers.items():
                    headers.setdefault(name, value)
                if scope["path"].startswith(SECRET):
                    headers["cache-control"] = "no-store"
            await send(message)

        await self.app(scope, receive, guarded if scope["type"] == "http" else send)
