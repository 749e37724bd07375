"""The sign NUL, which no address of ours has and no store takes (PostgreSQL: text)."""

from starlette.types import ASGIApp, Receive, Scope, Send

NUL, INSTEAD = "\0", "\N{REPLACEMENT CHARACTER}"


class NoNul:
    """Puts another sign in its place in what is asked for, so that it leads to nothing."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and (NUL in scope["path"] or b"%00" in scope["query_string"]):
            query = scope["query_string"].replace(b"%00", b"%EF%BF%BD")
            scope = {**scope, "path": without(scope["path"]), "query_string": query}
        await self.app(scope, receive, send)


def without(text: str) -> str:
    """The text with another sign in the place of each NUL."""
    return text.replace(NUL, INSTEAD)
