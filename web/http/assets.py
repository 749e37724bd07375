"""The style sheet, the fonts and the icon: files with a hash of their content in their address."""

import gzip
import hashlib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from core.badges.picture import fonts
from core.ground.paths import TEMPLATES

PAGES = TEMPLATES / "pages"
TYPES = {".css": "text/css; charset=utf-8", ".svg": "image/svg+xml", ".ttf": "font/ttf"}
FOREVER = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class Asset:
    """One file as it is sent, packed for those who can unpack."""

    body: bytes
    packed: bytes
    kind: str
    hash: str


@cache
def read(path: Path) -> Asset:
    body = path.read_bytes()
    packed = gzip.compress(body, mtime=0)
    return Asset(body, packed, TYPES[path.suffix], hashlib.sha256(body).hexdigest()[:12])


def files() -> dict[str, Path]:
    letters = {f"{path.stem.lower()}.ttf": path for path in fonts.files()}
    return {"style.css": PAGES / "style.css", "cocarde.svg": PAGES / "cocarde.svg", **letters}


@dataclass(frozen=True, slots=True)
class Assets:
    """The style sheet, the fonts and the icon by the name that `/assets/` gives them."""

    paths: dict[str, Path] = field(default_factory=files)

    def url(self, name: str) -> str:
        """The address of a file, new whenever its content is."""
        return f"/assets/{name}?v={read(self.paths[name]).hash}"

    def give(self, request: Request) -> Response:
        """The file of the path, kept for a year by those who asked for this content;
        `HTTPException(404)` for no such file."""
        path = self.paths.get(request.path_params["name"])
        if path is None:
            raise HTTPException(404)
        asset = read(path)
        headers = {
            "Cache-Control": FOREVER if request.query_params.get("v") == asset.hash else "no-cache",
            "Vary": "Accept-Encoding",
        }
        if "gzip" in request.headers.get("accept-encoding", ""):
            headers["Content-Encoding"] = "gzip"
            return Response(asset.packed, headers=headers, media_type=asset.kind)
        return Response(asset.body, headers=headers, media_type=asset.kind)
